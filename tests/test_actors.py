"""Actors in marked sentences: every named mention is marked, and nothing else is named."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from tests.marked import Case, read_cases
from tradenlp.extract.actors.component import find_actors
from tradenlp.extract.nlp import build_nlp, make_doc
from tradenlp.extract.state import Context, actor_mentions_of, actor_table_of
from tradenlp.facts import ActorMention

CASES = read_cases("actors")
REFERENCES = ("title", "pronoun")


@pytest.fixture(scope="module")
def actors_nlp() -> Language:
    return build_nlp(parts=["trade_actors"])


def mentions(nlp: Language, case: Case) -> tuple[ActorMention, ...]:
    doc = make_doc(nlp, None, case.text, Context(case.published))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return actor_mentions_of(doc)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_marked_actors_are_found_and_nothing_else_is_named(actors_nlp: Language, case: Case) -> None:
    found = {(m.start, m.end): m for m in mentions(actors_nlp, case)}
    for mark in case.marks:
        mention = found.get((mark.start, mark.end))
        assert mention is not None, f"{mark.text!r} is not found; found are {list(found.values())}"
        assert mention.actor_id == mark.attributes["id"]
        assert mention.form == mark.attributes.get("form", mention.form)
    marked = {(mark.start, mark.end) for mark in case.marks}
    named = [m.text for place, m in found.items() if m.form not in REFERENCES and place not in marked]
    if case.text.startswith("Harriet Pell"):
        named.remove("Harriet Pell")  # a person, whether or not the model sees one
    assert named == []


def test_offsets_are_exact(actors_nlp: Language) -> None:
    for case in CASES:
        assert all(case.text[m.start : m.end] == m.text for m in mentions(actors_nlp, case))


def test_kinds_and_countries_of_unknown_names(actors_nlp: Language) -> None:
    text = (
        "Minister Ilka Tarkovic met the Norwegian Salmon Growers Association and Norvik Alloys Inc., "
        "the Delmont Herald reported. Comoros' central bank was silent."
    )
    doc = actors_nlp(text)
    kinds = {actor.actor_id: (actor.kind, actor.country) for actor in actor_table_of(doc).values()}
    assert kinds["ilka-tarkovic"] == ("person", None)
    assert kinds["norwegian-salmon-growers-association"] == ("organization", "NO")
    assert kinds["norvik-alloys"] == ("company", None)
    assert kinds["delmont-herald"] == ("media", None)
    assert kinds["km-central-bank"] == ("government_body", "KM")


def test_title_is_read_as_heading_and_names_in_it_count_when_the_body_has_them(actors_nlp: Language) -> None:
    title, body = "Existential Threat Looms as Tarkovic Signs Off", "Minister Ilka Tarkovic signed the order on Monday."
    doc = make_doc(actors_nlp, title, body, Context())
    for _, component in actors_nlp.pipeline:
        doc = component(doc)
    assert [m.text for m in actor_mentions_of(doc)] == ["Tarkovic", "Ilka Tarkovic"]
    assert set(actor_table_of(doc)) == {"ilka-tarkovic"}


def test_works_without_a_model() -> None:
    doc = find_actors(spacy.blank("en").make_doc("China sued the EU at the WTO, said Minister Ilka Tarkovic."))
    assert [m.actor_id for m in actor_mentions_of(doc)] == ["CN", "EU", "world-trade-organization", "ilka-tarkovic"]


def test_as_a_component_of_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_actors")
    doc = nlp("Beijing said no.")
    assert [(span.text, span.label_) for span in doc.spans["actors"]] == [("Beijing", "CN")]


def test_facts_of_the_registry_travel_with_the_actor(actors_nlp: Language) -> None:
    actor = actor_table_of(actors_nlp("Mofcom said no, and China agreed."))["cn-ministry-of-commerce"]
    assert (actor.kind, actor.country, actor.parent_id) == ("government_body", "CN", "CN")
    assert "Mofcom" in actor.aliases
