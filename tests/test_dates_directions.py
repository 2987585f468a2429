"""Dates that lack their year or week, in the sentences of `cases/dates_directions.txt`: ahead, or behind."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.marked import CASES
from tradenlp.extract.dates.facts import date_facts
from tradenlp.extract.state import Context

LINE = re.compile(r"\[(\d{4}-\d\d-\d\d)\] (.+) -> (\S+)")
LINES = [line for line in (CASES / "dates_directions.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("line", LINES)
def test_direction(line: str) -> None:
    parts = LINE.fullmatch(line)
    assert parts is not None
    published, sentence, value = parts.groups()
    assert value in [fact.value for fact in date_facts(sentence, Context(date.fromisoformat(published)))]
