"""A relief or a rest that has run out: "suspended until May 31", read in June, leaves the measure in force again."""

from __future__ import annotations

from dataclasses import replace

from tradenlp.extract.measures.act_days import lies_behind
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.state import context_of
from tradenlp.extract.status.reading import Reading
from tradenlp.extract.view import View

RESTING = ("eased", "suspended")
OVER = "the relief has run out"


def run_out(view: View, cue: Cue, reading: Reading, timing: Timing) -> tuple[Reading, Timing]:
    """The stage and days of a mention; where a relief ended on or before the day of the news, the burden is back.

    What is told so is not sure: another mention may tell of a new relief or of the end of it all.
    """
    published, last = context_of(view.doc).published, timing.until
    if cue.kind.side == "deal" and reading.status == "suspended" and timing.until is not None:
        return reading, timing  # a pact "in limbo after it expired": no rest that ended
    resting = reading.status in RESTING or (reading.status == "extended" and cue.entry.status == "eased")
    if not resting or published is None or last is None:
        return reading, timing
    if last != published.isoformat() and not lies_behind(last, published):
        return reading, timing
    tokens = tuple(("effective" if slot == "until" else slot, token) for slot, token in timing.tokens)
    return (
        Reading("in_force", False, OVER, reading.words),
        replace(timing, effective=last, until=None, tokens=tokens),
    )
