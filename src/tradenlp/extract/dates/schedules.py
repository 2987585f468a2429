"""Dates of what is planned: a hearing set for a day, a rule that applies from a month, a term extended to a date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tradenlp.extract.dates.clauses import clause_before, ends_sentence
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.tenses import is_past
from tradenlp.extract.dates.vocabulary import FOLDER, context
from tradenlp.lexicon import read_entries

REACH = 14
"""words of the clause in which a plan may be named"""
TERM_REACH = 40
"""words of a sentence before the days for which a rule holds"""
RELATIVE_REACH = 4
"""words between a relative pronoun and the verb of its clause"""
GOVERNOR_REACH = 4
"""words before an infinitive within which its governor stands: "agreement with Chile to buy" """
_MEASURED = context("measured")
_RELATIVES = context("relatives")
_BETWEEN = context("between_verb_and_day")
_NEXT = context("next_one")
_LAST = context("last_one")
_MODALS = context("modals")
_ANNOUNCING = context("announcing")
_AWAITING = context("awaiting")
_DECIDING = context("deciding")


@dataclass(frozen=True, slots=True)
class Plan:
    """Words that play one part in telling of a plan."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def plans() -> tuple[Plan, ...]:
    """The entries of the lexicon."""
    return read_entries(FOLDER / "schedules.toml", Plan)


@cache
def words_of(part: str) -> frozenset[str]:
    """The words of the entry `part` of the lexicon."""
    return next(frozenset(plan.words) for plan in plans() if plan.id == part)


def is_measured(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a month is one that numbers are given for: "its December trade figures", "figures for December"."""
    if not _has_month(tokens, first, last):
        return False
    behind = [token.text for token in tokens.items[last : last + 3]]
    if any(word in _MEASURED for word in behind):
        return True
    return first > 1 and tokens.items[first - 1].text in ("for", "of") and tokens.items[first - 2].text in _MEASURED


def is_planned(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words beside an undated weekday or month tell that it is one to come, whatever the tense."""
    items = tokens.items
    if _relative_clause(tokens, first):
        return True
    at = first - 1
    if at >= 0 and items[at].text == "the":
        at -= 1
    if at < 0:
        return _is_limit(tokens, 0, last)
    if items[at].text in ("a", "an") and _awaited(tokens, at, last):
        return True
    match items[at].text:
        case "for":
            return _for(clause_before(tokens, at, REACH))
        case "to" | "until" | "till" | "through" as word:
            return _until(word, clause_before(tokens, at, REACH))
        case "from" if _is_range(tokens, first, last):
            return not words_of("deferring").isdisjoint(clause_before(tokens, at, REACH))
        case "from" if _has_month(tokens, first, last):
            return _from(clause_before(tokens, at, REACH)) and not _is_told(tokens, last)
        case "in" | "on" | "at" | "of" | "is" | "," as word:
            return _behind_noun(tokens, at, first, last, word)
    if _has_month(tokens, first, last) and _is_fixed(tokens, at, last):
        return True
    return _is_limit(tokens, first, last) or _intended(tokens, first, last)


def has_begun(tokens: Tokens, first: int, last: int) -> bool:
    """ "abolished the levy from April 1": decided for a month that may have come since; the nearest one is meant."""
    at = first - 1
    if at < 0 or tokens.items[at].text != "from" or not _has_month(tokens, first, last):
        return False
    clause = clause_before(tokens, at, REACH)
    done = any(is_past(word) and word not in _ANNOUNCING for word in clause)
    return done and words_of("intent").isdisjoint(clause) and _MODALS.isdisjoint(clause)


def is_term(tokens: Tokens, first: int, last: int) -> bool:
    """ "decided to limit sales for Feb. 15-June 30": the days for which a rule holds, which may be on or to come."""
    kinds = {token.word.kind for token in tokens.items[first:last] if token.word}
    if kinds.isdisjoint(("To", "Dash")) or "Month" not in kinds:
        return False
    told = set(clause_before(tokens, first, TERM_REACH))
    return bool(told & _DECIDING) and told.isdisjoint(words_of("past-auxiliary") | words_of("comparing"))


def is_one_before(tokens: Tokens, first: int) -> bool:
    """ "the last round, in May"."""
    return first > 2 and tokens.items[first - 1].text in ("in", "on") and _ordered(tokens, first - 1, _LAST)


def _ordered(tokens: Tokens, at: int, order: frozenset[str]) -> bool:
    """Whether "the next" or "the last" and a noun of one or two words stand in front of a preposition."""
    behind = at - 1 if tokens.items[at - 1].text == "," else at
    for first in (behind - 2, behind - 3):
        if first > 0 and tokens.items[first].text in order and tokens.items[first - 1].text in _DEFINITE:
            return all(token.word is None and token.text.isalpha() for token in tokens.items[first + 1 : behind])
    return False


_DEFINITE = context("determiners")


def _relative_clause(tokens: Tokens, first: int) -> bool:
    """ "who lands on Thursday", "talks that end Friday": the present tense of what is fixed."""
    at = first - 1
    while at > 1 and tokens.items[at].text in _BETWEEN:
        at -= 1
    if at < 1 or tokens.items[at - 1].text not in _RELATIVES:
        return False
    verb = tokens.items[at]
    plain = verb.word is None or verb.word.kind in ("End", "Start")
    return plain and verb.text.isalpha() and verb.text not in words_of("past-auxiliary") and not is_past(verb.text)


def _awaited(tokens: Tokens, at: int, last: int) -> bool:
    """ "prepared for a Thursday meeting"."""
    if last >= len(tokens.items) or tokens.items[last].text not in words_of("occasion"):
        return False
    near = [token.text for token in tokens.items[max(at - 4, 0) : at]]
    return not _AWAITING.isdisjoint(near) or _pairs(near, "ahead", "of")


def _for(clause: list[str]) -> bool:
    """ "scheduled for", "set a hearing for", "a vote for"."""
    if words_of("scheduled") & set(clause) or set(clause[-1:]) & words_of("occasion"):
        return True
    begun = next((n for n, word in enumerate(clause) if word in words_of("setting")), len(clause))
    return bool(words_of("occasion") & set(clause[begun:]))


def _until(word: str, clause: list[str]) -> bool:
    """ "deferred to", "valid through", "given until"."""
    told = set(clause)
    known = words_of("deferring") if word == "to" else words_of("deferring") | words_of("lasting")
    if word == "through" and told.isdisjoint(("was", "were", "had")):
        known |= words_of("curbing")
    return (bool(known & told) or clause[-2:] == ["put", "off"]) and "from" not in clause[-3:]


def _from(clause: list[str]) -> bool:
    """ "curbs from September"; not "up from September", "were paid from September"."""
    told = set(clause)
    return bool(clause) and not (told & words_of("comparing") or told & words_of("past-auxiliary"))


def _is_told(tokens: Tokens, last: int) -> bool:
    """ "the deal beginning in May was": its verb, in the past, follows."""
    return last < len(tokens.items) and tokens.items[last].text in ("was", "were", "had", "has", "have", "did")


def _behind_noun(tokens: Tokens, at: int, first: int, last: int, joint: str) -> bool:
    """ "beginning in January", "coming in May", "a deadline of May 3", "ahead of elections in May"."""
    clause = clause_before(tokens, at, REACH)
    if not clause:
        return False
    if _ordered(tokens, at, _NEXT):
        return True
    if joint in ("in", "on", "at") and clause[-1] == "coming":
        return True
    if joint in ("in", "on", "at") and clause[-1] in words_of("onset"):
        return _from(clause[:-1] or clause) and not _is_told(tokens, last)
    if joint in ("of", "is", "on", ",") and clause[-1] in words_of("limit"):
        return not words_of("over") & set(clause)
    if joint in ("in", "on") and _pairs(clause[-8:], "ahead", "of"):
        return True
    return _intended(tokens, first, last)


def _pairs(words: list[str], one: str, other: str) -> bool:
    return any(pair == (one, other) for pair in pairwise(words))


def _is_fixed(tokens: Tokens, at: int, last: int) -> bool:
    """ "set November 1 as the deadline"."""
    after = tokens.items[last].text if last < len(tokens.items) else ""
    return tokens.items[at].text in words_of("setting") and after in ("as", "for")


def _is_limit(tokens: Tokens, first: int, last: int) -> bool:
    """ "faces a November 1 deadline"; not one that was missed."""
    if last >= len(tokens.items) or tokens.items[last].text not in words_of("limit"):
        return False
    near = {token.text for token in tokens.items[max(first - 6, 0) : last + 3]}
    return not words_of("over") & near


def _intended(tokens: Tokens, first: int, last: int) -> bool:
    """ "agreed to buy it in January": of months only; what is agreed to be done "on Monday" was mostly agreed then."""
    if not _has_month(tokens, first, last):
        return False
    for at in range(first - 2, max(first - REACH, 0), -1):
        if ends_sentence(tokens, at) or _is_done(tokens, at):
            return False
        if tokens.items[at].text == "to" and _opens_infinitive(tokens, at):
            near = {token.text for token in tokens.items[max(at - GOVERNOR_REACH, 0) : at]}
            return bool(near & words_of("intent"))
    return False


def _is_done(tokens: Tokens, at: int) -> bool:
    """ "to lift the cap that Peru had set in May": a verb of the past with a subject of its own stands between."""
    if not is_past(tokens.items[at].text):
        return False
    return any(token.text in _RELATIVES for token in tokens.items[max(at - RELATIVE_REACH, 0) : at])


def _opens_infinitive(tokens: Tokens, at: int) -> bool:
    after = tokens.items[at + 1]
    return after.text.isalpha() and after.word is None and tokens.source[after.start].islower()


def _is_range(tokens: Tokens, first: int, last: int) -> bool:
    return any(token.word and token.word.kind == "To" for token in tokens.items[first:last])


def _has_month(tokens: Tokens, first: int, last: int) -> bool:
    """A month, and no range: "from May to July" is told by its verb."""
    kinds = [token.word.kind for token in tokens.items[first:last] if token.word]
    return "Month" in kinds and not _is_range(tokens, first, last)
