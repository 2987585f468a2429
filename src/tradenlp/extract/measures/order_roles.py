"""Roles by the order of words, where the parse gives none: pronouns, "its", "Britain's 2% tax", "on Chinese goods"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, link, sentence_subject, span_head, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

BREAKS = word_list("breaks")
EXAMPLES = frozenset({"including", "like", "notably", "namely", "particularly", "especially", "mainly", "chiefly",
                      "mostly", "principally", "primarily"})  # fmt: skip
FAR = 24
"""tokens after a mention in which those are named whom it hits"""
FROM_THEM = frozenset({"from", "on", "against"})
NO_GOODS = frozenset({"border", "borders", "customs", "duties", "ones", "ports", "tariff", "tariffs", "taxes"})
OPEN: dict[str, set[str]] = {"dispute": {"that"}, "export": {"that", "which"}}
"""words that part a mention from a party, but not where it is a case or goods that go somewhere"""
GOING = frozenset({"go", "goes", "went", "head", "heads", "headed", "ends", "end", "reach", "reaches"})
OTHER_CLAUSES = frozenset({"advcl", "conj", "parataxis", "ROOT"})
NATIONS = frozenset({"countries", "nations", "economies", "states", "partners", "origins"})
LIST_WORDS = frozenset({",", "and", "or", "the", "&"})
MODIFIER_TAGS = frozenset({"POS", "CD", "JJ", "NN", "NNS", "HYPH", "$", "VBN"})
ORIGIN_VERBS = word_list("origin_verbs")
PEOPLE = word_list("people")
HAVING = frozenset({"has", "have", "had"})
"""who has a tax on what goes out has set it; who has a duty on what comes in may as well bear it"""
PRONOUNS = frozenset({"it", "they", "he", "she"})
TARGET_PREPOSITIONS = word_list("target_prepositions")
DOING_WITH = word_list("doing_with")
REACTING = word_list("reacting")
RECEIVING = word_list("receiving")
OWN_IMPORTS = word_list("own_imports")
VOTING = frozenset({"vote", "votes", "voted"})
TARGET_SIGNS = {
    "export": frozenset({"to", "against", "on", "from"}),
    "other": frozenset({"on", "against", "from", "that", "over", "into", "of", "for"}),
}


def standing_before(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where the parse has lost the thread: "Britain's 2% tax", "India … imposed", by the order of words alone."""
    for party in reversed(parties):
        if party.last > cue.start or party.actor_id in roles.targets or not party.is_state:
            continue
        between = range(party.last, cue.start)
        if word_after(view, party) == "-":
            continue
        if len(between) <= 5 and all(view.tags[t] in MODIFIER_TAGS for t in between):
            roles.impose(party, "stands before")
            return
        verbs = [t for t in between if view.is_verb(t) and t in statuses and statuses[t].sense != "urge"]
        if view.words[party.last] in VOTING or set(view.words[cue.start - 2 : cue.start]) & {"against"}:
            continue
        subject = view.deps[span_head(view, party)] == "nsubj" or view.tags[party.last] == "VBG"
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


def doer(view: View, parties: Sequence[Party], cue: Cue, before: Party | None, roles: Roles) -> None:
    """ "Warsaw toys with a levy": whatever the verb, its subject acts on its object, if not against what others do."""
    verb = _done(view, cue)
    if verb is None:
        return
    for party in parties:
        found = link(view, party, verb)
        acts = found is not None and not found.prepositions and view.deps[found.child] == "nsubj"
        if acts and party.is_state and party.actor_id not in roles.targets:
            roles.impose(party, "subject of the clause")
    pronoun = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and view.words[c] in PRONOUNS), None)
    if not roles.imposers and pronoun is not None:
        by_pronoun(view, parties, pronoun, before, roles)


def _done(view: View, cue: Cue) -> int | None:
    """The verb whose object a mention is; none that answers what others do, or tells what is not done."""
    head, verb = cue.head, view.heads[cue.head]
    if view.deps[head] == "pobj" and view.words[verb] == "with" and view.words[view.heads[verb]] in DOING_WITH:
        verb = view.heads[verb]
    elif view.deps[head] != "dobj":
        return None
    negated = any(view.deps[c] == "neg" for c in view.children(verb))
    answers = view.words[verb] in (REACTING - HAVING if cue.kind.side in ("export", "home") else REACTING)
    return None if not view.is_verb(verb) or answers or negated else verb


def decided_by(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "The cap, agreed by the EU and Norway on Friday, …": a participle after the mention and a comma."""
    token = cue.end
    if view.words[token : token + 1] != [","] or view.tags[token + 1 : token + 2] != ["VBN"]:
        return
    by = next((t for t in range(token + 2, min(token + 5, len(view.words))) if view.words[t] == "by"), None)
    first = next((p for p in parties if by is not None and by < p.first <= by + 2 and p.is_state), None)
    if first is not None:
        decided = Roles()
        decided.target(first, "decided by it")
        _joined(view, parties, first, decided)
        roles.imposers.update(decided.targets)


def joined_before(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "UN and US sanctions": the state joined to the one that modifies the noun imposes too."""
    makers = {token for rule, token in roles.imposers.values() if rule in ("modifier of the noun", "possessive")}
    for party in parties:
        if not party.is_state or party.actor_id in roles.imposers or party.actor_id in roles.targets:
            continue
        if party.last + 1 in makers and view.words[party.last] in ("and", "&"):
            roles.impose(party, "joined to the modifier")


def receivers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Chinese makers benefited from subsidies": whose firms get them gives them."""
    verb = next((t for t in view.ancestors(cue.head) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in RECEIVING:
        return
    for child in view.children(verb):
        if view.deps[child] == "nsubj":
            below = set(view.subtree(child))
            for party in parties:
                if party.is_state and party.first in below and party.form == "adjective":
                    roles.impose(party, "its firms get it")


def its_goods(view: View, cue: Cue) -> int | None:
    """ "a tariff on its goods": the pronoun."""
    for token in range(cue.head + 1, min(cue.head + 4, len(view.words) - 1)):
        if view.words[token] in ("its", "their") and view.words[token - 1] in ("on", "against"):
            return None if OWN_IMPORTS & set(view.words[token : token + 7]) else token
    return None


def by_last(parties: Sequence[Party], token: int, roles: Roles) -> None:
    """ "its goods": the state named last before is hit."""
    named = [p for p in parties if p.last <= token and p.is_state and p.actor_id not in roles.imposers]
    if named:
        roles.target(named[-1], "its goods: the last named")


def possessive(view: View, head: int) -> int | None:
    """The possessive pronoun on a noun, if there is one."""
    return next((c for c in view.children(head) if view.words[c] in ("its", "their", "his", "her")), None)


def by_nearest(parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """ "its tariffs": whoever was named last before."""
    named = [p for p in parties if p.last <= token and p.is_state]
    chosen = named[-1] if named else before
    if chosen is not None:
        roles.targets.pop(chosen.actor_id, None)
        roles.impose(chosen, "its: the last named")


def by_pronoun(view: View, parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """The pronoun at `token` stands for the last subject before it, in its sentence or the ones before."""
    if view.words[token] in ("i", "we", "this"):
        return
    if view.words[token] in ("which", "who", "that"):
        by_nearest(parties, token, before, roles)
        return
    subjects = [p for p in sentence_subject(view, parties) if p.first < token and p.actor_id not in roles.targets]
    chosen = subjects[-1] if subjects else before
    if chosen is not None and chosen.actor_id not in roles.targets:
        roles.impose(chosen, "pronoun for the subject before")


def nearby_targets(view: View, parties: Sequence[Party], head: int, side: str, roles: Roles) -> None:
    """Reading order where syntax gave nothing: "on … X" shortly after the mention, or "Chinese goods"."""
    for party in parties:
        named = party.named_state or (side in ("firms", "export") and not party.is_state)
        if not head < party.first <= head + 12 or not named or party.actor_id in roles.imposers:
            continue
        between = view.words[head + 1 : party.first]
        if _breaks(view, head, party) - OPEN.get(side, set()) or _clause_ends(view, head, party, side):
            return
        if side == "import" and PEOPLE & set(view.words[party.last : party.last + 3]):
            continue
        prepositions = TARGET_SIGNS.get(side, TARGET_SIGNS["other"])
        if prepositions & set(between) and (side != "import" or _of_origin(view, party) or len(between) <= 4):
            roles.target(party, "shortly after")
            _joined(view, parties, party, roles)
            return


def _breaks(view: View, head: int, party: Party) -> set[str]:
    """Words between a mention and a party that part them; an "and" between the goods of the mention does not."""
    between = [t for t in range(head + 1, party.first) if view.words[t] in BREAKS]
    return {view.words[t] for t in between if view.words[t] != "and" or not _joins_goods(view, t, head)}


def _joins_goods(view: View, token: int, head: int) -> bool:
    """ "duties on steel and copper from Peru": it joins nouns after the mention."""
    first = view.heads[token]
    return head < first < token and view.tags[first].startswith("NN")


def _joined(view: View, parties: Sequence[Party], first: Party, roles: Roles) -> None:
    """ "from Peru, Chile and Bolivia": the others of the list."""
    last = first.last
    for party in parties:
        if party.first < last or party.actor_id in roles.imposers:
            continue
        if not set(view.words[last : party.first]) <= LIST_WORDS:
            return
        roles.target(party, "listed with it")
        last = party.last


def for_example(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "goods from countries without a treaty, above all Peru and Chile": those of whom some are named."""
    end = min(cue.end + FAR, len(view.words))
    nouns = [t for t in range(cue.end, end) if view.words[t] in NATIONS and view.words[view.heads[t]] in FROM_THEM]
    if not nouns:
        return
    for party in parties:
        opener = view.words[max(0, party.first - 3) : party.first]
        if party.first > nouns[0] and party.named_state and party.form != "adjective" and _exemplifies(opener):
            roles.target(party, "one of those named")
            _joined(view, parties, party, roles)
            return


def origin_below(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "may not buy drones with Chinese parts", "cars built in Peru will cost 25% more": the one origin it tells of."""
    top = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), cue.head)
    top = view.heads[top] if top == cue.head and view.deps[top] in ("relcl", "acl") else top
    named = cue.kind.side == "import" and bool(roles.imposers)
    others = [p for p in parties if p.named_state and p.actor_id not in roles.imposers]
    found = [p for p in others if _is_origin(view, p, cue, top, named=named)]
    if len({p.actor_id for p in found}) == 1:
        roles.target(found[0], "the one origin told of")


def _is_origin(view: View, party: Party, cue: Cue, top: int, *, named: bool) -> bool:
    """Whether goods are told to be of a state, in the clause of the mention and not of another noun joined to it.

    `named`: whether a name before a noun counts ("Hong Kong parcels"), as well as an adjective ("Peruvian fish").
    """
    token = span_head(view, party)
    made = view.words[token - 1] in ("in", "from") and view.words[token - 2] in ORIGIN_VERBS
    noun = view.heads[token - 2] if made else view.heads[token]
    described = party.form == "adjective" or (named and view.deps[token] == "compound")
    if not made and (not described or not view.tags[noun].startswith("NN") or noun < token):
        return False
    if noun in cue.tokens or view.words[noun] in PEOPLE | NO_GOODS:
        return False
    own = set(view.ancestors(cue.head))
    for above in view.ancestors(token):
        if above == top or above in own or (view.is_verb(above) and view.deps[above] in OTHER_CLAUSES):
            return above == top
    return False


def _exemplifies(before: Sequence[str]) -> bool:
    """ "such as", "above all", "including"."""
    last = [w for w in before if w not in (",", "the", ":")]
    return bool(last) and (
        last[-1] in EXAMPLES or tuple(last[-2:]) in {("such", "as"), ("above", "all"), ("among", "them")}
    )


def _clause_ends(view: View, head: int, party: Party, side: str) -> bool:
    """Whether another clause begins between the mention and a party."""
    opening = (t for t in range(head + 2, party.first) if view.words[t - 1] == "," and view.tags[t] == "VBG")
    if any(view.words[t] not in TARGET_PREPOSITIONS for t in opening):
        return True
    above = set(view.ancestors(head))
    return any(
        view.tags[t] in ("VBD", "VBZ", "VBP")
        and t not in above
        and view.words[t] not in ORIGIN_VERBS
        and not (side == "export" and view.words[t] in GOING)
        for t in range(head + 1, party.first)
    )


def _of_origin(view: View, party: Party) -> bool:
    """ "Chinese imports", "goods from China": where goods come from."""
    if party.form in ("adjective", "abbreviation") and view.tags[party.last : party.last + 1] != ["."]:
        following = range(party.last, min(party.last + 3, len(view.words)))
        return any(view.tags[t].startswith("NN") for t in following) and not any(
            view.words[t] in PEOPLE for t in following
        )
    return "from" in view.words[max(0, party.first - 2) : party.first]
