"""What one mention of an event says of it, and the small steps that nouns and verbs share on the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tradenlp.extract.events.places import Place
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention, DateExpression, Words


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of an event with what its sentence says of it."""

    type: str
    words: Words
    sentence: int
    participants: tuple[str, ...] = ()
    parties: tuple[Words, ...] = ()
    place: Place | None = None
    date: DateExpression | None = None
    status: str | None = None
    """None where the sentence says nothing of it"""
    status_words: Words | None = None
    definite: bool = False
    """it points back: `the talks`, `this round`"""
    indefinite: bool = False
    """it brings in something new: `a working dinner`"""
    cue: str = ""
    """id of the cue"""
    generic: bool = False
    """a kind of event rather than one of them: `through consultations`"""
    both: bool = False
    """`both sides`, `the two countries` take part"""
    needs: int = 1
    """participants without whom it is no event"""
    people: int = 0
    """people without whom it is no event"""
    told_by: int = -1
    """where the verb stands that tells the same (`met at a summit`); -1 where there is none"""
    strong: bool = False
    """the status stands on a governing verb or a day, not on an adjective or a tense alone"""
    days: int = 0
    """how many days it lasts; 0 where nothing says so"""
    bare: bool = False
    """nothing describes it: `if talks fail`, not `if the talks on steel fail`"""
    open: bool = False
    """a gathering of many, named by its group or name: `the G20 summit`, `a conference`"""
    apart: bool = False
    """the sentence tells of another one that came before or after it: `the meeting followed talks in May`"""
    besides: bool = False
    """its verb says that it is one more: `she also met Lula`"""
    news: bool = False
    """the article opens with it as its news: without another day it was on the day of the article"""


@dataclass(frozen=True, slots=True)
class Company:
    """Who takes part: the actor ids, the mentions that name them, and whether it is `both sides`."""

    ids: tuple[str, ...]
    named: Sequence[ActorMention]
    both: bool

    @property
    def words(self) -> tuple[Words, ...]:
        """The words that name those who take part."""
        return tuple(Words(m.start, m.end, m.text) for m in self.named)


def best_place(places: Sequence[Place]) -> Place | None:
    """The place that names the city rather than the house; of equal ones the first."""
    return min(places, key=lambda place: place.rank, default=None)


def words_of(scene: Scene, first: int, last: int) -> Words:
    """The words from the token `first` to the token `last`, that one included."""
    span = scene.doc[first : last + 1]
    return Words(span.start_char, span.end_char, span.text)


def sentence_number(scene: Scene, token: Token) -> int:
    """The token at which the sentence of a token starts; it stands for the sentence."""
    return scene.sentence(token).start
