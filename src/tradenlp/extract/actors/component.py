"""The spaCy component `trade_actors`: who acts or is acted on, in the words of the article and by registry id."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.actors.assemble import Assembly
from tradenlp.extract.actors.bodies import type_names
from tradenlp.extract.actors.candidates import find_candidates
from tradenlp.extract.actors.index import NameIndex, split_words
from tradenlp.extract.actors.layout import read_layout
from tradenlp.extract.actors.lexicons import lexicons
from tradenlp.extract.actors.refer import References
from tradenlp.extract.actors.registry import registry
from tradenlp.extract.actors.scene import Reading, Scene, sentence_words, state_of
from tradenlp.extract.state import context_of, put_actors
from tradenlp.facts import Actor, ActorMention
from tradenlp.lexicon import collector_at_rest


def find_actors(doc: Doc) -> Doc:
    """Leave the actors of the document and their mentions on it. Works with and without a model's entities."""
    scene = look(doc)
    states = frozenset(hit.first for hit in scene.hits if state_of(scene, hit) is not None)
    everything = find_candidates(doc, scene.words, scene.layout, scene.lexicon, states)
    running = [one for one in everything if not one.heading]
    assembly = Assembly(scene, running if _has_running_text(scene) else everything)
    readings = assembly.run()
    readings = sorted([*readings, *References(scene, readings, assembly.actor).find()], key=lambda r: (r.start, -r.end))
    put_actors(doc, [_mention(scene, reading) for reading in readings], _table(assembly, readings))
    return doc


def look(doc: Doc) -> Scene:
    """The scene of a document: its words, layout and registry names."""
    context, text = context_of(doc), doc.text
    words, layout = split_words(text), read_layout(text, context.title_end)
    scene = Scene(doc, words, layout, registry(), lexicons(), context.published, context.country)
    scene.sentences = sentence_words(words, scene.layout, scene.lexicon.cues["opener"])
    scene.low = frozenset(folded for number, folded in enumerate(words.folded) if words.raw(number).islower())
    scene.hits = list(whole_index().find(words))
    return scene


@cache
def whole_index() -> NameIndex:
    """The registry's names, the kinds of public bodies and the blocked phrases in one index, built once a process."""
    index = registry().index
    with collector_at_rest():
        index.add(type_names(lexicons()))
        index.add(lexicons().blocked)
    return index


def _has_running_text(scene: Scene) -> bool:
    covered = sum(end - start for start, end in scene.layout.headings)
    return covered * 2 < len(scene.words.text)


def _mention(scene: Scene, reading: Reading) -> ActorMention:
    text = scene.words.text[reading.start : reading.end]
    return ActorMention(reading.start, reading.end, text, reading.actor_id, reading.form)


def _table(assembly: Assembly, readings: list[Reading]) -> dict[str, Actor]:
    return {actor_id: assembly.actor(actor_id) for actor_id in dict.fromkeys(r.actor_id for r in readings)}


@Language.factory("trade_actors", assigns=["doc.spans"])
def make_actors(nlp: Language, name: str) -> object:
    """The component; it has no settings. The registry is read when it is built."""
    whole_index()
    return find_actors
