"""Words that set a mention beside others: "another", laid on what comes from anywhere, telling more of the same."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import REMEDIES, Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ANOTHER = word_list("another")
SWEEPING = word_list("sweeping")
QUANTIFIERS = word_list("quantifiers")
COMERS = word_list("comers")
STRIKING = word_list("striking")
LAID_OVER = frozenset({"affecting", "covering", "hitting", "targeting"})
STATES = frozenset({"countries", "economies", "nations", "partners"})
UNNAMED = frozenset({"certain", "dozens", "many", "several", "some", "various"})
"""before states that are hit and stay unnamed: "on dozens of countries" """
WORLDWIDE = frozenset({"global", "worldwide"})
NAMING = frozenset({"include", "included", "includes", "including", "are", "is", "was", "were"})
"""verbs of a clause on states that names them: "countries including Peru" """
ALL_TOLD = frozenset({"everything", "everyone", "everybody"})
"""tell without a quantifier that nobody is spared"""
DESCRIBING = word_list("describing")
POINTING = frozenset({"the", "these", "this", "both"})
BREAKS = frozenset({",", ";", ":", "and", "but"})
COUNTS = frozenset({"dozens", "hundreds", "scores"})
UNITS = frozenset({"cents", "percents", "points", "rates", "tonnes", "tons"})
"""plurals that stand for how high one measure is, and not for several"""
LAID_ON = frozenset({"against", "from", "on"})
LAYING = LAID_OVER | {"applied", "charged", "imposed", "introduced", "levied", "placed", "ranging", "slapped"}
NEW = frozenset({"more", "new", "several", "various"})
PROBES = frozenset({"trade_investigation"})
UNTAXED = frozenset({"customs_procedure", "import_quota"})
"""types by which goods come in without a duty: small parcels, and what a quota lets in"""
BESIDE = ("for after", "with after", "shortly after")
"""how the rules begin by which somebody told after a mention is hit"""
ORIGIN = "the one origin told of"
"""the rule of the state whose goods are the only ones named behind a mention"""
EVERYBODY = frozenset({"everybody", "everyone", "everywhere"})
RATE = 3
"""tokens by which a rate behind the verb moves on whom it strikes"""
REACH = 9
"""tokens before or after a mention within which it is told on whom it is laid"""


def is_another(view: View, cue: Cue) -> bool:
    """ "another tariff", "a separate rule", "its own ban": told as one more beside others."""
    return not ANOTHER.isdisjoint(_inside(view, cue))


def is_general(view: View, cue: Cue, parties: Sequence[Party], sentence: tuple[int, int]) -> bool:
    """ "tariffs on nearly all imports", "a levy on the whole world", "baseline tariffs": laid on all who sell.

    `sentence` is the first and the end token of the sentence, beyond which nothing is looked at.
    """
    start, end = sentence
    if not SWEEPING.isdisjoint(_inside(view, cue)):
        return True
    if not EVERYBODY.isdisjoint(view.words[max(start, cue.start - REACH) : cue.start]):
        return True
    first = cue.head + 1 if cue.head + 1 < cue.end and not view.is_verb(cue.head) else cue.end
    striking = _strikes(view, cue)
    for token in range(first, min(end, max((cue.end, *(t + RATE for t in striking))) + REACH)):
        word = view.words[token]
        if token not in striking and (word in BREAKS or view.tags[token].startswith(("V", "MD", "W"))):
            return False
        if word in ALL_TOLD or (word in COMERS and _from_anywhere(view, first, token)):
            return not any(cue.end <= p.first <= token + 2 and not _brings_in(view, p, token) for p in parties)
        if (word in STATES and _described(view, token)) or _of_the_world(view, token):
            return True
    return False


def _brings_in(view: View, party: Party, token: int) -> bool:
    """ "Peruvian imports from all countries": whose market it is, and not who sells there."""
    return party.last < token and view.words[party.last] == "imports"


def _of_the_world(view: View, token: int) -> bool:
    """ "Levies on global shipments", "duties on worldwide imports"."""
    told = view.words[token] in WORLDWIDE and view.deps[token] == "amod"
    return told and view.words[view.heads[view.heads[token]]] in LAID_ON


def _described(view: View, states: int) -> bool:
    """ "Duties on countries that buy its oil", "on states trading with Fiji": told by what they do, and not named."""
    if view.tags[states] != "NNS" or view.words[view.heads[states]] not in LAID_ON:
        return False
    below = view.children(states)
    if any(c < states and view.deps[c] in ("det", "nummod") for c in below):
        return False
    clauses = (c for c in below if c > states and view.deps[c] in ("relcl", "acl"))
    return any(view.is_verb(c) and view.words[c] not in NAMING for c in clauses)


def _strikes(view: View, cue: Cue) -> set[int]:
    """ "The tariffs would apply to all nations", "tariffs hitting many countries": the verb that tells on whom.

    What stands between a subject and its verb goes with it.
    """
    verb = view.heads[cue.head]
    below = [c for c in view.subtree(cue.head) if c > cue.head and view.deps[c] in ("acl", "relcl")]
    if any(view.heads[c] == cue.head and view.words[c] in LAYING for c in below):
        below += [t for t in range(cue.end, min(cue.end + 2 * REACH, len(view.words))) if view.deps[t] == "xcomp"]
        return {t for c in below if view.words[c] in LAYING for t in (c, *view.children(c)) if t <= c}
    if any(view.heads[c] == cue.head and view.tags[c] == "VBG" for c in below):
        return set()
    if view.deps[cue.head] != "nsubj" or view.words[verb] not in STRIKING or not view.is_verb(verb):
        return set()
    return {verb, *(c for c in view.children(verb) if cue.head < c < verb)}


def _from_anywhere(view: View, first: int, noun: int) -> bool:
    """ "All countries", "nearly all imports"; "some countries", "many trading partners", of which none is named."""
    before = view.words[first:noun]
    return not QUANTIFIERS.isdisjoint(before) or (view.words[noun] in STATES and not UNNAMED.isdisjoint(before[-4:]))


def is_many(view: View, cue: Cue) -> bool:
    """ "53 anti-dumping measures", "dozens of duties": a number of acts, whoever they are aimed at."""
    counted = any(view.deps[c] == "nummod" and view.tags[c] == "CD" for c in view.children(cue.head))
    of = view.heads[cue.head]
    dozens = view.words[of] == "of" and view.words[view.heads[of]] in COUNTS
    new = cue.kind.id in PROBES and any(view.words[c] in NEW for c in view.children(cue.head))
    return view.tags[cue.head] == "NNS" and view.words[cue.head] not in UNITS and (counted or dozens or new)


def drop_beside(view: View, cue: Cue, roles: Roles) -> None:
    """ "10% on all imports and far more for Chile": take from what is laid on all those who are told beside it.

    Nor does "duties on countries that buy Fijian oil" hit the country from which they buy; a bloc, to which they
    belong, it does.
    """
    states = next((t for t in range(cue.end, min(cue.end + REACH, len(view.words))) if view.words[t] in STATES), None)
    described = states is not None and _described(view, states)
    for actor, (rule, token) in list(roles.targets.items()):
        bought_from = described and rule == ORIGIN and token > (states or 0) and view.table[actor].kind == "country"
        if rule.startswith(BESIDE) or bought_from:
            del roles.targets[actor]


def describes(view: View, cue: Cue) -> bool:
    """ "The surtax covers lorries", "the quotas also include tungsten": tells more of what was told of before."""
    verb = view.heads[cue.head]
    if view.deps[cue.head] != "nsubj" or view.words[verb] not in DESCRIBING or not view.is_verb(verb):
        return False
    return any(view.words[c] in POINTING for c in view.children(cue.head) if c < cue.head)


def _inside(view: View, cue: Cue) -> set[str]:
    """The words of a mention and those before its noun that belong to it."""
    return {view.words[t] for t in (*cue.tokens, *(c for c in view.children(cue.head) if c < cue.head))}


def tells_of(view: View, cue: Cue, found: Sequence[Mention]) -> bool:
    """ "A list of goods that may not be imported": the clause tells what the list is, and no act beside it.

    "Sanctions that keep its oil from leaving" are sanctions, whatever they do. What comes in under a quota or by an
    exemption without a duty is told with these.
    """
    above = frozenset(view.ancestors(cue.head))
    untaxed = cue.entry.status == "eased" or "without" in view.words[max(0, cue.start - 2) : cue.start]
    if untaxed and cue.kind.id == "import_tariff":
        return any(m.cue.head in above and m.kind in UNTAXED for m in found)
    if view.deps[cue.head] != "relcl":
        return False
    told = [m for m in found if m.cue.head in above and not view.is_verb(m.cue.head)]
    if cue.kind.id == "import_tariff" and view.is_verb(cue.head) and any(m.kind in REMEDIES for m in told):
        return True  # "the anti-dumping duty that Peru charges on tyres"
    return any(m.kind == "sanctions" or (cue.entry.flow and m.kind == cue.kind.id) for m in told)
