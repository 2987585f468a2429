"""When a found fact counts as the gold one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradenlp.errors import InputError
from tradenlp.explore import matching
from tradenlp.explore.evaluate import evaluate
from tradenlp.warehouse.database import open_writer

FIRM = {"id": "acme", "kind": "company", "name": "Acme", "mentions": ["Acme Corp."]}
TARIFF = {
    "type": "import_tariff",
    "imposers": ["US"],
    "targets": ["CN"],
    "goods": ["steel"],
    "rate": 25,
    "status": "in_force",
    "triggers": ["25% tariff on steel"],
}
TALKS = {"type": "talks", "participants": ["US", "CN"], "location": "Madrid", "date": "2025-09-14", "status": "held"}


def test_dice_counts_shared_words_and_keeps_decimals_apart() -> None:
    assert matching.dice("additional tariffs", "the additional tariffs") == pytest.approx(0.8)
    assert matching.dice("3.5 percent", "3.6 percent") == pytest.approx(0.5)
    assert matching.dice("a, b", "A B") == 1.0
    assert matching.dice(None, "a") == 0.0


def test_firms_match_by_id_or_by_a_name_in_common_and_countries_by_code_only() -> None:
    assert matching.actor(FIRM, {**FIRM, "id": "acme-corporation"})
    assert not matching.actor(FIRM, {**FIRM, "id": "other", "name": "Other", "mentions": []})
    china = {"id": "CN", "kind": "country", "name": "China", "mentions": ["China"]}
    assert not matching.actor(china, {**china, "id": "TW"})


def test_figures_match_on_value_upper_value_and_unit() -> None:
    figure = {"value": 5.0, "value_high": 25.0, "unit": "percent", "text": "5 to 25%", "what": "duties"}
    assert matching.figure(figure, figure)
    assert not matching.figure(figure, {**figure, "value_high": None})
    assert not matching.figure(figure, {**figure, "unit": "percentage_point"})


def test_measures_need_type_imposer_and_target() -> None:
    assert matching.measure(TARIFF, {**TARIFF, "status": "removed", "goods": []})
    assert not matching.measure(TARIFF, {**TARIFF, "targets": []})
    assert not matching.measure(TARIFF, {**TARIFF, "type": "safeguard"})


def test_events_need_a_party_and_a_place_or_day() -> None:
    assert matching.event(TALKS, {**TALKS, "type": "meeting", "location": None})
    assert not matching.event(TALKS, {**TALKS, "location": "Geneva", "date": None})
    assert not matching.event(TALKS, {**TALKS, "participants": ["JP"]})


def test_statements_need_words_and_speaker() -> None:
    said = {"speaker": "a ministry spokesperson", "quote": "We will respond in kind."}
    assert matching.statement(said, {**said, "speaker": "the ministry spokesperson"})
    assert not matching.statement(said, {**said, "speaker": "wang-wentao"})


def test_pairs_are_one_to_one_and_best_first() -> None:
    gold = [{"value": 1}, {"value": 2}]
    found = [{"value": 2}, {"value": 2}, {"value": 1}]
    pairs, missed, extra = matching.pair_up(gold, found, lambda g, f: float(g["value"] == f["value"]))
    assert [(g["value"], f["value"]) for g, f in pairs] == [(1, 1), (2, 2)]
    assert (missed, extra) == ([], [{"value": 2}])


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with open_writer(":memory:") as db, pytest.raises(InputError, match="no gold file"):
        evaluate(db, [tmp_path])
