"""Finds currencies by sign, code, name and slang, and decides what shared names and signs mean in an article.

Names of currencies that several states share (dollar, peso, pound) and the sign ¥ are decided by the article: by the
place named with them, else by the places that the text names, else the first currency that has the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.shapes import Currency
from tradenlp.lexicon import read_entries

HERE = Path(__file__).parent
_CENTS = {
    "cent": ("cent", "USD"),
    "cents": ("cent", "USD"),
    "cts": ("cent", "USD"),
    "¢": ("cent", "USD"),
    "pence": ("penny", "GBP"),
    "penny": ("penny", "GBP"),
    "p": ("penny", "GBP"),
}
_HUNDREDTHS = {
    "INR": ("paise", "paisa"), "RUB": ("kopeck", "kopecks", "kopeks"), "PLN": ("grosz", "groszy"), "THB": ("satang",),
    "ILS": ("agora", "agorot"), "NGN": ("kobo",), "GHS": ("pesewas",), "BGN": ("stotinki",), "ZMW": ("ngwee",),
}  # fmt: skip
MINOR = _CENTS | {word: (f"{code} cent", code) for code, words in _HUNDREDTHS.items() for word in words}
"""hundredths of a currency, with the unit that they are given in where everything is asked for"""


_MAJOR = dict(MINOR.values())


def major_of(minor: str) -> str:
    """The currency of which `cent`, `penny` or `AUD cent` is a hundredth."""
    return _MAJOR.get(minor) or minor.split()[0]


class Named(NamedTuple):
    """A unit found in lexemes `first` to `last` (exclusive)."""

    first: int
    last: int
    unit: str
    family: str
    """as in units.toml, `money` or `minor` (cents)"""
    broad_only: bool = False


@dataclass
class Setting:
    """What an article says about the meaning of its signs; looked up only where a sign is ambiguous."""

    text: str
    country: str | None = None
    _counts: dict[str, int] = field(default_factory=dict)

    def count(self, place: str) -> int:
        """How often the article names `place`."""
        if place not in self._counts:
            self._counts[place] = len(re.findall(rf"\b{re.escape(place)}\b", self.text))
        return self._counts[place]

    def likeliest(self, currencies: tuple[Currency, ...]) -> Currency:
        """The first of the currencies, unless the article names the places of another one and not of the first."""
        weights = [sum(self.count(place) for place in currency.places) for currency in currencies]
        return currencies[0] if weights[0] else currencies[weights.index(max(weights))]

    @cached_property
    def yen_sign(self) -> str:
        """What ¥ stands for: JPY where the article is more about Japan than about China."""
        japan = sum(self.count(word) for word in ("Japan", "Japanese", "Tokyo", "yen", "Bank of Japan"))
        china = sum(self.count(word) for word in ("China", "Chinese", "Beijing", "yuan", "renminbi", "RMB", "Shanghai"))
        return "JPY" if japan > china or not china else "CNY"

    @cached_property
    def dollar(self) -> str:
        """What a bare dollar stands for: USD unless the text says otherwise in so many words."""
        said = re.search(
            r"\b(?:all|figures|amounts|values|prices|dollars)\b[^.\n]{0,60}?"
            r"\bin ([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:dollars|currency)",
            self.text,
        )
        place = currency_index().places.get((said[1].lower(), "dollar")) if said else None
        return place.id if place else "USD"

    @cached_property
    def pounds_are_money(self) -> bool:
        """Whether a bare `pounds` is sterling here."""
        return (
            any(sign in self.text for sign in ("£", "sterling", "pence"))
            or self.count("British") + self.count("London") + self.count("UK") > 0
        )


class CurrencyIndex(NamedTuple):
    """Currencies by everything that names them."""

    signs: dict[str, Currency]
    codes: dict[str, Currency]
    names: dict[str, Currency]
    nouns: dict[str, tuple[Currency, ...]]
    places: dict[tuple[str, str], Currency]
    """(place in lower case, noun in the singular) → currency"""


@cache
def currency_index() -> CurrencyIndex:
    """The currencies of currencies.toml, indexed."""
    entries = read_entries(HERE / "currencies.toml", Currency)
    index = CurrencyIndex({}, {}, {}, {}, {})
    for entry in entries:
        index.codes[entry.id] = entry
        for sign in entry.signs:
            index.signs.setdefault(sign.lower(), entry)
        for name in entry.names:
            index.names.setdefault(name.lower(), entry)
        for noun in entry.nouns:
            index.nouns[noun] = (*index.nouns.get(noun, ()), entry)
            for place in entry.places:
                index.places.setdefault((place.lower(), noun), entry)
    index.codes["RMB"] = index.codes["CNY"]
    index.codes["NTD"] = index.codes["TWD"]
    return index


def money_at(lexemes: list[Lexeme], at: int, setting: Setting, scaled: bool) -> Named | None:
    """The currency that begins at lexeme `at`, behind a number; `scaled` as in `unit_after`."""
    index, first = currency_index(), lexemes[at]
    if money := _placed_cents(lexemes, at) or _sign_at(lexemes, at, setting):
        return money
    if first.text[0] == "M" and first.text[1:] in index.codes and len(first.text) == 4:
        return Named(at, at + 1, first.text[1:], "money")
    if opens_next(lexemes, at):
        return None
    if first.low in ("usd", "eur", "gbp", "rmb", "cny") or (first.text in index.codes and first.text.isupper()):
        first = first._replace(text=first.text.upper())
        last = at + 1 + (at + 1 < len(lexemes) and lexemes[at + 1].text == "$")
        return Named(at, last, index.codes[first.text].id, "money")
    if first.low in MINOR and first.low != "p":
        return Named(at, at + 1, *_minor(first.low))
    for length in (3, 2, 1):
        name = " ".join(lexeme.low for lexeme in lexemes[at : at + length])
        entry = index.names.get(name) or index.names.get(_singular(name))
        if entry is not None and at + length <= len(lexemes):
            return Named(at, at + length, entry.id, "money")
    for length in (3, 2, 1, 0):
        if at + length < len(lexemes) and (found := _placed(lexemes, at, length, setting, scaled)):
            return found
    return None


def _placed_cents(lexemes: list[Lexeme], at: int) -> Named | None:
    """`65.2 US cents`, `3 euro cents`: hundredths of the currency of a place, or of one that is named."""
    if at + 1 >= len(lexemes) or lexemes[at + 1].low not in ("cent", "cents", "cts"):
        return None
    index, place = currency_index(), lexemes[at].low.replace(".", "")
    found = (
        index.places.get((place, "dollar")) or index.names.get(place) or next(iter(index.nouns.get(place, ())), None)
    )
    if found is None:
        return None
    return Named(at, at + 2, "cent" if found.id == "USD" else f"{found.id} cent", "minor")


def _minor(word: str) -> tuple[str, str]:
    return MINOR[word][0], "minor"


def _placed(lexemes: list[Lexeme], at: int, length: int, setting: Setting, scaled: bool) -> Named | None:
    """A currency noun after `length` lexemes of place: `New Zealand dollars`, `U.S. dlrs`, `dollars`."""
    index = currency_index()
    noun = _singular(lexemes[at + length].low)
    if noun not in index.nouns and noun not in ("dlr", "dls"):
        return None
    noun = "dollar" if noun in ("dlr", "dls") else noun
    if length:
        place = " ".join(lexeme.low for lexeme in lexemes[at : at + length])
        found = index.places.get((place, noun)) or index.places.get((place.replace(".", ""), noun))
        return Named(at, at + length + 1, found.id, "money") if found else None
    return _bare_noun(lexemes, at, noun, setting, scaled)


def _bare_noun(lexemes: list[Lexeme], at: int, noun: str, setting: Setting, scaled: bool) -> Named | None:
    index, last = currency_index(), at + 1
    if noun == "dollar":
        return Named(at, last, setting.dollar, "money")
    if noun == "pound":
        sterling = at + 1 < len(lexemes) and lexemes[at + 1].low == "sterling"
        if not (sterling or scaled or setting.pounds_are_money) or (last < len(lexemes) and lexemes[last].low == "of"):
            return None
        return Named(at, last + sterling, setting.likeliest(index.nouns[noun]).id, "money")
    if noun in (
        "real",
        "won",
        "som",
        "sum",
        "mark",
        "crown",
        "sol",
        "lev",
        "leu",
        "lek",
        "som",
        "birr",
        "dong",
        "kip",
        "rand",
        "dram",
        "pula",
        "buck",
        "zig",
        "leone",
        "colon",
        "loti",
        "guarani",
        "lira",
        "franc",
    ) and not _may_be_money(lexemes, at, noun, scaled, setting):
        return None
    return Named(at, last, setting.likeliest(index.nouns[noun]).id, "money")


_RARE = frozenset(("dram", "sum", "som", "leone", "zig", "kip", "sol", "colon", "lek"))
"""names of currencies that are far more often something else, even in the plural"""


def _may_be_money(lexemes: list[Lexeme], at: int, noun: str, scaled: bool, setting: Setting) -> bool:
    """Currency nouns that are also common words count in the plural, after a scale, or where their place is named."""
    if scaled or (lexemes[at].low != noun and noun not in _RARE) or noun in ("rand", "birr", "franc", "lira"):
        return True
    return any(setting.count(place) for currency in currency_index().nouns[noun] for place in currency.places)


def _singular(word: str) -> str:
    irregular = {
        "reais": "real",
        "pesos": "peso",
        "kronor": "krona",
        "kroner": "krone",
        "lire": "lira",
        "lei": "leu",
        "leva": "lev",
    }
    if word in irregular:
        return irregular[word]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _sign_at(lexemes: list[Lexeme], at: int, setting: Setting) -> Named | None:
    """A currency sign after a number; letters glued to it (`10 US$`) belong to it."""
    signs = currency_index().signs
    pair = "".join(lexeme.low for lexeme in lexemes[at : at + 2])
    if pair in signs and lexemes[at].kind == WORD:
        return Named(at, at + 2, signs[pair].id, "money")
    one = lexemes[at].low
    if opens_next(lexemes, at):
        return None
    if one not in signs or (one.isascii() and one.isalpha()):
        return None
    return Named(at, at + 1, _of_sign(one, setting), "money")


def opens_next(lexemes: list[Lexeme], at: int) -> bool:
    """A sign glued to the number behind it and not to the one before belongs there: `1 $10 bill`."""
    behind = lexemes[at + 1] if at + 1 < len(lexemes) else None
    return (
        behind is not None
        and behind.kind == NUMBER
        and behind.start == lexemes[at].end
        and lexemes[at - 1].end != lexemes[at].start
    )


def _of_sign(sign: str, setting: Setting) -> str:
    if sign == "¥":
        return setting.yen_sign
    return setting.dollar if sign == "$" else currency_index().signs[sign].id


def unit_before(lexemes: list[Lexeme], at: int, setting: Setting) -> Named | None:
    """The currency sign, code or name that stands before the numeral at lexeme `at`, or None."""
    if at == 0 or lexemes[at].start - lexemes[at - 1].end > 2:
        return None
    sign, index = lexemes[at - 1], currency_index()
    if sign.text in "-–−" and at > 1 and lexemes[at - 2].low in index.signs:
        return unit_before(lexemes, at - 1, setting)
    if sign.low in index.signs and not (sign.low.isascii() and sign.low.isalpha()):
        return _prefixed(lexemes, at - 1, setting)
    if sign.text == "." and at > 1 and lexemes[at - 2].text == "Rs":
        return Named(at - 2, at, setting.likeliest(index.nouns["rupee"]).id, "money")
    if sign.text in ("Rs", "RM", "Rp", "Tk", "Dh", "KSh", "TSh", "USh", "SFr"):
        return Named(at - 1, at, index.signs[sign.low].id, "money")
    if (sign.text in index.codes and index.codes[sign.text].code_first) or sign.low in ("rmb", "usd", "eur", "gbp"):
        return Named(at - 1, at, index.codes[sign.text.upper()].id, "money")
    if sign.text[0] == "M" and sign.text[1:] in index.codes and len(sign.text) == 4:
        return Named(at - 1, at, sign.text[1:], "money")
    return None


def _prefixed(lexemes: list[Lexeme], at: int, setting: Setting) -> Named:
    """The sign at lexeme `at` with the letters before it: `US$`, `HK $`, `usd$`, `A$`."""
    sign, index = lexemes[at], currency_index()
    if at > 0 and lexemes[at - 1].kind == WORD and sign.start - lexemes[at - 1].end <= 1:
        before = lexemes[at - 1]
        glued = before.end == sign.start
        joined = before.low.replace(".", "") + sign.low
        if (glued or before.low in ("us", "u.s.", "hk", "c", "nz", "nt", "mex")) and joined in index.signs:
            return Named(at - 1, at + 1, index.signs[joined].id, "money")
        if before.text.upper() in index.codes and glued:
            return Named(at - 1, at + 1, index.codes[before.text.upper()].id, "money")
    if at > 1 and sign.text == "$" and [x.low for x in lexemes[at - 2 : at]] == ["u.s", "."]:
        return Named(at - 2, at + 1, "USD", "money")
    return Named(at, at + 1, _of_sign(sign.low, setting), "money")
