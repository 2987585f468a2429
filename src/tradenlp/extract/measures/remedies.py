"""Which remedy it is by its ground, and what a dumping duty and a duty against subsidies told together come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise, product

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import MeasureType, measure_types, word_list
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

DUMPING, SUBSIDIES = "anti_dumping", "countervailing_duty"
ROUNDING = 0.11
"""percentage points by which a printed total may miss the sum of its printed parts"""
ROUNDED = 1
"""percentage points by which a total may miss it that calls the parts by no name ("an 80% tariff")"""
OPEN_KINDS = frozenset({"trade_investigation", "import_tariff", "import_quota"})
BEFORE_NOUNS = {"dumping": DUMPING, "antidumping": DUMPING, "anti-dumping": DUMPING, "safeguard": "safeguard"}
"""before what is laid or looked into they tell which remedy it is"""
DUTIES = frozenset({"duty", "duties", "margin", "margins"})
RULINGS = word_list("remedy_rulings")
STAGES = word_list("remedy_stages")
OFFICES = frozenset(tuple(name.split()) for name in word_list("remedy_offices"))
"""two words in the names of those who find on dumping and subsidies, and set no other duties"""
OFFICE_NOUNS = frozenset(noun for _, noun in OFFICES)
NAMED_SO = word_list("offices_of_remedies")
WITHIN_NAMES = word_list("within_names_of_offices")
LONGEST_NAME = 6
"""words of "and Allied Duties Appellate Tribunal" """
ORDINARY = word_list("ordinary_duties")
OTHER_LAWS = word_list("other_duty_laws")
IMPORTED = frozenset({"imported", "imports"})
ON_ALL = 5
"""tokens from a duty in which it is said to be on all that is imported"""
HARMED = "frame: makers found harmed by imports"
DEPOSITS = "deposits asked of importers"
NAMED_REMEDIES = frozenset(
    {"anti", "antidumping", "antisubsidy", "countervail", "countervailing", "safeguard", "safeguards"}
)
SUBSIDISED = word_list("subsidised")
SURGING = word_list("surging")


def by_ground(view: View, cues: list[Cue], article: Set[str]) -> list[Cue]:
    """ "Found that subsidised flowers hurt growers", "that mills are hurt by rising imports": the ground is the type.

    That goods are subsidised is then no aid told besides.
    """
    cues = [_of_dumping(view, _ruled(view, cue, article)) for cue in cues if not _in_name_of_office(view, cue)]
    cues = [secured for cue in cues if (secured := _secured(cue, article)) is not None]
    if not any(cue.entry.id == HARMED for cue in cues):
        return cues
    found: list[Cue] = []
    for cue in cues:
        if cue.entry.id == HARMED:
            if _under_other_law(article):
                continue
            cue = replace(cue, kind=measure_types()[_ground(view, cue, article)])
        if cue.kind.id != "subsidy" or view.words[cue.head] not in SUBSIDISED:
            found.append(cue)
    return found


def _in_name_of_office(view: View, cue: Cue) -> bool:
    """ "The Anti-Dumping Commission met", "the Directorate General of Anti-Dumping": only a name."""
    if cue.kind.id not in (DUMPING, SUBSIDIES, "safeguard") or cue.end - cue.start > LONGEST_NAME:
        return False
    before = view.words[max(0, cue.start - 3) : cue.start]
    if before[-1:] in (["of"], ["on"]) and not {"general", *NAMED_SO}.isdisjoint(before[:-1]):
        return view.doc[cue.tokens[0]].text[:1].isupper()
    behind = (w for w in view.words[cue.end : cue.end + LONGEST_NAME] if w not in WITHIN_NAMES)
    return view.words[cue.end - 1] not in NAMED_SO and next(behind, None) in NAMED_SO


def _of_dumping(view: View, cue: Cue) -> Cue:
    """ "A dumping probe", "safeguard limits", "asks whether imports are dumped": words tell the ground."""
    if cue.kind.id not in OPEN_KINDS or cue.start == 0:
        return cue
    remedy = BEFORE_NOUNS.get(view.words[cue.start - 1])
    if remedy is not None and not view.is_verb(cue.head):
        probe = cue.kind.id == "trade_investigation"
        tokens = (cue.start - 1, cue.start) if probe else (cue.start - 1, *cue.tokens)
        return Cue(measure_types()[remedy], cue.entry, tokens, cue.start if probe else cue.head)
    asks = (
        cue.kind.id == "trade_investigation" and view.is_verb(cue.head) and "whether" in view.words[cue.start : cue.end]
    )
    dumped = cue.kind.id == "import_tariff" or asks
    dumped = dumped and "dumped" in (view.words[t] for t in view.subtree(cue.head))
    return replace(cue, kind=measure_types()[DUMPING]) if dumped else cue


def _ruled(view: View, cue: Cue, article: Set[str]) -> Cue:
    """ "The final ruling cuts the duty to 2%", "duties set by the Commerce Department": offices find no tariff."""
    if cue.kind.id != "import_tariff" or view.words[cue.head] not in DUTIES or not OTHER_LAWS.isdisjoint(article):
        return cue
    if RULINGS.isdisjoint(article) and OFFICE_NOUNS.isdisjoint(article):
        return cue
    top = (cue.head, *view.ancestors(cue.head))[-1]
    said = [view.words[t] for t in view.subtree(top)]
    ruled = not RULINGS.isdisjoint(said) and not STAGES.isdisjoint(said)
    if not ruled and not any(pair in OFFICES for pair in pairwise(said)):
        return cue
    dumping = any("dump" in word for word in article) or not any(word.startswith("subsid") for word in article)
    return replace(cue, kind=measure_types()[DUMPING if dumping else SUBSIDIES])


def _secured(cue: Cue, article: Set[str]) -> Cue | None:
    """ "Importers must pay deposits": duties where the article names no remedy, and only says what is found unfair."""
    if cue.entry.id != DEPOSITS:
        return cue
    if not NAMED_REMEDIES.isdisjoint(article):
        return None
    dumped = any("dump" in word for word in article)
    subsidised = any(word.startswith("subsid") for word in article)
    return replace(cue, kind=measure_types()[SUBSIDIES]) if subsidised and not dumped else cue


def is_no_remedy(view: View, cue: Cue, law: tuple[int, int] | None) -> bool:
    """ "the ordinary 10% duty", "tariffs under Section 232", "the duty on all imported cars": no remedies."""
    if law is not None and not OTHER_LAWS.isdisjoint(view.words[law[0] : law[1]]):
        return True
    after = view.words[cue.head + 1 : cue.head + ON_ALL]
    if "all" in after and not IMPORTED.isdisjoint(after[after.index("all") :]):
        return True
    before = [view.words[c] for c in view.children(cue.head) if c < cue.head]
    return not ORDINARY.isdisjoint(before) or (view.words[cue.head] == "tariff" and "import" in before)


def _under_other_law(article: Set[str]) -> bool:
    """Whether an article on duties for other reasons, such as national security, speaks of no unfair trade."""
    unfair = any("dump" in word or word.startswith("subsid") for word in article)
    return not unfair and not OTHER_LAWS.isdisjoint(article)


def _ground(view: View, cue: Cue, article: Set[str]) -> str:
    """The type that a finding of harm is of: subsidies, a surge where nobody dumps, else what the cue says."""
    below = {view.words[t] for t in view.subtree(cue.head)}
    if not below.isdisjoint(SUBSIDISED):
        return SUBSIDIES
    surge = not below.isdisjoint(SURGING) and not any("dump" in word for word in article)
    return "safeguard" if surge else cue.kind.id


def remedy_of_total(total: float, named: Sequence[Mention]) -> MeasureType | None:
    """ "An 80% tariff": what is named first of a duty of 73.6% against dumping and one of 6.9% against subsidies."""
    for one, other, parts in _together(named):
        if abs(parts - total) <= ROUNDED:
            return min(one, other, key=lambda m: (m.sentence, m.cue.head)).cue.kind
    return None


def without_totals(mentions: Sequence[Mention]) -> list[Mention]:
    """ "Duties of 80.5%" where "an anti-dumping duty of 73.6% and an anti-subsidy duty of 6.9%" are told besides.

    The sum is the rate of neither; its mentions keep all but the rate.
    """
    totals = [parts for one, other, parts in _together(mentions) if _told_apart(one, other)]
    return [replace(m, rate=None) if totals and _is_total(m, totals) else m for m in mentions]


def _together(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, float]]:
    """Each duty against dumping with each one against subsidies, and what their rates come to."""
    rated = [(m, m.rate.value) for m in mentions if m.rate is not None and m.rate.value is not None]
    dumping = [known for known in rated if known[0].kind == DUMPING]
    subsidies = [known for known in rated if known[0].kind == SUBSIDIES]
    for (one, rate), (other, beside) in product(dumping, subsidies):
        yield one, other, rate + beside


def _told_apart(one: Mention, other: Mention) -> bool:
    """Whether one sentence tells two rates, and not twice the one that both come to."""
    rates = {m.rate.value for m in (one, other) if m.rate is not None}
    return one.sentence == other.sentence and len(rates) == 2


def _is_total(mention: Mention, totals: Sequence[float]) -> bool:
    rate = mention.rate.value if mention.rate is not None else None
    return rate is not None and mention.kind in (DUMPING, SUBSIDIES) and any(abs(rate - t) < ROUNDING for t in totals)
