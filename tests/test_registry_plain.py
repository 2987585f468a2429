"""The fast reader of the registry reads what a reader of all TOML reads, or leaves it to that."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradenlp.extract.actors.plain import plain_tables
from tradenlp.extract.actors.registry import FOLDER

FILES = sorted(FOLDER.glob("*.toml"))


def in_full(text: str) -> list[dict[str, Any]]:
    rows = tomllib.loads(text)["actor"]
    return [{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()} for row in rows]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_registry_is_plain_and_read_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plain_tables(text, "actor") == in_full(text)


def test_every_shape_of_value() -> None:
    text = (
        '# a comment\n[[actor]]\nid = "a"\nfamous = true\nlist = [\n    "x, y",\n    "z",\n]\nempty = []\n\n[[actor]]\n'
        'offices = [{ role = "r", from = 2020-01-31 }, { role = "s" }]'
    )
    assert plain_tables(text, "actor") == [
        {"id": "a", "famous": True, "list": ("x, y", "z"), "empty": ()},
        {"offices": ({"role": "r", "from": date(2020, 1, 31)}, {"role": "s"})},
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[[actor]]\nid = "a" # why',
        '[[actor]]\nid = "a\\tb"',
        '[[actor]]\nid = "a"\nid = "b"',
        "[[actor]]\nid = 'a'",
        '[[actor]]\nid = """a"""',
        "[[actor]]\nid = 3",
        "[[actor]]\nlist = [1, 2]",
        "[[actor]]\nlist = [null]",
        '[[actor]]\nlist = ["a" "b"]',
        '[[actor]]\nlist = ["a", 3]',
        "[[actor]]\noffices = [{ from = 2020-02-31 }]",
        '[[actor]]\noffices = [{ role = "a}" }]',
        '[[firm]]\nid = "a"',
        'id = "a"\n[[actor]]',
        '[actor]\nid = "a"',
        "[[actor]]\nid",
        '[[actor]]\n  id = "a"',
    ],
)
def test_what_is_not_plain_is_left_to_a_full_reader(text: str) -> None:
    assert plain_tables(text, "actor") is None


VALUES = st.one_of(
    st.text(max_size=12).map(lambda text: f'"{text}"'),
    st.lists(st.text(max_size=6)).map(lambda items: "[" + ", ".join(f'"{item}"' for item in items) + "]"),
    st.sampled_from(["true", "false", "[]", "[[]]", "[{}]", "{}", "1.5", "2020-01-01", '["a",]', '["a",,]', '""', '"']),
)


@given(st.lists(st.tuples(st.sampled_from("abcd"), VALUES), max_size=5))
def test_a_text_is_read_as_by_a_full_reader_or_not_at_all(pairs: list[tuple[str, str]]) -> None:
    text = "[[actor]]\n" + "".join(f"{key} = {value}\n" for key, value in pairs)
    rows = plain_tables(text, "actor")
    if rows is not None:
        assert rows == in_full(text)
