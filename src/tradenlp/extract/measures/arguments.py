"""What a verb says of whom, whichever way the sentence is turned: active, passive, participle, relative clause.

"Lagos shut the border to rice", "the border that Lagos shut to rice", "the border, shut by Lagos to rice", "Lagos was
told to shut the border to rice" all give the same subject, object and prepositions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tradenlp.extract.measures.clause_goods import WHAT
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import View

NEGATIONS = frozenset({"not", "n't", "never", "longer", "nor", "neither"})
NOTHING = frozenset({"nothing", "none", "nobody"})
LINKS = frozenset({"prep", "dative", "agent"})
ADVERBS = frozenset({"prt", "advmod", "acomp", "oprd"})
WH = frozenset({"WDT", "WP", "WP$"})
OF_WHAT = frozenset({"%", "percent", "pct", "cent", "half", "third", "quarter", "most", "part", "share"})
SUFFERERS = ("nsubjpass", "csubjpass")
"""of a passive, as in "whoever buys oil will be cut off" too"""
REFLEXIVES = frozenset({"themselves", "itself", "himself"})
BELONGING = frozenset({"for", "of", "to", "with"})
"""prepositions that say of a passive subject what they would say of an object: "permits for tools were cancelled" """
OPEN_ADJECTIVES = frozenset({"closed", "shut", "open", "barred", "subject", "exempt", "free", "off-limits",
                             "missing", "absent", "gone", "back"})  # fmt: skip
"""adjectives that say of a thing what a verb does to it: "stays closed to" """
COMPLETING = ("conj", "xcomp", "ccomp", "pcomp", "advcl", "prep", "acomp", "oprd")
INTENTS = word_list("intents")
"""before "of" or "to": "took the step of banning", "has no thought of keeping" """
BEING = frozenset({"is", "are", "was", "were", "be", "been", "'s", "'re"})
MORE = frozenset({"more", "extra", "further"})
PERCENTS = frozenset({"%", "percent", "pct", "cent"})
TIME = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "time", "deadline"})
PLANS = word_list("plans")
"""nouns of what is decided: who has them, and not they, does what their clause tells"""
PARTICLES = frozenset({"out", "off", "up", "down", "away", "back"})
INWARD = frozenset({"let", "lets", "letting", "allow", "allows", "allowed", "allowing", "bring", "brings", "brought",
                    "bringing", "take", "takes", "took", "taking", "wave", "waved"})  # fmt: skip
"""verbs beside which "in" is a particle"""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The tokens that head what a verb speaks of."""

    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    links: Mapping[str, tuple[int, ...]]
    """by preposition what it governs, also where it hangs on the object"""
    particles: frozenset[str]
    """adverbs, particles and prepositions beside the verb"""
    clauses: tuple[int, ...]
    """verbs of the clauses that complete it: "told traders to stop", "stopped traders from buying" """
    negated: bool


def arguments_of(view: View, verb: int) -> Arguments:
    """The arguments of a verb; a participle or relative clause takes the noun it modifies for what it lacks.

    An adjective of `OPEN_ADJECTIVES` ("stays closed to") has what it is said of for its object.
    """
    return view.once(_read, verb)


def _read(view: View, verb: int) -> Arguments:
    children = view.children(verb)
    passive = any(view.deps[c] in ("nsubjpass", "auxpass") for c in children)
    direct = [c for c in children if view.deps[c] in ("dobj", "attr") and _is_named(view, c)]
    subjects = [c for c in children if view.deps[c] == "nsubj" and view.tags[c] not in WH]
    direct += [w for c in children if view.deps[c] == "ccomp" for w in view.children(c) if view.words[w] == "whatever"]
    direct += particle_objects(view, verb) + _rates_beside(view, verb, children)
    objects = [*direct, *(c for c in children if view.deps[c] in SUFFERERS and view.tags[c] not in WH)]
    objects += [s for c in children if view.deps[c] == "auxpass" for s in view.children(c) if view.deps[s] == "nsubj"]
    objects += [w for c in children if view.deps[c] == "ccomp" for w in _what(view, c)]
    if _is_small_clause(view, verb, children):
        objects, subjects = [*objects, *(_meant(view, verb, s) for s in subjects)], []
    links = _links(view, children, direct, [o for o in objects if o not in direct])
    if view.tags[verb] in ("JJ", "RB"):
        objects += [c for c in view.children(view.heads[verb]) if view.deps[c] in ("nsubj", "nsubjpass")]
    elif (given := _has_time(view, verb)) is not None:
        subjects += given
    elif view.deps[verb] in ("acl", "relcl"):
        _fill(view, verb, passive, subjects, objects)
    else:
        objects += _relative_above(view, verb, children)
        if not subjects and not (passive and objects):
            subjects += _inherited(view, verb, passive, objects)
    subjects += links.pop("by", []) if passive or view.tags[verb] == "VBN" else []
    return Arguments(
        tuple(j for s in subjects for j in joined(view, s)),
        tuple(j for o in objects for j in joined(view, o)),
        {name: tuple(j for t in tokens for j in joined(view, t)) for name, tokens in links.items()},
        _particles(view, children, direct),
        tuple(_clauses(view, children)),
        any(view.words[c] in NEGATIONS or view.deps[c] == "neg" for c in children)
        or _none(view, subjects, [o for o in objects if o not in direct]),
    )


def _none(view: View, subjects: list[int], suffering: list[int]) -> bool:
    """ "No eggs are let in", "nothing from Fiji may pass": the verb is denied with what it is said of."""
    things = [*subjects, *suffering]
    return any(
        view.words[t] in NOTHING or any(view.words[c] == "no" for c in view.children(t) if c < t) for t in things
    )


def _is_named(view: View, token: int) -> bool:
    """Whether a word is no relative; "what it charges" has an object of its own."""
    return view.tags[token] not in WH or view.words[token] == "what"


def _links(view: View, children: list[int], direct: list[int], suffering: list[int]) -> dict[str, list[int]]:
    """By preposition what it governs beside a verb or its objects; `suffering` are the objects of a passive."""
    links: dict[str, list[int]] = {}
    below = [c for o in direct for c in view.children(o) if view.deps[c] in ("acl", "npadvmod")]
    below += [t for o in direct if view.words[o] in OF_WHAT for c in view.children(o) for t in _whole(view, c)]
    beside = [c for c in children if view.deps[c] in ("prt", "advmod", "oprd", "acomp")]
    inside = [p for o in (*direct, *below, *beside) for p in view.children(o)]
    inside += [p for o in suffering for p in view.children(o) if view.words[p] in BELONGING]
    for child in (*children, *inside):
        if view.deps[child] in LINKS:
            for inner, governed in _governed(view, child):
                links.setdefault(inner, []).append(governed)
    for receiver in (c for o in direct for c in view.children(o) if _receives(view, c, o)):
        links.setdefault("dative", []).append(receiver)
    return links


def _receives(view: View, token: int, gift: int) -> bool:
    """ "Gives carmakers tax credits": many who stand before a gift, where the parse takes them for its first part."""
    if view.tags[token] != "NNS" or token > gift:
        return False
    return view.deps[token] == "nmod" or (view.deps[token] == "compound" and view.tags[gift] == "NNS")


def _rates_beside(view: View, verb: int, children: list[int]) -> list[int]:
    """ "Charged 30%", "vowed 10% more": what the parse takes for an adverb of measure."""
    added = [c for c in children if c > verb and view.words[c] in MORE]
    near = (*children, *(t for c in added for t in view.children(c)))
    return [c for c in near if c > verb and view.deps[c] == "npadvmod" and view.words[c] in PERCENTS]


def _whole(view: View, of: int) -> list[int]:
    """ "gives 60% of airtime to local songs": what a share is of."""
    return view.children(of) if view.words[of] == "of" else []


def is_open_adjective(view: View, token: int) -> bool:
    """ "The border stays closed to": an adjective that is said of a subject and takes what a verb would take."""
    if view.words[token] not in OPEN_ADJECTIVES:
        return False
    back = view.tags[token] == "RB" and view.deps[token] == "advmod" and view.words[view.heads[token]] in BEING
    return back or (view.deps[token] in ("acomp", "oprd") and view.tags[token] == "JJ")


def particle_objects(view: View, verb: int) -> list[int]:
    """ "keep out fish", "lets in pineapples": what the parse hangs on a particle that it takes for a preposition."""
    if any(view.deps[c] in ("dobj", "nsubjpass") for c in view.children(verb)) or not view.is_verb(verb):
        return []
    known = PARTICLES | {"in", "through"} if view.words[verb] in INWARD else PARTICLES
    beside = (c for c in view.children(verb) if c == verb + 1 and view.deps[c] == "prep" and view.words[c] in known)
    return [t for c in beside for t in view.children(c) if view.deps[t] == "pobj"]


def _what(view: View, clause: int) -> list[int]:
    """ "Taxes what mills sell abroad": the word that stands for what is told of."""
    return [c for c in view.children(clause) if view.words[c] == "what" and c < clause]


def _is_small_clause(view: View, verb: int, children: list[int]) -> bool:
    """ "wants bauxite kept at home": a participle whose subject is what it is done to."""
    bare = not any(view.deps[c] in ("aux", "auxpass") for c in children)
    return view.tags[verb] == "VBN" and view.deps[verb] == "ccomp" and bare


def _meant(view: View, verb: int, subject: int) -> int:
    """ "Lenders found themselves shut out": whom the pronoun means."""
    if view.words[subject] not in REFLEXIVES:
        return subject
    return next((c for c in view.children(view.heads[verb]) if view.deps[c] == "nsubj"), subject)


def joined(view: View, thing: int) -> Iterator[int]:
    """A noun and the nouns joined to it."""
    yield thing
    for child in view.children(thing):
        if view.deps[child] == "conj" and not view.is_verb(child):
            yield from joined(view, child)


def _governed(view: View, preposition: int) -> Iterator[tuple[str, int]]:
    """ "out of the market": what a preposition governs, under the last preposition of a row."""
    dative_noun = view.deps[preposition] == "dative" and view.tags[preposition] not in ("IN", "TO")
    if dative_noun:
        yield "dative", preposition
        return
    for child in view.children(preposition):
        if view.deps[child] == "pobj":
            yield view.words[preposition], child
        elif view.deps[child] in ("prep", "pcomp") and not view.is_verb(child):
            yield from _governed(view, child)
        elif view.deps[child] == "pcomp":
            yield from ((view.words[preposition], c) for c in view.children(child) if view.words[c] in WHAT)


def _fill(view: View, verb: int, passive: bool, subjects: list[int], objects: list[int]) -> None:
    """The noun that a participle or relative clause modifies stands for its subject or its object."""
    noun = view.heads[verb]
    if view.tags[verb] == "VB" and view.words[noun] in INTENTS | PLANS and not passive and not subjects:
        subjects += _whose_plan(view, noun)
        return
    lacks_object = bool(subjects) or passive or (view.deps[verb] == "acl" and view.tags[verb] == "VBN")
    (objects if lacks_object else subjects).append(noun)


def _relative_above(view: View, verb: int, children: list[int]) -> list[int]:
    """ "Rice that Manila means to keep out": the noun that the relative object of a verb further down stands for."""
    if view.deps[verb] != "xcomp" or not any(
        view.deps[c] in ("dobj", "nsubjpass") and view.tags[c] in WH for c in children
    ):
        return []
    above = verb
    while view.deps[above] == "xcomp":
        above = view.heads[above]
    return [view.heads[above]] if view.deps[above] == "relcl" else []


def _has_time(view: View, verb: int) -> list[int] | None:
    """ "Suva gave the owner a year to sell", "it has until May to sell": who has the time, or None."""
    noun = view.heads[verb]
    above = view.heads[noun]
    infinitive = view.tags[verb] == "VB" and view.deps[verb] in ("acl", "advcl", "relcl", "xcomp")
    if infinitive and view.deps[noun] == "dobj" and view.words[noun] in TIME and view.is_verb(above):
        return _who_has(view, above)
    if infinitive and view.is_verb(noun) and _given_time(view, noun, verb):
        return _who_has(view, noun)
    return None


def _given_time(view: View, above: int, verb: int) -> bool:
    return any(c < verb and view.words[c] in TIME | {"until"} for c in view.children(above))


def _who_has(view: View, verb: int) -> list[int]:
    given = [c for c in view.children(verb) if view.deps[c] == "dative" and view.tags[c].startswith("N")]
    return given or [c for c in view.children(verb) if view.deps[c] in ("nsubjpass", "nsubj")]


def _whose_plan(view: View, noun: int) -> list[int]:
    """ "Peru's decision to bar rice", "Peru has no plan to bar rice"."""
    owners = [c for c in view.children(noun) if view.deps[c] == "poss"]
    above = view.heads[noun]
    return owners or [
        c for c in view.children(above) if view.deps[c] == "nsubj" and c != noun and view.words[c] != "there"
    ]


def _inherited(view: View, verb: int, passive: bool, objects: list[int]) -> list[int]:
    """The subject of a verb that has none: that of the verb it is joined to, or that it completes."""
    passed = {verb}
    for _ in range(4):
        above = view.heads[verb]
        passed.add(above)
        if view.deps[verb] == "prep" or view.deps[above] == "prep":
            above = view.heads[above]
        intended = view.deps[verb] == "dobj" and view.words[verb] in INTENTS
        if above == verb or not (intended or view.deps[verb] in COMPLETING):
            return []
        told = [c for c in view.children(above) if view.deps[c] in ("dobj", "nsubjpass", "nsubj") and c not in passed]
        if told:
            if passive:
                beside = view.deps[verb] == "conj" or (view.deps[verb] == "advcl" and verb > above)
                joined_to = [t for t in told if view.deps[t] != "dobj"] if beside else []
                objects += (joined_to or told)[-1:]
                return []
            governed = view.deps[verb] != "conj" and (view.deps[verb] != "advcl" or view.tags[verb] == "VB")
            return [t for t in told if view.deps[t] == "dobj" and governed] or told[:1]
        verb = above
        passed.add(verb)
    return []


def _particles(view: View, children: list[int], direct: list[int]) -> frozenset[str]:
    near = [*children, *(c for d in direct for c in view.children(d) if c > d)]
    beside = {view.words[c] for c in near if view.deps[c] in ADVERBS or view.deps[c] == "prep"}
    beside |= {view.words[c] for c in near if view.tags[c] == "JJ" and view.deps[c] in ("advcl", "amod")}
    deeper = {view.words[g] for c in children if view.deps[c] in ADVERBS for g in view.children(c)}
    return frozenset(beside | deeper)


def _clauses(view: View, children: list[int]) -> Iterator[int]:
    for child in children:
        if view.deps[child] in ("xcomp", "ccomp", "advcl") and view.is_verb(child):
            yield child
        elif view.deps[child] == "prep":
            yield from (c for c in view.children(child) if view.deps[c] == "pcomp" and view.is_verb(c))
