"""What a levy is on: named behind the number, by who pays it, in the same sentence, or at the figure before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.clauses import subject_phrase
from tradenlp.extract.figures.lexemes import WORD
from tradenlp.extract.figures.nouns import head_noun, is_levy, levies
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity

CHARGED = frozenset(
    (
        "charge charges charged charging levy levies levied levying set sets setting fixed impose imposes imposed "
        "imposing apply applies applied applying"
    ).split()
)
PAYS = frozenset(
    "pay pays paid paying face faces faced facing owe owes attract attracts attracted incur incurs incurred carry "
    "carries carried".split()
)
_LAYS = frozenset(
    "put puts slap slaps slapped place places placed pile piled tack tacks tacked promise promised threaten "
    "threatened propose proposed announce announced wants demand demanded keep keeps kept".split()
)
"""verbs of which a percentage `on` goods is a levy"""
_ONTO = ("on", "onto", "upon")
_MORE = frozenset("further extra additional more".split())
_GETS = frozenset("receive receives received get gets got drew".split())
_LAID = frozenset("charged hit slapped taxed saddled levied imposed burdened".split())
"""participles whose subject pays: `cars are hit with a tariff`"""
_TAXED = frozenset("taxed levied assessed tariffed".split())
_RESTRAINTS = frozenset("sanctions quotas quota safeguard safeguards curbs controls restrictions penalties".split())
_IMPOSED = ("impos", "slap", "levi", "plac", "put", "set", "introduc", "appl", "charg", "threat", "propos", "announc")
_BEFORE = 900
"""characters before a number in which the last levy is looked for"""
_LEVY = re.compile(
    r"\b((?:counter(?:vailing|-vailing)|anti-dumping|retaliatory|reciprocal|safeguard|import|export|fentanyl|"
    r"additional|punitive|baseline) )?(dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?|surtax(?:es)?"
    r"|(?<=import )tax(?:es)?|(?<=export )tax(?:es)?)\b",
    re.IGNORECASE,
)
REACH = 14
"""lexemes behind a levy in which what it is on must begin"""


def full_levy(
    s: Sentence, q: Quantity, begin: int, found: Phrase, words: str, earlier: Sequence[str], text: str
) -> str:
    """`words`, the text of the levy `found`, with what it is on."""
    opens = min(begin, found.first)
    preposition, goods = "on", _named_behind(s, max(found.last, q.last)) or payer(s, opens) or _let_in(s, opens)
    if goods is None and opens > 0 and s.lexemes[opens - 1].text == ":":
        goods = phrases.before(s, opens - 1)
    if goods is None:
        goods = _fronted(s)
    if goods is None:
        goods = _in_sentence(s, min(q.first, found.first))
    if goods is not None:
        return f"{words} {preposition} {phrases.text_of(s, goods, text)}"
    for other in reversed(earlier):
        if " on " in other and is_levy(other) and not _new_levy(s, found):
            return f"{words} on {other.split(' on ', 1)[1]}"
    return words


def _named_behind(s: Sentence, at: int) -> Phrase | None:
    """The goods behind `on`, where nothing but participles, dates and a clause of imposing stands between."""
    for i in range(at, min(at + REACH, len(s.lexemes) - 1)):
        lexeme = s.lexemes[i]
        if is_word(s, i, "on", "against") and (goods := goods_at(s, i + 1)):
            return goods
        if lexeme.text in ".;:" or (i in s.blocked and not is_word(s, i - 1, "on")):
            return None
        if s.tags[i] in "V" and not lexeme.low.startswith(_IMPOSED):
            return None
    return None


def payer(s: Sentence, at: int) -> Phrase | None:
    """Who or what bears the levy that begins at lexeme `at`: the subject of `face`, `subject to`, `hit with`."""
    i = at - 1
    while i > 0 and s.tags[i] in "DRJM" and not is_word(s, i, "subject", "liable"):
        i -= 1
    if i > 1 and is_word(s, i, "to") and is_word(s, i - 1, "subject", "liable"):
        return subject_phrase(s, i - 2) if s.tags[i - 2] in "XV" else phrases.before(s, i - 1)
    if is_word(s, i, "with") and (burdened := _burdened(s, i)) is not None:
        return burdened
    borne = "XR"
    if i > 1 and is_word(s, i, "with", "at") and s.lexemes[i - 1].low in _LAID:
        borne = "XRN" if is_word(s, i, "with") else borne  # `Peru hit with a duty`, as headlines have it
        i -= 1
    if i > 0 and (s.lexemes[i].low in PAYS or (s.lexemes[i].low in _LAID and s.tags[i - 1] in borne)):
        found = subject_phrase(s, i)
        return found if found and found.last <= i and "N" in s.tags[found.first : found.last] else None
    return None


_BURDENS = frozenset(
    "hit hits hitting slap slaps slapped slapping saddle saddles saddled burden burdened punish".split()
)
_LONGEST_OBJECT = 8
"""lexemes between a verb of hitting and `with a tariff`"""


def _burdened(s: Sentence, at: int) -> Phrase | None:
    """The object of `hit cars, phones with duties`, which ends before lexeme `at`."""
    first = at
    while first > 0 and at - first <= _LONGEST_OBJECT and s.lexemes[first - 1].low not in _BURDENS:
        if s.tags[first - 1] not in "NJDSHCP" and s.lexemes[first - 1].text != ",":
            return None
        first -= 1
    first += first < at and s.tags[first] == "D"
    return Phrase(first, at) if 0 < first < at and "N" in s.tags[first:at] else None


def _let_in(s: Sentence, at: int) -> Phrase | None:
    """The goods before `at a tariff of 5%`: `30,000 tonnes of beef`, or who or what comes in."""
    i = at - 1
    while i > 0 and s.tags[i] in "DJ":
        i -= 1
    if not is_word(s, i, "at", "under", "for"):
        return None
    for verb in range(i - 1, max(0, i - _CLAUSE), -1):
        if s.lexemes[verb].low in _COMES_IN:
            return subject_phrase(s, verb)
        if s.tags[verb] in "VX":
            break
    found = phrases.before(s, i)
    amount = found is not None and is_word(s, found.first - 1, "of") and found.first - 2 in s.blocked
    return found if amount else None


_COMES_IN = frozenset("enter enters entered entering imported admitted shipped sold".split())
_CLAUSE = 9
"""lexemes between the verb and `at a tariff`"""


def _fronted(s: Sentence) -> Phrase | None:
    """`For solar panels, the tariff is …`: what a sentence is about from its first words on."""
    if not is_word(s, 0, "for", "on") or (found := phrases.after(s, 1)) is None:
        return None
    return found if found.last < len(s.lexemes) and s.lexemes[found.last].text == "," else None


def _in_sentence(s: Sentence, at: int) -> Phrase | None:
    """The goods of a levy named before lexeme `at`."""
    for i in range(at - 1, 0, -1):
        if is_word(s, i, "on") and s.lexemes[i - 1].low in levies() and (goods := goods_at(s, i + 1)):
            return goods
    return None


def _new_levy(s: Sentence, found: Phrase) -> bool:
    """A levy of somebody else, who is named with it, is not the one before."""
    return any(s.tags[i] == "S" for i in range(found.first, found.last))


def goods_at(s: Sentence, at: int) -> Phrase | None:
    """The goods behind `on`; an amount of goods gives the goods, a date gives nothing."""
    i = at
    while i < len(s.lexemes) and (s.tags[i] == "D" or s.lexemes[i].low in ("some", "about")):
        i += 1
    if i in s.blocked:
        while i in s.blocked:
            i += 1
        i += is_word(s, i, "worth")
        return phrases.after(s, i + 1) if is_word(s, i, "of", "in") else None
    if s.tags[i : i + 2] == ["R", "H"] and (found := phrases.after(s, i + 2)):  # `hot-rolled coil`
        return found._replace(first=i)
    return phrases.after(s, i) if i < len(s.lexemes) and s.tags[i] != "M" else None


def levy_on(s: Sentence, begin: int, found: Phrase) -> str | None:
    """The levy that an amount of goods is under: `tariffs on $200bn of goods`, `duties on goods worth $200bn`."""
    at = min(begin, found.first)
    while at > 0 and s.tags[at - 1] in "DR":
        at -= 1
    verb = is_word(s, at - 1, "cover", "covers", "covered", "hit", "hits", "affect", "affects", "affected", "target")
    if not verb and not is_word(s, at - 1, "on", "against", "affecting", "covering", "hitting", "targeting", "targets"):
        return None
    for i in range(at - 2, max(-1, at - 14 if verb else at - 8), -1):
        if s.lexemes[i].low in levies() | _RESTRAINTS and s.lexemes[i].kind == WORD:
            return s.lexemes[i].text
    return None


_GOODS = frozenset("goods products imports exports items merchandise shipments product".split())


def levied_goods(s: Sentence, found: Phrase) -> str | None:
    """The levy that a sentence about goods speaks of: `a list of goods worth $3bn for new tariffs`."""
    if s.lexemes[phrases.head_of(s, found)].low not in _GOODS:
        return None
    return next(
        (
            x.text
            for i, x in enumerate(s.lexemes)
            if x.low in levies() and x.kind == WORD and not is_word(s, i + 1 + (s.tags[i + 1 : i + 2] == ["H"]), "free")
        ),
        None,
    )


def charged_levy(s: Sentence, q: Quantity, begin: int, named: Sequence[str], text: str) -> tuple[str, Phrase] | None:
    """The levy and its preposition, and what it is on, where a verb of charging takes the percentage as its object:
    `will charge 50% on pipes`, `set 17 percent for BYD`.

    `named` is what the figures before measured: the last levy among it is meant, else a tariff.
    """
    verb = begin - 1
    while verb > 0 and (s.tags[verb] in "RD" or s.lexemes[verb].low in _MORE):
        verb -= 1
    word = s.lexemes[verb].low if verb > 0 else ""
    if (
        q.unit == "percent"
        and word == "at"
        and s.lexemes[verb - 1].low in _TAXED
        and (taxed := subject_phrase(s, verb - 1))
    ):
        spoken = next((x.low for x in reversed(s.lexemes[:verb]) if x.low in levies() and x.kind == WORD), None)
        return f"{spoken or levy_meant(s, q, named, text)} on", taxed
    if word in _GETS and not any(map(rated, named)):
        return None
    laid = word in _LAYS and is_word(s, q.last, "on", "onto", "upon")
    if q.unit != "percent" or not (laid or word in _GETS | CHARGED | PAYS) or names_its_levy(s, q.last):
        return None
    levy = levy_meant(s, q, named, text)
    if is_word(s, q.last, *_ONTO, "for") and (target := phrases.after(s, q.last + 1)):
        return f"{levy} {'for' if is_word(s, q.last, 'for') else 'on'}", target
    payer = subject_phrase(s, verb) if word in PAYS | _GETS or (word in _LAID and s.tags[verb - 1] == "X") else None
    return (f"{levy} on", payer) if payer else None


def rate_of_levy(s: Sentence, q: Quantity, words: str, named: Sequence[str], text: str) -> str:
    """`words`, where they are but `rates for Orvik`, under the levy that the text has named shortly before."""
    head = words.split(" ", 1)[0]
    start = s.lexemes[q.first].start
    if q.unit != "percent" or head not in ("rate", "rates") or words.split()[1:2] not in ([], ["for"], ["on"]):
        return words
    told = [what for what in named if is_levy(what)]
    if not told and not _LEVY.search(text, max(0, start - _BEFORE // 2), start):
        return words
    return words.replace(head, levy_meant(s, q, told, text), 1)


def case_of(s: Sentence, q: Quantity, text: str) -> str:
    """` in the case of peas` behind a number, which tells the one of the payers that it is for."""
    if not is_word(s, q.last, "in") or not is_word(s, q.last + 2, "case") or not is_word(s, q.last + 3, "of"):
        return ""
    found = phrases.after(s, q.last + 4, 1)
    return f" in the case of {phrases.text_of(s, found, text)}" if found is not None else ""


def rated(words: str) -> bool:
    """Whether the words name a levy, a rate or a margin."""
    return is_levy(words) or head_noun(words) in ("rate", "rates", "margin", "margins")


def names_its_levy(s: Sentence, at: int) -> bool:
    """Whether a noun follows at lexeme `at` that says what the percentage is."""
    return is_word(s, at, "of") or (at < len(s.lexemes) and s.tags[at] in "NJGP" and at not in s.blocked)


def last_levy(named: Sequence[str]) -> str:
    """`countervailing duty` of `countervailing duty on cars`, from the last of the phrases that is a levy."""
    for words in reversed(named):
        if rated(words):
            head = words.split(" on ")[0].split(" for ")[0].split(" of ")[0]
            return " ".join(head.split()[-2:]) if "'s" not in head and "’s" not in head else head.split()[-1]
    return "tariff"


def levy_meant(s: Sentence, q: Quantity, named: Sequence[str], text: str) -> str:
    """The levy that is meant: of the figures before, else the last that the text names, else a tariff."""
    told = [words for words in named if not _ORDINARY.search(words)]
    if any(map(rated, told)):
        return last_levy(told)
    start = s.lexemes[q.first].start
    since = max(0, start - _BEFORE)
    found = [
        m for m in _LEVY.finditer(text, since, start) if not _ORDINARY.search(text, max(0, m.start() - 25), m.start())
    ]
    return _single(found[-1].group().lower()) if found else "tariff"


_ORDINARY = re.compile(r"\b(?:ordinary|regular|usual|normal|basic|standard)\b")
"""of levies that stand below the one that is told of"""


def _single(words: str) -> str:
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    return words.removesuffix("es") if words.endswith("xes") else words.removesuffix("s")
