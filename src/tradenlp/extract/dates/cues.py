"""Which way an undated weekday or month looks, and what qualifies an expression: read from the words beside it."""

from __future__ import annotations

from functools import cache

from tradenlp.extract.dates.clauses import clause_before, ends_sentence
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.schedules import has_begun, is_measured, is_one_before, is_planned, is_term
from tradenlp.extract.dates.tenses import FIRM_FUTURE, FIRM_PAST, FUTURE, OPEN, PAST, SURE_PAST, directions
from tradenlp.extract.dates.vocabulary import context, modifiers

BACK_REACH, FRONT_REACH, FIRM_REACH = 18, 18, 6
_MODALS = context("modals")
_BETWEEN = context("between_modal_and_verb")
_CONTRACTS = context("contracts")
_ANNOUNCING = context("announcing")
_PROLONGING = context("prolonging")
_LIMITS = context("limits")
_MOVED = context("moved")
_BE = context("is_to")
CONDITION_REACH = 8
"""words between "unless" and the participle of its clause"""
SINCE_REACH = 9
"""words between "since" and a day of its clause"""
PURPOSE_REACH = 5
"""words between a verb of motion and the purpose of the way"""
PLAN_SPAN = 12
"""words between "will" and a range of days in its clause"""
PLAN_REACH = 8
"""words before a day within which "had been scheduled to …" tells of a plan"""
_WILL = frozenset({"will", "shall", "must"})
_CLAUSE_OPENERS = context("clause_openers")
_PERMITTING = context("permitting")
_AWAITING = context("awaiting")
_NOT_VERB_AFTER = context("before_participle_adjective")
_NEVER_VERB = context("adjectives_in_ed")


def direction(tokens: Tokens, first: int, last: int) -> int:
    """SURE_PAST … FIRM_FUTURE: the nearest cue before the expression in its sentence, else one behind it."""
    if last < len(tokens.items) and tokens.items[last].text in _CONTRACTS:
        return FIRM_FUTURE
    if is_measured(tokens, first, last) or is_one_before(tokens, first):
        return FIRM_PAST
    if first and tokens.items[first - 1].text == "since":
        return SURE_PAST
    if had_been_planned(tokens, first):
        return OPEN
    if is_planned(tokens, first, last):
        return OPEN if has_begun(tokens, first, last) else FUTURE
    if is_term(tokens, first, last):
        return OPEN
    if _is_known_act(tokens, first, last):
        return PAST
    at = first - 1
    if at >= 0 and tokens.items[at].text == "the":
        at -= 1
    if at > 1 and [token.text for token in tokens.items[at - 2 : at + 1]] in (
        ["as", "early", "as"],
        ["as", "soon", "as"],
    ):
        return FUTURE
    if at > 0 and (tokens.items[at - 1].text, tokens.items[at].text) == ("later", "than"):
        return FUTURE
    if at >= 0 and tokens.items[at].text in _LIMITS and not _attributive(tokens, first, last):
        return _limit(tokens, at, last)
    if last < len(tokens.items) and tokens.items[last].text in ("'", "’"):
        near = [token.text for token in tokens.items[max(at - 1, 0) : at + 1]]
        return FUTURE if near == ["ahead", "of"] or _AWAITING & set(near) else _forward(tokens, last)
    found = _backward(tokens, first)
    ranged = any(token.text == "between" for token in tokens.items[max(at, 0) : last])
    if found < OPEN and ranged and _within_plan(tokens, first):
        return FUTURE
    if found < OPEN and "since" in clause_before(tokens, first, SINCE_REACH):
        return SURE_PAST
    return found or _forward(tokens, last)


def _is_known_act(tokens: Tokens, first: int, last: int) -> bool:
    """ "the August order, which would": what has an author and a month of its own was done in it."""
    month = tokens.items[last - 1].word
    if last - first > 2 or month is None or month.kind != "Month" or last >= len(tokens.items):
        return False
    return "the" in (tokens.items[first].text, tokens.items[first - 1].text) and tokens.items[last].text in _ACTS


_ACTS = context("acts_of_a_month")


def _attributive(tokens: Tokens, first: int, last: int) -> bool:
    """ "by the Friday deadline": the limit is the deadline, which may be over."""
    if last >= len(tokens.items) or "the" not in (tokens.items[first].text, tokens.items[first - 1].text):
        return False
    return tokens.items[last].text in _ATTRIBUTED


_ATTRIBUTED = context("attributed")


def _limit(tokens: Tokens, at: int, last: int) -> int:
    """ "until Friday" lies ahead, unless it opens a sentence about the past or a past perfect precedes it."""
    if at == 0 or ends_sentence(tokens, at - 1):
        return _forward(tokens, last) or FUTURE
    near = [token.text for token in tokens.items[max(at - 6, 0) : at]]
    if _AT_FIRST & set(near):
        return OPEN
    if _PROLONGING & set(near) or _MODALS & set(near):
        return FUTURE
    return PAST if {"had", "was", "were", "lasted"} & set(near) else FUTURE


def _backward(tokens: Tokens, first: int) -> int:
    if _opens_clause(tokens, first):
        return OPEN
    for at in range(first - 1, max(first - BACK_REACH, 0) - 1, -1):
        if ends_sentence(tokens, at):
            return OPEN
        if found := _cue(tokens, at):
            return 2 * found if first - at <= FIRM_REACH and _is_firm(tokens, at) else found
    return OPEN


def _opens_clause(tokens: Tokens, first: int) -> bool:
    """ "…, although in May the cap rose": the verb of its clause follows."""
    at = first - 1
    if at > 1 and tokens.items[at].text in ("in", "on"):
        at -= 1
    return at > 0 and tokens.items[at].text in _SUBORDINATORS and not ends_sentence(tokens, at)


_SUBORDINATORS = context("subordinators")


def had_been_planned(tokens: Tokens, at: int) -> bool:
    """ "had been scheduled to expire on Friday": a plan of the past; its day may be over, or not."""
    near = [token.text for token in tokens.items[max(at - PLAN_REACH, 0) : at]]
    if "had" not in near or "been" not in near[near.index("had") :]:
        return False
    plan = near[near.index("been", near.index("had")) + 1 :]
    return "." not in plan and any(word == "set" or directions().get(word) == FUTURE for word in plan[:2])


def _is_firm(tokens: Tokens, at: int) -> bool:
    word = tokens.items[at].text
    return word not in _ANNOUNCING and (directions().get(word, PAST) == PAST or word in _MODALS)


def _cue(tokens: Tokens, at: int) -> int:
    word = tokens.items[at].text
    if (meaning := tokens.items[at].word) and meaning.kind == "Month":
        return OPEN
    known = directions().get(word, OPEN)
    if word == "to" and at and tokens.items[at - 1].text in _BE:
        return FUTURE
    if known == FUTURE and at and tokens.items[at - 1].text in _AS_PLANNED:
        return OPEN
    if known == FUTURE and at and tokens.items[at - 1].text == "to" and _moved(tokens, at - 1):
        return OPEN
    if known == FUTURE and _LETTING & {token.text for token in tokens.items[max(at - 3, 0) : at]}:
        return OPEN  # "let them resume", which may be past or not
    if word in ("set", "due") and (pair := _set_or_due(tokens, at)) is not None:
        return pair
    if word in _FOLLOWS and at + 1 < len(tokens.items) and tokens.items[at + 1].text in ("on", "in"):
        return FUTURE
    if known == PAST or (not known and len(word) > 4 and word.endswith("ed") and not _is_adjective(tokens, at)):
        if at and tokens.items[at - 1].text in _BE and _on_condition(tokens, at):
            return OPEN  # "unless a bargain is struck": what may be, not what was
        return FUTURE if _under_modal(tokens, at) else PAST
    return known


def _within_plan(tokens: Tokens, at: int) -> bool:
    """ "will need a permit for cargo sent between June and August": what is sent then is sent under the plan."""
    before = [token.text for token in tokens.items[max(at - PLAN_SPAN, 0) : at]]
    will = max((n for n, word in enumerate(before) if word in _WILL), default=None)
    return will is not None and len(before) - will > 2 and _CLAUSE_OPENERS.isdisjoint(before[will:])


def _on_condition(tokens: Tokens, at: int) -> bool:
    near = {token.text for token in tokens.items[max(at - CONDITION_REACH, 0) : at]}
    return not _CONDITIONS.isdisjoint(near)


_CONDITIONS = context("conditions")
_FOLLOWS = context("follows_on")


def _moved(tokens: Tokens, at: int) -> bool:
    """ "came to Geneva to meet them", "failed to meet it": the purpose, or the matter, of what was done."""
    if at and tokens.items[at - 1].text in _IMPLIED:
        return True
    return not _MOVED.isdisjoint(token.text for token in tokens.items[max(at - PURPOSE_REACH, 0) : at])


_IMPLIED = context("implicatives")


_AS_PLANNED = context("as_planned")
_LETTING = context("letting")
_AT_FIRST = context("at_first")


def governed_by_modal(tokens: Tokens, first: int) -> bool:
    """Whether "will" or the like stands close before an expression: "will meet in two weeks"."""
    near = [token.text for token in tokens.items[max(first - 7, 0) : first]]
    ahead = any(directions().get(word) == FUTURE and word not in _PERMITTING for word in near)
    return ahead and "." not in near


def _set_or_due(tokens: Tokens, at: int) -> int | None:
    """ "is set to begin", "is due on": ahead; "due to the tariffs" tells nothing."""
    after = tokens.items[at + 1].text if at + 1 < len(tokens.items) else ""
    before = tokens.items[at - 1].text if at else ""
    if tokens.items[at].text == "set":
        return FUTURE if after in ("to", "for") else None
    return OPEN if after == "to" and before not in ("is", "are", "was", "were", "be") else FUTURE


def _is_adjective(tokens: Tokens, at: int) -> bool:
    """ "a proposed duty", "the Geneva-based panel": no verb that tells a tense."""
    return tokens.items[at].text in _NEVER_VERB or (at > 0 and tokens.items[at - 1].text in _NOT_VERB_AFTER)


def _under_modal(tokens: Tokens, at: int) -> bool:
    followed = ""
    for token in reversed(tokens.items[max(at - 5, 0) : at]):
        if token.word and token.word.kind == "Month":
            return False
        if token.text in _MODALS and (token.text != "to" or followed == "be"):
            return True
        followed = token.text
        if token.text not in _BETWEEN and not token.text.endswith("ly"):
            return False
    return False


def _forward(tokens: Tokens, last: int) -> int:
    for at in range(last, min(last + FRONT_REACH, len(tokens.items))):
        if ends_sentence(tokens, at):
            return OPEN
        if found := _cue(tokens, at):
            return found
    return OPEN


@cache
def _modifiers() -> dict[tuple[str, ...], str]:
    return {tuple(text.split()): one.id for one in modifiers() for text in one.words}


def modifier(tokens: Tokens, first: int) -> str | None:
    """What qualifies an expression: approx, more_than, less_than, before, after; None where nothing does."""
    words = tuple(token.text for token in tokens.items[max(first - 3, 0) : first] if token.text != "the")
    return _modifiers().get(words[-2:]) or _modifiers().get(words[-1:])
