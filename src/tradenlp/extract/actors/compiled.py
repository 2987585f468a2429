"""The registry as Python keeps its byte code: read from TOML once, then from a JSON file in `__pycache__`.

Parsing some 4,000 TOML entries takes longer than loading them a second time may. The file carries a digest of the
TOML files' names and contents, so that any change of the data makes it anew; where it cannot be written, nothing
is lost but the time. What only the proofs need (examples, decoys) is left out.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def compiled(folder: Path, store: Path, read: Callable[[], list[Row]]) -> list[Row]:
    """The rows that `read` gives for the TOML files of a folder, taken from `store` while these are unchanged."""
    stamp = _stamp(folder)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(store.read_text(encoding="utf-8"))
        if kept["stamp"] == stamp:
            return [_with_dates(row) for row in kept["rows"]]
    rows = read()
    _keep(store, json.dumps({"stamp": stamp, "rows": rows}, default=_printed))
    return rows


def _keep(store: Path, text: str) -> None:
    """Put a whole file in place at once; a folder that cannot be written to is left as it is."""
    fresh = store.with_name(f"{store.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        try:
            store.parent.mkdir(exist_ok=True)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(store)
        finally:
            fresh.unlink(missing_ok=True)


def _stamp(folder: Path) -> str:
    files = sorted([*folder.glob("*.toml"), *folder.parent.glob("registry.py")])
    digest = blake2b()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _printed(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a registry cannot hold {type(value).__name__}")


def _with_dates(row: Row) -> Row:
    """A row with the days of its offices as dates again, and lists as tuples."""
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if offices := row.get("offices"):
        plain["offices"] = tuple(
            {key: date.fromisoformat(v) if key in ("from", "until") else v for key, v in office.items()}
            for office in offices
        )
    return plain
