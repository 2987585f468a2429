"""The notebook of the docs runs from top to bottom on facts of fixtures; its plots where matplotlib is there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tradenlp.pipeline import ingest
from tradenlp.settings import read_settings

NOTEBOOK = json.loads((ROOT / "docs" / "tour.ipynb").read_text(encoding="utf-8"))
CODE = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
STORIES = ["china-gallium-germanium-controls", "geneva-truce-tariffs", "korea-exports-first-20-days-may-2025"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebook")
    settings = read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1)
    ingest([str(ROOT / "fixtures" / "articles" / story) for story in STORIES], settings, lambda _: None)
    return settings.database_path


def run(database: Path, monkeypatch: pytest.MonkeyPatch, *, plots: bool) -> dict[str, Any]:
    """Names that the cells leave behind, each executed as a notebook would."""
    monkeypatch.setitem(os.environ, "TRADENLP_DATABASE", str(database))
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in CODE:
        if plots or "plot" not in cell["metadata"].get("tags", []):
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    return names


def test_it_loads_the_facts(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run(database, monkeypatch, plots=False)
    shown = capsys.readouterr().out
    assert f"{len(STORIES):>7,}  articles" in shown
    assert "One row per trade-policy measure" in shown
    assert names["years"] == [2023, 2025]
    assert sum(map(sum, names["counts"].values())) == names["rows"]["measures"]
    assert names["american"]


def test_it_plots_them(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="the extra docs is not installed")
    matplotlib.use("Agg")
    run(database, monkeypatch, plots=True)
    from matplotlib import pyplot

    titles = [pyplot.figure(number).axes[0].get_title() for number in pyplot.get_fignums()]
    assert titles == ["Measures reported, by stance", "Tariff rates told, by the day they apply"]
    pyplot.close("all")


def test_it_is_committed_without_outputs() -> None:
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in CODE)
