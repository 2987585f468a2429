"""One proof for every example and decoy of the registry and of the room's small lexicons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import spacy
from spacy.language import Language

from tradenlp.extract.actors.component import find_actors
from tradenlp.extract.actors.index import WORD, fold
from tradenlp.extract.actors.lexicons import (
    Head,
    Listed,
    read_bodies,
    read_heads,
    read_listed,
    read_references,
    read_regions,
    read_titles,
)
from tradenlp.extract.actors.registry import read_registry, registry
from tradenlp.extract.state import actor_mentions_of, actor_table_of
from tradenlp.facts import Actor, ActorMention
from tradenlp.lexicon import Proof

_NATIONS = frozenset(["country", "nation"])


@cache
def _blank() -> Language:
    return spacy.blank("en")


def mentions_in(sentence: str) -> tuple[ActorMention, ...]:
    """The mentions that registry and rules find in a sentence, without a model."""
    return actor_mentions_of(find_actors(_blank().make_doc(sentence)))


def actors_in(sentence: str) -> list[Actor]:
    """The actors that registry and rules find in a sentence, without a model."""
    return list(actor_table_of(find_actors(_blank().make_doc(sentence))).values())


def proofs() -> Iterator[Proof]:
    """All of them, lexicon by lexicon."""
    yield from _of_registry()
    for head in read_heads():
        yield from _both("heads", head.id, head.examples, head.decoys, _finds_head(head))
    for title in read_titles():
        yield from _both("titles", title.id, title.examples, title.decoys, _finds_person)
    for body in read_bodies():
        yield from _both("bodies", body.id, body.examples, body.decoys, _finds_body(body.id))
    for reference in read_references():
        found = _refers(frozenset(map(fold, reference.words)))
        yield from _both("references", reference.id, reference.examples, reference.decoys, found)
    for region in read_regions():
        yield from _both("regions", region.id, region.examples, region.decoys, _refers(_NATIONS))
    for name, says in (("not_actors", _is_silent_about), ("blocked", _is_silent_about), ("cues", _holds_and_finds)):
        for listed in read_listed(name):
            yield from _both(name, listed.id, listed.examples, listed.decoys, says(listed))


def _of_registry() -> Iterator[Proof]:
    for entry in read_registry().entries.values():
        yield from _both("registry", entry.id, entry.examples, entry.decoys, _finds_id(entry.id))


def _both(
    lexicon: str, entry: str, examples: tuple[str, ...], decoys: tuple[str, ...], found: Callable[[str], bool]
) -> Iterator[Proof]:
    yield from (Proof(f"actors/{lexicon}", entry, sentence, True, found) for sentence in examples)
    yield from (Proof(f"actors/{lexicon}", entry, sentence, False, found) for sentence in decoys)


def _finds_id(actor_id: str) -> Callable[[str], bool]:
    return lambda sentence: any(actor.actor_id == actor_id for actor in actors_in(sentence))


def _finds_head(head: Head) -> Callable[[str], bool]:
    known = registry().entries
    return lambda sentence: any(a.kind == head.kind and a.actor_id not in known for a in actors_in(sentence))


def _finds_person(sentence: str) -> bool:
    return any(actor.kind == "person" for actor in actors_in(sentence))


def _finds_body(type_id: str) -> Callable[[str], bool]:
    """Whether a body of the type is found that the registry does not name: its id begins with the state's code."""
    return lambda sentence: any(a.actor_id[2:].startswith(f"-{type_id}") for a in actors_in(sentence))


def _refers(words: frozenset[str]) -> Callable[[str], bool]:
    return lambda sentence: any(m.form == "title" and fold(m.text) in words for m in mentions_in(sentence))


def _is_silent_about(listed: Listed) -> Callable[[str], bool]:
    """Whether a listed word or phrase stands in the sentence and is no part of any actor's name."""
    return lambda sentence: (
        bool(spans := _places(listed, sentence))
        and not any(
            mention.start < end and start < mention.end for start, end in spans for mention in mentions_in(sentence)
        )
    )


def _holds_and_finds(listed: Listed) -> Callable[[str], bool]:
    """Whether a cue stands in the sentence and an actor is found there."""
    return lambda sentence: bool(_places(listed, sentence)) and bool(actors_in(sentence))


def _places(listed: Listed, sentence: str) -> list[tuple[int, int]]:
    tokens = [(match.start(), match.end(), fold(match[0])) for match in WORD.finditer(sentence)]
    phrases = {tuple(fold(word) for word in WORD.findall(phrase)) for phrase in listed.words}
    spans = []
    for phrase in phrases:
        for first in range(len(tokens) - len(phrase) + 1):
            if tuple(token[2] for token in tokens[first : first + len(phrase)]) == phrase:
                spans.append((tokens[first][0], tokens[first + len(phrase) - 1][1]))
    return spans
