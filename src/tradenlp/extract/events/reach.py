"""Reads to the right of a cue: who takes part in the event and where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tradenlp.extract.events.grammar import word_class
from tradenlp.extract.events.places import Place, place_after
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention

_QUOTES = frozenset("\"“”'‘’")
_NEAR = 8
"""tokens within which a relative clause may begin that is about the event"""
_REACH = 28
"""tokens read to the right of a cue"""


def _quoted_name(i: int, doc: Doc) -> int:
    """Behind a short quotation without a clause: `a "phase one" deal in Oslo`; the token itself where none opens."""
    close = next((k for k in range(i + 1, min(i + 6, len(doc))) if doc[k].text in _QUOTES), i)
    return close + 1 if close > i + 1 and close + 1 < len(doc) and doc[close + 1].is_alpha else i


def _tells_of_it(word: Token, cue: Token) -> bool:
    """`talks that ended in Oslo`, `the meeting, which opens in Lima`: the clause goes on about the event itself."""
    if word.tag_ != "WDT" or word.i - cue.i > _NEAR or word.i + 1 >= len(word.doc):
        return False
    return word.nbor().lower_ in word_class("happening") or word.nbor().tag_ == "MD"


@dataclass(frozen=True, slots=True)
class Reach:
    """What stands to the right of a cue: participants, places, and the first token that ended the noun phrase."""

    parties: tuple[ActorMention, ...]
    places: tuple[Place, ...]
    end: int


def read_right(
    token: Token, scene: Scene, others: Collection[int], *, objects: bool = False, links: Collection[str] = ()
) -> Reach:
    """Scan from a cue to the end of its clause or the next cue.

    With `objects` the noun phrase right behind the cue takes part too, and so does whoever stands behind one of
    `links`, as the body before which a hearing is held.
    """
    doc, end = scene.doc, min(scene.sentence(token).end, token.i + _REACH)
    parties: list[int] = []
    places: list[Place] = []
    mode = "party" if objects else ""
    verbs, i = 0, token.i + 1
    while i < end:
        word = doc[i]
        if word.lower_ in _QUOTES and (after := _quoted_name(i, doc)) > i:
            i = after
            continue
        if i in others or _ends_clause(word, token):
            break
        if word.tag_ in word_class("finite_tags"):
            verbs += 1
            if verbs > (0 if objects else 1):
                break
            mode = ""
        elif _leads_to_party(word, verbs, links):
            mode = "party"
        elif word.lower_ in word_class("place_links"):
            mode = ""
            if (place := place_after(i, scene)) is not None:
                places.append(place)
                i = scene.tokens_of(place.words.start, place.words.end)[-1]
        elif word.tag_ in ("IN", "TO") and word.lower_ not in ("including", "like"):
            mode = ""
        elif mode == "party" and i in scene.actor_at:
            parties.append(i)
        i += 1
    return Reach(tuple(scene.mentions_in(parties)), tuple(places), i)


def _ends_clause(word: Token, cue: Token) -> bool:
    """Whether a word ends the clause of a cue: it opens one about something else, or says what else is done."""
    if word.lower_ in word_class("clause_ends"):
        return not _tells_of_it(word, cue)
    lists = word.tag_ == "VBG" and word.nbor(-1).lower_ in ("and", "or")
    return lists and word.lower_ not in word_class("party_links")


def _leads_to_party(word: Token, verbs: int, links: Collection[str]) -> bool:
    """Whether who takes part stands behind a word; past a verb, `of` and what follows a comma belong to that."""
    if word.lower_ in links and (word.lower_ == "before" or not verbs):
        return True
    if word.lower_ not in word_class("party_links"):
        return False
    return not verbs or (word.lower_ not in ("of", "by", "from") and word.nbor(-1).text != ",")
