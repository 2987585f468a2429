"""Who does it to whom, as the syntax around one mention tells.

Inside the noun phrase: "US tariffs", "Trump's China tariffs", "tariffs on Chinese goods by India"; around the
governing verbs: "Turkey imposed", "was hit by the US with", "imposed on China by".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import StatusCues, governors
from tradenlp.extract.view import View

TARGET_PREPOSITIONS = frozenset({"on", "against", "for", "targeting", "toward", "towards", "upon", "over", "onto",
                                 "affecting", "at", "covering"})  # fmt: skip
TARGET_LINKS = TARGET_PREPOSITIONS | {"from", "of", "to", "into", "with", "in", "including", "off", "by"}
BEARERS = frozenset({"face", "faces", "faced", "facing", "pay", "pays", "paid", "paying", "suffer", "suffered", "avoid",
                     "avoided", "escape", "escaped", "bear", "incur", "absorb", "endure", "dodge"})  # fmt: skip
HITS = frozenset({"hit", "hits", "hitting", "slap", "slapped", "slaps", "target", "targeted", "targets", "targeting",
                  "punish", "punished", "punishing", "threaten", "threatened", "threatens", "smack", "charge",
                  "charged", "exempt", "exempted", "exempting", "spare", "spared"})  # fmt: skip
GOVERNMENTS = frozenset({"government", "cabinet", "ministry", "parliament", "officials", "regulators", "authorities",
                         "administration", "lawmakers", "ministers", "court", "customs"})  # fmt: skip
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "who", "which", "that", "this", "i"})
REPORTING = frozenset({"said", "says", "say", "told", "added", "reported", "noted", "according", "argued", "claimed"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
BREAKS = frozenset(
    {"by", "said", ";", "while", "and", "after", "but", "because", "although", "which", "that", ":", "with"}
)
MODIFIER_TAGS = frozenset({"POS", "CD", "JJ", "NN", "NNS", "HYPH", "$", "VBN"})
ORIGIN_VERBS = frozenset({"imported", "made", "produced", "originating", "coming", "sold", "shipped", "exported"})
OF_EXPORTS = frozenset({"export", "exports", "shipments", "shipment", "sales", "sale", "exporting"})


@dataclass
class Roles:
    """Actor ids with the rule and tokens that gave them."""

    imposers: dict[str, tuple[str, int]] = field(default_factory=dict)
    targets: dict[str, tuple[str, int]] = field(default_factory=dict)

    def impose(self, party: Party, rule: str) -> None:
        """Add an imposer."""
        self.imposers.setdefault(party.actor_id, (rule, party.first))

    def target(self, party: Party, rule: str) -> None:
        """Add a target."""
        self.targets.setdefault(party.actor_id, (rule, party.first))


@dataclass(frozen=True, slots=True)
class Link:
    """How a party hangs on a token: the child of that token it hangs below, and the prepositions passed."""

    child: int
    prepositions: tuple[str, ...]
    through_clause: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """How a verb stands to the mention."""

    passive: bool
    """the mention is its subject"""
    own: bool
    """its subject is who acts, not who asks others to"""
    raised: bool
    """its subject is that of the verb below ("is expected to impose")"""


def link(view: View, party: Party, anchor: int) -> Link | None:
    """The link from a party up to `anchor`, or None where it does not hang on it."""
    token = _span_head(view, party)
    prepositions: list[str] = []
    clause = False
    for above in (token, *view.ancestors(token)):
        if above == anchor:
            return Link(token, tuple(reversed(prepositions)), clause) if token != anchor else None
        if view.deps[above] in ("prep", "agent", "dative") and not view.is_verb(above):
            prepositions.append(view.words[above])
        if view.is_verb(above) or (
            view.deps[above] in ("appos", "relcl", "acl", "advcl", "ccomp") and above != party.first
        ):
            clause = True
        token = above
    return None


def _span_head(view: View, party: Party) -> int:
    for token in range(party.first, party.last):
        if not party.first <= view.heads[token] < party.last or view.heads[token] == token:
            return token
    return party.last - 1


def read_roles(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, before: Party | None) -> Roles:
    """Roles of the parties of one sentence towards the mention `cue`.

    `before` is who was the subject of the sentence before, for a pronoun to stand for.
    """
    roles, head, side = Roles(), cue.head, cue.kind.side
    parties = [p for p in parties if not _inside(view, p, cue, roles)]
    if side == "deal":
        _deal_roles(view, statuses, parties, head, cue.tokens, roles)
        return roles
    rest = [p for p in parties if not _noun_phrase_role(view, p, cue, roles)]
    rest = [p for p in rest if not _clause_of_noun(view, p, head, side, roles)]
    pronoun = _governor_roles(view, statuses, rest, cue, roles)
    if not roles.imposers:
        _standing_before(view, statuses, rest, cue, roles)
    if not roles.imposers and pronoun is not None:
        _by_pronoun(view, parties, pronoun, before, roles)
    if not roles.imposers and (its := _possessive(view, head)) is not None:
        _by_nearest(parties, its, before, roles)
    if not roles.targets and side != "home" and (its := _its_goods(view, cue)) is not None:
        _by_last(rest, its, roles)
    if not roles.targets and side not in ("home",):
        _nearby_targets(view, rest, head, side, roles)
    if cue.kind.id == "investment_restriction" and view.is_verb(head):
        _buyers(roles)
    _settle(roles, side)
    return roles


def _buyers(roles: Roles) -> None:
    """ "Canada blocked the takeover by a Chinese group": who buys is hit, not who imposes."""
    buyers = {actor: why for actor, why in roles.imposers.items() if why[0] in ("by", "agent")}
    if len(buyers) < len(roles.imposers):
        roles.imposers = {actor: why for actor, why in roles.imposers.items() if actor not in buyers}
        roles.targets.update(buyers)


def _inside(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """ "put on a U.S. blacklist": a state that modifies the last noun of the mention."""
    last = cue.tokens[-1]
    inside = cue.head < party.first < last and party.is_state and view.heads[party.last - 1] == last
    if inside and cue.kind.side == "firms" and not view.words[last].startswith(("compan", "firm", "entit")):
        roles.impose(party, "whose list")
        return True
    return False


def _noun_phrase_role(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """A party that hangs on the noun itself; whether a role was given."""
    head, side = cue.head, cue.kind.side
    found = link(view, party, head)
    if found is None or found.through_clause or view.deps[found.child] in SUBJECTS:
        return False
    if not found.prepositions:
        if any(view.tags[t] == "IN" for t in cue.tokens if t < party.first) and side != "home":
            roles.target(party, "within the mention")
            return True
        return _premodifier(view, party, head, side, roles)
    first, last = found.prepositions[0], found.prepositions[-1]
    if first == "by" or (first == "of" and len(found.prepositions) == 1 and party.named_state and side == "home"):
        roles.impose(party, "by")
    elif side == "export" and _exporter(view, party):
        roles.impose(party, "adjective of exports")
    elif last == "to" and side == "import" and _after(view, party) in OF_EXPORTS:
        return False
    elif last == "into" and side == "import" and first not in ("into", "on", "against"):
        roles.impose(party, "into")
    elif last == "from" and side == "export":
        return False
    elif last == "in" and side in ("import", "home", "export"):
        if party.form == "adjective" or len(found.prepositions) > 1:
            return False
        roles.impose(party, "in")
    elif first in ("with", "between") and side != "dispute":
        return False
    elif side == "home" or first not in TARGET_LINKS:
        return False
    else:
        roles.target(party, f"{last} after the noun")
    return True


def _after(view: View, party: Party) -> str:
    return view.words[party.last] if party.last < len(view.words) else ""


def _exporter(view: View, party: Party) -> bool:
    following = view.words[party.last : party.last + 3]
    return following[:1] != ["'s"] and bool(OF_EXPORTS & set(following[: 3 if party.form == "adjective" else 1]))


def _premodifier(view: View, party: Party, head: int, side: str, roles: Roles) -> bool:
    """ "US tariffs", "Beijing's ban", "Trump's China tariffs", "Russia sanctions"."""
    if party.first > head:
        if view.is_verb(head):
            (roles.target if side != "home" else roles.impose)(party, "object")
            return True
        return False
    following = _after(view, party)
    if following == "-" and view.words[party.last + 1 : party.last + 2] == ["related"]:
        roles.target(party, "related to it")
    elif following in ("'s", "'", "s"):
        roles.impose(party, "possessive")
    elif following in ("-", "–", "—") and side in ("import", "firms"):
        return False
    elif side == "firms" and party.form == "name" and party.named_state:
        roles.target(party, "modifier of the noun")
    elif side == "import" and party.form == "name" and party.named_state and roles.imposers:
        roles.target(party, "second modifier")
    else:
        roles.impose(party, "modifier of the noun")
    return True


def _clause_of_noun(view: View, party: Party, head: int, side: str, roles: Roles) -> bool:
    """ "tariffs imposed by India on steel", "the ban that Poland announced"."""
    for verb in view.children(head):
        if verb > head and view.deps[verb] in ("acl", "relcl"):
            found = link(view, party, verb)
            if found is not None:
                return _verb_role(view, party, verb, found, side, roles, Clause(True, True, False))
    return False


def _governor_roles(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> int | None:
    """Roles around the governing verbs, nearest first, up to the one that names who acts.

    Returns the token of a pronoun that stands as subject where a name is looked for, else None.
    """
    head, side, below = cue.head, cue.kind.side, cue.head
    for verb in [head] * view.is_verb(head) + [g for g in governors(view, statuses, head, cue.tokens)]:
        if not view.is_verb(verb):
            _noun_of_attitude(view, statuses, parties, verb, head, roles)
            continue
        entry = statuses.get(verb)
        telling = verb in cue.tokens or entry is not None or _controls(view, verb, below)
        own = telling and (verb in cue.tokens or entry is None or entry.sense != "urge")
        passive = any(view.deps[c] in SUBJECTS and _below(view, below, c) for c in view.children(verb))
        raised = verb != head and view.deps[below] in ("xcomp", "ccomp")
        for party in parties if telling else ():
            found = link(view, party, verb)
            if found is None or found.through_clause or party.actor_id in roles.targets:
                continue
            if verb == head or not _below(view, head, found.child):
                _verb_role(view, party, verb, found, side, roles, Clause(passive, own, raised))
        _modified_noun(view, parties, verb, head, roles)
        _joined_verb(view, parties, verb, own, roles)
        if roles.imposers:
            return None
        for child in view.children(verb):
            if own and view.deps[child] in SUBJECTS and view.words[child] in PRONOUNS and not passive:
                return child
        below = verb
    return None


def _controls(view: View, verb: int, below: int) -> bool:
    """Whether the subject of `verb` is also who does what stands below: "hit back by imposing", "sought to impose"."""
    if view.deps[below] == "xcomp":
        return True
    preposition = view.heads[below]
    return (
        view.tags[below] == "VBG"
        and view.deps[below] in ("pcomp", "advcl")
        and verb in (preposition, view.heads[preposition])
    )


def _joined_verb(view: View, parties: Sequence[Party], verb: int, own: bool, roles: Roles) -> None:
    """ "India has gone further and bans imports": the second verb has the subject of the first."""
    if not own or roles.imposers or view.deps[verb] != "conj":
        return
    if any(view.deps[c] in SUBJECTS for c in view.children(verb)):
        return
    for party in parties:
        found = link(view, party, view.heads[verb])
        if found and not found.through_clause and not found.prepositions and view.deps[found.child] == "nsubj":
            roles.impose(party, "subject of the verb before")


def _noun_of_attitude(
    view: View, statuses: StatusCues, parties: Sequence[Party], noun: int, head: int, roles: Roles
) -> None:
    """ "Trump's decision to", "the decision of the US to", "a threat by China of"."""
    if noun not in statuses or roles.imposers:
        return
    for party in parties:
        found = link(view, party, noun)
        if found is None or found.through_clause or _below(view, head, found.child):
            continue
        if not found.prepositions or found.prepositions[0] in ("of", "by", "from"):
            roles.impose(party, f"whose {view.words[noun]}")


def _modified_noun(view: View, parties: Sequence[Party], verb: int, head: int, roles: Roles) -> None:
    """ "China, which imposed tariffs"; "Trump threatening to impose"."""
    passive = any(view.deps[c] == "auxpass" for c in view.children(verb)) or view.tags[verb] == "VBN"
    if view.deps[verb] not in ("relcl", "acl"):
        return
    for party in parties:
        if not party.first <= view.heads[verb] < party.last:
            continue
        if passive and verb == head:
            roles.target(party, "to whom it is done")
        elif not passive and not roles.imposers and party.actor_id not in roles.targets:
            roles.impose(party, "who does it")


def _below(view: View, token: int, top: int) -> bool:
    return token == top or any(above == top for above in view.ancestors(token))


def _standing_before(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where the parse has lost the thread: "Britain's 2% tax", "India … imposed", by the order of words alone."""
    for party in reversed(parties):
        if party.last > cue.start or party.actor_id in roles.targets or not party.is_state:
            continue
        between = range(party.last, cue.start)
        if _after(view, party) == "-":
            continue
        if len(between) <= 5 and all(view.tags[t] in MODIFIER_TAGS for t in between):
            roles.impose(party, "stands before")
            return
        verbs = [t for t in between if view.is_verb(t) and t in statuses and statuses[t].sense != "urge"]
        subject = view.deps[_span_head(view, party)] == "nsubj" or view.tags[party.last] == "VBG"
        urged = any(t in statuses and statuses[t].sense == "urge" for t in between)
        if (
            subject
            and verbs
            and not urged
            and len(between) <= 12
            and not (BREAKS - {"by"}) & {view.words[t] for t in between}
        ):
            roles.impose(party, "subject before the verb")
            return


def _its_goods(view: View, cue: Cue) -> int | None:
    """ "a tariff on its goods": the pronoun."""
    for token in range(cue.head + 1, min(cue.head + 4, len(view.words) - 1)):
        if view.words[token] in ("its", "their") and view.words[token - 1] in ("on", "against"):
            own_imports = {"import", "imports", "imported", "purchases"} & set(view.words[token : token + 7])
            return None if own_imports else token
    return None


def _by_last(parties: Sequence[Party], token: int, roles: Roles) -> None:
    named = [p for p in parties if p.last <= token and p.is_state and p.actor_id not in roles.imposers]
    if named:
        roles.target(named[-1], "its goods: the last named")


def _possessive(view: View, head: int) -> int | None:
    return next((c for c in view.children(head) if view.words[c] in ("its", "their", "his", "her")), None)


def _by_nearest(parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """ "its tariffs": whoever was named last before."""
    named = [p for p in parties if p.last <= token and p.is_state]
    chosen = named[-1] if named else before
    if chosen is not None:
        roles.targets.pop(chosen.actor_id, None)
        roles.impose(chosen, "its: the last named")


def _by_pronoun(view: View, parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """The pronoun at `token` stands for the last subject before it, in its sentence or the ones before."""
    if view.words[token] in ("i", "we", "this"):
        return
    if view.words[token] in ("which", "who", "that"):
        _by_nearest(parties, token, before, roles)
        return
    subjects = [p for p in sentence_subject(view, parties) if p.first < token and p.actor_id not in roles.targets]
    chosen = subjects[-1] if subjects else before
    if chosen is not None and chosen.actor_id not in roles.targets:
        roles.impose(chosen, "pronoun for the subject before")


def _verb_role(view: View, party: Party, verb: int, found: Link, side: str, roles: Roles, clause: Clause) -> bool:
    dep = view.deps[found.child]
    first = found.prepositions[0] if found.prepositions else None
    seat = first == "in" and view.words[found.child] in GOVERNMENTS
    if dep in ("nsubj", "csubj") and (first is None or first == "of" or seat):
        if view.words[verb] in BEARERS and side != "home":
            roles.target(party, "bears it")
        elif clause.own:
            roles.impose(party, "subject")
        return True
    if dep == "agent" or first == "by":
        roles.impose(party, "agent")
        return True
    if dep == "nsubjpass" and not clause.passive:
        (roles.impose if clause.raised else roles.target)(party, "passive subject")
        return True
    if dep in ("dobj", "dative") and first is None and not clause.own:
        roles.impose(party, "urged to")
        return True
    struck = view.words[verb] in HITS or side == "firms"
    if dep in ("dobj", "dative") and first is None and side != "home" and struck:
        roles.target(party, "object of the verb")
        return True
    if first in ("on", "upon") and not clause.own:
        roles.impose(party, "called on to")
        return True
    if first in TARGET_PREPOSITIONS or (first == "from" and side == "import"):
        if side != "home" and first != "at":
            roles.target(party, f"{first} after the verb")
        return True
    if first == "to" and side == "export":
        roles.target(party, "to after the verb")
        return True
    return False


def _nearby_targets(view: View, parties: Sequence[Party], head: int, side: str, roles: Roles) -> None:
    """Reading order where syntax gave nothing: "on … X" shortly after the mention, or "Chinese goods"."""
    for party in parties:
        named = party.named_state or (side in ("firms", "export") and not party.is_state)
        if not head < party.first <= head + 12 or not named or party.actor_id in roles.imposers:
            continue
        between = view.words[head + 1 : party.first]
        if BREAKS & set(between) - ({"that"} if side == "dispute" else set()) or _clause_ends(view, head, party):
            return
        prepositions = (
            {"on", "against", "from", "that", "over", "into", "of", "for"}
            if side != "export"
            else {"to", "against", "on", "from"}
        )
        if prepositions & set(between) and (side != "import" or _of_origin(view, party) or len(between) <= 4):
            roles.target(party, "shortly after")
            return


def _clause_ends(view: View, head: int, party: Party) -> bool:
    """Whether another clause begins between the mention and a party."""
    if any(view.words[t - 1] == "," and view.tags[t] == "VBG" for t in range(head + 2, party.first)):
        return True
    above = set(view.ancestors(head))
    return any(
        view.tags[t] in ("VBD", "VBZ", "VBP") and t not in above and view.words[t] not in ORIGIN_VERBS
        for t in range(head + 1, party.first)
    )


def _of_origin(view: View, party: Party) -> bool:
    """ "Chinese imports", "goods from China": where goods come from."""
    if party.form in ("adjective", "abbreviation") and view.tags[party.last : party.last + 1] != ["."]:
        return any(view.tags[t].startswith("NN") for t in range(party.last, min(party.last + 3, len(view.words))))
    return "from" in view.words[max(0, party.first - 2) : party.first]


def _settle(roles: Roles, side: str) -> None:
    for actor in list(roles.targets):
        if actor in roles.imposers:
            del roles.targets[actor]
    if side == "home":
        roles.targets.clear()


def _deal_roles(
    view: View, statuses: StatusCues, parties: Sequence[Party], head: int, own: Sequence[int], roles: Roles
) -> None:
    """Everybody named as a side: modifiers, "between" and "with", and the subjects of the governing verbs."""
    anchors = [head, *governors(view, statuses, head, own)]
    states = [p for p in parties if p.is_state]
    for party in states:
        for anchor in anchors:
            found = link(view, party, anchor)
            if found is None or (found.through_clause and anchor != head):
                continue
            if _side_of_deal(view, found, anchor, head, party):
                roles.impose(party, "side of the deal")
            break
    for party in states:
        if head < party.first <= head + 8 and {"with", "between"} & set(view.words[head + 1 : party.first]):
            if not BREAKS & set(view.words[head + 1 : party.first]) - {"and"}:
                roles.impose(party, "with, shortly after")


def _side_of_deal(view: View, found: Link, anchor: int, head: int, party: Party) -> bool:
    if anchor == head and not view.is_verb(head):
        return not found.prepositions or found.prepositions[0] in ("with", "between", "from", "by", "of", "among")
    if view.deps[found.child] in SUBJECTS | {"agent"}:
        return not found.prepositions or found.prepositions[0] in ("of", "between", "by", "from")
    return bool(found.prepositions) and found.prepositions[0] in ("with", "between", "by", "among")


def sentence_subject(view: View, parties: Sequence[Party]) -> Iterator[Party]:
    """States in subject position, for the sentence after to build on."""
    for party in parties:
        if party.is_state and view.deps[_span_head(view, party)] in SUBJECTS:
            yield party
