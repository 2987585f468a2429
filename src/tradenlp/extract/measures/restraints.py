"""Restraints of the sender's own: "agreed to limit its steel exports", "voluntary restraints on shipments of cars".

Who limits what it sells because the buyer asked for it, and not to keep the goods, sets a ceiling, and asks for no
licence.
"""

from __future__ import annotations

from itertools import islice

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

STRATEGIC = flow_words("strategic") | word_list("military")
RESTRAINTS = frozenset({"restraint", "restraints", "limit", "limits", "quota", "quotas", "ceiling", "ceilings"})
CONSENTING = ("agree", "consent", "promise", "pledge", "offer", "undertake", "persuade")
CONSENT = frozenset(form for verb in CONSENTING for form in inflections(verb)) | {"undertook", "undertaken"}
SENT = frozenset({"export", "exports", "shipments", "sales", "shipment"})
UP = 3
"""words of the parse between a verb and the consent that it hangs on"""


def is_own_restraint(view: View, cue: Cue, span: tuple[int, int]) -> bool:
    """Whether a control of exports, or a quota, is a limit that the sender of the goods lays on them itself."""
    if cue.kind.id == "export_control":
        return view.is_verb(cue.head) and _of_own_accord(view, cue, span)
    if cue.kind.id not in ("import_quota", "trade_agreement"):
        return False
    said = set(view.words[max(span[0], cue.start - 2) : cue.end])
    own_will = "voluntary" in said or {"self", "imposed"} <= said
    return own_will and not RESTRAINTS.isdisjoint(said)


def _of_own_accord(view: View, cue: Cue, span: tuple[int, int]) -> bool:
    """ "Agreed to limit its exports", "voluntarily curb shipments" of goods that are no tools of power."""
    if SENT.isdisjoint(view.words[t] for t in cue.tokens):
        return False
    below = {view.words[t] for t in view.subtree(cue.head)}
    if not STRATEGIC.isdisjoint(below):
        return False
    return is_agreed(view, cue.head) or "voluntarily" in view.words[span[0] : cue.end]


def is_agreed(view: View, verb: int) -> bool:
    """ "Agrees to limit", "has offered to curb": what somebody consents to do."""
    return view.is_verb(verb) and not CONSENT.isdisjoint(view.words[t] for t in islice(view.ancestors(verb), UP))
