"""In what the rates of a measure are told: percent, money by weight or piece, quantities of goods."""

from __future__ import annotations

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import ANAPHOR, word_list
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import Figure

QUOTAS = frozenset({"import_quota", "export_quota"})
"""types whose rate is mostly a quantity of goods"""
QUANTITIES = frozenset({"tonne", "short ton", "long ton", "kilotonne", "megatonne", "kilogram", "pound", "quintal",
                        "bushel", "barrel", "barrel/day", "litre", "hectolitre", "gallon", "cubic metre",
                        "board foot", "square metre", "TEU"})  # fmt: skip
CAPPED = "sanctions"
"""the type whose rate is a price that may not be exceeded"""
BY_PIECE = frozenset({"export_tax", "import_tariff", "port_fee", "anti_dumping", "countervailing_duty", "safeguard",
                      "customs_procedure", "import_quota", "other_tax", "export_incentive", "subsidy"})  # fmt: skip
"""types whose rate may be an amount of money by weight or piece"""
MEASURED_BY = frozenset({"per", "a", "an", "each", "/", "for", "every"})
APIECE = (["apiece"], ["each"])
MUCH = 10_000
"""of money: more is no charge on one thing"""
UP_TO_WORTH = frozenset(
    {"exemption", "exemptions", "threshold", "thresholds", "limit", "limits", "allowance", "allowances"}
)
"""of what goods are worth and not of what they are charged: "the $800 tariff exemption" """
ON_EACH = ("on each", "on every", "for each", "for every")
PIECES = word_list("pieces")
LEVEL_REACH = 14
CHANGES = frozenset({"cut", "hike", "increase", "reduction", "rise"})
BEFORE_OLD = frozenset({"from", "against"})
"""before the rate that stood"""
OLD_REACH = 5
"""tokens before it"""
QUOTA_NEAR = 7
"""tokens after a rate in which it is told that it is for what comes within a quota or beyond it"""
QUOTA_NOUNS = frozenset({"quota", "quotas", "limit", "cap", "ceiling", "allowance"})


def is_unit(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    """Duties are told in percent, or in money by weight or piece ("$50 per net ton").

    What goes out is capped at so many tonnes, or at a share that is part of the mention.
    """
    if cue.kind.id == CAPPED:
        return placed.fact.unit.endswith("/barrel")
    if cue.kind.id == "subsidy" and view.words[placed.first - 1] == "of" and view.words[placed.first - 2] in CHANGES:
        return False  # "a rise of Rs 105 in the support price of wheat"
    if placed.fact.unit in QUANTITIES and (cue.kind.id in QUOTAS or _is_the_quota(view, cue)):
        return True
    if placed.fact.unit == "percent":
        return cue.kind.id != "export_quota" or is_within(placed, cue)
    if placed.fact.unit == "percentage_point":
        return view.words[placed.last : placed.last + 1] == ["of"] and cue.start == placed.last + 1
    if cue.kind.id not in BY_PIECE and not is_priced(view, cue):
        return False
    if "/" in placed.fact.unit or _by_piece(view, placed) or _piece_left_out(view, placed) is not None:
        return True
    return _is_flat(view, placed, cue)


def _is_flat(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    """ "A duty of three euros", "a two-euro levy", "to 1 yuan apiece": so little money is charged on each of them."""
    unit, value = placed.fact.unit, placed.fact.value
    if len(unit) != 3 or not unit.isupper() or value is None or value >= MUCH:
        return False
    if not UP_TO_WORTH.isdisjoint(view.words[cue.start : cue.end + 1]):
        return False
    if view.words[placed.last : placed.last + 1] in APIECE or placed.last == cue.start:
        return True
    of = placed.first - 1
    return view.words[of] == "of" and view.heads[of] in cue.tokens


def _is_the_quota(view: View, cue: Cue) -> bool:
    """ "The quota amounts to 90,000 tonnes": of which kind it is will be known when all mentions are."""
    return cue.entry is ANAPHOR and not QUOTA_NOUNS.isdisjoint(cue_words(view, cue))


def is_priced(view: View, cue: Cue) -> bool:
    """ "A minimum export price of $1,000 a tonne": a control of which the level is a price; what a state gives."""
    return cue.kind.id == "subsidy" or (cue.kind.id == "export_control" and "price" in cue_words(view, cue))


def _piece_left_out(view: View, placed: Placed[Figure]) -> str | None:
    """ "40 dollars a bale for wool and 15 dollars for hemp", "4 and 9 dollars a bale": the unit told of one alone.

    So with the old rate: "to 40 dollars a bale from the current rate of 15 dollars".
    """
    if view.words[placed.last : placed.last + 1] in (["and"], ["or"]):
        after = next((f for f in within(view.figures, placed.last, placed.last + 3)), None)
        return after.fact.unit if after and after.fact.unit.startswith(f"{placed.fact.unit}/") else None
    in_row = view.words[placed.last : placed.last + 1] == ["for"] and view.words[placed.first - 1] in ("and", ",")
    if not in_row and BEFORE_OLD.isdisjoint(view.words[max(0, placed.first - OLD_REACH) : placed.first]):
        return None
    before = within(view.figures, max(0, placed.first - LEVEL_REACH), placed.first)
    whole = before[-1].fact.unit if before else ""
    return whole if whole.startswith(f"{placed.fact.unit}/") else None


def _by_piece(view: View, placed: Placed[Figure]) -> bool:
    following = view.words[placed.last : placed.last + 4]
    money = len(placed.fact.unit) == 3 and placed.fact.unit.isupper()
    measured = following[:1] != [] and (following[0] in MEASURED_BY or " ".join(following[:2]) in ON_EACH)
    return money and measured and not PIECES.isdisjoint(following[1:])


def unit_of(placed: Placed[Figure], view: View) -> str:
    """The unit of a rate, with the piece it is for."""
    unit = placed.fact.unit
    if (whole := _piece_left_out(view, placed)) is not None:
        return whole
    if _by_piece(view, placed):
        return f"{unit}/" + next(w for w in view.words[placed.last + 1 : placed.last + 4] if w in PIECES)
    return unit


def cue_words(view: View, cue: Cue) -> list[str]:
    """The words of the mention."""
    return [view.words[t] for t in cue.tokens]


def is_within(placed: Placed[Figure], cue: Cue) -> bool:
    """ "Must have 40% local content": the rate is part of the mention."""
    return any(placed.first <= token < placed.last for token in cue.tokens)


def is_for_quota(view: View, placed: Placed[Figure]) -> bool:
    """ "5% for in-quota imports and 15% for those beyond the quota": a schedule, and no two duties."""
    return not {"quota", "quotas"}.isdisjoint(view.words[placed.last : placed.last + QUOTA_NEAR])
