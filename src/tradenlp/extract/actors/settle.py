"""Where names of the registry and candidates overlap: which of the two the words belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tradenlp.extract.actors.beside import OFFICE_NOUNS
from tradenlp.extract.actors.candidates import Candidate, is_capital
from tradenlp.extract.actors.index import Hit
from tradenlp.extract.actors.lexicons import NOBODY
from tradenlp.extract.actors.scene import Scene, state_of
from tradenlp.extract.actors.unknown import body_like, has_head, names_place, person_like

_NAMING_HEADS = frozenset(["firm_suffix", "firm_word", "association", "media", "bank"])
_WEAK = frozenset(["generic", "type", "surname", "seat", "abbreviation"])


def keep(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that are names of their own, without overlaps; the label of each is PERSON or ORG."""
    kept: list[Candidate] = []
    doubtful: list[Candidate] = []
    reached = -1
    surnames = {scene.word(one.first) for one in candidates if one.first == one.last and one.label == "PERSON"}
    for one in candidates:
        if one.first <= reached:
            continue
        label = _read_as(scene, one, surnames)
        if label is not None:
            kept.append(replace(one, label=label))
            reached = one.last
        elif one.first == one.last and not scene.hits_within(one.first, one.last):
            doubtful.append(one)
    return sorted([*kept, *_beside_firms(scene, kept, doubtful)], key=lambda one: one.first)


def _beside_firms(scene: Scene, kept: list[Candidate], doubtful: list[Candidate]) -> Iterator[Candidate]:
    """Single words that the model marked as some name, in a list with a firm: `Apple, Delmo and Norvika`."""
    firms = {number for one in kept if one.label == "ORG" for number in (one.first, one.last)}
    for hit in scene.hits:
        entry = scene.registry.entries.get(hit.names[0].actor_id)
        if entry is not None and entry.kind == "company":
            firms |= {hit.first, hit.last}
    taken = {one.first for one in kept}
    free = [one for one in doubtful if one.first not in taken and _may_be_name(scene, one)]
    marked = {one.first for one in free if one.label == "ORG"}
    for one in free:
        beside = set(listed_with(scene, one.first))
        if one.first not in taken and (firms & beside or (one.first in marked and marked & beside)):
            firms.add(one.first)
            taken.add(one.first)
            yield replace(one, label="ORG", called=True)


def _may_be_name(scene: Scene, one: Candidate) -> bool:
    if names_place(scene, one):
        return False
    word, lexicon = scene.word(one.first), scene.lexicon
    common = word in scene.low or word in lexicon.acronyms or word in lexicon.things
    if one.label not in ("ORG", "PERSON", "PRODUCT", "WORK_OF_ART"):
        return False
    placed = scene.word(scene.before_list(one.first)) in lexicon.cues["in"]
    return not (common or placed or word in lexicon.titles or word.isdigit())


def listed_with(scene: Scene, number: int) -> Iterator[int]:
    """The words that stand before and after a word in a list."""
    for step in (-1, 1):
        gap = scene.gap(min(number, number + step))
        beside = number + step
        if scene.word(beside) in ("and", "or") and gap in (" ", ", "):
            yield beside + step
        elif gap == ", ":
            yield beside


def _read_as(scene: Scene, one: Candidate, surnames: set[str]) -> str | None:
    """PERSON or ORG where a candidate reads as one and is not spoken for by the registry."""
    if not one.titled and names_place(scene, one):
        return None
    person = one.label in ("PERSON", "ORG") and not one.sure and not one.called and person_like(scene, one)
    person = person or (one.label == "PERSON" and one.titled and person_like(scene, one))
    if one.label == "ORG" and not one.sure and one.first < one.last and scene.word(one.last) in surnames:
        person = person or person_like(scene, replace(one, label="PERSON"))
    if is_title(scene, one) or _is_titled_known(scene, one) or (not person and not body_like(scene, one)):
        return None
    hits = scene.hits_within(one.first, one.last)
    if hits and not (all(_yields(scene, hit, one, person) for hit in hits) and _has_own_words(scene, one, hits)):
        return None
    return "PERSON" if person else "ORG"


def _yields(scene: Scene, hit: Hit, one: Candidate, person: bool) -> bool:
    """Whether a registry name gives way to a candidate around it."""
    if hit.first <= one.first and hit.last >= one.last:
        return False
    inside = hit.first >= one.first and hit.last <= one.last
    if not inside:
        return False
    forms = {name.form for name in hit.names}
    if _only_surname(hit):
        return True
    if person:
        return _inside_person(scene, hit, one, forms)
    if state_of(scene, hit) is not None:
        return True
    if hit.names[0].actor_id == NOBODY:
        return one.sure
    head = scene.lexicon.heads.get(scene.word(one.last))
    if one.sure and forms == {"type"} and hit.names[0].actor_id.endswith("chamber-of-commerce"):
        return scene.words.raw(hit.first)[0].isupper()
    if one.sure and forms <= _WEAK:
        amid = hit.first > one.first and hit.last < one.last
        return hit.first == hit.last or amid or "type" in forms or has_head(scene, one, hit.first - 1)
    if hit.last == one.last:
        return False
    return one.sure and head is not None and head.kind in ("organization", "government_body") and head.place == "head"


def is_title(scene: Scene, one: Candidate) -> bool:
    """`Chief Cabinet` before `Secretary`: words of a person's title, not a body."""
    after = one.last + 1
    if one.label == "PERSON" or scene.gap(one.last) != " " or scene.word(after) not in OFFICE_NOUNS:
        return False
    return is_capital(scene.words, after) and not scene.layout.in_heading(scene.words.starts[after])


def _is_titled_known(scene: Scene, one: Candidate) -> bool:
    """`USTR Greer`, `Governor Carney`: titles and a registered person, who is read by himself."""
    hit = scene.hit_ending(one.last)
    entry = scene.registry.entries.get(hit.names[0].actor_id) if hit else None
    known = hit is not None and entry is not None and entry.kind == "person"
    return known and hit is not None and _all_titles(scene, one.first, hit.first)


def _all_titles(scene: Scene, first: int, end: int) -> bool:
    return first < end and all(scene.word(number) in scene.lexicon.titles for number in range(first, end))


def _only_surname(hit: Hit) -> bool:
    return all(name.form == "surname" for name in hit.names)


def _inside_person(scene: Scene, hit: Hit, one: Candidate, forms: set[str]) -> bool:
    """`Ivanka Trump`, `Jordan Hale` are people of their own; `Chinese Xi` is not."""
    if forms & {"adjective", "abbreviation", "blocked"}:
        return False
    return hit.first == hit.last and (hit.last == one.last or hit.first == one.first)


def _says_nothing(scene: Scene, number: int) -> bool:
    """Small words and `Inc.` name nobody by themselves."""
    head = scene.lexicon.heads.get(scene.word(number))
    return scene.word(number) in scene.lexicon.cues["connector"] or (head is not None and head.id == "firm_suffix")


def _has_own_words(scene: Scene, one: Candidate, hits: list[Hit]) -> bool:
    """`China Rubber Association` has words of its own, `U.S.-China` and `China Ministry` have none or too few."""
    named = sum(hit.last - hit.first + 1 for hit in hits if not _only_surname(hit))
    if one.label == "PERSON" and named > one.last - one.first:
        return False
    known = [hit for hit in hits if hit.first < hit.last or state_of(scene, hit) is not None]
    covered = sum(min(hit.last, one.last) - max(hit.first, one.first) + 1 for hit in known)
    small = sum(_says_nothing(scene, number) for number in range(one.first, one.last + 1))
    own = one.last - one.first + 1 - covered - small
    head = scene.lexicon.heads.get(scene.word(one.last))
    if one.sure and any(state_of(scene, hit) is None for hit in hits):
        return own >= 1
    if one.label == "ORG" and own and hits[-1].last == one.last and hits[0].first > one.first:
        return state_of(scene, hits[-1]) is not None  # `Statistics Canada`
    if own == 0:
        return False
    if head is not None and head.id == "association" and scene.word(one.last).endswith("s"):
        return own >= 2  # `U.S. Producers` names nobody
    if not one.sure and own == 1 and hits[0].names[0].form == "abbreviation" and hits[0].first == one.first:
        return scene.word(one.last) in ("embassy", "consulate")  # `U.S. Semiconductors`
    few = one.called or one.label == "PERSON" or scene.word(one.last) in ("embassy", "consulate")
    return own >= 1 if few or (head is not None and head.id in _NAMING_HEADS) else own >= 2
