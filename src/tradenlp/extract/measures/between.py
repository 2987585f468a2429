"""What two mentions of one sentence are to each other: the answer and what it answers, the measure and its purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.accused import answered_for
from tradenlp.extract.measures.classes import belongs
from tradenlp.extract.measures.coordinated import shared_aim
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_below
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.promises import is_of_deal
from tradenlp.extract.measures.spots import Spot
from tradenlp.extract.measures.stand_ins import STAND_IN
from tradenlp.extract.measures.struck_back import MAY_STRIKE
from tradenlp.extract.status.decide import UNTOLD
from tradenlp.extract.view import View

ABOUT = frozenset({"over", "into", "against", "about", "concerning", "on", "that", "whether", "of", "regarding", "in"})
ANSWERS = word_list("answers")
PURPOSES = word_list("purposes")
DENIALS = word_list("denials")
BEING = word_list("being")
STATES_ACT = frozenset({"import", "export", "firms", "home"})
SPARING = frozenset({"exempt", "exempts", "exempted", "exempting", "spare", "spares", "spared", "exclude", "excluded"})
ENABLING = frozenset({"allow", "allows", "let", "lets", "permit", "permits", "enable", "enables", "empower", "empowers",
                      "authorise", "authorises", "authorize", "authorizes", "entitle", "entitles"})  # fmt: skip
LAWS = word_list("laws")
TALKING = word_list("talking")
COMPLAINTS = word_list("complaints")
"""nouns of a case itself, and no measure that it is about"""
TOPICS = frozenset({"customs_procedure", "technical_barrier", "sps", "local_content", "subsidy", "import_licensing"})
REACH = 12
"""tokens between a word of answer and the mention of what is answered"""


def related(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of one sentence without those that only tell the purpose of another, answers and causes linked."""
    mentions = shared_aim(view, mentions)
    kept = [m for m in mentions if not denied(view, m) and not _is_purpose(view, m, mentions)]
    kept = [m for m in kept if not is_power(view, m) and not is_topic(view, m) and not is_of_deal(view, m)]
    kept = [m for m in kept if not _spares_states(view, m, kept)]
    kept = [answered_for(view, _of_its_own(m, kept), kept) for m in kept]
    return [_disputed(view, _caused(view, m, kept), kept) for m in kept]


def carried_on(mention: Mention, found: Sequence[Mention]) -> Mention:
    """ "25% duties on steel and 10 percent on copper": a bare rate is by whoever set the one before it."""
    if mention.cue.entry is STAND_IN:
        return _as_named(mention, found)
    bare = mention.cue.entry.follows and mention.rate is not None and not mention.roles.imposers
    if not bare or not found or found[-1].rate is None:
        return mention
    before = found[-1]
    roles = Roles(dict(before.roles.imposers), dict(mention.roles.targets or before.roles.targets))
    if mention.reading.rule == UNTOLD:
        mention = replace(mention, reading=before.reading, timing=before.timing)
    return replace(mention, roles=roles, own_party=True)


def _as_named(mention: Mention, found: Sequence[Mention]) -> Mention:
    """ "duties on steel and those on cement": by whoever set the ones that the pronoun stands beside."""
    before = next((m for m in reversed(found) if m.kind == mention.kind and not (m.rate and m.rate.old)), None)
    if before is None:
        return mention
    if mention.reading.rule == UNTOLD:
        mention = replace(mention, reading=before.reading, timing=before.timing)
    if mention.roles.imposers or before.roles.imposers.keys() & mention.roles.targets.keys():
        return mention
    return replace(mention, roles=Roles(dict(before.roles.imposers), dict(mention.roles.targets)), own_party=True)


def _spares_states(view: View, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """ "25% on steel but exempted Peru": whom a duty of the same sentence leaves out limits it and is no act."""
    spared = mention.cue.entry.id == "spared" or any(view.words[t] in SPARING for t in mention.reading.words)
    if not spared or not mention.roles.targets or mention.rate is not None:
        return False
    duties = [m for m in mentions if m is not mention and m.kind == mention.kind and m.rate is not None]
    return bool(duties) and mention.scope.keys <= {key for m in duties for key in m.scope.keys}


def _of_its_own(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """ "34% on goods from China, 20% on Japan": the first rate is not for those of the rates after it.

    An origin told once at the end of such a row holds for all: "15% on coal and 10% on oil from Peru".
    """
    if mention.rate is None or mention.rate.old:
        return mention
    told = mention.rate.token
    row = [m for m in mentions if m.rate is not None and not m.rate.old and m.rate.token > told]
    targets = mention.roles.targets
    if not row or mention.kind not in {m.kind for m in row}:
        return mention
    next_rate = min(m.rate.token for m in row if m.rate is not None)
    own = {actor: why for actor, why in targets.items() if why[1] < next_rate}
    if own and len(own) < len(targets):
        return replace(mention, roles=Roles(dict(mention.roles.imposers), own))
    last = row[-1].roles
    shared = bool(last.targets) and all(why[0].startswith("from ") for why in last.targets.values())
    same_maker = last.imposers.keys() == mention.roles.imposers.keys()
    if not targets and shared and same_maker and mention.scope.keys and row[-1].scope.keys:
        return replace(mention, roles=Roles(dict(mention.roles.imposers), dict(last.targets)))
    return mention


def is_power(view: View, mention: Mention) -> bool:
    """ "a law that allows the president to restrict imports", "under which the bloc can raise duties": no act yet."""
    if mention.cue.kind.side not in STATES_ACT:
        return False
    for token in (mention.cue.head, *view.ancestors(mention.cue.head)):
        if view.words[token] in ENABLING and _of_law(view, token) and _enabled(view, token):
            return True
        if view.deps[token] == "relcl" and view.words[view.heads[token]] in LAWS and _by_which(view, token):
            return any(view.words[c] in ("can", "may", "could") for c in view.children(token))
    return False


def _of_law(view: View, verb: int) -> bool:
    """Whether a law is what allows: its subject, or the noun of its relative clause."""
    subjects = [c for c in view.children(verb) if view.deps[c] == "nsubj"]
    if view.deps[verb] == "relcl" and all(view.words[c] in ("that", "which") for c in subjects):
        subjects = [view.heads[verb]]
    named = {view.words[t] for c in subjects for t in (c, *view.children(c))}
    return bool(named & LAWS)


def _enabled(view: View, verb: int) -> bool:
    """Whether it is a state, or who acts for it, that is allowed to do something."""
    below = [c for c in view.children(verb) if c > verb]
    agents = [c for c in below if view.deps[c] == "dobj"]
    clauses = [c for c in below if view.deps[c] in ("ccomp", "xcomp")]
    agents += [g for c in clauses for g in view.children(c) if view.deps[g] == "nsubj"]
    return any(belongs(Spot(view, t, verb), ("authority",)) for t in agents)


def _by_which(view: View, verb: int) -> bool:
    return any(
        view.words[c] in ("under", "by", "through", "with") and any(view.words[g] == "which" for g in view.children(c))
        for c in view.children(verb)
    )


def is_topic(view: View, mention: Mention) -> bool:
    """ "divided over rules of origin", "still to agree on standards": what is talked about and not laid down."""
    above = view.heads[mention.cue.head]
    if mention.cue.kind.id not in TOPICS or view.deps[above] != "prep" or view.words[above] not in ABOUT:
        return False
    return view.words[view.heads[above]] in TALKING


STOPPING = frozenset({"stop", "stops", "stopped", "stopping"})


def denied(view: View, mention: Mention) -> bool:
    """ "while not constituting a full ban", "is not a tariff", "short of a ban": what it is said not to be.

    Who stopped short of it has weighed and left it: that is a stage.
    """
    head, words = mention.cue.head, view.words
    start = max(0, mention.cue.start - 4)
    pairs = list(zip(words[start:head], words[start + 1 : head], strict=False))
    if ("rather", "than") in pairs:
        return True
    if ("short", "of") in pairs:
        return words[start + pairs.index(("short", "of")) - 1] not in STOPPING
    above = view.heads[head]
    if view.deps[head] not in ("dobj", "attr", "pobj") or words[above] not in BEING:
        return False
    return any(view.deps[c] == "neg" or words[c] in DENIALS for c in view.children(above))


def _is_purpose(view: View, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """ "a quota system aimed at restricting exports": the verb says what the quota is for."""
    head, words = mention.cue.head, view.words
    if not view.is_verb(head):
        return False
    before = words[max(0, head - 3) : head]
    if not PURPOSES & set(before):
        return False
    first = next(t for t in range(max(0, head - 3), head) if words[t] in PURPOSES)
    return any(o is not mention and o.cue.kind.side != "deal" and 0 <= first - o.cue.end <= 3 for o in mentions)


def _is_about(view: View, case: Mention, other: Mention) -> bool:
    """ "a complaint over Peru's ban", but not "lodged a complaint and banned"."""
    if is_below(view, other.cue.head, case.cue.head):
        steps = (other.cue.head, *view.ancestors(other.cue.head))
        path = steps[: steps.index(case.cue.head)]
        return not any(view.deps[t] == "conj" and view.is_verb(t) for t in path)
    between = view.words[case.cue.head + 1 : other.cue.start]
    sign = next((n for n, word in enumerate(between) if word in ABOUT), None)
    return sign is not None and not {"and", "but", ";"} & set(between[:sign])


def _disputed(view: View, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """ "an investigation into the president's tariffs on Peru": who imposed answers, who is hit complains."""
    striking = MAY_STRIKE in {why for why, _ in mention.roles.imposers.values()}
    if mention.cue.kind.side != "dispute" or striking:
        return mention
    later = (m for m in mentions if m.cue.start >= mention.cue.end and m.cue.kind.side in STATES_ACT)
    later = (m for m in later if view.words[m.cue.head] not in COMPLAINTS)
    about = next(later, None)
    if (
        about is None
        or not _is_about(view, mention, about)
        or not about.roles.targets
        or set(about.roles.targets) & set(about.roles.imposers)
    ):
        return mention
    answering = dict(about.roles.imposers) or {
        a: w for a, w in mention.roles.targets.items() if a not in about.roles.targets
    }
    named = {a: w for a, w in mention.roles.imposers.items() if a not in answering}
    if not answering:
        return mention
    return replace(mention, roles=Roles(named or dict(about.roles.targets), answering))


def _caused(view: View, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """ "duties on whiskey in response to tariffs on steel": who is hit by the answer imposed what is answered."""
    if mention.cue.kind.side not in STATES_ACT:
        return mention
    window = view.words[max(0, mention.cue.start - REACH) : mention.cue.start]
    if not ANSWERS & set(window):
        return mention
    sign = mention.cue.start - len(window) + max(n for n, w in enumerate(window) if w in ANSWERS)
    if {",", ";"} & set(view.words[sign : mention.cue.start]):
        return mention
    earlier = [m for m in mentions if m.cue.end <= sign and m.roles.targets and m.cue.kind.side in STATES_ACT]
    if not earlier:
        return mention
    answer = earlier[-1].roles
    if mention.roles.imposers.keys() - answer.imposers.keys():
        return mention
    roles = Roles({a: ("its answer hits it", t) for a, (_, t) in answer.targets.items()}, dict(mention.roles.targets))
    return replace(mention, roles=roles)
