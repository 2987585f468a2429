"""The type that words beside a cue tell, where those of the cue fit several.

A ban on sales abroad that leave lifts is a control; checks of food over a disease are for health; a stop to what public
bodies buy is one of procurement; a ban on sales of what holds too few parts from home is one on content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.counted_permits import counts_what_comes_in
from tradenlp.extract.measures.crossing_words import GOING, LEAVING, SENDING, TOOLS, flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.doers import is_public_buyer
from tradenlp.extract.measures.flows import is_on_food
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.outward import BROUGHT_IN, PERMITS, TURNED
from tradenlp.extract.measures.restraints import is_own_restraint
from tradenlp.extract.measures.spots import Spot
from tradenlp.extract.measures.ways_in import kept_to_ways
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View, within

UNLESS = frozenset({"without", "unless", "except", "save"})
NEAR = 4
"""tokens between "without" and the leave that is asked for"""
SELLING = inflections("sell") | {"sale", "sales"}
BUYING = frozenset(form for verb in flow_words("buying") - {"order"} for form in inflections(verb)) | {"purchases"}
BUSINESSES = flow_words("businesses") | {"platforms", "marketplaces", "stores", "shops", "sellers"}
ABROAD = frozenset({"foreign", "foreign-owned", "overseas", "foreigners"})
FIRMS = frozenset({"businesses", "companies", "firms", "stakes", "stake", "shares", "land", "property"})
CHECKS = word_list("checks")
CURBS = word_list("bare_curbs")
HEALTH = frozenset({"customs_procedure", "import_licensing"})
UNSOLD = frozenset({"export_ban", "technical_barrier"})
UNBOUGHT = frozenset({"import_ban", "sps", "export_control"})
"""types of what stands beside which words may tell another"""
BARRING = frozenset(form for verb in ("ban", "bar", "forbid", "prohibit") for form in verb_forms(verb))
TARIFFS = frozenset({"tariff", "tariffs"})
QUOTAS = frozenset({"quota", "quotas"})
FOOD_CHECKS = "naming: checks on food from abroad"
GONE = SENDING | LEAVING | GOING | {"go", "goes"}
BEYOND = frozenset({"abroad", "overseas", "beyond"})
MADE = "84"
"""chapter of the customs nomenclature from which goods are machines and kit, which the state uses itself"""
AT_HOME = frozenset({"local", "domestic", "home-made", "locally"})
CONTENT = frozenset({"content", "component", "components", "parts", "inputs", "made", "produced"})


def as_told_beside(
    view: View, cues: Sequence[Cue], span: tuple[int, int], ill: Set[str], article: Set[str]
) -> list[Cue]:
    """The cues of the sentence at `span` under the types that words beside them tell; `ill` are words of disease."""
    said = set(view.words[slice(*span)])
    found = []
    for cue in cues:
        told = (
            (cue.kind.id in HEALTH and _for_health(view, cue, said, ill) and "sps")
            or (cue.kind.id in UNSOLD and _not_sold(view, cue, article))
            or (cue.kind.id in TURNED and _goes_out(view, cue, span) and TURNED[cue.kind.id])
            or (cue.kind.id == "export_ban" and _by_leave(view, cue, span, said) and "export_control")
            or (cue.kind.id in UNBOUGHT and _not_bought(view, cue))
            or (cue.entry.id == FOOD_CHECKS and not is_on_food(view, cue) and "customs_procedure")
            or (counts_what_comes_in(view, cue) and "import_quota")
            or (is_own_restraint(view, cue, span) and "export_quota")
            or (cue.kind.id == "export_quota" and _at_lower_duty(view, cue) and "import_quota")
        )
        found.append(replace(cue, kind=measure_types()[told]) if told else kept_to_ways(view, cue, span))
    return found


def _not_sold(view: View, cue: Cue, article: Set[str]) -> str | None:
    """The type of a ban on sales by who may not sell, or by what the goods are or hold."""
    if SELLING.isdisjoint(view.words[t] for t in cue.tokens):
        return None
    told = arguments_of(view, cue.head) if view.is_verb(cue.head) else None
    if told is not None and _foreign_owned(view, cue, told):
        return "investment_restriction"
    if cue.kind.id == "export_ban":
        return None
    if _speaks_of_content(view, article):
        return "local_content"
    if told is None or TOOLS.isdisjoint(view.words[t] for t in _unsold(view, told)):
        return None
    return "export_ban" if "sanctions" in article else "export_control"


def _goes_out(view: View, cue: Cue, span: tuple[int, int]) -> bool:
    """ "A duty on what mills sell abroad", "pays so much on the way out": what is charged or capped goes out."""
    words = view.words[cue.start : min(span[1], cue.end + 2 * NEAR)]
    if not BROUGHT_IN.isdisjoint(words) or not TARIFFS.isdisjoint(words):
        return False
    pairs = set(pairwise(words))
    return ("way", "out") in pairs or any(one in GONE and other in BEYOND for one, other in pairs)


def _at_lower_duty(view: View, cue: Cue) -> bool:
    """ "Tariff quotas on deliveries": so much comes in at a lower duty, whoever delivers it."""
    return view.words[cue.head] in QUOTAS and not TARIFFS.isdisjoint(view.words[max(0, cue.head - 3) : cue.head])


def _not_bought(view: View, cue: Cue) -> str | None:
    """The type of a ban on buying by what is bought, or by who may not buy."""
    if not view.is_verb(cue.head) or BUYING.isdisjoint(view.words[t] for t in cue.tokens):
        return None
    if any(view.words[t] in FIRMS for t in _bought(view, cue)):
        return "investment_restriction"
    public = cue.kind.id != "sps" and any(_is_public(view, t, cue) for t in _bidden(view, cue.head))
    return "procurement_restriction" if public else None


def _for_health(view: View, cue: Cue, said: Set[str], ill: Set[str]) -> bool:
    """Whether checks or curbs of food stand near words of disease; permits only where their own sentence tells such."""
    words = {view.words[t] for t in cue.tokens}
    open_words = words <= CURBS or (cue.kind.id == "customs_procedure" and not CHECKS.isdisjoint(words))
    if not open_words and cue.kind.id != "import_licensing":
        return False
    told = {*said, *ill} if open_words else said
    return not measure_types()["sps"].shift_words.isdisjoint(told) and is_on_food(view, cue)


def _by_leave(view: View, cue: Cue, span: tuple[int, int], said: Set[str]) -> bool:
    """ "Without a licence", "unless the ministry has given its approval"."""
    if cue.entry.sense != "impose" or UNLESS.isdisjoint(said) or PERMITS.isdisjoint(said):
        return False
    signs = (t for t in range(*span) if view.words[t] in UNLESS)
    return any(not PERMITS.isdisjoint(view.words[t + 1 : t + 1 + NEAR]) for t in signs)


def _foreign_owned(view: View, cue: Cue, told: Arguments) -> bool:
    """ "Barred shops with foreign owners from selling", "foreign-owned platforms may not sell"."""
    sellers = [t for t in (*told.subjects, *told.objects) if view.words[t] in BUSINESSES]
    above = view.heads[cue.head]
    sellers += [above] if view.deps[cue.head] == "relcl" and view.words[above] in BUSINESSES else []
    return any(not ABROAD.isdisjoint(view.words[t] for t in view.subtree(s) if t <= s + NEAR) for s in sellers)


def _speaks_of_content(view: View, article: Set[str]) -> bool:
    """Whether "local parts", "domestic content" are spoken of, for want of which goods may not be sold."""
    if AT_HOME.isdisjoint(article) or CONTENT.isdisjoint(article):
        return False
    return any(one in AT_HOME and other in CONTENT for one, other in pairwise(view.words))


def _unsold(view: View, told: Arguments) -> Iterator[int]:
    """What may not be sold, with what stands before it: "dual-use goods"."""
    for thing in (*told.objects, *told.subjects):
        yield from (thing, *(c for c in view.children(thing) if c < thing))


def _bought(view: View, cue: Cue) -> Iterator[int]:
    """The things that the verbs of buying in a cue take."""
    for verb in (t for t in cue.tokens if view.words[t] in BUYING):
        yield from (c for c in view.children(verb) if view.deps[c] == "dobj")


def _bidden(view: View, verb: int) -> Iterator[int]:
    """Who is told to stop buying, or stops: the subject, of a verb of command or a bar the object."""
    told = arguments_of(view, verb)
    yield from told.objects if view.words[verb] in BARRING else told.subjects
    above = view.heads[verb]
    if view.deps[verb] in ("xcomp", "ccomp"):
        yield from (c for c in view.children(above) if view.deps[c] in ("dobj", "nsubjpass"))


def _is_public(view: View, token: int, cue: Cue) -> bool:
    """Whether who may not buy is a public body, and what it would buy is kit that it uses."""
    if not is_public_buyer(Spot(view, token, cue.head)):
        return False
    goods = within(view.goods, cue.head, cue.end + 2 * NEAR)
    return not any(code[:2] < MADE for g in goods for code in g.fact.hs)
