"""Reads to the right of a cue: who takes part in the event and where."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tradenlp.extract.events.grammar import word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention, Words

_REACH = 28
"""tokens read to the right of a cue"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it; `rank` is lower for a city than for a house within it."""

    words: Words
    rank: int
    country: bool = False
    """a whole country, which contradicts no city of it"""


@dataclass(frozen=True, slots=True)
class Reach:
    """What stands to the right of a cue: participants, places, and the first token that ended the noun phrase."""

    parties: tuple[ActorMention, ...]
    places: tuple[Place, ...]
    end: int


def read_right(
    token: Token, scene: Scene, others: Collection[int], *, objects: bool = False, hearing: bool = False
) -> Reach:
    """Scan from a cue to the end of its clause or the next cue.

    With `objects` the noun phrase right behind the cue takes part too, with `hearing` also the body before which,
    or at which, it is held.
    """
    doc, sentence = scene.doc, scene.sentence(token)
    parties: list[int] = []
    places: list[Place] = []
    mode = "party" if objects else ""
    verbs = 0
    i = token.i + 1
    while i < min(sentence.end, token.i + _REACH):
        word = doc[i]
        lower = word.lower_
        if lower in word_class("clause_ends") or i in others:
            break
        if word.tag_ in word_class("finite_tags"):
            verbs += 1
            if verbs > (0 if objects else 1):
                break
            mode = ""
        elif lower in word_class("party_links") and not (
            verbs and (lower in ("of", "by", "from") or doc[i - 1].text == ",")
        ):
            mode = "party"
        elif hearing and (lower == "before" or (lower in ("at", "to") and not verbs)):
            mode = "party"
        elif lower in word_class("place_links"):
            mode = ""
            if (place := place_after(i, scene)) is not None:
                places.append(place)
                while i + 1 < len(doc) and doc[i + 1].idx < place.words.end:
                    i += 1
        elif word.tag_ == "VBG" and doc[i - 1].lower_ in ("and", "or"):
            break
        elif word.tag_ in ("IN", "TO") and lower not in ("and", "including", "like"):
            mode = ""
        elif mode == "party" and i in scene.actor_at:
            parties.append(i)
        i += 1
    return Reach(tuple(scene.mentions_in(parties)), tuple(places), i)


def place_after(link: int, scene: Scene) -> Place | None:
    """The place behind `in` or `at`, None where something else follows."""
    doc = scene.doc
    i = link + 1
    rank = 2 if doc[link].lower_ == "at" else 0
    while i < min(len(doc), link + 6) and not doc[i].text[:1].isupper():
        skipped = (
            doc[i].lower_ in ("the", "of", ",") or doc[i].lower_ in word_class("place_nouns") or doc[i].tag_ == "JJ"
        )
        if not skipped:
            return None
        i += 1
    if i < len(doc) and i + 1 < len(doc) and doc[i + 1].lower_ in word_class("place_nouns"):
        i += 3 if i + 2 < len(doc) and doc[i + 2].lower_ in ("of", ",") else 2
    first = i
    while i < len(doc) and _in_place_name(i, scene):
        i += 1
    if i < len(doc) and doc[i].lower_ in ("round", "agenda"):
        return None
    if i == first or any(t.lower_ in word_class("no_places") for t in doc[first:i]):
        return None
    if i < len(doc) and (doc[i].tag_ == "POS" or (doc[i].tag_.startswith("NN") and doc[i].is_lower)):
        return None
    if any(not _is_place_actor(m, scene) for m in scene.mentions_in(range(first, i))):
        return None
    i = _second_place(first, i, scene)
    if _in_headline(first, scene) and doc[first].ent_type_ not in ("GPE", "LOC", "FAC") and first not in scene.actor_at:
        return None
    span = doc[first:i]
    country = any(scene.kind(m.actor_id) == "country" and m.form != "seat" for m in scene.mentions_in(range(first, i)))
    return Place(
        Words(span.start_char, span.end_char, span.text), 0 if doc[first].ent_type_ == "GPE" else rank, country
    )


def _in_headline(i: int, scene: Scene) -> bool:
    """Whether most words around are capitalised, so that capitals say nothing."""
    sentence = scene.sentence(scene.doc[i])
    if any(t.text == "." for t in sentence[-2:]):
        return False
    words = [t.text for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _in_place_name(i: int, scene: Scene) -> bool:
    token = scene.doc[i]
    if i in scene.date_at or not (token.text[:1].isupper() or token.text in ("de", "la", "al", "el", "-")):
        return False
    return not token.tag_.startswith(("JJ", "VB", "IN", "DT", "PRP")) or token.ent_type_ in ("GPE", "LOC", "FAC")


def _second_place(first: int, end: int, scene: Scene) -> int:
    """`Geneva and London`: two places of one event are one location."""
    doc = scene.doc
    if (
        end + 1 < len(doc)
        and doc[end].lower_ == "and"
        and doc[first].ent_type_ in ("GPE", "")
        and doc[end + 1].ent_type_ == "GPE"
    ):
        following = end + 1
        while following < len(doc) and _in_place_name(following, scene):
            following += 1
        if not scene.mentions_in(range(end + 1, following)):
            return following
    return end


def _is_place_actor(mention: ActorMention, scene: Scene) -> bool:
    return scene.kind(mention.actor_id) in ("country", "") or mention.form == "seat" or mention.text.endswith("House")


def named_places(token: Token, scene: Scene, others: Collection[int]) -> Iterator[Place]:
    """`in Geneva, London, and Stockholm`: each place of a list behind a cue that counts several events."""
    doc = scene.doc
    for i in range(token.i + 1, min(token.i + 12, len(doc))):
        if i in others:
            return
        if doc[i].lower_ in word_class("place_links") and (place := place_after(i, scene)) is not None:
            listed = [place]
            at = next(k for k in range(i, len(doc)) if doc[k].idx + len(doc[k]) >= place.words.end) + 1
            while at + 1 < len(doc) and doc[at].lower_ in (",", "and"):
                at += 2 if doc[at + 1].lower_ == "and" else 1
                if at >= len(doc) or not _in_place_name(at, scene) or at in scene.actor_at:
                    break
                listed.append(Place(Words(doc[at].idx, doc[at].idx + len(doc[at]), doc[at].text), 0))
                at += 1
            if len(listed) > 1:
                yield from listed
            return
