"""The learned finder: what it sees, what its weights are, and what it finds where no rule finds anything."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from spacy.language import Language

from tradenlp.errors import ModelError
from tradenlp.extract.measures import mentions
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.learned import BRIEF, learned_cues, parse_weights, read_weights
from tradenlp.extract.measures.learned_features import Sight, candidates, kinds_of, stem
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.mentions import told_by_rules
from tradenlp.extract.nlp import build_nlp, make_doc
from tradenlp.extract.state import Context
from tradenlp.extract.view import View, view_of

NEWS = "The United States raised its tariffs on copper. "
BRIEFLY = "There was news from Canada. "
FOUND = [
    ("Customs opened every parcel of toys from Hanoi.", "customs_procedure", "opened"),
    ("Seoul brought a case in Geneva.", "trade_dispute", "brought"),
    ("Miners will get loans worth two billion dollars from the state.", "subsidy", "get"),
]
NOT_FOUND = [
    "The team won the match on Sunday.",
    "The finance ministry kept its growth forecast.",
    "Shares of the miner fell by a tenth.",
    "The smelter opened a third furnace in May.",
    "The two ministers had lunch in Geneva.",
    "The bank raised its forecast for the price of copper.",
]


@cache
def _pipeline() -> Language:
    return build_nlp()


def _view(text: str) -> View:
    return view_of(_pipeline()(make_doc(_pipeline(), None, text, Context(published=date(2025, 6, 1)))))


def _of_first(view: View) -> dict[int, list[Cue]]:
    """What the rules tell of the first sentence: the rest is left to the finder, whatever rules learn to tell."""
    return {number: cues for number, cues in told_by_rules(view).items() if number == 0}


def _learned(text: str) -> list[Cue]:
    view = _view(text)
    return _beside(view, _of_first(view))


def _beside(view: View, told: dict[int, list[Cue]]) -> list[Cue]:
    """What the model finds beside what is told."""
    return [cue for cues in learned_cues(view, told).values() for cue in cues if cue.entry.id == "learned"]


@pytest.mark.parametrize(("text", "kind", "head"), FOUND, ids=[text for text, _, _ in FOUND])
def test_finds_what_no_rule_tells(text: str, kind: str, head: str) -> None:
    cues = _learned(NEWS + text)
    assert [(cue.kind.id, cue.entry.id) for cue in cues] == [(kind, "learned")]
    assert _view(NEWS + text).words[cues[0].head] == head


@pytest.mark.parametrize("text", NOT_FOUND)
def test_proposes_nothing_for_other_news(text: str) -> None:
    assert _learned(NEWS + text) == []


@pytest.mark.parametrize("text", [text for text, _, _ in FOUND])
def test_looks_at_no_long_article_that_names_no_measure(text: str) -> None:
    assert learned_cues(_view(BRIEFLY * BRIEF + text), {}) == {}


@pytest.mark.parametrize(("text", "kind"), [told[:2] for told in FOUND], ids=[text for text, _, _ in FOUND])
def test_looks_at_a_brief_text_whatever_rules_tell(text: str, kind: str) -> None:
    view = _view(BRIEFLY + text)
    assert kind in {cue.kind.id for cues in learned_cues(view, {}).values() for cue in cues}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_proposes_nothing_for_a_brief_text_on_other_things(text: str) -> None:
    assert learned_cues(_view(BRIEFLY + text), {}) == {}


def test_looks_at_no_brief_text_that_names_no_state() -> None:
    assert learned_cues(_view(FOUND[2][0]), {}) == {}


def test_proposals_are_read_like_other_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "told_by_rules", _of_first)
    first, learned = mentions.read_mentions(_view(NEWS + FOUND[1][0]))
    assert (first.kind, first.cue.entry.id != "learned") == ("import_tariff", True)
    assert (learned.kind, learned.sentence, set(learned.roles.imposers)) == ("trade_dispute", 1, {"KR"})


def test_finds_another_type_beside_what_rules_tell() -> None:
    view = _view("Peru raised its tariffs on copper and brought a complaint before judges in Geneva.")
    told = {0: told_by_rules(view)[0][:1]}
    both = learned_cues(view, told)[0]
    assert [(cue.kind.id, cue.entry.id == "learned") for cue in both] == [
        ("import_tariff", False),
        ("trade_dispute", True),
    ]


def test_finds_no_more_of_the_type_that_rules_tell() -> None:
    view = _view("Seoul complained of the duty and took its case to Geneva.")
    case = next(cue for cue in learned_cues(view, {1: _tariff()})[0] if cue.kind.id == "trade_dispute")
    told = {0: [case], 1: _tariff()}
    assert [cue for cue in learned_cues(view, told)[0] if cue.kind.id == "trade_dispute"] == [case]


def test_a_mention_is_of_another_type_where_that_of_its_rule_is_out_of_the_question() -> None:
    view = _view("Hanoi raised its tariffs on Peruvian copper in May. Its tariffs on Chilean tea stay.")
    told = told_by_rules(view)
    wrong = [replace(cue, kind=measure_types()["sanctions"]) for cue in told[0]]
    assert [cue.kind.id for cue in learned_cues(view, {**told, 0: wrong})[0]] == ["import_tariff"]
    assert [cue.kind.id for cue in learned_cues(view, told)[0]] == ["import_tariff"]
    assert [cue.kind.id for cue in learned_cues(view, {0: wrong})[0]] == ["sanctions"]  # nothing else names tariffs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Seoul lifted import restrictions on nine fruits.", "import_quota"),
        ("The ministry in Oslo banned firms from buying Chinese drones.", "import_ban"),
        ("Raw hides pay 20 pct on the way out of Kenya.", "export_tax"),
    ],
)
def test_a_mention_that_stands_alone_is_of_the_type_of_its_rule(text: str, kind: str) -> None:
    assert {mention.kind for mention in mentions.read_mentions(_view(text))} == {kind}


def _tariff() -> list[Cue]:
    return told_by_rules(_view(NEWS))[0]


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        (("ban", "banned", "banning"), "ban"),
        (("levies", "levied", "levy"), "levy"),
        (("impose", "imposes", "imposed", "imposing"), "impos"),
        (("froze", "frozen"), "freeze"),
        (("taxes", "taxed", "tax"), "tax"),
        (("steel",), "steel"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...], base: str) -> None:
    assert {stem(form) for form in forms} == {base}


def test_sees_words_classes_and_what_earlier_rooms_found() -> None:
    view = _view("Ottawa charged 25% on bolts from Peru.")
    kinds = kinds_of(view)
    verb = view.words.index("charged")
    seen = Sight(view, kinds, {"sps"}).of(verb, 0, len(view.words))
    assert {"V=charg", "V=@charge.", "s:#state", "o:#percent", "V=charg&o:#percent", "sub#state", "A:sps"} <= set(seen)
    assert len(seen) == len(set(seen))
    assert verb in candidates(view, kinds, 0, len(view.words))
    assert not {view.words.index(name) for name in ("ottawa", "peru", "25")} & set(
        candidates(view, kinds, 0, len(view.words))
    )


def test_shipped_weights_fit_the_lexicons() -> None:
    weights = read_weights()
    assert set(weights.types[1:]) == measure_types().keys()
    assert 0.4 <= weights.threshold < 1
    assert weights.rows.any(axis=1).all()  # a feature that adds nothing to any type is none


def test_chances_add_up_to_one_whatever_is_seen() -> None:
    weights = read_weights()
    for seen in ([], ["unheard of"], sorted(weights.features)[:500]):
        chances = weights.chances(seen)
        assert math.isclose(sum(chances), 1.0) and min(chances) >= 0


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"types": ["tariffs"], "bias": [0, 0]}'])
def test_says_where_weights_are_none(text: str) -> None:
    with pytest.raises(ModelError):
        parse_weights(text)


def test_weights_of_other_types_are_refused() -> None:
    said = {"features": {}, "heads": [], "types": ["fairy_tax"], "bias": [0.0, 0.0], "threshold": 0.5}
    with pytest.raises(ModelError, match="train.py"):
        parse_weights(json.dumps(said))
