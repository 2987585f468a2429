"""Floors on facts of articles that others annotated: opened, and kept back from whoever writes rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from tests.conftest import ROOT
from tests.test_scores import below, facts_of
from tradenlp.explore.evaluate import evaluate

FACTS = ROOT / "fixtures" / "facts"
TEXTS = (
    ROOT / "fixtures" / "facts" / "news_articles.jsonl",
    ROOT / "fixtures" / "sentences" / "kept_back_news_articles.jsonl",
)
FLOORS = {
    "opened": {"actors": 0.96, "dates": 0.975, "figures": 0.925},
    "kept_back": {"actors": 0.91, "dates": 0.97, "figures": 0.915},
}
"""F1 of each kind; they only ever rise"""
LEAST_RIGHT = {
    "opened": {"days": 0.965, "direction": 0.95, "what": 0.755, "period": 0.835},
    "kept_back": {"days": 0.95, "direction": 0.945, "what": 0.625, "period": 0.78},
}
"""shares of the matched dates whose days are right, and of the matched figures: direction, what they measure, period"""
FLOORS_OF_TALKS = {
    "opened": {"events": 0.64, "statements": 0.91},
    "kept_back": {"events": 0.57, "statements": 0.935},
}
TALKS = {"opened": "talks", "kept_back": "kept_back_talks"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    wanted = {path.stem for path in FACTS.glob("*/*.json")}
    lines = [line for file in TEXTS for line in file.read_text(encoding="utf-8").splitlines()]
    folder = tmp_path_factory.mktemp("facts")
    texts = folder / "articles.jsonl"
    texts.write_text("\n".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
    with closing(facts_of(folder, texts)) as db:
        yield db


@pytest.mark.slow
@pytest.mark.parametrize("part", FLOORS)
def test_facts_of_unseen_articles_stay_above_their_floors(facts: duckdb.DuckDBPyConnection, part: str) -> None:
    report = evaluate(facts, [FACTS / part])
    assert not report.absent
    assert not below(report, FLOORS[part])
    right = {
        name: score.right[name] / score.matched
        for score in (report.scores["dates"], report.scores["figures"])
        for name in score.right
    }
    assert {name: right[name] for name, least in LEAST_RIGHT[part].items() if right[name] < least} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", FLOORS_OF_TALKS)
def test_talks_and_quotations_of_unseen_articles_stay_above_their_floors(
    facts: duckdb.DuckDBPyConnection, part: str
) -> None:
    report = evaluate(facts, [FACTS / part, FACTS / TALKS[part]])
    assert not report.absent
    assert not below(report, FLOORS_OF_TALKS[part])
