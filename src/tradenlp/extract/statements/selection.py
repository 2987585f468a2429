"""Decides which quotations are statements: scare quotes, titles, names and repeated headline fragments are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradenlp.extract.statements.attribution import Attributed

_WORD = re.compile(r"[^\W_]+(?:[’'.\-‑][^\W_]+)*")
_NAMED_BEFORE = re.compile(
    r"\b(?:so[- ]called|known as|titled|entitled|named|nicknamed|codenamed|dubbed|called|"
    r"the (?:word|term|phrase|slogan|motto|hashtag)s?|"
    r"article|report|book|paper|film|song|programme|program|initiative|campaign|scheme|project|strategy|policy|plan|bill|act|list)"
    r"(?: (?:on|of|for|the|a|an))?\s*[:,]?\s*\Z",
    re.I,
)
_WHAT_CALLED = re.compile(r"\b(?:what|which|that)\b[^.;]{0,60}\b(?:called|dubbed|named)\s*\Z", re.I)
_PREDICATE = re.compile(
    r"(?:\b(?:as|is|are|was|were|be|been|being|it|them|him|her|us|too|very|not|a|an|and|or|but|by|that|so|more|of|remains?|seemed|"
    r"looked|[a-z]+ly|expects?|expected)|:)\s*\Z",
    re.I,
)
_DATA = re.compile(r"[{}<>=_]|https?:|\bvar\b")


def statements_among(found: Sequence[Attributed], text: str, title_end: int) -> list[Attributed]:
    """The quotations that are statements, in text order."""
    kept = [a for a in found if _is_statement(a, text)]
    body = [_words(a, text) for a in kept if a.quotation.start >= title_end]
    return [a for a in kept if a.quotation.start >= title_end or not _repeats(_words(a, text), body)]


def _words(attributed: Attributed, text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text[attributed.quotation.start : attributed.quotation.end])]


def _is_statement(attributed: Attributed, text: str) -> bool:
    quotation = attributed.quotation
    inside = text[quotation.start : quotation.end]
    words = _WORD.findall(inside)
    if not words or attributed.speaker is None or _DATA.search(inside):
        return False
    before = text[max(attributed.sentence.start, quotation.outer_start - 80) : quotation.outer_start]
    if not quotation.closed and len(words) < 6:
        return False
    named = _NAMED_BEFORE.search(before) and not _WHAT_CALLED.search(before)
    if (named and not _judged(attributed, before)) or (_is_name(words) and not inside.endswith((",", ".", "?", "!"))):
        return False
    return len(words) >= 3 or _is_judgement(attributed, before, words)


def _judged(attributed: Attributed, before: str) -> bool:
    """`called "unfair" by China`, `the minister called it "unfair"`: a verb of judging right before its quotation."""
    verb = attributed.clause.verb if attributed.clause else None
    return verb is not None and bool(_WHAT_CALLED.search(before))


def _is_name(words: Sequence[str]) -> bool:
    """Every word but little ones begins with a capital: a title or the name of a programme."""
    weighty = [w for w in words if len(w) > 3 or not w.islower()]
    return len(words) > 1 and all(w[0].isupper() or w[0].isdigit() for w in weighty) and len(weighty) > 1


def _is_judgement(attributed: Attributed, before: str, words: Sequence[str]) -> bool:
    """One or two words count where a verb of saying or judging governs them as a predicate."""
    clause = attributed.clause
    if clause is None or clause.verb is None:
        return False
    if attributed.quotation.end and clause.before is False and before.strip() == "":
        return True
    if clause.kind == "judge":
        return not re.search(r"\b(?:the|in|on|at)\s*\Z", before, re.I)
    verb = attributed.previous is not None and attributed.previous.tag.startswith("VB")
    return verb or bool(_PREDICATE.search(before))


def _repeats(words: list[str], body: Sequence[list[str]]) -> bool:
    """Whether a headline fragment repeats a quotation of the body, in whole or for the most part."""
    if not words:
        return True
    return any(sum(w in others for w in words) >= 0.7 * len(words) for others in map(set, body))
