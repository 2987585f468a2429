"""Verbs of headlines that look like plurals are read as verbs, and plurals before another verb as nouns."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tradenlp.extract.capitals import PRINTED
from tradenlp.extract.headline_verbs import plain_verbs
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context

VERBS = [
    ("Ghana lifts ban on grain exports", {1: "extends"}),
    ("The Philippines bans maize imports", {2: "extends"}),
    ("Ivory Coast Halts Cocoa Exports", {2: "Extends"}),
    ("U.S. EYES TIMBER DUTY", {1: "EXTENDS"}),
    ("Prices rise \n Trump scraps tariffs on coffee", {4: "extends"}),
]
NOUNS = [
    "China curbs hit makers of chips",
    "India bans on rice and wheat stay",
    "Tonight Ghana lifts a ban",
    "Chilean lifts carry skiers",
    "Ghana lifts",
    "Ghana lifts , and what they carry",
]


@pytest.mark.parametrize(("line", "verbs"), VERBS, ids=[line for line, _ in VERBS])
def test_a_verb_behind_who_acts(line: str, verbs: dict[int, str]) -> None:
    assert plain_verbs(line.split(" ")) == verbs


@pytest.mark.parametrize("line", NOUNS)
def test_other_words_stay(line: str) -> None:
    assert plain_verbs(line.split()) == {}


@pytest.mark.parametrize("verb", ["lifts", "scraps", "bans", "curbs", "waives"])
@pytest.mark.parametrize("state", ["Pakistan", "U.S.", "Trump"])
def test_model_takes_it_for_a_verb(nlp: Language, state: str, verb: str) -> None:
    title = f"{state} {verb} maize imports"
    doc = nlp(make_doc(nlp, title, "Growers were pleased.", Context()))
    assert doc.text == f"{title}\n\nGrowers were pleased." and doc.user_data.get(PRINTED) is None
    assert (doc[1].text, doc[1].tag_, doc[1].dep_, doc[1].norm_) == (verb, "VBZ", "ROOT", verb)
    assert [token.tag_ for token in doc[2:4]] == ["NN", "NNS"]
