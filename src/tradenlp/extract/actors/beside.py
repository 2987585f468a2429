"""What stands beside the name of a public body: the state it belongs to, or the title that it is part of."""

from __future__ import annotations

from tradenlp.extract.actors.candidates import is_capital
from tradenlp.extract.actors.index import Hit
from tradenlp.extract.actors.scene import Scene, state_of

OFFICE_NOUNS = frozenset(["secretary", "secretaries", "minister", "ministers", "undersecretary", "representative"])


def state_before(scene: Scene, first: int) -> str | None:
    """The state named right before a word: `China's …`, `Chinese …`, `China's powerful …`."""
    number = first - 1
    if scene.word(number) == "s" and scene.gap(number - 1) in ("'", "’"):
        number -= 1
    for place in (number, number - 1):
        if place < 0 or not scene.gap(place).startswith((" ", "'", "’", "\n")):
            break
        if hit := scene.hit_ending(place):
            return state_of(scene, hit)
        if not scene.words.raw(place).islower() or scene.word(place) in scene.lexicon.cues["opener"]:
            break
        if scene.word(place - 1) == "s" and scene.gap(place - 2) in ("'", "’"):
            owner = scene.hit_ending(place - 2)
            return state_of(scene, owner) if owner else None
    return None


def is_portfolio(scene: Scene, first: int, last: int) -> bool:
    """`Treasury Secretary`, `US Trade Representative Rob Portman`: a person's title, and the body is not meant."""
    if scene.gap(last) == " " and scene.word(last + 1) in scene.lexicon.cues["portfolio"]:
        return True
    if scene.word(last) != "representative":
        return False
    named_after = scene.gap(last) == " " and is_capital(scene.words, last + 1)
    before = first - 2 if scene.word(first - 1) == "the" and scene.gap(first - 1) == " " else first - 1
    return named_after or (scene.gap(before) == ", " and is_capital(scene.words, before))


def is_title_of_body(scene: Scene, hit: Hit) -> bool:
    """`US Treasury Secretary`, `USTR Jamieson Greer`: a body known by an unambiguous name, used as a person's title."""
    if scene.gap(hit.last) != " ":
        return False
    if scene.word(hit.last + 1) in OFFICE_NOUNS or scene.word(hit.last + 1) in scene.lexicon.cues["debt"]:
        return True
    return scene.word(hit.last) in scene.lexicon.titles and scene.words.raw(hit.last + 1)[:1].isupper()


def is_lost_word(scene: Scene, number: int) -> bool:
    """One word such as `House` or `Commerce` that is part of another name: `Lancaster House`, `House of Fraser`."""
    before = number - 1
    if before >= 0 and scene.gap(before) == " " and is_capital(scene.words, before):
        opens = scene.opens_sentence(before) and scene.word(before) in scene.lexicon.cues["opener"]
        if not opens and scene.hit_ending(before) is None and scene.word(before) not in scene.lexicon.titles:
            return True
    if scene.word(before) in ("and", "of") and scene.words.raw(number) == "Commerce":
        return True
    if before >= 0 and scene.gap(before) == "-":
        return True
    if scene.word(number + 1) == "and" and not is_capital(scene.words, number + 2):
        return False  # `Congress and the White House`
    return scene.gap(number) == " " and scene.word(number + 1) in scene.lexicon.cues["not_body_after"]
