"""Finds what a number measures or counts: the shortest phrase that says it all."""

from __future__ import annotations

from typing import NamedTuple

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.changes import Direction, change_words
from tradenlp.extract.figures.completing import completed
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import DASHES, Quantity


class Earlier(NamedTuple):
    """The figure before this one in the article: what it measured, for `the figure`, `it` and ellipses."""

    what: str | None
    quantity: Quantity | None
    same_sentence: bool
    reference: str | None = None
    """the period of the last statistic"""
    direction: str = "none"
    named: tuple[str, ...] = ()
    """what the figures before measured, the last ones"""


def gapped(s: Sentence, q: Quantity, begin: int, direction: Direction, earlier: Earlier) -> Direction:
    """The direction that a number shares with the one before it: `rose $3bn or 4 pct`, `wool fell 5 pct, cotton 3 pct`."""
    before = earlier.quantity
    if direction.name != "none" or not earlier.same_sentence or before is None or q.unit == "count":
        return direction
    if earlier.direction not in ("increase", "decrease") or before.last > begin:
        return direction
    between = range(before.last, begin)
    joined = any(s.lexemes[i].low in ("and", "or", ",", ";") for i in between)
    if not joined or any(s.tags[i] in "VX" or s.lexemes[i].text == "." for i in between):
        return direction
    if is_word(s, before.last, "or") and begin == before.last + 1:
        return Direction(earlier.direction, -1, "gapped")
    names = (
        before.unit == q.unit
        and len(between) <= 8
        and begin > 0
        and (s.tags[begin - 1] == "N" or s.lexemes[begin - 1].low == "by")
    )
    follows = q.last < len(s.lexemes) and s.tags[q.last] in "NJ"
    return Direction(earlier.direction, -1, "gapped") if names and not follows else direction


_VALUE_NOUNS = frozenset(
    [
        "rate",
        "rates",
        "total",
        "average",
        "level",
        "levels",
        "value",
        "price",
        "pace",
        "margin",
        "tune",
        "cost",
        "sum",
        "worth",
        "maximum",
        "minimum",
        "equivalent",
        "annual",
        "record",
        "high",
        "low",
        "peak",
        "combined",
        "speed",
        "proportion",
        "cap",
        "ceiling",
    ]
)
_PERIOD_NOUNS = frozenset(["year-on-year", "year", "month", "quarter", "yoy", "annually"])

_FILLERS = frozenset(["extra", "more", "additional"])
_STAND_INS = frozenset(
    [
        "figure",
        "figures",
        "number",
        "it",
        "this",
        "that",
        "they",
        "these",
        "rate",
        "level",
        "total",
        "percentage",
        "share",
        "amount",
        "sum",
        "former",
        "latter",
        "which",
        "one",
    ]
)
_GROUPS = frozenset(["list", "range", "group", "series", "package", "set", "lot", "batch", "round", "basket"])
_SPENT = {
    "spend": "spending",
    "spends": "spending",
    "spent": "spending",
    "spending": "spending",
    "invest": "investment",
    "invests": "investment",
    "invested": "investment",
    "investing": "investment",
}
_SOLD = {
    "export": "exports",
    "import": "imports",
    "buy": "purchases",
    "bought": "purchases",
    "purchase": "purchases",
    "sell": "sales",
    "sold": "sales",
    "ship": "shipments",
    "produce": "production",
    "order": "orders",
}
_WORTH = frozenset(
    ["worth", "valued", "totaling", "totalling", "estimated", "priced", "amounting", "costing", "numbering"]
)


def measured(
    s: Sentence, q: Quantity, begin: int, direction: Direction, text: str, earlier: Earlier
) -> tuple[str | None, Phrase | None]:
    """The phrase and its extent where it is one, or None where the text does not say. `begin` is where the modifier phrase of q begins."""
    if earlier.same_sentence and earlier.what and is_word(s, begin - 1, "remaining") and not is_word(s, q.last, "of"):
        return f"remaining {earlier.what}", None
    if earlier.same_sentence and earlier.what and direction.kind == "gapped" and is_word(s, begin - 1, "or"):
        return earlier.what, None
    if earlier.same_sentence and earlier.what and (q.twin or _continues(s, q, begin, direction)):
        return earlier.what, None
    if earlier.same_sentence and earlier.what and (elliptic := _ellipsis(s, q, earlier, text)):
        return elliptic, None
    if earlier.same_sentence and earlier.what and _adds_nothing(s, q, begin, earlier):
        return earlier.what, None
    if (charged := _charged(s, q, begin, earlier)) is not None:
        return f"{charged[0]} on {phrases.text_of(s, charged[1], text)}", charged[1]
    found = _find(s, q, begin, direction)
    if found is None:
        opens = q.first <= 1 and earlier.quantity is not None and earlier.quantity.unit == q.unit
        return (earlier.what if (earlier.same_sentence or opens) and q.unit != "count" else None), None
    if s.tags[found.first] == "O" and not (earlier.quantity and earlier.quantity.unit == q.unit):
        return None, None
    words = _owned(s, q, begin, found, text) + _object_of_rate(s, q, begin, found, text)
    if words.lower() in _STAND_INS and earlier.what:
        return earlier.what, None
    if q.family == "money" and (spent := _SPENT.get(s.lexemes[begin - 1].low if begin else "")) and found.last <= begin:
        words = f"{spent} by {words}"
    return completed(s, q, begin, found, _with_verb(s, q, found, words), earlier.named, text), found


_CHARGES = frozenset(
    [
        "charge",
        "charges",
        "charged",
        "charging",
        "pay",
        "pays",
        "paid",
        "paying",
        "face",
        "faces",
        "faced",
        "facing",
        "levies",
        "levied",
        "owe",
        "owes",
    ]
)
_PLAIN_UNITS = ("units",)
_IN_IDIOMS = frozenset(
    ["return", "total", "all", "response", "part", "place", "fact", "addition", "exchange", "late", "early", "order"]
)


def _charged(s: Sentence, q: Quantity, begin: int, earlier: Earlier) -> tuple[str, Phrase] | None:
    """`will charge 50% on pipes`, `goods will face 40%`: the levy that the sentence does not name, and on what."""
    verb = begin - 1
    while verb > 0 and s.tags[verb] in "RD":
        verb -= 1
    if q.unit != "percent" or verb < 1 or s.lexemes[verb].low not in _CHARGES:
        return None
    i = q.last
    if (i < len(s.lexemes) and s.tags[i] in "NJGP" and i not in s.blocked) or is_word(s, i, "of"):
        return None
    object_ = phrases.after(s, i + 1) if is_word(s, i, "on") else None
    found = object_ or (
        _subject(s, verb)
        if s.lexemes[verb].low[:4] in ("pay", "pays", "paid", "face", "owe", "owes", "payi", "faci")
        else None
    )
    return ("tariff", found) if found else None


_OWNERS_END = frozenset(["about", "some", "over", "nearly", "almost", "additional", "another", "extra"])


def _owned(s: Sentence, q: Quantity, begin: int, found: Phrase, text: str) -> str:
    """The phrase with the owner or attribute that stands before the number: `Japan's $58bn trade surplus`."""
    words = phrases.text_of(s, found, text)
    if found.first < q.last or found.first > q.last + 1 or begin == 0 or s.tags[begin - 1] not in "JSNP":
        return words
    first = begin
    while (
        first > 0
        and s.tags[first - 1] in "JSNHP"
        and first - 1 not in s.blocked
        and s.lexemes[first - 1].low not in _OWNERS_END
        and begin - first < 6
    ):
        first -= 1
    if first == begin or (s.tags[begin - 1] == "N" and q.unit == "count"):
        return words
    owner = text[s.lexemes[first].start : s.lexemes[begin - 1].end]
    return f"{' '.join(owner.split())} {words}"


def _object_of_rate(s: Sentence, q: Quantity, begin: int, found: Phrase, text: str) -> str:
    """Behind `a duty of 6.1 percent` what it is for: `for Hanwha`, `on steel`."""
    if (
        found.last > begin
        or not is_word(s, begin - 1, "of", "at")
        or not is_word(s, q.last, "for", "on", "against", "per")
    ):
        return ""
    target = phrases.after(s, q.last + 1)
    return f" {s.lexemes[q.last].text} {phrases.text_of(s, target, text)}" if target else ""


def _find(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    if q.form == "multiple":
        return _multiplied(s, q)
    if q.unit == "count":
        return _counted(s, q) or _by_change(s, q, begin, direction) or _preceding(s, q, begin)
    if direction.kind == "after" and direction.cue >= q.last:
        return _of_change(s, q, direction) or _preceding(s, q, begin)
    return _following(s, q, begin, direction) or _by_change(s, q, begin, direction) or _preceding(s, q, begin)


def _continues(s: Sentence, q: Quantity, begin: int, direction: Direction) -> bool:
    """`…, down 27 percent from $99,400`: more about what the figure before it measured."""
    cue = direction.cue
    if direction.kind == "adverb" and cue > 0 and s.lexemes[cue - 1].text in (",", "—", "-"):
        return True
    if direction.kind == "after" and begin > 0 and s.lexemes[begin - 1].text in (",", "("):
        return is_word(s, direction.cue, "lower", "higher", "less", "more", "up", "down") or direction.cue < 0
    return direction.name == "from" and is_word(s, begin - 1, "from") and begin > 1 and begin - 2 in s.blocked


_COMPARING = frozenset(
    [
        "compared",
        "against",
        "with",
        "after",
        "versus",
        "from",
        "to",
        "in",
        "and",
        "or",
        "but",
        "while",
        "then",
        "a",
        "an",
        "the",
        "revised",
        "year",
        "earlier",
        "ago",
        "before",
        "previous",
    ]
)


def _adds_nothing(s: Sentence, q: Quantity, begin: int, earlier: Earlier) -> bool:
    """`rose to $3bn in May from $2bn in April and $1bn a year earlier`: between the two nothing new is named."""
    before = earlier.quantity
    if before is None or before.unit != q.unit or q.unit == "count" or before.last >= begin or begin - before.last > 12:
        return False
    behind = _behind(s, q)
    if (
        behind < len(s.lexemes)
        and behind not in s.blocked
        and (s.tags[behind] in "NJGP" or is_word(s, behind, "of", "in", "on", "for"))
    ):
        return False
    between = [i for i in range(before.last, begin) if i not in s.blocked]
    if not any(s.lexemes[i].low in ("compared", "against", "after", "versus", "from", "and", "to") for i in between):
        return False
    return all(s.lexemes[i].low in _COMPARING or s.lexemes[i].text == "," for i in between)


def _ellipsis(s: Sentence, q: Quantity, earlier: Earlier, text: str) -> str | None:
    """`25 percent duties on steel and 10 percent on aluminium`: the head of the figure before, with the new object."""
    i, before = q.last, earlier.quantity
    if before is None or before.unit != q.unit or not is_word(s, i, "on", "for", "in") or earlier.what is None:
        return None
    phrase = phrases.after(s, i + 1, 1)
    head = earlier.what.split(f" {s.lexemes[i].low} ")[0].split(" on ")[0]
    if phrase is None or (s.lexemes[i].low == "in" and f" {s.lexemes[i].low} " not in earlier.what):
        return None
    return f"{head} {s.lexemes[i].text} {phrases.text_of(s, phrase, text)}"


def _multiplied(s: Sentence, q: Quantity) -> Phrase | None:
    """`double bilateral trade`, `exports doubled`, `twice the level of 1990`."""
    if (
        is_word(
            s,
            q.first,
            "double",
            "triple",
            "twice",
            "quadruple",
            "doubling",
            "tripling",
            "halve",
            "halving",
            "doubled",
            "tripled",
            "halved",
        )
        and (found := phrases.after(s, q.last))
        and q.last not in s.blocked
    ):
        return found
    return _subject(s, _verb_before(s, q.first + 1))


def _counted(s: Sentence, q: Quantity) -> Phrase | None:
    i = q.last
    if i < len(s.lexemes) and s.lexemes[i].text in DASHES:
        return phrases.after(s, i + 2, 0) or phrases.after(s, i + 1, 0)
    if is_word(s, i, "of", "out"):
        return phrases.after(s, i + 1, 1) or phrases.before(s, q.first)
    if q.direction == "from" and is_word(s, i, "to"):
        i += 1
        while i in s.blocked or (i < len(s.lexemes) and s.tags[i] == "M"):
            i += 1
    found = phrases.after(s, i, 1)
    return (
        None if found and phrases.head_of(s, found) == found.first and is_word(s, found.first, *_PLAIN_UNITS) else found
    )


def _following(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    """What stands behind the number: `of Chinese goods`, `tariff on steel`, `in duties`, `plunge in exports`."""
    i = _behind(s, q)
    if i >= len(s.lexemes) or i in s.blocked or (begin > 0 and s.lexemes[begin - 1].low in _WORTH):
        return None
    low = s.lexemes[i].low
    if low == "worth" and is_word(s, i + 1, "of"):
        return phrases.after(s, i + 2)
    if low == "of" and (direction.kind != "verb" or _removes(s, direction)):
        own = is_word(s, i + 1, "its", "their", "his", "her") and is_word(
            s, i + 2, "value", "worth", "size", "volume", "weight"
        )
        return None if own else phrases.after(s, i + 1)
    if low == "off" and is_word(s, i + 1, "the", "its", "their", "all"):
        return phrases.after(s, i + 1)
    if low == "in" and q.family == "money" and direction.name == "none" and _goods_of_money(s, i + 1):
        return phrases.after(s, i + 1, 1)
    if direction.name == "none" and q.last < len(s.lexemes) and low == "and" and i + 1 in s.blocked:
        return _shared_head(s, i + 1)
    if (
        direction.name in ("none", "to", "from")
        and s.tags[i] in "NJGP"
        and direction.kind != "adverb"
        and low not in _PERIOD_NOUNS
        and not _adverbial(s, i)
    ):
        found = phrases.after(s, i)
        return _with_target(s, found) if found else None
    return None


def _goods_of_money(s: Sentence, at: int) -> bool:
    """`$5 million in duties`, but not `in return` or `in the north`."""
    return at < len(s.lexemes) and at not in s.blocked and s.tags[at] in "NJGP" and s.lexemes[at].low not in _IN_IDIOMS


def _behind(s: Sentence, q: Quantity) -> int:
    """The first lexeme behind the number that can say what it measures; a twin in brackets is passed over."""
    i = q.last
    if is_word(s, i, "or") and is_word(s, i + 1, "so", "more", "less", "higher", "lower", "above"):
        i += 2
    if i < len(s.lexemes) and s.lexemes[i].text == "(":
        close = next((j for j in range(i, min(i + 8, len(s.lexemes))) if s.lexemes[j].text == ")"), -1)
        if close > 0 and i + 1 in s.blocked:
            i = close + 1
    while i < len(s.lexemes) and (
        s.lexemes[i].text in DASHES + ")" or (s.lexemes[i].low in _FILLERS and not is_word(s, i + 1, "than"))
    ):
        i += 1
    return i


def _shared_head(s: Sentence, at: int) -> Phrase | None:
    """`25 percent and 10 percent tariffs`: the noun behind the next number."""
    while at in s.blocked and at < len(s.lexemes):
        at += 1
    if at < len(s.lexemes) and s.tags[at] in "NJGP":
        return phrases.after(s, at)
    return phrases.after(s, at + 1) if is_word(s, at, "of") else None


def _with_target(s: Sentence, found: Phrase) -> Phrase:
    return found


def _adverbial(s: Sentence, i: int) -> bool:
    low = s.lexemes[i].low
    return low in change_words().adverbs or (s.tags[i] in "PG" and i + 1 < len(s.tags) and s.tags[i + 1] not in "NJ")


def _removes(s: Sentence, direction: Direction) -> bool:
    return direction.cue >= 0 and s.lexemes[direction.cue].low not in ("rose", "fell", "grew")


def _of_change(s: Sentence, q: Quantity, direction: Direction) -> Phrase | None:
    """After a noun of change behind the number: what it is a change of."""
    i = direction.cue + 1
    if is_word(s, i, "in", "of", "to") and i + 1 not in s.blocked:
        return phrases.after(s, i + 1)
    inner = phrases.after(s, _behind(s, q), 0)
    if (
        inner
        and inner.first < direction.cue
        and s.tags[direction.cue - 1] in "NJ"
        and s.lexemes[direction.cue - 1].low not in _PERIOD_NOUNS
    ):
        return Phrase(inner.first, direction.cue + (s.lexemes[direction.cue].low == "growth"))
    return None


def _by_change(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    cue = direction.cue
    if cue < 0 or cue >= q.first:
        return None
    if direction.kind == "adverb":
        return _before_adverb(s, cue)
    if direction.kind == "noun":
        return _of_noun(s, cue, begin)
    return _object(s, cue, begin) or _subject(s, cue)


def _before_adverb(s: Sentence, cue: int) -> Phrase | None:
    """`Exports were up 5%`, `shares closed down 2%`: the subject of the verb before it, else the noun."""
    if cue > 0 and s.tags[cue - 1] in "XV":
        return _subject(s, cue - 1)
    return phrases.before(s, cue)


def _of_noun(s: Sentence, cue: int, begin: int) -> Phrase | None:
    """`a decline in exports`, `export growth`, `the growth of trade`; a bare `a decline of` hands on to its verb."""
    if (
        is_word(s, cue + 1, "in", "of", "on", "to")
        and cue + 2 < begin
        and (found := phrases.after(s, cue + 2))
        and found.last <= begin
    ):
        return found
    found = phrases.before(s, cue + 1)
    if found is None:
        return None
    grows = s.lexemes[cue].low == "growth"
    if grows and found.last - found.first > 1:
        return found
    if all(s.tags[i] in "JRDP" for i in range(found.first, cue)):
        return _subject(s, _verb_before(s, found.first)) or found
    return Phrase(found.first, max(cue, found.first + 1))


def _verb_before(s: Sentence, at: int) -> int:
    i = at - 1
    while i > 0 and s.tags[i] not in "VXGP":
        i -= 1
    return i


def _object(s: Sentence, cue: int, begin: int) -> Phrase | None:
    """The object between a verb of change and its number: `cut tariffs on cars by 46 percent`."""
    i = cue + 1
    while i < begin and s.tags[i] == "R":
        i += 1
    if (
        i >= begin
        or s.lexemes[i].low in ("by", "to", "from", "in", "at", ",", "an", "a")
        or s.tags[i] not in "NJDGP"
        or i in s.blocked
    ):
        return None
    found = phrases.after(s, i)
    if found is None or found.last > begin:
        return None
    if (
        s.lexemes[found.last].low == "on"
        and found.last + 1 in s.blocked
        and (goods := _goods_of_amount(s, found.last + 1, begin))
    ):
        return Phrase(found.first, goods)
    return found


def _goods_of_amount(s: Sentence, at: int, begin: int) -> int | None:
    """Where the goods end in `levies on $200 billion of Chinese goods`."""
    while at in s.blocked:
        at += 1
    if is_word(s, at, "worth"):
        at += 1
    if not is_word(s, at, "of", "in"):
        return None
    found = phrases.after(s, at + 1, 1)
    return found.last if found and found.last <= begin else None


def _subject(s: Sentence, verb: int) -> Phrase | None:
    """The subject of the verb at lexeme `verb`: from the parse, else the noun phrase before it."""
    if verb < 0:
        return None
    if s.tags[verb] == "G" and verb > 1 and s.lexemes[verb - 1].text == "," and (found := _changed_before(s, verb - 1)):
        return found
    if s.parse is not None and (extent := s.parse.subject(s.lexemes[verb])) and (found := phrases.between(s, extent)):
        if found.first != verb and s.lexemes[found.first].low not in ("which", "that", "who"):
            return _of_its_change(s, found)
    return _surface_subject(s, verb)


def _changed_before(s: Sentence, comma: int) -> Phrase | None:
    """`a sharp decline in exports, falling 34.5%`: what the noun of change before the comma is a change of."""
    for i in range(comma - 1, max(0, comma - 12), -1):
        if s.lexemes[i].text in ".;:":
            break
        if s.lexemes[i].low in change_words().nouns and s.tags[i] == "N" and is_word(s, i + 1, "in", "of"):
            found = phrases.after(s, i + 2)
            return found if found and found.last <= comma else None
    return None


def _of_its_change(s: Sentence, found: Phrase) -> Phrase:
    """`a decline in exports` as a subject stands for the exports."""
    head = phrases.head_of(s, found)
    if s.lexemes[head].low in change_words().nouns and is_word(s, head + 1, "in", "of") and head + 2 < found.last:
        first = head + 2 + (s.tags[head + 2] == "D")
        return Phrase(first, found.last) if first < found.last else found
    return found


def _surface_subject(s: Sentence, verb: int) -> Phrase | None:
    i = verb
    while i > 0 and (
        s.tags[i - 1] in "XR"
        or s.lexemes[i - 1].low in ("to", "not", "expected", "forecast", "set", "likely", "continued", "began")
    ):
        i -= 1
    if i > 0 and s.tags[verb] in "GP" and s.lexemes[i - 1].text == ",":
        return _of_clause(s, i - 1)
    if i > 0 and s.lexemes[i - 1].low in ("and", "but", "which", "that", "or", ",") and s.tags[i - 1] in "CW.":
        return _of_clause(s, i - 1)
    if i > 0 and s.tags[i - 1] == "O":
        return Phrase(i - 1, i)
    return phrases.before(s, i)


def _of_clause(s: Sentence, end: int) -> Phrase | None:
    """The subject of the clause that ends at lexeme `end`: what stands before its first finite verb."""
    start = end
    while (
        start > 0
        and s.lexemes[start - 1].low not in (";", "but", "while", "whereas", "that", "although")
        and end - start < 40
    ):
        start -= 1
    verb = next((i for i in range(start, end) if s.tags[i] in "VX" and i > start), -1)
    change = next((i for i in range(end - 1, start, -1) if s.lexemes[i].low in change_words().nouns), -1)
    if change > 0 and is_word(s, change + 1, "in", "of"):
        return phrases.after(s, change + 2)
    return phrases.before(s, verb) if verb > 0 else phrases.before(s, end)


def _preceding(s: Sentence, q: Quantity, begin: int) -> Phrase | None:
    """What stands before the number: `goods worth $5bn`, `tariffs of 25 percent on steel`, `the tariff was 8%`."""
    i = begin
    while i > 0 and (
        s.tags[i - 1] in "D"
        or s.lexemes[i - 1].low
        in ("another", "additional", "average", "record", "revised", "total", "combined", "further")
    ):
        i -= 1
    low = s.lexemes[i - 1].low if i else ""
    if low == "of" and i > 1:
        return _before_of(s, i - 1, q)
    if low in _WORTH or (low in ("at", "to", "from", "with") and i > 1 and s.lexemes[i - 2].low in _WORTH):
        return _worth(s, i - 1 - (low not in _WORTH), q)
    if (
        low in ("at", "to", "from")
        and i > 1
        and (s.tags[i - 2] in "VPGX" or s.lexemes[i - 2].low in ("last", "unchanged", "steady"))
    ):
        verb = i - 2 - (s.lexemes[i - 2].low in ("last", "unchanged", "steady"))
        return _subject(s, verb)
    if low in ("at", "with", "by", "to", "from", "for", "(") and i > 1:
        return phrases.before(s, i - 1) or _subject(s, i - 1)
    verb = i - 1
    while verb > 0 and s.tags[verb] in "RI":
        verb -= 1
    found = _subject(s, verb) if verb >= 0 and s.tags[verb] in "VXPG" else None
    return found or phrases.before(s, begin)


def _worth(s: Sentence, worth: int, q: Quantity) -> Phrase | None:
    """What is worth so much: before a comma the noun that a list of examples follows; behind it a participle counts in."""
    i = worth
    while i > 0 and s.tags[i - 1] in "RX":
        i -= 1
    if i < worth and s.tags[i] == "X" and not is_word(s, i - 1, "that", "which"):
        return _subject(s, worth - 1 if s.tags[worth - 1] == "X" else i)
    if i > 0 and s.lexemes[i - 1].low in ("that", "which") and i > 1:
        i -= 1
    if s.parse is not None and s.lexemes[i - 1].text == ",":
        example = next(
            (j for j in range(i - 2, 0, -1) if s.lexemes[j].low in ("like", "including") or is_word(s, j, "such")), -1
        )
        if example > 0:
            return phrases.before(s, example)
    found = phrases.before(s, i)
    if found is None:
        return None
    head = phrases.head_of(s, found)
    if s.lexemes[head].low in _GROUPS and is_word(s, head + 1, "of"):
        return Phrase(head + 2, found.last)
    return found


def _before_of(s: Sentence, of: int, q: Quantity) -> Phrase | None:
    """`tariffs of 25% on steel`; a bare noun of value (`at a rate of`) hands on to what it is the value of."""
    found = phrases.before(s, of)
    if found is None:
        return None
    head = phrases.head_of(s, found)
    if s.lexemes[head].low in _VALUE_NOUNS and all(
        s.lexemes[i].low in _VALUE_NOUNS or s.tags[i] == "J" for i in range(found.first, head)
    ):
        i = found.first
        while i > 0 and s.tags[i - 1] in "D":
            i -= 1
        if i > 0 and s.tags[i - 1] in "IT":
            i -= 1
        if i > 0 and s.tags[i - 1] in "VGPX":
            return _subject(s, i - 1)
        return phrases.before(s, i) or found
    return found


def _with_verb(s: Sentence, q: Quantity, found: Phrase, words: str) -> str:
    """`exported 9.8 million tonnes of potash` measures exports of potash."""
    if (q.unit == "count" and q.first > 0) or q.family in ("money", "weight", "volume", "percent") or q.unit == "count":
        i = min(q.first, found.first) - 1
        while i > 0 and (s.tags[i] in "RDJ" or s.lexemes[i].low in ("about", "some", "goods", "around", "over")):
            i -= 1
        verb = s.lexemes[i].low if i >= 0 and s.tags[i] in "VGP" else ""
        noun = (
            _SOLD.get(verb)
            or _SOLD.get(verb[:-1])
            or _SOLD.get(verb.removesuffix("ed"))
            or _SOLD.get(verb.removesuffix("d"))
            or _SOLD.get(verb.removesuffix("ing"))
            if verb
            else None
        )
        if noun and noun not in words.lower():
            return f"{noun} of {words}"
    return words
