"""What measures cover: goods told away from a mention, goods of a case, ships by their tie, nouns that name none."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from tradenlp.extract.measures.things import names_goods
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of


def covered(nlp: Language, text: str, kind: str) -> list[tuple[str, ...]]:
    doc = nlp(make_doc(nlp, None, text, Context(date(2025, 6, 1))))
    return [m.goods for m in measures_of(doc) if m.type == kind]


TOLD = [
    ("For copper the Peruvian tariff goes up to 30%.", "import_tariff", ("copper",)),
    ("Peru laid tariffs on Chile. The list includes eggs, figs and tin.", "import_tariff", ("eggs", "figs", "tin")),
    ("Peru laid tariffs on Chile. Affected Chilean goods include tin.", "import_tariff", ("tin",)),
    ("Peru laid tariffs on Chile. A list was printed. It includes eggs.", "import_tariff", ("eggs",)),
    ("Peru laid tariffs on Chile. A bill was printed. It includes eggs.", "import_tariff", ()),
    ("Peru laid duties on 28 Chilean goods. Among them are figs.", "import_tariff", ("28 Chilean goods", "figs")),
    ("Peru laid tariffs on Chile. Figs and tin are on the list.", "import_tariff", ("Figs and tin",)),
    ("Peru laid tariffs on Chile. It drew up a list of goods, such as tin.", "import_tariff", ("tin",)),
    ("Peru laid tariffs on Chile. Wares come from a list that contains eggs.", "import_tariff", ("eggs",)),
    ("Peru laid tariffs on Chile. Its exports to Fiji include tin.", "import_tariff", ()),
    ("Peru laid tariffs on Chile. The excluded goods include tin.", "import_tariff", ()),
    ("Peru laid tariffs on Chile. Affected goods from Fiji include tin.", "import_tariff", ()),
    ("Peru laid tariffs on Chile over its web tax. The list includes figs.", "import_tariff", ("figs",)),
    ("Peru laid tariffs on Chile over its web tax. The list includes figs.", "digital_tax", ()),
    ("On refined lead, Oman raised the import duty to 9 percent.", "import_tariff", ("refined lead",)),
    ("For rye, the ministry said, Oman will cut the tariff to 9 percent.", "import_tariff", ("rye",)),
    ("For growers of rye, Oman raised its tariffs on Fiji too late.", "import_tariff", ()),
    ("Peru kept the 20% tariffs it placed on cheese and butter in May.", "import_tariff", ("cheese and butter",)),
    ("Peru's duties, which cover cement, start in May.", "import_tariff", ("cement",)),
    ("Chile listed toys and shoes, which will face a 12% tariff.", "import_tariff", ("toys and shoes",)),
    ("Toys come off worst in Chile: the duty on them climbs to 50%.", "import_tariff", ("Toys",)),
    ("Japan and Peru signed an agreement to stop dumping zinc.", "trade_agreement", ("zinc",)),
    ("Chile lifted its suspension of Argentine beef.", "sps", ("beef",)),
    ("Chile has banned beef imports from Uruguay.", "import_ban", ("beef",)),
    ("Oslo imposed sanctions on two Malian firms for supplying drones to Togo.", "sanctions", ()),
    ("Oslo put four Malian oil firms on its sanctions list.", "entity_listing", ()),
    ("India will charge port fees on Korean-built ships.", "port_fee", ("Korean-built ships",)),
    ("Chile ships lamb. Peru raised its tariffs on the meat.", "import_tariff", ("lamb",)),
    ("Chile ships lamb. Peru raised its tariffs on meat.", "import_tariff", ("meat",)),
    ("Peru imposed travel bans on officials from Chile.", "sanctions", ()),
    ("Farmers in Peru who grow corn will pay a tariff on tractors.", "import_tariff", ("tractors",)),
    ("Peru cut the fentanyl tariffs on Chile to 10%.", "import_tariff", ()),
    ("Peru, for which copper is vital, raised its tariffs on Chile.", "import_tariff", ()),
    ("Peru ended the ban on circulation.", "import_ban", ()),
    ("Oman put duties on engine oils and hydraulic oils.", "import_tariff", ("engine oils", "hydraulic oils")),
    ("Turkey laid a tariff on nine kinds of steel.", "import_tariff", ("nine kinds of steel",)),
    ("Turkey laid a tariff on the price of steel.", "import_tariff", ("steel",)),
    ("Kenya requires a permit for imports of twenty-two products.", "import_licensing", ("twenty-two products",)),
    ("Chile put a 20% tariff on copper. Pills are exempt from the tariff.", "import_tariff", ("copper",)),
    ("Russia put an export tax on wheat. On Friday Moscow stopped shipments.", "export_ban", ("wheat",)),
    ("Ottawa doubled duties on Indian rugs, citing Delhi's purchases of Iranian oil.", "import_tariff", ("rugs",)),
    ("Oslo laid a 5% duty on Chilean wine over its imports of Russian gas.", "import_tariff", ("wine",)),
    ("Oslo laid a 5% duty on over 40 sorts of cheese.", "import_tariff", ("40 sorts of cheese",)),
    ("Brussels put a duty on the goods of any neighbour.", "import_tariff", ()),
    ("South African coal pays a 5% duty in Brazil.", "import_tariff", ("coal",)),
    ("Egypt put a duty of 14 percent on exercise books from Tunisia.", "import_tariff", ("exercise books",)),
    ("Oman put a duty of 9 percent on Monday.", "import_tariff", ()),
    ("Peru puts Chile tariffs on hold after talks.", "import_tariff", ()),
    ("The G7 set a price cap on Russian crude.", "sanctions", ("Russian crude",)),
    ("Chile stops arms sales to Peru.", "export_ban", ("arms",)),
    ("Chile banned record exports to Peru.", "export_ban", ()),
    ("Chile put a duty of 9 percent on local developers.", "import_tariff", ()),
    (
        "Chile put a duty on Fijian butter. Chile and Fiji ended the row by a trade deal.",
        "trade_agreement",
        ("butter",),
    ),
    ("Chile put a duty on Peruvian butter. Chile and Peru signed a trade deal.", "trade_agreement", ()),
    ("Peru exempts rice and tea from import taxes.", "import_tariff", ("rice and tea",)),
    ("Tea and figs will be exempt from Chilean tariffs.", "import_tariff", ("Tea and figs",)),
    ("Chile put a tariff on all imports. On Friday it exempted tea from the tariff.", "import_tariff", ()),
]


@pytest.mark.parametrize(("text", "kind", "goods"), TOLD, ids=[text for text, _, _ in TOLD])
def test_goods_are_those_that_the_sentence_tells(nlp: Language, text: str, kind: str, goods: tuple[str, ...]) -> None:
    found = covered(nlp, text, kind)
    assert found == [goods] if found or goods else not found


def test_a_case_is_about_the_goods_of_the_measure_and_no_others(nlp: Language) -> None:
    text = (
        "Peru set a 20% duty on Chilean apples. Chilean growers, who ship pears too, were furious. "
        "Chile filed a complaint at the World Trade Organization against Peru, whose steel mills look on."
    )
    assert covered(nlp, text, "trade_dispute") == [("apples",)]


def test_a_case_is_first_about_the_goods_that_its_sentence_names(nlp: Language) -> None:
    text = (
        "China put duties on Australian barley. A month later it banned coal from Australia. "
        "Canberra is weighing a complaint to the World Trade Organization over barley."
    )
    assert covered(nlp, text, "trade_dispute") == [("barley",)]


def test_the_title_tells_of_goods_before_a_sentence_further_back(nlp: Language) -> None:
    text = "Growers of lemons met in Lima. Rain fell all day. Peru will go on with export licences, the minister said."
    doc = nlp(make_doc(nlp, "Peru at odds over grain", text, Context(date(2025, 6, 1))))
    assert [m.goods for m in measures_of(doc) if m.type == "export_control"] == [("grain",)]


def test_a_case_over_all_goods_borrows_none(nlp: Language) -> None:
    text = "Peru ships copper. Chile complained to the World Trade Organization about Peru's tariffs on Chilean goods."
    assert covered(nlp, text, "trade_dispute") == [()]


def test_a_settlement_is_about_the_goods_of_the_quarrel(nlp: Language) -> None:
    text = "Peru imposed anti-dumping duties on Chilean paper. Peru and Chile reached a negotiated settlement."
    assert covered(nlp, text, "trade_agreement") == [("paper",)]


def test_abstract_nouns_name_no_goods() -> None:
    assert not any(names_goods(word) for word in ("circulation", "output", "ones", "membership", "weakness"))
    assert all(names_goods(word) for word in ("equipment", "garments", "hinges", "cement", "ships", "munitions"))


def test_each_rate_is_for_all_goods_listed_behind_it_and_none_of_another(nlp: Language) -> None:
    each = "Chile will impose tariffs of 15% on almonds, walnuts and rice and 10% on coal."
    assert covered(nlp, each, "import_tariff") == [("almonds", "walnuts", "rice"), ("coal",)]
    two = "Peru's 50% duty on toys and 25% duties on steel, wine and shoes start in May."
    assert covered(nlp, two, "import_tariff") == [("toys",), ("steel", "wine", "shoes")]
