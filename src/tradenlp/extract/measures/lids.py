"""Lids that are moved: of a quota or a capped price less is more, so that what "cuts" it is laid on, not let off."""

from __future__ import annotations

from dataclasses import replace

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.status.reading import UNTOLD, Reading
from tradenlp.extract.view import View

LOOSENING = ("loosen", "relax", "eas", "soften")
"""how verbs begin that always tell of less of a measure, and never of less of a flow"""
PRICE_LIDS = frozenset({"cap", "caps", "ceiling", "ceilings"})
OWNER_LIDS = PRICE_LIDS | {"limit", "limits", "threshold", "thresholds"}
LIFTING = frozenset({"lift", "lifts", "lifted", "lifting"})
"""with the level that follows: "lifted the cap to 49%" """
RUNNING = frozenset({"run", "runs", "ran", "running"})
PLANNED = ("ease under propose", "ease under urge")
WIDENED = ("impose: past", "impose: present", "impose: bare")


def of_lid_moved(view: View, cue: Cue, reading: Reading) -> Reading | None:
    """What moving a lid tells: "cut the quota" sets a new one, "raised the price cap" eases it; None of all else."""
    if not (cue.kind.less_is_more or _caps_price(view, cue) or _caps_owners(view, cue)):
        return None
    if cue.kind.less_is_more and _used_up(view, reading):
        return Reading("in_force", reading.certain, "used up", reading.words)
    if cue.kind.less_is_more and reading.rule == UNTOLD and (verb := _widened_by(view, cue.head)) is not None:
        return Reading("eased", True, "more of it", (verb,))
    if reading.rule in PLANNED:
        return replace(reading, status="proposed")
    if reading.rule == "ease: only possible" and not view.is_verb(cue.head):
        return reading  # "the quota would shrink"
    if reading.rule.startswith("ease"):
        return reading if _loosened(view, reading) else _less_of_it(reading)
    if reading.rule in WIDENED and view.words[reading.words[-1]] in words("widening") | LIFTING:
        return Reading("eased", reading.certain, "more of it", reading.words)
    return None


def _used_up(view: View, reading: Reading) -> bool:
    """ "The quota ran out in May": it is full, and stands; only a rule of which nothing is used ends so."""
    if reading.status != "removed" or not reading.words:
        return False
    verb = reading.words[-1]
    return view.words[verb] in RUNNING and any(view.words[c] == "out" for c in view.children(verb))


def _widened_by(view: View, noun: int) -> int | None:
    """The verb of "enlarged its quota", "upped the quota", in a tense that tells what was done."""
    verb = view.heads[noun]
    done = view.tags[verb] in ("VBD", "VBZ", "VBN") and not any(view.tags[c] == "MD" for c in view.children(verb))
    return verb if done and view.deps[noun] == "dobj" and view.words[verb] in words("widening") else None


def _caps_price(view: View, cue: Cue) -> bool:
    """ "The price cap on Russian oil": a lower one lets the seller earn less, and a higher one more."""
    return cue.kind.id == "sanctions" and any(view.words[t] in PRICE_LIDS for t in cue.tokens)


def _caps_owners(view: View, cue: Cue) -> bool:
    """ "The cap on foreign ownership": a higher one lets more in."""
    return cue.kind.id == "investment_restriction" and any(view.words[t] in OWNER_LIDS for t in cue.tokens)


def _loosened(view: View, reading: Reading) -> bool:
    """ "Eased its quota": told of the limit and not of the amount."""
    return bool(reading.words) and view.words[reading.words[-1]].startswith(LOOSENING)


def _less_of_it(reading: Reading) -> Reading:
    """ "Cut the quota", "will let in 900 tonnes": where less is more, what is told as eased is set, or to be set."""
    to_come = reading.rule.endswith(("future", "under announce")) or (
        reading.rule == "ease: infinitive" and reading.certain
    )
    status = "announced" if to_come else "in_force"
    return Reading(status, reading.certain, f"{reading.rule}: less of it", reading.words)
