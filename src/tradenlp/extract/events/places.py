"""Where an event takes place: behind `in` and `at`, in front of its cue, at the end of a journey."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tradenlp.extract.events.grammar import governor, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention, Words

_FRONTED = 12
"""tokens of the phrase that opens a sentence, at most"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it; `rank` is lower for a city than for a house within it."""

    words: Words
    rank: int
    country: bool = False
    """a whole country, which contradicts no city of it"""


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
    if i + 1 < len(doc) and doc[i].tag_ == "JJ" and doc[i + 1].lower_ == "capital":
        span = doc[i : i + 2]
        return Place(Words(span.start_char, span.end_char, span.text), 0)
    if i < len(doc) and i + 1 < len(doc) and doc[i + 1].text in word_class("place_nouns"):  # and not "Mexico City"
        i += 3 if i + 2 < len(doc) and doc[i + 2].lower_ in ("of", ",") else 2
    first = i
    while i < len(doc) and _in_place_name(i, scene):
        i += 1
    if i < len(doc) and doc[i].lower_ in ("round", "agenda"):
        return None
    if i == first or (doc[first].text != "Oval" and any(t.lower_ in word_class("no_places") for t in doc[first:i])):
        return None
    if i < len(doc) and i not in scene.date_at and (doc[i].tag_ == "POS" or _common_noun(doc[i])):
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


def _common_noun(token: Token) -> bool:
    """`in Moscow airport`: what stands behind makes another name of it; not `in Moscow today`."""
    return token.tag_.startswith("NN") and token.is_lower


def _in_headline(i: int, scene: Scene) -> bool:
    """Whether most words around are capitalised, so that capitals say nothing."""
    sentence = scene.sentence(scene.doc[i])
    if any(t.text == "." for t in sentence[-2:]):
        return False
    words = [t.text for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _in_place_name(i: int, scene: Scene) -> bool:
    token = scene.doc[i]
    if token.lower_ in word_class("in_places") and token.is_lower and i + 1 < len(scene.doc):
        return bool(scene.doc[i + 1].text[:1].isupper())  # "Foz do Iguacu"
    if i in scene.date_at or not (token.text[:1].isupper() or token.text == "-"):
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


def place_in_front(front: range, named: list[ActorMention], scene: Scene) -> tuple[list[ActorMention], Place | None]:
    """`Geneva talks`: a place in front of the cue; a lone seat of government there is the place and no party."""
    seats = [m for m in scene.mentions_in(front) if m.form == "seat"]
    if len(seats) == 1 and len(scene.mentions_in(front)) == 1 and len(named) != 2:
        seat = seats[0]
        return [m for m in named if m is not seat], Place(Words(seat.start, seat.end, seat.text), 1)
    for i in front:
        token = scene.doc[i]
        if scene.doc[i + 1].lower_ == "round":
            continue
        if i not in scene.actor_at and token.ent_type_ == "GPE" and token.tag_ in ("NNP", "NNPS"):
            return named, Place(Words(token.idx, token.idx + len(token), token.text), 1)
    return named, None


def place_of_verb(token: Token, scene: Scene) -> Place | None:
    """`arrived in Oslo for talks`, `led a delegation to Oslo for a meeting`: where the verb leads that it hangs on."""
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    verb = governor(token) if scene.parsed and token.dep_ in ("pobj", "dobj") else None
    if verb is None or verb.i > token.i:
        return None
    if token.dep_ == "dobj":
        return place_of_journey(verb, scene)
    if token.head.lower_ not in ("for", "at", "during", "on"):
        return None
    leads = ("in", "to", "for") if verb.lower_ in word_class("leaving") else ("in", "to")
    links = [i for i in range(verb.i + 1, token.i) if scene.doc[i].lower_ in leads]
    return next((place for i in links if (place := place_after(i, scene)) is not None), None)


def place_of_journey(verb: Token, scene: Scene) -> Place | None:
    """`flies to Oslo to meet …`, `returned to Oslo to resume the talks`: where the journey leads with this errand."""
    journey = verb.head
    if verb.dep_ not in ("advcl", "xcomp") or not any(c.lower_ == "to" for c in verb.children):
        return None
    leaves = journey.lower_ in word_class("leaving")
    there = journey.lower_ in word_class("being")
    if not (leaves or there or journey.lower_ in word_class("journeys")) or journey.i > verb.i:
        return None
    leads = ("in", "to", "for") if leaves else ("in", "to")
    links = (i for i in range(journey.i + 1, verb.i) if scene.doc[i].lower_ in leads)
    return next((place for i in links if (place := place_after(i, scene)) is not None), None)


def place_of_clause_before(token: Token, scene: Scene) -> Place | None:
    """`was in Oslo, where he met …`: the place that `where` points to."""
    doc, start = scene.doc, scene.sentence(token).start
    where = next((i for i in range(token.i - 1, max(start, token.i - 6), -1) if doc[i].lower_ == "where"), None)
    links = range(where - 1, start - 1, -1) if where is not None else range(0)
    found = (place_after(i, scene) for i in links if doc[i].lower_ in ("in", "to"))
    return next((place for place in found if place is not None), None)


def place_before(token: Token, scene: Scene) -> Place | None:
    """`In London, both sides held talks`, `In a hotel in London, …`: a place at the beginning of the sentence."""
    start = scene.sentence(token).start
    near = range(start, min(start + 3, token.i))
    opens = next((i for i in near if scene.doc[i].lower_ in word_class("place_links")), None)
    if opens is None:
        return None
    for i in range(opens, min(opens + (_FRONTED if opens == start else 1), token.i)):
        if scene.doc[i].text == ",":
            return None
        if scene.doc[i].lower_ in word_class("place_links") and (place := place_after(i, scene)) is not None:
            return place
    return None


def destination(token: Token, scene: Scene, links: Collection[str] = ()) -> Place | None:
    """Where a visit leads: `visited Oslo`, `a visit by the envoy to Oslo`, `arrived in Oslo`."""
    doc = scene.doc
    if token.lower_ in word_class("leaving") and doc[token.i + 2 : token.i + 3].text.lower() == "for":
        return place_after(token.i + 2, scene)
    if (
        token.tag_.startswith("VB")
        and token.i + 1 < len(doc)
        and doc[token.i + 1].text[:1].isupper()
        and (place := place_after(token.i, scene)) is not None
    ):
        return place
    for i in range(token.i + 1, min(token.i + 12, len(doc) - 1)):
        if doc[i].tag_ in word_class("finite_tags"):
            return None
        leads = doc[i].lower_ == "to" or (doc[i].lower_ == "for" and "for" in links)
        if leads and (doc[i + 1].text[:1].isupper() or doc[i + 1].lower_ == "the"):
            return place_after(i, scene)
    return None
