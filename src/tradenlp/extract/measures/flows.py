"""Acts that a verb or a noun tells together with the flow of goods it stops, frees, caps or licenses.

"Sales abroad of bauxite have been barred", "has stopped wheat from going abroad", "let exports flow again", "the
ceiling on grain leaving the union": no fixed phrase reaches these, so the parse says what the word acts on, and the
words of the flow say which way it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.arguments import arguments_of, particle_objects
from tradenlp.extract.measures.clauses import RATES, verb_taken_for_noun
from tradenlp.extract.measures.constructions import construction_cues, leading_cues
from tradenlp.extract.measures.crossing_words import CROSSING, flow_words
from tradenlp.extract.measures.crossings import BOTH, IN, OUT, crossing_direction, flow_direction, load_way
from tradenlp.extract.measures.cues import Cue, shifted
from tradenlp.extract.measures.echoes import echo_cues, echo_words, of_its_own
from tradenlp.extract.measures.frames import FIRST, LAST, construction_words
from tradenlp.extract.measures.idle import FLOW_BANS, is_idle, is_private, no_trade
from tradenlp.extract.measures.lexicon import CueEntry, measure_types, word_list
from tradenlp.extract.measures.origins import from_state, is_foreign
from tradenlp.extract.measures.outward import as_outward, for_others
from tradenlp.extract.measures.permissions import by_leave, permission_cue
from tradenlp.extract.measures.stand_ins import stand_ins
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View, within
from tradenlp.lexicon import read_entries

CRAFT = flow_words("craft")
FOOD = flow_words("edibles")
STRATEGIC = flow_words("strategic")
"""goods whose sale is licensed more often than banned"""
RATE_NAMES = frozenset({"tariff", "tariffs", "duty", "duties"})
CEASING = frozenset(form for verb in ("stop", "cease", "quit", "refuse", "decline") for form in inflections(verb))
AGAIN = frozenset({"again", "resume", "restart", "back", "anew"})
STARTING = frozenset({"start", "starts", "begin", "begins", "go", "run", "move"})
STOPPING = frozenset(
    form for verb in ("stop", "halt", "suspend", "pause", "freeze", "curb") for form in inflections(verb)
)
"""of strategic goods, what a state does by refusing licences, and does not call a ban"""
CHARGED = frozenset({"duty", "duties", "tariff", "tariffs", "levy", "levies", "untaxed"})
"""what goods are freed of, or come in without, that were never banned"""
SELLING = inflections("sell") | {"sale", "sales"}
CHEAPLY = word_list("too_cheap")
BEING = frozenset({"is", "are", "was", "were", "be", "been", "'s", "'re", "put", "puts", "placed", "declared"}).union(
    *(inflections(verb) for verb in ("remain", "stay", "keep", "become", "go", "stand"))
)
"""verbs by which something is said of goods: that they are off the menu, out of bounds"""
PARTS = flow_words("partial") | {"whole"}
ON = frozenset({"on", "of", "to", "for", "against", "over", "in", "upon"})


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """Words that do the same to a flow of goods."""

    id: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    """what is said of the flow by "is", "remains", "stays" """
    out: str = "export_ban"
    """the type of measure where the goods go out; empty for none"""
    into: str = "import_ban"
    """the type of measure where they come in; empty for none"""
    sense: str = "impose"
    """what is done: impose or ease"""
    things: tuple[str, ...] = ("flow",)
    """what it is done to: flow, foreign (of foreign origin), home (of the state itself), clause (what may
    cross), on (what the word is laid on), subject, carriers (of goods, with what they carry)"""
    particles: tuple[str, ...] = ()
    """one of these stands with the verb"""
    amount: bool = False
    """only with a figure: so many tonnes, a percentage"""
    rate: bool = False
    """only with a percentage that hangs on the verb"""


@cache
def entries() -> tuple[FlowEntry, ...]:
    """The entries of `flows.toml`."""
    return read_entries(Path(__file__).parent / "flows.toml", FlowEntry, "act")


@cache
def flow_verbs() -> dict[str, tuple[FlowEntry, ...]]:
    """Entries by every form of their words, and the verbs of crossing: the gate."""
    found: dict[str, tuple[FlowEntry, ...]] = dict.fromkeys((*CROSSING, *echo_words(), *construction_words()), ())
    for entry in entries():
        for word in (*entry.verbs, *entry.nouns, *entry.adjectives):
            forms = inflections(word) | _EXTRA.get(word, frozenset()) if word in entry.verbs else {word}
            for form in forms:
                if entry not in found.get(form, ()):
                    found[form] = (*found.get(form, ()), entry)
    return found


_EXTRA = {"forbid": frozenset({"forbids", "forbade", "forbidden", "forbidding"})}


def all_cues(
    view: View,
    start: int,
    end: int,
    named: Sequence[Cue],
    article: Set[str],
    grounds: Set[str] | None,
    before: Mapping[int, Sequence[Cue]],
) -> list[Cue]:
    """The cues that phrases gave, and those that syntax gives; a phrase that says little alone yields to syntax.

    `article` are the words of the whole article: in one that names tariffs a bare rate says enough. `grounds` are
    its words of disease and pests, for which food is kept out, `before` the cues of the sentences before.
    """
    named = leading_cues(view, start, end, [cue for cue in named if not of_its_own(view, cue)], article)
    named = [cue for cue in named if not is_idle(view, cue)]
    rated = not article.isdisjoint(RATE_NAMES)
    strong = [cue for cue in named if not cue.entry.weak or (cue.entry.follows and rated)]
    told = [cue for cue in flow_cues(view, start, end, strong) if not no_trade(view, cue)]
    if grounds is not None:
        around = {*view.words[start:end], *grounds}
        told = [shifted(cue, around) if is_on_food(view, cue) else cue for cue in told]
    firm = [cue for cue in told if not cue.entry.follows]
    used = {t for cue in firm for t in cue.tokens}
    kept = [cue for cue in named if cue in strong or used.isdisjoint(cue.tokens)] + firm
    used = {t for cue in kept for t in cue.tokens}
    kept += [cue for cue in told if cue.entry.follows and used.isdisjoint(cue.tokens)]
    kept = as_outward(view, start, end, kept, article)
    kept += echo_cues(view, start, end, kept, grounds, before)
    return [*kept, *stand_ins(view, start, end, kept)]


def is_on_food(view: View, cue: Cue) -> bool:
    """Whether what the cue is about is food, a plant or an animal."""
    first, last = max(0, cue.start - 2), cue.end + 4
    told = arguments_of(view, cue.head) if view.is_verb(cue.head) else None
    things = [] if told is None else [*told.objects, *told.subjects]
    near = [g for t in things for g in within(view.goods, max(0, t - 3), t + 1)] + list(within(view.goods, first, last))
    known = any(code[:2] <= "16" for g in near for code in g.fact.hs)
    return known or not FOOD.isdisjoint((*view.words[first:last], *(view.words[t] for t in things)))


def flow_cues(view: View, start: int, end: int, taken: Sequence[Cue]) -> list[Cue]:
    """Mentions of bans, limits and their end, told by words of the sentence that no phrase has claimed."""
    found = list(construction_cues(view, start, end, taken, place=FIRST))
    used = {t for cue in (*taken, *found) for t in cue.tokens}
    known = flow_verbs()
    for token in range(start, end):
        named = known.get(view.words[token])
        if named is None or token in used or verb_taken_for_noun(view, token):
            continue
        private = is_private(view, token)
        if private and not by_leave(view, token, start, end):
            continue
        told = [] if private else list(_told(view, token, named, end))
        allowed = permission_cue(view, token)
        for cue in told or ([allowed] if allowed else []):
            inside = used.isdisjoint(cue.tokens) and start <= cue.start and cue.end <= end
            if inside and not _undersold(view, cue):
                found.append(cue)
    return [*found, *construction_cues(view, start, end, [*taken, *found], place=LAST)]


def _told(view: View, token: int, named: Sequence[FlowEntry], end: int) -> Iterator[Cue]:
    """What an entry reads at a token: the first entry that fits, one cue, or two for all trade with a state."""
    word, verb = view.words[token], view.is_verb(token)
    for entry in named:
        forms = entry.verbs if verb else (*entry.nouns, *entry.adjectives)
        if not forms or (not verb and word not in forms) or not _particle(view, entry, token):
            continue
        if entry.amount and not within(view.figures, token, min(end, token + 25)):
            continue
        if entry.rate and not _has_rate(view, token, "on" in entry.things):
            continue
        for thing in _objects(view, token, entry):
            way = _way(view, entry, token, thing)
            amount = permission_cue(view, thing) if "clause" in entry.things and entry.sense == "ease" else None
            if amount is not None and amount.kind.id.endswith("quota"):
                yield amount
                return
            cues = list(_cues(view, entry, token, thing, way)) if way is not None else []
            if cues:
                yield from cues
                return


def _particle(view: View, entry: FlowEntry, verb: int) -> bool:
    """Whether a particle of the entry stands with the verb; "in" before a noun of its own is none."""
    beside = (c for c in _beside(view, verb) if view.words[c] in entry.particles)
    return not entry.particles or any(view.deps[c] != "prep" or c == verb + 1 or not view.children(c) for c in beside)


def _beside(view: View, verb: int) -> list[int]:
    """The particles and adverbs of a verb, also where the parse hangs them on its object."""
    near = view.children(verb)
    return [
        *near,
        *(
            c
            for n in near
            if n > verb and view.deps[n] in ("dobj", "advmod", "prep", "nsubjpass", "ccomp")
            for c in view.children(n)
        ),
    ]


def _objects(view: View, head: int, entry: FlowEntry) -> Iterator[int]:
    """What is acted on, with what is joined to it; of a participle the noun that it modifies."""
    if "clause" in entry.things:
        yield from _clauses(view, head)
        return
    if "on" in entry.things or "subject" in entry.things:
        yield from _laid_on(view, head) if "on" in entry.things else _subjects(view, head)
        return
    for thing in particle_objects(view, head):
        yield from _joined(view, thing)
    for child in view.children(head):
        if view.deps[child] in ("dobj", "nsubjpass"):
            yield from _joined(view, child)
        elif view.deps[child] in ("ccomp", "xcomp") and view.is_verb(head):
            inner = view.children(child)
            yield from (
                c for c in (child, *inner) if c == child or view.deps[c] == "nsubj" or view.words[c] == "whatever"
            )
    if not view.is_verb(head) and view.words[head] not in entry.adjectives:
        yield from (j for p in _prepositions(view, head) for thing in view.children(p) for j in _joined(view, thing))
    if view.is_verb(head) and ((view.deps[head] == "acl" and view.tags[head] == "VBN") or _of_relative(view, head)):
        yield view.heads[head]
    said = view.words[head] in entry.adjectives
    if (said or view.deps[head] == "acomp") and (verb := _predicating(view, head)) is not None:
        yield from (c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass", "dobj"))


def _predicating(view: View, head: int) -> int | None:
    """The verb by which a word is said of a thing: "is unwelcome", "became contraband", "stays off the menu"."""
    above = view.heads[head]
    if view.deps[head] in ("acomp", "attr", "oprd"):
        return above
    if view.deps[head] == "pobj" and view.words[above] in ("off", "of", "on"):
        above = view.heads[above]
        above = view.heads[above] if view.deps[above] == "prep" else above
        return above if view.words[above] in BEING else None
    return None


def _has_rate(view: View, verb: int, laid: bool) -> bool:
    """ "charges 27.5% on", "come in at 10%": a percentage is the object, or, unless it is `laid` on, behind "at"."""
    rates = [t for t in view.subtree(verb) if view.words[t] in RATES]
    if laid:
        return any(view.heads[t] == verb and {"on", "against"} & set(view.words[t + 1 : t + 3]) for t in rates)
    return any(view.words[view.heads[t]] == "at" or view.heads[t] == verb for t in rates)


def _of_relative(view: View, verb: int) -> bool:
    """ "the oysters that Seoul has refused": a relative clause without an object of its own."""
    objects = [c for c in view.children(verb) if view.deps[c] in ("dobj", "nsubjpass")]
    return view.deps[verb] == "relcl" and all(view.tags[c] in ("WDT", "WP") for c in objects)


def _laid_on(view: View, verb: int) -> Iterator[int]:
    """ "charges 27.5% on Korean vans": what stands behind "on" or "against"."""
    holders = [verb, *(c for c in view.children(verb) if view.deps[c] == "dobj")]
    for preposition in (c for h in holders for c in view.children(h) if view.words[c] in ("on", "against")):
        yield from (j for thing in view.children(preposition) for j in _joined(view, thing))


def _subjects(view: View, verb: int) -> Iterator[int]:
    yield from (j for c in view.children(verb) if view.deps[c] == "nsubj" for j in _joined(view, c))


def _prepositions(view: View, noun: int) -> list[int]:
    """ "the halt to": what hangs on the noun, and what stands right behind it, whatever the parse hangs it on."""
    own = [c for c in view.children(noun) if view.deps[c] == "prep"]
    behind = [noun + 1] if noun + 1 < len(view.words) and view.deps[noun + 1] == "prep" else []
    return [p for p in dict.fromkeys([*own, *behind]) if view.words[p] in ON]


def _joined(view: View, thing: int) -> Iterator[int]:
    """A noun, what it is a part of ("all of its commerce"), and what is joined to it."""
    yield thing
    for child in view.children(thing):
        if view.deps[child] == "conj" and not view.is_verb(child):
            yield child
        elif view.words[child] == "of" and view.words[thing] in PARTS:
            yield from view.children(child)


def _clauses(view: View, verb: int) -> Iterator[int]:
    """ "let producers ship", "barred millers from buying", "what each refiner may ship"."""
    for child in view.children(verb):
        purpose = view.deps[child] == "advcl" and any(view.words[c] == "to" for c in view.children(child))
        crime = view.deps[child] == "acl" and view.tags[child] == "VB" and not view.is_verb(verb)
        if view.deps[child] in ("xcomp", "ccomp") or purpose or crime:
            yield child
        elif view.deps[child] == "prep" and view.words[child] == "from":
            yield from (c for c in view.children(child) if view.deps[c] == "pcomp")


def _way(view: View, entry: FlowEntry, verb: int, thing: int) -> str | None:
    if "clause" in entry.things:
        if _resumes(view, thing):
            subjects = [c for c in view.children(thing) if view.deps[c].startswith("nsubj")]
            subjects += [c for c in view.children(verb) if view.deps[c] in ("dobj", "nsubjpass")]
            return next((w for s in subjects if (w := flow_direction(view, s, thing))), None)
        return crossing_direction(view, thing, bare=entry.amount) if view.words[thing] in CROSSING else None
    if "flow" in entry.things and not view.is_verb(verb) and view.is_verb(thing) and view.words[thing] in CROSSING:
        return crossing_direction(view, thing, bare=False)
    if "carriers" in entry.things:
        return load_way(view, thing)
    if {"flow", "on"} & set(entry.things) and (way := flow_direction(view, thing, verb)) is not None:
        return way
    if not are_goods(view, thing):
        return None
    if entry.out in FLOW_BANS and "flow" in entry.things and for_others(view, thing):
        return OUT
    if entry.particles and view.words[thing] in CRAFT:
        return None
    foreign = is_foreign(view, thing, verb) or from_state(view, thing, verb)
    if {"foreign", "on", "subject"} & set(entry.things) and foreign:
        return IN
    return OUT if "home" in entry.things and not foreign else None


def _resumes(view: View, verb: int) -> bool:
    """ "Let exports resume", "let exports start again": what flowed before."""
    word = view.words[verb]
    anew = word in STARTING and any(view.words[c] in AGAIN for c in view.children(verb))
    return anew or word in AGAIN or word in ("flow", "proceed", "continue")


def _cues(view: View, entry: FlowEntry, head: int, thing: int, way: str) -> Iterator[Cue]:
    """One cue for the direction, two for trade both ways; a permission that is denied is a ban."""
    sense = entry.sense
    denied = any(view.deps[c] == "neg" or view.words[c] == "longer" for c in view.children(head))
    denied = denied or (sense == "ease" and any(view.words[c] == "no" for c in view.children(thing)))
    given_up = _given_up(view, head) if sense == "ease" else None
    if denied and sense == "ease":
        told = CueEntry(entry.id, (), entry.examples, status="in_force", flow=True)
    elif given_up is not None:
        told, head = CueEntry(entry.id, (), entry.examples, flow=True), given_up
    else:
        told = CueEntry(entry.id, (), entry.examples, sense=sense, flow=True)
    for direction, kind in ((OUT, entry.out), (IN, entry.into)):
        licensed = sense == "ease" or view.words[head] in STOPPING
        if kind == "import_ban" and sense == "ease" and not CHARGED.isdisjoint(_words_below(view, head)):
            kind = "import_tariff"
        if kind == "export_ban" and licensed and not STRATEGIC.isdisjoint(_words_below(view, head)):
            kind = "export_control"
        if kind and way in (direction, BOTH):
            yield Cue(measure_types()[kind], told, tuple(sorted((head, thing))), head)


def _given_up(view: View, verb: int) -> int | None:
    """ "Stopped letting in Polish eggs", "refused to admit them": the verb by which it is done no more."""
    above = view.heads[verb]
    above = view.heads[above] if view.deps[above] == "prep" else above
    return above if view.deps[verb] in ("xcomp", "pcomp") and view.words[above] in CEASING else None


def _undersold(view: View, cue: Cue) -> bool:
    """ "Agreed to stop selling chips at below cost": a price is given up, and nothing is kept out or in."""
    if cue.kind.id not in FLOW_BANS or SELLING.isdisjoint(view.words[t] for t in cue.tokens):
        return False
    below = view.words[cue.head : view.subtree(cue.head)[-1] + 1]
    cut = any(w == "cut" and below[n + 2 : n + 3] == ["price"] for n, w in enumerate(below))
    return cut or not CHEAPLY.isdisjoint(below)


def _words_below(view: View, token: int) -> set[str]:
    return {view.words[t] for t in view.subtree(token)}
