"""The clause around a verb or a noun: its mood, the way goods cross in it, what an instrument is laid on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tradenlp.extract.measures.arguments import Arguments, arguments_of, joined
from tradenlp.extract.measures.crossing_words import CROSSING, flow_words
from tradenlp.extract.measures.crossings import crossing_direction
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

IRREGULAR = {"tell": "told", "lend": "lent", "spend": "spent", "deal": "dealt", "sting": "stung",
             "hang": "hung", "sink": "sank sunk", "feed": "fed", "bid": "bidding",
             "grow": "grew grown", "steal": "stole stolen", "tear": "tore torn", "forbid": "forbade",
             "write": "wrote", "shoot": "shot", "lose": "lost", "fall": "fell fallen",
             "rise": "rose risen", "wind": "wound", "unwind": "unwound", "drive": "drove driven",
             "run": "ran", "bear": "bore borne", "beat": "beaten", "build": "built",
             "fly": "flew flown", "forsake": "forsook forsaken", "lead": "led", "meet": "met",
             "see": "saw seen", "rewrite": "rewrote rewritten",
             "underwrite": "underwrote underwritten", "redo": "redid redone", "remake": "remade",
             "redraw": "redrew redrawn", "undergo": "underwent undergone",
             "undertake": "undertook undertaken", "uphold": "upheld", "wear": "wore worn",
             "sit": "sat", "stand": "stood", "swell": "swollen", "sweep": "swept", "stick": "stuck",
             "show": "shown", "unfreeze": "unfroze unfrozen"}  # fmt: skip


def verb_forms(verb: str) -> frozenset[str]:
    """The inflections of a verb, with its last consonant doubled too where it is short: "vet", "vetted"."""
    doubled = verb + verb[-1] if len(verb) <= 5 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" else verb
    return inflections(verb) | {doubled + "ed", doubled + "ing", *IRREGULAR.get(verb, "").split()}


def forms_of(name: str) -> frozenset[str]:
    """The forms of the verbs of one of the sets of words."""
    return frozenset(form for verb in flow_words(name) for form in verb_forms(verb))


CHARGING = frozenset({"it", "they"})
TAKING = frozenset({"charges", "levies", "taxes"})
RELATIVES = frozenset({"that", "which", "what"})
BEARING, LAYING = forms_of("bearing"), forms_of("laying")
LADEN = forms_of("laden")
LOSING = verb_forms("lose")
"""verbs that bear permits and refunds, but of a percentage tell a change: "the shares lost 5%" """
DEMANDING = forms_of("bidding")
MOODS = {
    "bound": forms_of("binding")
    | {"must", "shall", "should", "mandatory", "compulsory", "obligatory", "told"}
    | {"rule", "requirement", "obligation", "order", "decree"},
    "ordered": forms_of("ordering") | {"must"},
    "free to or bound to": forms_of("allowing") | forms_of("binding") | {"may", "can", "must", "shall", "told"},
    "bound or conditioned": forms_of("binding") | {"must", "shall", "should", "if", "unless", "until", "provided"},
    "obliged": forms_of("binding")
    | forms_of("ordering")
    | {"must", "shall", "told", "rule", "requirement", "obligation", "decree", "demand"},
    "allowed": forms_of("allowing") | {"may", "can", "could", "able", "free", "eligible"},
    "stopped": forms_of("stopping") | {"forbidden", "forbade"},
    "withheld": frozenset({"may", "can", "shall", "must", "ca"}),
    "found": forms_of("finding") | {"found"},
    "pledged": forms_of("pledging") | {"pledge", "pledges", "promise", "commitment", "commitments"},
    "conditioned": frozenset({"if", "unless", "until", "provided"}),
}
RAISING = frozenset({"is", "are", "was", "were", "has", "have", "had", "seems", "appears", "continues", "ought"})
"""verbs that say no more of their subject than another verb below them"""
RATES = frozenset({"%", "percent", "pct", "cent"})
DEEPEST = 4
"""verbs above a verb that are looked at for its mood"""
COMMANDS = frozenset({"bound", "ordered", "obliged"})
CAUSING = ("lead", "prompt", "force", "drive", "cause", "push", "compel")
GETTING = frozenset(f for v in CAUSING for f in verb_forms(v)) | {"like", "love", "prefer", "expect", "need"}
CEASING = MOODS["stopped"] - verb_forms("keep")


def mood_is(view: View, verb: int, mood: str, negated: bool) -> int | None:
    """The modal or governing verb that puts a verb in a mood, or None; what is denied is stopped by itself."""
    if mood == "stopped" and negated:
        return verb
    words = MOODS[mood]
    below = verb
    for _ in range(DEEPEST):
        for child in view.children(below):
            if view.deps[child] in ("aux", "acomp", "oprd", "mark") and view.words[child] in words:
                return child
        above = view.heads[below]
        if view.deps[below] in ("acl", "relcl") and view.words[above] in words:
            return above
        hanging = view.deps[below] == "acl" or (view.deps[below] == "relcl" and view.tags[below] == "VB")
        if view.deps[above] == "prep" or (hanging and view.deps[above] == "dobj"):
            above = view.heads[above]  # "stop a group buying stakes"
        if above == below or not (hanging or view.deps[below] in ("xcomp", "ccomp", "pcomp", "advcl", "conj")):
            return None
        if view.deps[below] != "conj" and view.words[above] in words:
            return above
        if mood in COMMANDS and view.words[above] in CEASING:
            return None  # "told to stop buying" is no order to buy
        below = above
    return None


def clause_ways(view: View, told: Arguments) -> set[str]:
    """The ways in which goods cross in the clauses below a verb or below its object: "needs leave to ship abroad"."""
    verbs = [*told.clauses]
    for thing in (*told.objects, *told.subjects):
        for child in view.children(thing):
            if view.deps[child] in ("acl", "relcl", "prep"):
                verbs += [child, *view.children(child)]
    verbs += [c for v in list(verbs) for c in view.children(v) if view.is_verb(c)]
    ways = {crossing_direction(view, v, bare=False) for v in verbs if view.words[v] in CROSSING and view.is_verb(v)}
    return {way for way in ways if way is not None}


def raised(view: View, noun: int) -> int:
    """ "A permit is to be required", "a levy has to be paid": the verb that a subject belongs to by its sense."""
    above = view.heads[noun]
    if view.deps[noun] != "nsubj" or view.words[above] not in RAISING:
        return above
    return next((c for c in view.children(above) if view.deps[c] == "xcomp" and view.is_verb(c)), above)


def verb_taken_for_noun(view: View, token: int) -> bool:
    """ "The duty that Peru levies on pears": the parse takes the verb for a noun, which lays nothing itself."""
    if view.words[token] not in TAKING or view.tags[token] != "NNS":
        return False
    if view.deps[token] == "relcl":
        return True
    near = view.words[max(0, token - 4) : token]
    return names_token(view, token - 1) and not RELATIVES.isdisjoint(near)


def laid_on(view: View, noun: int, links: Collection[str]) -> Iterator[int]:
    """What an instrument is laid on: "a charge on X", "put a charge on X", "X face a charge", "hit X with a charge"."""
    for child in view.children(noun):
        if view.deps[child] == "prep":
            for thing in view.children(child):
                if view.words[child] in links:
                    yield from joined(view, thing)
                counted = view.tags[thing] == "CD" or any(view.deps[c] == "nummod" for c in view.children(thing))
                if view.words[child] == "of" and counted:
                    yield from laid_on(view, thing, links)
        elif view.deps[child] in ("acl", "relcl"):
            if view.words[child] in CROSSING:
                yield child
            yield from _in_clause(view, child, links)
            for deeper in (c for c in view.children(child) if view.deps[c] == "xcomp"):
                if view.words[deeper] in BEARING | DEMANDING | LAYING:
                    yield from _in_clause(view, deeper, links)
    above = raised(view, noun)
    if view.deps[above] == "prep" and view.tags[view.heads[above]].startswith("NN"):
        beside = (c for c in view.children(view.heads[above]) if c > noun and view.deps[c] == "prep")
        yield from (t for c in beside if view.words[c] in links for p in view.children(c) for t in joined(view, p))
    if view.deps[above] == "prep" and view.words[above] in ("to", "with"):
        above = view.heads[above]
        if view.words[above] in LADEN:
            verb = view.heads[above] if view.deps[above] in ("acomp", "oprd") else above
            told = arguments_of(view, verb)
            yield from (*told.objects, *told.subjects)
    elif view.is_verb(above) and view.deps[noun] == "dobj":
        yield from _beside_object(view, noun, above, links)
    elif view.is_verb(above) and view.deps[noun] in ("nsubj", "nsubjpass") and view.words[above] in LAYING:
        told = arguments_of(view, above)
        yield from (t for name in links if name in told.links for t in told.links[name])
        yield from (t for t in told.objects if t != noun)


def _beside_object(view: View, noun: int, verb: int, links: Collection[str]) -> Iterator[int]:
    """ "imports face a charge", "put a charge on imports"."""
    told = arguments_of(view, verb)
    behind = next((c for c in view.children(verb) if c == noun + 1 and view.deps[c] == "prep"), None)
    if view.words[verb] in BEARING and not (view.words[noun] in RATES and view.words[verb] in LOSING):
        yield from told.subjects
        yield from told.links.get("on", ()) if "on" in links else ()
    if behind is not None and view.words[behind] in links:
        yield from told.links.get(view.words[behind], ())
    if view.words[verb] in LAYING:
        yield from (t for name in links if name in told.links for t in told.links[name])


def _in_clause(view: View, verb: int, links: Collection[str]) -> Iterator[int]:
    """ "the charge that X must pay", "a charge levied on X", "permits that firms need before bringing X in"."""
    told = arguments_of(view, verb)
    if view.words[verb] in BEARING:
        yield from (*told.subjects, *told.clauses, *told.links.get("dative", ()))
    passive = any(view.deps[c] == "nsubjpass" for c in view.children(verb))
    if passive or view.words[verb] in LAYING | BEARING:
        yield from told.objects
    yield from (t for name in links if name in told.links for t in told.links[name])


def charged_by_state(view: View, percent: int) -> bool:
    """ "The 15% levied by Chile on", "the 25% it was to put on": a state, or a pronoun for one, charges the rate."""
    for clause in (c for c in view.children(percent) if view.deps[c] in ("acl", "relcl")):
        verbs = {clause, *(c for c in view.children(clause) if view.deps[c] == "xcomp")}
        makers = [t for c in view.children(clause) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)]
        named = any(names_token(view, t) or view.words[t] in CHARGING for t in makers)
        if named and any(view.words[v] in LAYING for v in verbs):
            return True
    return False


def gets_another_to(view: View, verb: int) -> bool:
    """ "Would like the Union to cap", "floods led Peru to cap", and not "would like to cap"."""
    if view.words[verb] not in GETTING:
        return False
    told = {view.deps[c] for c in view.children(verb)}
    return {"dobj", "xcomp"} <= told
