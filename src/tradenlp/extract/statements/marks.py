"""Finds what stands between quotation marks: all the usual marks, paired paragraph by paragraph in linear time.

Apostrophes, inch and minute signs, possessives and decades are no quotation marks. Quotations within quotations
stay part of the outer one. A quotation that runs over paragraphs, each of which opens it anew, yields one
stretch a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradenlp.extract.statements.paragraphs import paragraphs

_DOUBLE = re.compile(r"[\"“”„‟«»″＂]|``|''")
_SINGLE = re.compile(r"['‘’‚‹›]")
_ELIDED = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b)", re.I)
_RUNS_ON = 3
"""paragraphs that a quotation left open may run over before its opening mark is given up"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, which `start` and `end` exclude and the outer offsets include."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    """number of the paragraph in which it begins"""
    continues: bool = False
    """it goes on from the paragraph before, which left it open"""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    paragraph: int
    first: bool
    """nothing but white space stands before it in its paragraph"""


def find_quotations(text: str, extents: Sequence[tuple[int, int]] | None = None) -> list[Quotation]:
    """All quotations of a text, outermost only, in text order; `extents` are its paragraphs, where known."""
    extents = paragraphs(text) if extents is None else extents
    double = list(_pair(text, list(_double_marks(text, extents)), extents))
    single = list(_pair(text, list(_single_marks(text, extents, double)), extents, strict=True))
    return _outermost(sorted([*double, *single], key=lambda q: (q.outer_start, -q.outer_end)))


def _outermost(quotations: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in quotations:
        if not kept or quotation.outer_start >= kept[-1].outer_end:
            kept.append(quotation)
    return kept


def _double_marks(text: str, extents: Sequence[tuple[int, int]]) -> Iterator[_Mark]:
    for number, (start, end) in enumerate(extents):
        for match in _DOUBLE.finditer(text, start, end):
            before = text[match.start() - 1] if match.start() > start else " "
            after = text[match.end()] if match.end() < end else " "
            opens, closes = _double_role(match[0], before, after)
            if opens or closes:
                yield _Mark(match.start(), match.end(), opens, closes, number, match.start() == start)


def _double_role(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a double mark between two characters may open and may close."""
    left = before.isspace() or before in "([{—–-/:\u2014‘'"
    right = after.isspace() or after in ")]}.,;:?!—–-’'…"
    if mark in "“„‟``":
        return True, mark == "“" and right and not left
    if mark in ("”", "''", "″"):
        return mark == "”" and left and not right, not (mark == "″" and before.isdigit())
    if mark in "«»":
        return mark == "«" or (left and not right), mark == "»" or (right and not left)
    if left == right:
        return True, True
    return left, right


def _single_marks(text: str, extents: Sequence[tuple[int, int]], double: Sequence[Quotation]) -> Iterator[_Mark]:
    """Single marks outside double quotations that can be told from apostrophes."""
    covered = iter([*double, None])
    inside = next(covered)
    for number, (start, end) in enumerate(extents):
        for match in _SINGLE.finditer(text, start, end):
            while inside is not None and inside.outer_end <= match.start():
                inside = next(covered)
            if inside is not None and inside.start <= match.start() < inside.end:
                continue
            opens, closes = _single_role(text, match.start(), start, end)
            if opens or closes:
                yield _Mark(match.start(), match.end(), opens, closes, number, match.start() == start)


def _single_role(text: str, at: int, start: int, end: int) -> tuple[bool, bool]:
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if _ELIDED.match(text, at) or (before.isdigit() and not after.isalpha()):
        return False, False
    left = before.isspace() or before in '([{—–:/"“'
    opens = left and not after.isspace() and after not in ".,;:!?)" and mark != "’"
    closes = mark not in "‘‚‹" and not before.isspace() and not after.isalnum() and before not in "([{—"
    return opens, closes and not left


def _possessive(text: str, mark: _Mark) -> bool:
    """`workers' rights`: after an s, before another word in small letters."""
    after = text[mark.end : mark.end + 2]
    return text[mark.start - 1 : mark.start].lower() in ("s", "z", "x") and after[:1] == " " and after[1:].isalpha()


def _pair(
    text: str, marks: list[_Mark], extents: Sequence[tuple[int, int]], *, strict: bool = False
) -> Iterator[Quotation]:
    """Walk the marks once. With `strict` a quotation that its paragraph leaves open is given up."""
    walk = _Walk(text, extents, strict)
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        yield from walk.leave_paragraph(mark)
        yield from walk.read(mark, following)
    yield from walk.give_up(None)


@dataclass(slots=True)
class _Walk:
    """The opening mark that waits for its closing one while the marks are walked."""

    text: str
    extents: Sequence[tuple[int, int]]
    strict: bool
    opening: _Mark | None = None
    continues: bool = False

    def leave_paragraph(self, mark: _Mark) -> Iterator[Quotation]:
        """Before a mark of a later paragraph is read: does the open quotation run on to it?"""
        if self.opening is None or mark.paragraph == self.opening.paragraph:
            return
        runs_on = mark.closes and not mark.first and mark.paragraph <= self.opening.paragraph + _RUNS_ON
        if self.strict or not runs_on:
            yield from self.give_up(mark)

    def give_up(self, mark: _Mark | None) -> Iterator[Quotation]:
        """End the open quotation with its paragraph; `mark` opens it anew if it begins the next paragraph."""
        opening = self.opening
        self.opening = None
        if opening is None or self.extents[opening.paragraph][1] <= opening.end:
            return
        anew = mark is not None and mark.first and mark.opens and mark.paragraph == opening.paragraph + 1
        if self.strict and not (anew and opening.first):
            return
        end = self.extents[opening.paragraph][1]
        yield Quotation(opening.end, end, opening.start, end, opening.paragraph, self.continues, closed=anew)
        self.continues = anew

    def read(self, mark: _Mark, following: _Mark | None) -> Iterator[Quotation]:
        """Open or close with the mark."""
        opening = self.opening
        if opening is None or (mark.opens and not mark.closes and mark.paragraph == opening.paragraph):
            if mark.opens:
                self.continues = self.continues and mark.first
                self.opening = mark
            elif not self.strict:
                yield from _without_opening(self.text, mark, self.extents)
        elif mark.closes and not _passes_over(self.text, mark, following):
            yield Quotation(opening.end, mark.start, opening.start, mark.end, opening.paragraph, self.continues)
            self.opening, self.continues = None, False


def _passes_over(text: str, mark: _Mark, following: _Mark | None) -> bool:
    """Whether a closing mark is rather a possessive or an inch sign, since another closing mark follows."""
    if following is None or following.paragraph != mark.paragraph or following.opens or not following.closes:
        return False
    inch = (
        text[mark.start] in '"”″' and text[mark.start - 1].isdigit() and text[mark.end : mark.end + 2].strip().islower()
    )
    return inch or (text[mark.start] in "'’" and _possessive(text, mark))


def _without_opening(text: str, mark: _Mark, extents: Sequence[tuple[int, int]]) -> Iterator[Quotation]:
    """A closing mark that nothing opened, beside punctuation: the quotation begins with its sentence."""
    start = extents[mark.paragraph][0]
    ended = text[mark.start - 1 : mark.start] in (",", ".", "?", "!") or text[mark.end : mark.end + 1] == ","
    if not ended or text[mark.start - 1 : mark.start].isdigit():
        return
    begins = max(
        (m.end() for m in re.finditer(r"[.!?][”\"]?\s+(?=[A-Z])", text[max(start, mark.start - 400) : mark.start])),
        default=0,
    )
    begins += max(start, mark.start - 400)
    if mark.start - begins >= 20:
        yield Quotation(begins, mark.start, begins, mark.end, mark.paragraph, closed=False)
