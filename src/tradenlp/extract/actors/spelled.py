"""Full names of persons whom the model saw by their surname alone: `Ana María Lindqvist … Lindqvist said`."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.actors.candidates import Candidate, is_capital
from tradenlp.extract.actors.scene import Scene

_GIVEN_NAMES = 3
_JOINS = (" ", ". ", "-")


def spelled_out(scene: Scene, persons: list[Candidate]) -> Iterator[Candidate]:
    """Runs of capitalised words that end in the surname of a person of one word, wherever nobody has read them."""
    surnames = {scene.word(one.first) for one in persons if one.first == one.last}
    surnames -= {scene.word(one.last) for one in persons if one.first < one.last}
    taken = {one.last for one in persons if one.first < one.last}
    for number, word in enumerate(scene.words.folded):
        if word in surnames and number not in taken and not scene.layout.in_heading(scene.words.starts[number]):
            first = _first_given_name(scene, number)
            if first < number:
                yield Candidate(first, number, "PERSON")


def _first_given_name(scene: Scene, surname: int) -> int:
    number = surname
    while number > 0 and surname - number < _GIVEN_NAMES and _is_given_name(scene, number - 1):
        number -= 1
    return number


def _is_given_name(scene: Scene, number: int) -> bool:
    """A capitalised word that joins the next and is no title, no word of the text and no name of something else."""
    word, raw, lexicon = scene.word(number), scene.words.raw(number), scene.lexicon
    if scene.gap(number) not in _JOINS or not is_capital(scene.words, number) or (raw.isupper() and len(raw) > 1):
        return False
    if scene.gap(number) == ". " and len(raw) > 1:
        return False
    known = word in lexicon.titles or word in lexicon.heads or word in lexicon.cues["opener"] or word in lexicon.topics
    return not (known or word in lexicon.things or word in scene.low or scene.hits_within(number, number))
