"""What only looks like a date: numbers that are no years, May the verb and the person, names that end in a year."""

from __future__ import annotations

import re
from functools import lru_cache

from tradenlp.extract.dates.expressions import Calendar, Expression, Relative
from tradenlp.extract.dates.grammar import Found
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.vocabulary import context

_NOT_BEFORE_YEAR = context("never_before_year")
_OLD_YEAR_BEFORE = context("before_old_year")
_REPORTED = context("reported")
_LAWS = context("laws")
_SIGNS = frozenset("$€£¥#+@=*")
_NOT_AFTER_YEAR = context("never_after_year")
_MAY_BEFORE = context("before_may")
_SHORT_MONTH_BEFORE = (_MAY_BEFORE | {"/"}) - {"and", "or", ",", "a", "the", "between", "its", ":", "("}
_MAY_PERSON = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Elaine|Brian) May\b")


def plausible(tokens: Tokens, one: Found) -> bool:
    """Whether a found expression is one in its place."""
    expression = one.expression
    if isinstance(expression, Relative) and _is_title(tokens, one):
        return False
    if isinstance(expression, Calendar):
        if expression.month and expression.day and is_dateline(tokens, one):
            return False
        if expression.week == -2:
            return _day_and_month(tokens, one)
        if expression.decade is not None and _text(tokens, one.first - 1) in ("his", "her", "their", "my", "your"):
            return False
        if _is_bare_year(expression):
            return expression.fiscal or _year(tokens, one)
        if expression == Calendar(month=expression.month):
            return _month(tokens, one)
        if expression.weekday is not None and expression.day is None:
            return _weekday(tokens, one)
    return True


_QUOTES = frozenset(['"', "“", "``", "`", "‘", "'"])
_OUTLETS = context("outlets_today")


def _is_title(tokens: Tokens, one: Found) -> bool:
    """ "This Week" as the name of a programme, in quotes and capitals; "USA Today"."""
    first, last = tokens.items[one.first], tokens.items[one.last - 1]
    if not (tokens.source[first.start].isupper() and tokens.source[last.start].isupper()):
        return False
    if first.text == "today":
        return _text(tokens, one.first - 1) in _OUTLETS
    return one.last - one.first > 1 and _text(tokens, one.first - 1) in _QUOTES


_PLACE = r"(?:^|\n)[^\S\n]*(?:[A-Z][A-Z .,/'’&-]{2,60}|[A-Z][\w.'’-]{2,20}(?:[ ,]+[A-Z][\w.'’-]{0,20}){0,4})"
_DATELINE = re.compile(_PLACE + r"[^\S\n]*(?:,|--|—|–|-)[^\S\n]*$")
_AGENCY = re.compile(r"[^\S\n]*(?:,[^\S\n]*\d{4})?[^\S\n]*(?:\([\w /]{2,40}\)[^\S\n]*)?(?:-+|–|—|_|\(|\n)")


def is_dateline(tokens: Tokens, one: Found) -> bool:
    """ "WASHINGTON, Oct. 13 (Agency) --": where and when a story was filed."""
    start, end = tokens.items[one.first].start, tokens.items[one.last - 1].end
    return bool(_DATELINE.search(tokens.source, max(start - 80, 0), start) and _AGENCY.match(tokens.source, end))


def _text(tokens: Tokens, at: int) -> str:
    return tokens.items[at].text if 0 <= at < len(tokens.items) else ""


def _day_and_month(tokens: Tokens, one: Found) -> bool:
    """10/11 is a date where a preposition or weekday leads to it, and no fraction or score."""
    token = tokens.items[one.last - 1]
    first, second = (token.word.value if token.word and isinstance(token.word.value, tuple) else (0, 0))[:2]
    valid = 0 < min(first, second) <= 12 and max(first, second) <= 31
    before, after = _text(tokens, one.first - 1), _text(tokens, one.last)
    listed = one.first > 1 and tokens.items[one.first - 2].word
    if before in (",", "or", "and") and listed and listed.kind == "Slashed":
        return valid
    led = before in ("on", "by", "from", "until", "till", "since", "to", "for", "between", "before", "after")
    amount = after == "of" or after in _NOT_AFTER_YEAR
    return valid and not amount and (led or one.last - one.first > 1)


def _is_bare_year(c: Calendar) -> bool:
    return c == Calendar(year=c.year, fiscal=c.fiscal)


def _year(tokens: Tokens, one: Found) -> bool:
    if one.last - one.first > 1:
        return True
    token, before, after = tokens.items[one.first], _text(tokens, one.first - 1), _text(tokens, one.last)
    year = int(token.text) if token.text.isdigit() else 0
    if before == "than" and _text(tokens, one.first - 2) in ("later", "earlier", "sooner"):
        return True
    if before in _SIGNS or after in _NOT_AFTER_YEAR or (before in _NOT_BEFORE_YEAR and before not in ("over", "about")):
        return False
    if before in ("-", "/", "–") and _glued(tokens, one.first) and not _is_year(tokens, one.first - 2):
        return before != "/" and _text(tokens, one.first - 2) in ("mid", "pre", "post", "end", "early", "late")
    if after in ("-", "/", ":") and _text(tokens, one.last + 1).isdigit() and _glued(tokens, one.last + 1):
        return after == "-" and _is_year(tokens, one.last + 1)
    if before == "." and _glued(tokens, one.first):
        return False
    if _named(tokens, one.first):
        return False
    if not 1900 <= year < 2100:
        return before in _OLD_YEAR_BEFORE and 1000 <= year < 2200 and not _plural_follows(tokens, one)
    if _plural_follows(tokens, one) and year % 50 == 0:
        return before in ("in", "since", "by", "during", "until", "the")
    return True


def _is_year(tokens: Tokens, at: int) -> bool:
    word = tokens.items[at].word if 0 <= at < len(tokens.items) else None
    before = tokens.items[at - 2].text if at > 1 else ""
    glued = at > 1 and tokens.items[at - 1].text == "-" and _glued(tokens, at) and before.isdigit() and len(before) != 4
    return word is not None and word.kind in ("Year4", "Month", "OrdDigit") and not glued


def _glued(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.items[at - 1].end == tokens.items[at].start


def _named(tokens: Tokens, at: int) -> bool:
    """ "Made in China 2025", "Trade Act of 1974": the name of a plan or law."""
    law = tokens.items[at - 2] if at > 1 and _text(tokens, at - 1) in ("of", ",") else None
    if law and law.text in _LAWS and tokens.source[law.start].isupper():
        return True
    return (_text(tokens, at - 1), _text(tokens, at - 2), _text(tokens, at - 3)) == ("china", "in", "made")


def _plural_follows(tokens: Tokens, one: Found) -> bool:
    """Whether a number seems to count what comes after it ("2000 trucks")."""
    if one.last >= len(tokens.items):
        return False
    word = tokens.items[one.last]
    plural = word.text.isalpha() and word.text.endswith("s") and tokens.source[word.start].islower()
    return plural and word.text not in _REPORTED


def _month(tokens: Tokens, one: Found) -> bool:
    token = tokens.items[one.first]
    if token.word is None:
        return False
    surface = tokens.source[token.start : token.end]
    follows = tokens.items[one.last + 1].word if one.last + 1 < len(tokens.items) else None
    if _text(tokens, one.last) in ("-", "–", "to", "/") and follows and follows.kind == "Month":
        return True
    if token.word.abbreviation and one.last - one.first == 1:
        return _text(tokens, one.first - 1) in _SHORT_MONTH_BEFORE
    if token.text == "may":
        return _may(tokens, one, surface)
    if token.text in ("march", "august") and surface.isupper():
        return _text(tokens, one.first - 1) in _MAY_BEFORE
    return token.text != "march" or not _marching(tokens, one)


def _may(tokens: Tokens, one: Found, surface: str) -> bool:
    before, after = _text(tokens, one.first - 1), _text(tokens, one.last)
    if after in ("'", "’") and _names_person(tokens.source):
        return False
    if before.strip() in ("", ".", "”", '"') and after in ("'", "’"):
        return True
    if before not in _MAY_BEFORE or (surface.isupper() and before not in ("in", "since", "last", "until", "by", "of")):
        return False
    if before in (",", "the", "a", "its", "and", "or", ":", "(") and after.isalpha() and not _listed(tokens, one):
        return before in ("the", "a", "its") and not _names_person(tokens.source)
    if before in ("to", "for", "by", "from", "after") and _names_person(tokens.source):
        return False
    return not (before == "to" and _text(tokens, one.first - 2) in ("according", "thanks", "due"))


@lru_cache(maxsize=4)
def _names_person(source: str) -> bool:
    """Whether a text speaks of somebody called May."""
    return _MAY_PERSON.search(source) is not None


def _listed(tokens: Tokens, one: Found) -> bool:
    word = tokens.items[one.first - 2].word if one.first > 1 else None
    return word is not None and word.kind in ("Month", "AbbrDot")


def _marching(tokens: Tokens, one: Found) -> bool:
    before, after = _text(tokens, one.first - 1), _text(tokens, one.last)
    if after in ("on", "for", "of") and before in ("annual", "the", "``", "a", "to", "joined", '"', "“"):
        return True
    return before in ("women", "s", "protest", "long") or (before in ("", ".", "\n") and after in ("on", "for", "to"))


def _weekday(tokens: Tokens, one: Found) -> bool:
    token = next((t for t in tokens.items[one.first : one.last] if t.word and t.word.kind == "Weekday"), None)
    if token is None or token.word is None or not token.word.abbreviation:
        return True
    return token.text not in _ALSO_NAMES or _is_short_weekday(tokens, one)


_ALSO_NAMES = frozenset(["sun", "sat", "wed", "mon"])
_LEAD_TO_WEEKDAY = context("lead_to_short_weekday")


def _is_short_weekday(tokens: Tokens, one: Found) -> bool:
    """ "on Sun", "last Sat", "Sun, 4 May"; not Sun the firm: "its chief, Sun's founder", "that Sun would"."""
    if one.last - one.first > 1:
        return _text(tokens, one.first) != "that"
    before, after = _text(tokens, one.first - 1), _text(tokens, one.last)
    return before in _LEAD_TO_WEEKDAY and after not in ("'", "’") and not (before == "," and after.isalpha())


def counts(expression: Expression) -> bool:
    """Whether the tables count an expression: not "the quarter", which names no period of its own."""
    return not (isinstance(expression, Relative) and expression.base == "definite" and expression.unit != "weekend")
