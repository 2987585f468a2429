"""What each kind of trouble means: what a person can do, whether it may pass, whether it is the host's fault."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.lexicon import read_toml
from tradenlp.records import Reject

LEXICON = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True, slots=True)
class Reason:
    """One short code of `rejects.reason`."""

    code: str
    advice: str
    again: bool = False
    """whether the same request may succeed later"""
    tries: int = 1
    """for what looks lasting: how often it is tried all the same"""
    host: bool = False
    """whether it counts against the host"""


def reason(code: str) -> Reason:
    """The reason of a code; of an HTTP status that has none of its own, its class's. Unknown ones may pass."""
    known = reasons()
    general = f"{code[:6]}xx" if code.startswith("http_") else ""
    return known.get(code) or known.get(general) or Reason(code, "report it with the address", again=True)


@cache
def reasons() -> dict[str, Reason]:
    """All reasons by code. Raises LexiconError naming the entry."""
    table = read_toml(LEXICON)
    try:
        return {code: Reason(code, **entry) for code, entry in table.items()}
    except TypeError as error:
        raise LexiconError(f"{LEXICON.name}: {error}") from error


def reject(stage: str, error: str, url: str | None, source_id: str | None) -> Reject:
    """The row of `rejects` for an error of the form `code: what happened`, with what to do about it."""
    code, _, happened = error.partition(": ")
    advice = reason(code).advice
    return Reject(stage, code, f"{happened.rstrip('.')}; {advice}" if happened else advice, url, source_id)
