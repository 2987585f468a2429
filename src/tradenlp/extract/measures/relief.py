"""Who is spared: "Peru won an exemption from the US tariffs", "gave Kenyan growers a quota", "Vietnam's carve-out".

Relief is told the other way round: who gets it is who is hit, and who grants it is who imposes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Link, Roles, is_below, link, span_head, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

GIVING = word_list("giving")
HAVING_DONE = frozenset({"bring", "get", "have", "see", "talk"})
HOPING = frozenset({"hope", "hopes", "hoped", "hoping", "expects", "expect", "expected", "aims", "tries", "trying"})
PREFERRED = word_list("preferred")
RELIEFS = word_list("reliefs")
NEAR = 3
"""words of the parse above a mention among which it is told whom it spares"""
SEEKING = word_list("seeking")
SPARED = word_list("let_off")
"""of whom a measure does not hold, with "from" or "of" """
SHUT_OUT = frozenset({"procurement_restriction"})
"""types by which others are shut out, so that an exclusion spares nobody"""
SIDES = frozenset({"import", "export", "firms"})


def relieved(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Turn the roles round where the mention is relief that somebody seeks, gets or has."""
    if cue.kind.side not in SIDES or (cue.kind.id in SHUT_OUT and view.words[cue.head] == "exclusion"):
        return
    _let_off(view, parties, cue, roles)
    _preferred(view, parties, cue, roles)
    for party in _hoping(view, parties, cue):
        roles.target_only(party, "hopes for it")
    noun = _relief(view, cue)
    if noun is not None and not _granted_to(view, parties, noun):
        for party in _gaining(view, parties, noun):
            _spare(view, parties, party, noun, roles)
    for verb in (t for t in view.ancestors(cue.head) if view.words[t] in GIVING):
        givers = [p for p in parties if _gives(view, p, verb)]
        for party in (p for p in parties if p.actor_id not in {g.actor_id for g in givers}):
            found = link(view, party, verb)
            if found and party.is_state and not is_below(view, cue.head, found.child) and _receives(view, found):
                roles.target(party, "to whom it is given")
        return


def _let_off(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Chile is exempt from the Indian tariff", "Cuban rum is free of it": who is let off is whom it would hit."""
    spared = next((t for t in (cue.head, *islice(view.ancestors(cue.head), NEAR)) if view.words[t] in SPARED), None)
    if spared is None:
        return
    clauses = (spared, view.heads[spared]) if view.deps[spared] in ("acomp", "oprd") else (spared,)
    kinds = {"nsubjpass"} if view.is_verb(spared) else SUBJECTS
    subjects = {c for t in clauses for c in view.children(t) if view.deps[c] in kinds}
    nouns = [n for p in view.children(spared) if view.words[p] in ("from", "of") for n in view.children(p)]
    for party in [p for p in parties if p.is_state] if subjects else ():
        if any((found := link(view, party, t)) and not found.prepositions and found.child in subjects for t in clauses):
            roles.target_only(party, "is let off")
        elif any((own := link(view, party, n)) and not own.prepositions and not own.through_clause for n in nouns):
            roles.impose_only(party, "whose measure it is")


def _preferred(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Niger lost its AGOA benefits", "Mali is eligible again": whose goods came in for less is whom it concerns."""
    if not cue.entry.id.startswith("preferences") or view.words[cue.head] not in PREFERRED:
        return
    verb = view.heads[cue.head] if view.deps[cue.head] in ("acomp", "oprd", "attr") else cue.head
    for party in (p for p in parties if p.is_state):
        if any(is_below(view, span_head(view, party), t) for t in arguments_of(view, verb).subjects):
            roles.target_only(party, "who has the preference or loses it")


def _hoping(view: View, parties: Sequence[Party], cue: Cue) -> list[Party]:
    """ "Peru hopes to get the duties lowered": who can only hope for it is hit by it."""
    verb = view.heads[cue.head]
    hope = view.heads[verb]
    if view.words[verb] not in HAVING_DONE or view.deps[verb] != "xcomp" or view.words[hope] not in SEEKING | HOPING:
        return []
    links = ((p, link(view, p, hope)) for p in parties if p.is_state)
    return [p for p, found in links if found and not found.prepositions and view.deps[found.child] == "nsubj"]


def _relief(view: View, cue: Cue) -> int | None:
    """The noun of relief that the mention is, or that it hangs on: "relief from the duty"."""
    for token in (cue.head, *view.ancestors(cue.head)):
        if view.words[token] in RELIEFS and view.tags[token].startswith("NN"):
            return token
        if view.is_verb(token):
            return None
    return None


def _granted_to(view: View, parties: Sequence[Party], noun: int) -> bool:
    """ "Washington's exemption for Brazil": it is told who gets it."""
    links = (link(view, p, noun) for p in parties if p.is_state)
    return any(found and found.prepositions[:1] in (("for",), ("to",)) for found in links)


def _gaining(view: View, parties: Sequence[Party], noun: int) -> list[Party]:
    """States whose relief it is, and those that seek or get it."""
    gaining = [p for p in parties if p.is_state and _owns(view, p, noun)]
    verb = next((t for t in view.ancestors(noun) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in SEEKING:
        return gaining
    subjects = arguments_of(view, verb).subjects
    for party in parties:
        found = link(view, party, verb)
        told = found and not found.prepositions and view.deps[found.child] == "nsubj"
        if party.is_state and (told or any(party.first <= t < party.last for t in subjects)):
            gaining.append(party)
    return gaining


def _owns(view: View, party: Party, noun: int) -> bool:
    head = span_head(view, party)
    return view.heads[head] == noun and view.deps[head] == "poss" and word_after(view, party) in ("'s", "'")


def _spare(view: View, parties: Sequence[Party], party: Party, noun: int, roles: Roles) -> None:
    """Make `party` the one spared, and those whom the relief is from the ones who impose."""
    roles.target_only(party, "is spared")
    for other in parties:
        found = link(view, other, noun)
        if other.is_state and other.actor_id != party.actor_id and found and found.prepositions[:1] == ("from",):
            roles.impose_only(other, "relief from it")


def _gives(view: View, party: Party, verb: int) -> bool:
    """ "Washington gave American firms a licence": who gives to his own is not hit."""
    found = link(view, party, verb)
    return found is not None and view.deps[found.child] == "nsubj" and not found.through_clause


def _receives(view: View, found: Link) -> bool:
    if not found.prepositions:
        return view.deps[found.child] in ("dative", "dobj")
    return found.prepositions == ("to",)
