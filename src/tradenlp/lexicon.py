"""Reads the TOML lexicons that lie beside the code and holds their entries to what they promise.

A lexicon is a TOML file of `[[entry]]` tables. Every entry carries `examples`: sentences in which it must be
found; it may carry `decoys`: sentences in which it must not. A room declares the shape of its entries as a
frozen dataclass and hands it to `read_entries`; keys that the dataclass does not know, or that it needs and
are missing, raise `LexiconError`. A room's `proofs.py` yields one `Proof` per example and decoy, and a single
test walks them all.
"""

from __future__ import annotations

import contextlib
import gc
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from tradenlp.errors import LexiconError

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Proof:
    """One example or decoy of one lexicon entry, with the question that decides it."""

    lexicon: str
    entry: str
    sentence: str
    expected: bool
    """True for an example, False for a decoy"""
    found: Callable[[str], bool]
    """whether the entry is found in a sentence"""


@contextlib.contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from looking for waste among many objects that are all made to stay.

    Beside a loaded model a third of the time that a large lexicon takes to build would go into that search.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises LexiconError with file and line where it is not TOML."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


def read_entries(path: Path, shape: type[E], table: str = "entry", *, examples: bool = True) -> tuple[E, ...]:
    """The `[[table]]` entries of a TOML file as instances of the frozen dataclass `shape`; lists become tuples.

    With `examples` every entry must bring a list of at least one example. Raises LexiconError with file, entry
    and key for an unknown or missing key or an empty list of examples.
    """
    return tuple(_entries(path, read_toml(path).get(table, []), shape, examples))


def _entries(path: Path, rows: list[dict[str, Any]], shape: type[E], examples: bool) -> Iterator[E]:
    known = {f.name: f for f in fields(shape)}  # type: ignore[arg-type]
    needed = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    for number, row in enumerate(rows, 1):
        where = f"{path.name}, entry {row.get('id', number)}"
        if unknown := row.keys() - known.keys():
            raise LexiconError(f"{where}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(known)}")
        if missing := needed - row.keys():
            raise LexiconError(f"{where}: missing key {', '.join(sorted(missing))}")
        if examples and not row.get("examples"):
            raise LexiconError(f"{where}: needs `examples`, at least one sentence in which it is found")
        yield shape(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})
