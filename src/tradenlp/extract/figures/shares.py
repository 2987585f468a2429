"""Whether `half` or `a third` is a share of something."""

from __future__ import annotations

from tradenlp.extract.figures.lexemes import Lexeme

_AFTER = frozenset("of less more higher lower fewer larger smaller its their his her our".split())
_BEFORE = frozenset("by about nearly almost around roughly over than up down another some".split())
_NO_HALF_BEFORE = frozenset("first second latter other last better the".split())
"""`the second half`: of a year or a match"""
_NO_HALF_AFTER = frozenset(
    ("- hour year day time yearly measure measures hearted baked step term way brother truth mast").split()
)
"""`half year`, `half measures`, `half brother`: fixed words, or a time of its own"""


def is_share(lexemes: list[Lexeme], at: int, last: int, name: str) -> bool:
    """Whether `half` or `a third` is a share (`a third of sales`, `by half`), not an ordinal or part of a year."""
    after = lexemes[last].low if last < len(lexemes) else ""
    before = lexemes[at - 1].low if at else ""
    if name == "half":
        return before not in _NO_HALF_BEFORE and after not in _NO_HALF_AFTER
    if last - at < 2 or (name == "quarter" and after in ("earlier", "ago", "before", "later")):
        return False
    return after in _AFTER or before in _BEFORE or (after in ("", ".", ",") and before in ("by", "to"))
