"""Reads the plain TOML that the registry is written in, five times faster than a reader of all TOML.

Plain is: `[[table]]` headings, comments, and on a line of its own `key = value` with a string without escapes, a
boolean, a day, a list of such strings or a list of inline tables; lists may run over indented lines. Anything else,
a key given twice included, is no fault here but a reason to leave the whole text to `tomllib`: `plain_tables` says
None. The registry has some 5,500 entries, and a program that starts should not wait for them longer than for a model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

Table = dict[str, Any]
_STRING = r'"[^"\\\n{}]*"'
_DAY = r"\d{4}-\d\d-\d\d"
_LINE = re.compile(r"(?:\[\[(\w+)\]\]|(\w+) = (\[\n(?:[ \t].*\n)*\]|[^\n]*\S)|#[^\n]*|)[ \t]*\n")
_PAIR = rf"\w+ = (?:{_STRING}|{_DAY})"
_INLINE = rf"\{{ {_PAIR}(?:, {_PAIR})* \}}"
_INLINES = re.compile(rf"\[\s*{_INLINE}(?:\s*,\s*{_INLINE})*\s*,?\s*\]")
_EACH_INLINE = re.compile(r"\{[^}]*\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EACH_PAIR = re.compile(rf"(\w+) = (?:\"([^\"\\\n]*)\"|({_DAY}))")


class _NotPlainError(Exception):
    """The text uses more of TOML than is read here."""


def plain_tables(text: str, name: str, without: frozenset[str] = frozenset()) -> list[Table] | None:
    """The `[[name]]` tables of a plain TOML text, lists as tuples; None where the text is not plain throughout.

    The values of the keys `without` are passed over unread.
    """
    if _CONTROL.search(text):
        return None
    try:
        return list(_tables(text if text.endswith("\n") else text + "\n", name, without))
    except (_NotPlainError, ValueError):
        return None


def _tables(text: str, name: str, without: frozenset[str]) -> Iterator[Table]:
    table: Table | None = None
    reached = 0
    for line in _LINE.finditer(text):
        heading, key, value = line.groups()
        if line.start() != reached or (heading is not None and heading != name):
            raise _NotPlainError
        reached = line.end()
        if heading is not None:
            if table is not None:
                yield table
            table = {}
        elif key is not None:
            if table is None or key in table:
                raise _NotPlainError
            table[key] = () if key in without else _value(value)
    if reached != len(text):
        raise _NotPlainError
    if table is not None:
        yield table


def _value(text: str) -> Any:
    if "\\" in text:
        raise _NotPlainError
    if text[0] == '"' and text.find('"', 1) == len(text) - 1:
        return text[1:-1]
    if text.startswith("[") and "{" not in text:
        return _strings(text)
    if _INLINES.fullmatch(text):
        return tuple(_inline(item) for item in _EACH_INLINE.findall(text))
    if text in ("true", "false"):
        return text == "true"
    raise _NotPlainError


def _strings(text: str) -> tuple[str, ...]:
    """A list of strings; without escapes it is the same in JSON, but for a comma after the last item."""
    items = json.loads(text[: text.rfind('"') + 1] + "]" if text.endswith(",\n]") else text)
    if not all(isinstance(item, str) for item in items):
        raise _NotPlainError
    return tuple(items)


def _inline(text: str) -> Table:
    pairs = _EACH_PAIR.findall(text)
    return {key: date.fromisoformat(day) if day else string for key, string, day in pairs}
