"""Every example and decoy of the lexicons of this room, with the question that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from spacy.language import Language

from tradenlp.extract.events.cues import ROOM, EventCue
from tradenlp.extract.events.progress import StatusCue
from tradenlp.extract.nlp import build_nlp, make_doc
from tradenlp.extract.state import Context, events_of
from tradenlp.facts import Event
from tradenlp.lexicon import Proof, read_entries

_PUBLISHED = date(2025, 10, 1)
"""anchor of the relative dates in the examples"""


def proofs() -> Iterator[Proof]:
    """One proof per example and decoy; each reads its sentence with the whole pipeline up to the events."""
    for path in sorted((ROOM / "types").glob("*.toml")):
        for cue in read_entries(path, EventCue, "cue"):
            for expected, sentences in ((True, cue.examples), (False, cue.decoys)):
                for sentence in sentences:
                    yield Proof(f"events/types/{path.name}", cue.id, sentence, expected, _Tells(path.stem))
    for status in read_entries(ROOM / "status.toml", StatusCue, "cue"):
        for expected, sentences in ((True, status.examples), (False, status.decoys)):
            for sentence in sentences:
                yield Proof("events/status.toml", status.id, sentence, expected, _HasGot(status.status))


@cache
def _pipeline() -> Language:
    return build_nlp(parts=("trade_dates", "trade_actors", "trade_events"))


def _events(sentence: str) -> tuple[Event, ...]:
    nlp = _pipeline()
    return events_of(nlp(make_doc(nlp, None, sentence, Context(_PUBLISHED))))


class _Tells:
    """Whether an event of the type is found."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, sentence: str) -> bool:
        return any(event.type == self._kind for event in _events(sentence))


class _HasGot:
    """Whether an event of the status is found."""

    def __init__(self, status: str) -> None:
        self._status = status

    def __call__(self, sentence: str) -> bool:
        return any(event.status == self._status for event in _events(sentence))
