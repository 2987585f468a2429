"""What is left to settle of who does a measure to whom once its own words are read, for each mention by itself."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.instruments import home_of_law
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import (
    ON_SELLERS,
    SUBJECTS,
    Roles,
    cannot_act,
    is_below,
    sentence_subject,
    span_head,
)
from tradenlp.extract.measures.own_news import own_sentence, ruling_on_others
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.passages import Around, framed
from tradenlp.extract.measures.taxed_here import by_users
from tradenlp.extract.view import View

FAULTS = word_list("faults")
TELLING = frozenset({"said", "says", "announced", "declared", "confirmed"})
"""verbs by which a state owns to an act; what it reports, writes or tells may be another's"""
DEBATE = word_list("debate")
AT_FIRMS = frozenset({"entity_listing", "export_ban", "export_control", "procurement_restriction", "sanctions",
                      "trade_investigation"})  # fmt: skip
"""types that may be aimed at firms themselves"""

SENT = frozenset(
    {"export", "exports", "exporting", "ship", "shipping", "shipments", "sell", "selling", "sale", "sales"}
)
"""behind which "to" tells where goods go"""


def round_off(
    view: View, cue: Cue, roles: Roles, parties: list[Party], extent: tuple[int, int], context: Around
) -> None:
    """Who tells the act or whose law it is where no maker is named; only those whom such a measure can hit."""
    ruled = cue.kind.side in ("import", "export") or cue.kind.id == "local_content"
    if not roles.imposers and (ruled or (cue.kind.side != "deal" and cue.entry.flow)):
        _by_speaker(view, cue, parties, roles)
    _limit_targets(cue, parties, roles)
    by_users(view, cue, parties, roles)
    if not roles.imposers and cue.kind.side != "deal" and cue.kind.id != "trade_dispute":
        _by_law(view, *extent, roles)
    framed(cue, roles, context)
    if not roles.imposers and cue.kind.side in ("import", "home", "export") and cue.kind.id != "subsidy":
        _by_one_state(view, cue, parties, roles)
    if cue.entry.aimless or cue.entry.again:
        _keep_destinations(view, cue, parties, roles)


def _keep_destinations(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """ "Licences for Vion to ship chips to Laos" lighten what holds for Laos; who gets a licence is no aim."""
    lands = {p.first for p in parties if p.named_state and p.form != "adjective"}
    bound = {at for at in lands if view.words[at - 1] == "to" and not SENT.isdisjoint(view.words[cue.start : at])}
    kept = cue.kind.id == "export_control" and not cue.entry.again
    roles.targets = {a: why for a, why in roles.targets.items() if kept and why[1] in bound}


def _by_speaker(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """ "Ore may not leave the country, Indonesia said": of an act without a maker the state that tells it."""
    verb = next((t for t in view.ancestors(cue.head) if view.words[t] in TELLING and view.is_verb(t)), None)
    if verb is None or any(view.words[t] in DEBATE for t in view.ancestors(cue.head)) or _faulted(view, cue, verb):
        return
    for party in sentence_subject(view, parties):
        speaks = party.kind != "person" and verb in view.ancestors(span_head(view, party))
        if speaks and party.actor_id not in roles.targets:
            roles.impose(party, "tells it")
            return


def _faulted(view: View, cue: Cue, verb: int) -> bool:
    """ "Peru said that the duties are unlawful": who finds fault with a measure has not taken it."""
    for token in (t for t in view.subtree(verb) if t > cue.head and view.words[t] in FAULTS):
        said_by = token if view.is_verb(token) else view.heads[token]
        if any(view.deps[c] in SUBJECTS and is_below(view, cue.head, c) for c in view.children(said_by)):
            return True
    return False


def _by_one_state(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """ "The tariff on cars was 13 percent, the Treasury in Lima found": the one state that its sentence names."""
    party = own_sentence(view, parties)
    if party is None and cue.kind.id in ON_SELLERS:
        party = ruling_on_others(view, parties, roles.targets)
    if party is not None and party.actor_id not in cannot_act(cue.kind.id, roles):
        roles.impose(party, "the one state of the sentence")


def _by_law(view: View, start: int, end: int, roles: Roles) -> None:
    """ "a Section 232 investigation", "under CBAM": whose law it is imposes."""
    law = home_of_law(view, start, end)
    if law is not None and law[0] not in roles.targets:
        roles.imposers[law[0]] = ("its law", law[1])


def _limit_targets(cue: Cue, parties: list[Party], roles: Roles) -> None:
    """Only measures of `AT_FIRMS` are aimed at firms; elsewhere a firm stands for the state it is of."""
    states = {p.actor_id for p in parties if p.is_state}
    if cue.kind.id in AT_FIRMS:
        firms = [t for t in roles.targets if t not in states]
        if firms and cue.kind.id == "entity_listing":
            roles.targets = {t: why for t, why in roles.targets.items() if t in firms}
    else:
        firms = [p.actor_id for p in parties if p.actor_id not in states]
        aimed = {t: why for t, why in roles.targets.items() if t not in firms}
        homes = {p.actor_id: p.home for p in parties if p.home and p.home not in roles.imposers}
        roles.targets = aimed or {homes[t]: why for t, why in roles.targets.items() if t in homes}
    others = {p.actor_id for p in parties} - states
    roles.imposers = {i: why for i, why in roles.imposers.items() if i not in others}
