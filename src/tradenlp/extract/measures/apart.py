"""Signs that two mentions of one type tell two acts, though their roles, goods and rates would let them be one.

Each sign was kept because pairs of mentions of which it holds are hardly ever one act: days months apart, "another",
one lifted and one laid on, one that stays as it is beside one that is changed, one laid on all and one on somebody,
one told as if it were new long after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.called_off import STOOD_DOWN
from tradenlp.extract.measures.lexicon import DEAL
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.stand_ins import STAND_IN

MONTHS_APART = 2
"""months between their days from which two acts are not one"""
IN_STAGES = frozenset({"trade_agreement", "trade_dispute", "trade_investigation"})
"""types whose one act has many days: asked for, opened, decided"""
CASES = IN_STAGES - {"trade_agreement"}
CHANGED = STOOD_DOWN | {"eased", "extended"}
CALLED_OFF = STOOD_DOWN | {"eased"}
PLANNED = frozenset({"announced", "proposed", "threatened"})
LAID = frozenset({"announced", "in_force", "extended"})
CURRENT = "quality: existing"
"""the rule of status of "the current duty", "an existing ban" """
STAYING = ("stand", "keep")
"""how the rules of status begin that tell of what stays as it is"""
FAR_OFF = 6
"""sentences after which what is told as if it were new mostly is"""
LETTERS = 3
"""capitals in the name of a treaty from which it is told from another"""


def told_apart(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a mention cannot tell the act that `others`, of the same type, tell."""
    return (
        _another(mention, others)
        or _of_all_and_of_some(mention, others)
        or _told_anew(mention, others)
        or any(sign(mention, o) for o in others for sign in SIGNS)
    )


def _another(mention: Mention, others: Sequence[Mention]) -> bool:
    """ "A separate rule", "a similar ban", "its own levy" is none of those told before it."""
    if mention.another:
        return any(_place(o) < _place(mention) for o in others)
    return any(o.another and _place(mention) < _place(o) for o in others)


def _stands_beside(mention: Mention, other: Mention) -> bool:
    """ "Duties on steel and those on cement", "The definitive ones": what a pronoun sets beside what it stands for."""
    first, later = sorted((mention, other), key=_place)
    if later.cue.entry is not STAND_IN:
        return False
    return later.sentence - first.sentence <= (0 if first.cue.entry is STAND_IN else 1)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.cue.head


def _of_all_and_of_some(mention: Mention, others: Sequence[Mention]) -> bool:
    """ "10% on imports from all countries" is not what is told of one country's goods."""
    if mention.general and not mention.roles.targets:
        return any(o.roles.targets and not o.general for o in others)
    return bool(mention.roles.targets) and any(o.general and not o.roles.targets for o in others)


def _told_anew(mention: Mention, others: Sequence[Mention]) -> bool:
    """ "Peru plans a ban on rice", long after its ban on rice was eased: no word points back, the stage is another."""
    nearest = min(others, key=lambda o: abs(o.sentence - mention.sentence))
    if abs(nearest.sentence - mention.sentence) < FAR_OFF:
        return False
    first, later = sorted((mention, nearest), key=_place)
    if later.definite:
        return False
    sure = first.reading.certain and later.reading.certain and mention.kind not in CASES
    return sure and first.reading.status != later.reading.status


def _other_treaty(mention: Mention, other: Mention) -> bool:
    """ "NAFTA" and "the U.S.-Mexico-Canada Agreement", but not "RCEP" and the same name in full."""
    mine, theirs = sorted((mention.treaty, other.treaty), key=len)
    letters = iter(theirs)
    return len(mine) >= LETTERS and not all(letter in letters for letter in mine)


def _other_matter(mention: Mention, other: Mention) -> bool:
    """A row over subsidies and a complaint about tariffs; the Doha round and a deal of two of those at its table."""
    if mention.kind == "trade_agreement":
        rest = other if mention.matter else mention
        return mention.matter != other.matter and not rest.definite and len(rest.roles.imposers) > 1
    return bool(mention.matter and other.matter) and mention.matter != other.matter


def _other_day(mention: Mention, other: Mention) -> bool:
    """ "Broken rice has been barred since 2022" beside "the ban of July 20, 2023": both begin, or both are changed."""
    if mention.kind in IN_STAGES or (mention.reading.status in CHANGED) != (other.reading.status in CHANGED):
        return False
    mine, theirs = mention.timing, other.timing
    if bool(mine.effective) != bool(theirs.effective):
        began, decided = (mine.effective, theirs.announced) if mine.effective else (theirs.effective, mine.announced)
        if (began or "") >= (decided or ""):
            return False  # what applies from a day was decided before
    gap = months_between(mine.effective or mine.announced, theirs.effective or theirs.announced)
    return gap is not None and gap >= MONTHS_APART


def months_between(one: str | None, other: str | None) -> int | None:
    """Months between two date values, by what both tell; None where one of them tells no year."""
    first, second = _months(one or ""), _months(other or "")
    if first is None or second is None:
        return None
    if first[1] is None or second[1] is None:
        return 12 * abs(first[0] - second[0])
    return abs(12 * (first[0] - second[0]) + first[1] - second[1])


def _months(value: str) -> tuple[int, int | None] | None:
    year, month = value[:4], value[5:7]
    return (int(year), int(month) if month.isdigit() else None) if year.isdigit() else None


def _over_and_new(mention: Mention, other: Mention) -> bool:
    """ "Court strikes down tariffs; president orders new levy": what is over and what is announced beside it."""
    if mention.kind in CASES:
        return False
    pairs = ((mention, other), (other, mention))
    return any(_certainly(over, "removed") and _is_new(new, over) for over, new in pairs)


def _is_new(mention: Mention, over: Mention) -> bool:
    if _certainly(mention, "announced"):
        return not mention.definite
    return _certainly(mention, "in_force") and _began_after(mention, over)


def _began_after(mention: Mention, other: Mention) -> bool:
    """ "Lifted the ban in 2019 and banned imports in 2024": a day later than the one on which the other ended."""
    began, ended = mention.timing.effective, other.timing.until or other.timing.effective
    gap = months_between(began, ended)
    return began is not None and ended is not None and bool(gap) and began > ended


def _certainly(mention: Mention, status: str) -> bool:
    return mention.reading.certain and mention.reading.status == status


def _stays_beside(mention: Mention, other: Mention) -> bool:
    """ "A tariff on most imports will stay in place" beside those that are suspended."""
    pairs = ((mention, other), (other, mention))
    return mention.kind not in IN_STAGES and any(_stays(one) and _called_off(two) for one, two in pairs)


def _stays(mention: Mention) -> bool:
    reading = mention.reading
    return reading.certain and reading.rule.startswith(STAYING) and reading.status not in CALLED_OFF


def _called_off(mention: Mention) -> bool:
    return mention.reading.certain and mention.reading.status in CALLED_OFF


def _stood_before(mention: Mention, other: Mention) -> bool:
    """ "Until then it had been 33%" beside a cut of which no rate is told."""
    pairs = ((mention, other), (other, mention))
    changed = CHANGED | {"announced", "proposed"}
    return any(
        one.rate is not None
        and one.rate.old
        and two.rate is None
        and two.reading.certain
        and two.reading.status in changed
        for one, two in pairs
    )


def _planned_beside_current(mention: Mention, other: Mention) -> bool:
    """ "Weighs a new tariff on cement" beside "the current duty on it is 10%": what is planned and what there is."""
    pairs = ((mention, other), (other, mention))
    return mention.kind not in IN_STAGES and any(
        one.reading.certain and one.reading.status in PLANNED and two.reading.rule == CURRENT for one, two in pairs
    )


def _refused_beside_done(mention: Mention, other: Mention) -> bool:
    """ "Ruled out new sanctions" beside those that were laid in May: what is refused is more of them."""
    pairs = ((mention, other), (other, mention))
    return mention.kind not in IN_STAGES and any(
        _certainly(one, "ruled_out") and (one.new or one.another) and two.reading.certain and two.reading.status in LAID
        for one, two in pairs
    )


def _hoped_beside_made(mention: Mention, other: Mention) -> bool:
    """ "Talks on a permanent agreement" beside the temporary one that was signed."""
    if mention.kind != DEAL:
        return False
    pairs = ((mention, other), (other, mention))
    return any(
        hoped.reading.status == "proposed"
        and _is_made(made)
        and (made.scale < 0 or (hoped.scale > 0 and _place(hoped) > _place(made)))
        and hoped.scale > -1
        for hoped, made in pairs
    )


def _is_made(mention: Mention) -> bool:
    return mention.reading.status in ("announced", "in_force", "extended") and not mention.reading.hypothetical


SIGNS = (
    _refused_beside_done,
    _hoped_beside_made,
    _stands_beside,
    _other_day,
    _other_matter,
    _over_and_new,
    _stays_beside,
    _other_treaty,
    _stood_before,
    _planned_beside_current,
)
"""by which two mentions are told apart"""
