"""Joins numerals with their units into quantities, and quantities into ranges, changes and lists."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from tradenlp.extract.figures.currencies import Named, Setting, unit_before
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.numerals import Numeral, number_words, read_numeral
from tradenlp.extract.figures.units import unit_after, unit_index

DASHES = "-–—‑−"
DENOMINATOR_FAMILIES = frozenset(("weight", "volume", "energy", "area", "time"))
_PER_SOMETHING = frozenset("money minor percent weight volume length energy speed power data".split())
"""families of units that a denominator may follow"""
_KINDS_OF_TON = frozenset("metric troy net dry gross short long".split())
_PERSONS = {
    "share": "share",
    "head": "head",
    "person": "person",
    "capita": "capita",
    "vehicle": "vehicle",
    "car": "vehicle",
    "unit": "unit",
}
_PERSONS |= {
    "pack": "pack",
    "dozen": "dozen",
    "container": "container",
    "ton-mile": "ton-mile",
    "head of cattle": "head",
}


class Quantity(NamedTuple):
    """A number with its unit in lexemes `first` to `last` (exclusive)."""

    first: int
    last: int
    value: Fraction
    high: Fraction | None
    unit: str | None
    """None while it is not known to measure or count anything"""
    family: str
    """of the unit: percent, money, weight …; `bare` without one"""
    form: str
    """digits, words, fraction, collective, multiple"""
    direction: str = "none"
    """what the number itself says: doubled is an increase; from and to of a pair"""
    per: str | None = None
    broad_only: bool = False
    shared: bool = False
    """the unit stands with another number of the list or range"""
    scale: Fraction = Fraction(1)
    head: int = -1
    """lexeme of the numeral itself"""
    twin: bool = False
    """repeats the quantity before it in another unit, in brackets"""


def read_quantities(
    lexemes: list[Lexeme], setting: Setting, taken: Callable[[int, int], bool], changing: Callable[[int], bool]
) -> list[Quantity]:
    """All numbers of a sentence with their units, in order.

    `taken(start, end)` says whether these offsets belong to something that is no number (a date); `changing(i)`
    whether the words before lexeme i tell of a change, so that `from 10% to 25%` is no range.
    """
    found: list[Quantity] = []
    for numeral in _numerals(lexemes):
        end = found[-1].last if found else 0
        if numeral.first >= end and not taken(lexemes[numeral.first].start, lexemes[numeral.last - 1].end):
            found.append(_with_unit(lexemes, numeral, setting, end))
    return _joined(lexemes, [q for q in found if _is_rate(q) or not taken(*_extent(lexemes, q))], changing)


def _is_rate(q: Quantity) -> bool:
    """A unit that holds a time of its own: the day of `900,000 barrels per day` is no date."""
    return q.unit is not None and q.family not in ("money", "minor") and q.unit.endswith(("/day", "/hour", "/year"))


def _extent(lexemes: list[Lexeme], q: Quantity) -> tuple[int, int]:
    return lexemes[q.first].start, lexemes[q.last - 1].end


def _numerals(lexemes: list[Lexeme]) -> list[Numeral]:
    found, i, words = [], 0, number_words()
    while i < len(lexemes):
        lexeme = lexemes[i]
        article = lexeme.low in ("a", "an") and i + 1 < len(lexemes) and lexemes[i + 1].low in words
        numeral = read_numeral(lexemes, i) if lexeme.kind == NUMBER or lexeme.low in words or article else None
        if numeral is None:
            i += 1
            continue
        found.append(_signed(lexemes, numeral))
        i = numeral.last
    return found


def _signed(lexemes: list[Lexeme], numeral: Numeral) -> Numeral:
    i = numeral.first
    if i == 0 or numeral.form in ("multiple", "collective"):
        return numeral
    if lexemes[i - 1].low == "minus":
        return numeral._replace(first=i - 1, value=-numeral.value)
    if lexemes[i - 1].text not in "-−–" or lexemes[i].kind != NUMBER:
        return numeral
    glued = lexemes[i - 1].end == lexemes[i].start
    opens = (
        i == 1
        or (lexemes[i - 2].end < lexemes[i - 1].start and lexemes[i - 2].kind != NUMBER)
        or lexemes[i - 2].text in "($€£"
    )
    return numeral._replace(first=i - 1, value=-numeral.value) if glued and opens else numeral


def _with_unit(lexemes: list[Lexeme], n: Numeral, setting: Setting, free: int) -> Quantity:
    """The quantity of a numeral; lexemes before `free` belong to the quantity before it."""
    before, after = unit_before(lexemes, n.first, setting), unit_after(lexemes, n.last, setting, scaled=n.scale != 1)
    if before and before.first < free:
        before = None
    if n.form == "multiple":
        return Quantity(n.first, n.last, n.value, None, "ratio", "ratio", n.form, n.direction, head=n.first)
    if before and _is_loss(lexemes, before.first, n.last):
        n = n._replace(value=-abs(n.value))
    if before:
        last = (
            after.last
            if after
            and after.family == "money"
            and (after.unit in (before.unit, setting.dollar) or before.unit == setting.dollar)
            else n.last
        )
        unit = after.unit if after and last == after.last and before.unit == setting.dollar else before.unit
        found = _millions(lexemes, _quantity(n, before.first, last, before._replace(unit=unit)), before.first)
    elif after:
        found = _scaled_after(lexemes, _millions(lexemes, _quantity(n, n.first, after.last, after), after.first))
    elif n.form == "fraction" and not (
        n.value.denominator != 2 and lexemes[n.first].kind == NUMBER and lexemes[n.last - 1].kind == WORD
    ):
        return Quantity(n.first, n.last, n.value, None, "ratio", "ratio", n.form, head=n.first)
    else:
        return Quantity(n.first, n.last, n.value, None, None, "bare", n.form, scale=n.scale, head=n.first)
    return _with_per(lexemes, found)


def _is_loss(lexemes: list[Lexeme], first: int, last: int) -> bool:
    """An amount that stands alone in brackets after a verb or colon is negative, as in accounts: `a net of ($4.1m)`."""
    if first < 2 or last >= len(lexemes) or lexemes[first - 1].text != "(" or lexemes[last].text != ")":
        return False
    return lexemes[first - 2].low in ("is", "was", "of", ":", "loss", "losses", "were")


def _quantity(n: Numeral, first: int, last: int, named: Named) -> Quantity:
    return Quantity(
        min(first, n.first),
        last,
        n.value,
        None,
        named.unit,
        named.family,
        n.form,
        broad_only=named.broad_only,
        scale=n.scale,
        head=n.first,
    )


def _millions(lexemes: list[Lexeme], q: Quantity, code: int) -> Quantity:
    """`120 MEUR`: the M of a currency code is a million."""
    word = lexemes[code].text
    if q.family != "money" or len(word) != 4 or word != f"M{q.unit}" or q.scale != 1:
        return q
    return q._replace(value=q.value * 1000000, scale=Fraction(1000000))


def _scaled_after(lexemes: list[Lexeme], q: Quantity) -> Quantity:
    """`75 USD million`: the scale word behind the currency."""
    word = number_words().get(lexemes[q.last].low) if q.last < len(lexemes) and q.family == "money" else None
    if word and word[0].kind == "scale" and q.scale == 1 and len(lexemes[q.last].low) > 1:
        return q._replace(value=q.value * word[1], scale=word[1], last=q.last + 1)
    return q


def _with_per(lexemes: list[Lexeme], q: Quantity) -> Quantity:
    """The quantity with its denominator: `a barrel`, `per tonne`, `/kg`, `-a-share`."""
    i = q.last
    if i >= len(lexemes) or q.family not in _PER_SOMETHING:
        return q
    while i < len(lexemes) and lexemes[i].text in DASHES and i < q.last + 1:
        i += 1
    if i + 1 >= len(lexemes) or lexemes[i].low not in ("a", "an", "per", "/", "each", "the"):
        return q
    j = i + 1 + (lexemes[i + 1].text in DASHES)
    if j + 1 < len(lexemes) and lexemes[j].low in _KINDS_OF_TON:
        if lexemes[j].low in ("net", "gross") and lexemes[j + 1].low in ("ton", "tonnage"):
            return q  # of a ship: a measure of room, not of weight
        j += lexemes[j + 1].low.startswith(("ton", "ounce"))
    per = _denominator(lexemes, j, strict=lexemes[i].low != "per" and lexemes[i].low != "/")
    if per is None or lexemes[i].low in ("each", "the"):
        return q
    inside = per[1] in DENOMINATOR_FAMILIES - {"time"}
    return q._replace(last=j + 1 if inside else q.last, per=per[0])


def _denominator(lexemes: list[Lexeme], at: int, *, strict: bool) -> tuple[str, str] | None:
    if at >= len(lexemes):
        return None
    low = lexemes[at].low
    if low in _PERSONS:
        return _PERSONS[low], "each"
    if low in ("annum", "year"):
        return "year", "time"
    for words, cased, unit in unit_index().get(low, ()):
        one = len(words) == 1 and (lexemes[at].text if cased else low) == words[0]
        if one and unit.family in DENOMINATOR_FAMILIES | {"length"} and not (strict and len(low) < 2):
            return unit.id, unit.family
    return None


def _joined(lexemes: list[Lexeme], quantities: list[Quantity], changing: Callable[[int], bool]) -> list[Quantity]:
    out: list[Quantity] = []
    for q in quantities:
        if out and (pair := _pair(lexemes, out[-1], q, changing)):
            out[-1:] = pair
        else:
            out.append(q)
    return _shared(lexemes, out)


def _pair(lexemes: list[Lexeme], a: Quantity, b: Quantity, changing: Callable[[int], bool]) -> list[Quantity] | None:
    """One range, or a change from a to b, or None where the two are not joined."""
    between = [lexeme.low for lexeme in lexemes[a.last : b.first]]
    if a.high is not None or a.form == "multiple" or b.form == "multiple":
        return None
    if (
        between == ["("]
        and b.last < len(lexemes)
        and lexemes[b.last].text == ")"
        and a.family in ("money", "minor")
        and b.family == a.family
    ):
        per = _with_per(lexemes, b._replace(last=b.last + 1)).per
        return [a._replace(per=a.per or per), b._replace(twin=True, per=b.per or per)]
    dashed = (len(between) == 1 and between[0] in DASHES) or between in (["-", "to", "-"], ["-", "to"], ["+", "/", "-"])
    leading = _leading(lexemes, a.first)
    if not dashed and between not in (["to"], ["and"], ["up", "to"], ["to", "about"]):
        return None
    if between == ["and"] and leading != "between":
        return None
    x, y = _same_unit(a, b)
    if x is None or y is None:
        return None
    if (
        a.family == "percent"
        and b.unit is None
        and not dashed
        and leading not in ("between", "range", "from")
        and changing(a.first)
    ):
        return None  # `weakened 0.7% to 17.05`: by how much, and where to
    if leading == "from" and not dashed and changing(a.first):
        return [x._replace(direction="from"), y._replace(direction="to")]
    if not _is_range(lexemes, a, b, x, y, dashed, leading, changing):
        return None
    low, high = sorted((x.value, y.value))
    return [x._replace(last=b.last, value=low, high=high, unit=y.unit, family=y.family, per=y.per or x.per)]


def _is_range(
    lexemes: list[Lexeme],
    a: Quantity,
    b: Quantity,
    x: Quantity,
    y: Quantity,
    dashed: bool,
    leading: str,
    changing: Callable[[int], bool],
) -> bool:
    if x.value < 0 and y.value < x.value and leading in ("range", "from", "between"):
        return True
    if x.value >= y.value or (x.value < 0 and dashed and y.unit is None):
        return False
    if dashed:
        return lexemes[a.last - 1].end + 3 > lexemes[b.first].start or b.first - a.last > 1
    both_said = (a.unit is not None and b.unit is not None) or (a.scale != 1 and b.scale not in (1, a.scale))
    return not (both_said and leading not in ("between", "range", "from") and changing(a.first))


def _leading(lexemes: list[Lexeme], at: int) -> str:
    """The preposition that opens a range: between, from, or range (ranging from)."""
    i = at - 1
    while i >= 0 and lexemes[i].low in (
        "about",
        "around",
        "roughly",
        "some",
        "approximately",
        "an",
        "estimated",
        "nearly",
        "anywhere",
    ):
        i -= 1
    low = lexemes[i].low if i >= 0 else ""
    if (
        low == "from"
        and i > 0
        and lexemes[i - 1].low in ("ranging", "range", "ranged", "ranges", "varying", "vary", "anywhere")
    ):
        return "range"
    return low


def _same_unit(a: Quantity, b: Quantity) -> tuple[Quantity | None, Quantity | None]:
    """Both with the unit and the scale that one of them lends to the other; (None, None) where units differ."""
    if a.unit is not None and b.unit is not None and (a.unit, a.per or b.per) != (b.unit, b.per or a.per):
        return None, None
    if a.unit is not None and b.unit is None and b.scale != 1 and a.family != "money":
        return None, None
    lends = b if b.unit is not None else a
    unit, family = lends.unit, lends.family
    if a.scale == 1 and b.scale != 1 and a.value < b.value / b.scale and (a.unit is None or family == "money"):
        a = a._replace(value=a.value * b.scale, scale=b.scale)
    x, y = (
        q._replace(unit=unit, family=family, per=q.per or lends.per, shared=q.unit is None and unit is not None)
        for q in (a, b)
    )
    return x._replace(broad_only=lends.broad_only), y._replace(broad_only=lends.broad_only)


def _is_year(lexemes: list[Lexeme], q: Quantity) -> bool:
    digits = lexemes[q.head].text
    return len(digits) == 4 and digits.isdigit() and 1900 <= q.value < 2100 and q.last == q.first + 1


def _shared(lexemes: list[Lexeme], quantities: list[Quantity]) -> list[Quantity]:
    """Lists that share the unit of their last member: `10, 15 and 25 percent`."""
    out = list(quantities)
    for i in range(len(out) - 1, 0, -1):
        a, b = out[i - 1], out[i]
        if (
            a.unit is not None
            or b.unit is None
            or _is_year(lexemes, a)
            or b.family in ("ratio", "bare")
            or a.form in ("fraction", "collective")
        ):
            continue
        between = [lexeme.low for lexeme in lexemes[a.last : b.first]]
        joined = between in (["and"], ["or"], ["/"], ["and", "/", "or"], ["&"], [",", "and"], [",", "or"])
        if joined or (between == [","] and b.shared):
            scale = b.scale if a.scale == 1 and a.value < b.value / b.scale else Fraction(1)
            out[i - 1] = with_unit_of(a, b, scale)
    return out


def with_unit_of(q: Quantity, lender: Quantity, scale: Fraction) -> Quantity:
    """The bare quantity with the unit of another and so many times as large: `10 and 25 percent`."""
    return q._replace(
        unit=lender.unit,
        family=lender.family,
        per=lender.per,
        shared=True,
        value=q.value * scale,
        scale=q.scale * scale,
        broad_only=lender.broad_only,
    )
