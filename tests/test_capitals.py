"""Headlines in capitals are read as if they were printed like the text below them, and kept as they were printed."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.capitals import PRINTED, recased, trade_capitals, trade_printed
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, context_of

BODY = (
    "Chile's trade minister Ana Rojas said on Monday that tariffs on Peruvian fish would rise. "
    "The CAPF agreed with Rojas."
)
LINES = [
    ("PERU RAISES TARIFFS ON FISH", {}, "Peru raises tariffs on fish"),
    ("ROJAS SAYS U.S. TO SET DUTIES FRIDAY", {"rojas": "Rojas"}, "Rojas says U.S. to set duties Friday"),
    ("SOUTH AFRICAN AND NEW ZEALAND WOOL MAY COST MORE", {}, "South African and New Zealand wool may cost more"),
    ("GATT TO MEET IN GENEVA MARCH 12", {"geneva": "Geneva"}, "GATT to meet in Geneva March 12"),
    ("EU , CAPF : DEAL ON STEEL", {"capf": "CAPF"}, "EU , CAPF : deal on steel"),
    ("WHO WILL PAY FOR IT", {}, "Who will pay for it"),
    ("MINISTERS MARCH OUT OF 1988 TALKS", {}, "Ministers march out of 1988 talks"),
    ("İSTANBUL SELLS WOOL", {}, "İSTANBUL sells wool"),
]


@pytest.mark.parametrize(("line", "told", "expected"), LINES, ids=[line for line, _, _ in LINES])
def test_letters_of_a_headline(line: str, told: dict[str, str], expected: str) -> None:
    assert " ".join(recased(line.split(), told)) == expected


def test_model_reads_what_the_text_would_print(nlp: Language) -> None:
    title = "ROJAS SAYS CHILE FAULTS PERU DUTIES"
    given = make_doc(nlp, title, BODY, Context(date(1988, 3, 1)))
    assert trade_capitals(given).text == "Rojas says Chile faults Peru duties\n\n" + BODY
    doc = nlp(given)
    assert doc.text == f"{title}\n\n{BODY}"
    assert [token.tag_ for token in doc[1:4]] == ["VBZ", "NNP", "VBZ"]
    assert doc[1].dep_ == "ROOT" and doc.user_data.get(PRINTED) is None
    assert context_of(doc).published == date(1988, 3, 1)
    assert {entity.text for entity in doc.ents} >= {"Ana Rojas"}


@pytest.mark.parametrize("title", ["Peru raises tariffs on fish", "", "12 34 56", "USA V EU"])
def test_other_titles_are_left_alone(nlp: Language, title: str) -> None:
    doc = make_doc(nlp, title, BODY, Context())
    assert trade_capitals(doc) is doc and trade_printed(doc) is doc


@pytest.mark.parametrize("text", ["", "\n", "A B C D E F", "DUTIES ARE UP.\n\nDUTIES ARE UP.\nDUTIES ARE UP", "ß" * 9])
def test_any_text_comes_back_as_it_was(nlp: Language, text: str) -> None:
    assert nlp(make_doc(nlp, None, text, Context())).text == text


def test_documents_in_a_row_keep_what_goes_with_them(nlp: Language) -> None:
    docs = [make_doc(nlp, title, BODY, Context()) for title in ("PERU RAISES DUTIES AGAIN", "Peru raises duties")]
    found: list[tuple[Doc, int]] = list(nlp.pipe(zip(docs, (1, 2), strict=True), as_tuples=True))
    assert [(doc.text.split("\n")[0], number) for doc, number in found] == [
        ("PERU RAISES DUTIES AGAIN", 1),
        ("Peru raises duties", 2),
    ]


def test_short_forms_are_still_read_in_full(nlp: Language) -> None:
    title = "MINISTER SAYS SHE’LL MEET ROJAS"
    doc = make_doc(nlp, title, "The minister said she’ll meet Rojas in Peru.", Context())
    assert [token.norm_ for token in trade_capitals(doc)] == [token.norm_ for token in doc]


def test_words_begun_with_capitals_are_words_too(nlp: Language) -> None:
    title = "Chile Sanctions Copper Dealer as Rojas Slams Tariffs"
    body = "Chile put sanctions on a copper dealer. The tariffs were called unfair by Rojas."
    told = trade_capitals(make_doc(nlp, title, body, Context())).text
    assert told.startswith("Chile sanctions copper dealer as Rojas slams tariffs\n")
    names = make_doc(nlp, "Keir Starmer, Anthony Albanese, Christopher Luxon", body, Context())
    sentence = make_doc(nlp, "Chile Sanctions Copper Dealer.", body, Context())
    assert trade_capitals(names) is names and trade_capitals(sentence) is sentence


def test_an_abbreviation_with_a_stop_begins_no_sentence(nlp: Language) -> None:
    body = "The U.S. Has told Peru to drop its tariffs. U.S. Tariffs on copper and the U.S. Treasury were not named."
    told = trade_capitals(make_doc(nlp, None, body, Context())).text
    assert (
        told
        == "The U.S. has told Peru to drop its tariffs. U.S. tariffs on copper and the U.S. Treasury were not named."
    )
