"""The diff tells what differs and nothing else: between two databases, and between the rules of then and now."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from tests.synthetic import REGISTERED, REGISTRY, batch_of, empty_database, story
from tradenlp.cli import app
from tradenlp.errors import InputError, WarehouseError
from tradenlp.explore.diff import Diff, compare
from tradenlp.explore.diff_pairs import pair_up
from tradenlp.explore.diff_views import as_html, write_diff
from tradenlp.facts import ArticleFacts, Figure
from tradenlp.pipeline import ingest, reextract
from tradenlp.settings import Settings, read_settings
from tradenlp.warehouse.load import Extracted, load_batch, load_registry
from tradenlp.warehouse.publish import Session

SOME = ("brazil-beef-shipments-halted", "china-ends-export-rebate-aluminium", "india-parboiled-rice-duty")


def store(path: Path, *items: Extracted, version: str = "v1") -> Path:
    if not path.exists():
        path.write_bytes(empty_database())
    with Session(path) as db:
        load_registry(db, REGISTRY)
        load_batch(db, "r1", version, batch_of(items), REGISTERED)
    return path


def altered(item: Extracted, **facts: Any) -> Extracted:
    return replace(item, facts=replace(item.facts, **facts))


def seen(diff: Diff) -> set[tuple[str, str, str]]:
    """kind, what, slots."""
    return {(c.kind, c.what, " ".join(s.name for s in c.slots) if c.what == "changed" else "") for c in diff.changes}


def test_the_same_facts_loaded_in_another_order_do_not_differ(tmp_path: Path) -> None:
    old = store(tmp_path / "old.duckdb", story(1), story(2), story(3))
    new = store(store(tmp_path / "new.duckdb", story(3)), story(2), story(1))
    diff = compare(old, new)
    assert (diff.compared, diff.changes) == (3, [])


def test_a_slot_that_differs_is_told_with_sentence_and_rules(tmp_path: Path) -> None:
    old = store(tmp_path / "old.duckdb", story(1), story(2))
    new = store(tmp_path / "new.duckdb", story(1), story(2, rules=1), version="v2")
    (change,) = compare(old, new).changes
    assert (change.kind, change.what, change.article_id) == ("measures", "changed", "a000002")
    assert "".join(change.sentence) == "China set a duty of 7 percent on steel on Monday."
    assert change.sentence[1] == change.words == "a duty"
    assert [(s.name, s.old, s.new) for s in change.slots] == [("status", "announced", "in_force")]
    assert change.why == "pipeline v1 → v2"


def test_the_rules_behind_a_changed_slot_are_named(tmp_path: Path) -> None:
    first, other = story(1), story(1, rules=2)
    changed = replace(other.facts.measures[0], type="other_tax", status="announced")
    new = store(tmp_path / "new.duckdb", altered(other, measures=(changed, other.facts.measures[1])))
    (change,) = compare(store(tmp_path / "old.duckdb", first), new).changes
    assert [(s.name, s.why) for s in change.slots] == [("type", "noun cue 0 (“a duty”) → noun cue 2 (“a duty”)")]


def test_facts_that_come_and_go_are_told_and_the_others_are_not(tmp_path: Path) -> None:
    first = story(1)
    figure = Figure(*(first.facts.figures[0].start, first.facts.figures[0].end, "6 percent"), 6.0, None, "percent")
    later = altered(first, figures=(replace(figure, what="duty"),), statements=(), measures=first.facts.measures[1:])
    diff = compare(store(tmp_path / "old.duckdb", first), store(tmp_path / "new.duckdb", later))
    assert seen(diff) == {("statements", "removed", ""), ("measures", "removed", "")}
    assert compare(tmp_path / "new.duckdb", tmp_path / "old.duckdb").counts()["measures", "added"] == 1


def test_a_text_that_grew_elsewhere_changes_no_fact(tmp_path: Path) -> None:
    old = store(tmp_path / "old.duckdb", story(1))
    assert compare(old, store(tmp_path / "new.duckdb", story(1, version=2))).changes == []
    (change,) = compare(old, store(tmp_path / "newer.duckdb", story(1, version=2, rules=2))).changes
    assert change.why == "the text changed"


def test_articles_that_only_one_holds_are_counted(tmp_path: Path) -> None:
    diff = compare(store(tmp_path / "old.duckdb", story(1), story(2)), store(tmp_path / "new.duckdb", story(2)))
    assert (diff.compared, diff.only_old, diff.only_new, diff.changes) == (1, 1, 0, [])


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    old = store(tmp_path / "old.duckdb", story(1))
    with pytest.raises(InputError, match="one and the same"):
        compare(old, old)
    with pytest.raises(InputError, match="unknown kind tariffs"):
        compare(old, old, ["tariffs"])
    with pytest.raises(WarehouseError, match="there is no database"):
        compare(old, tmp_path / "none.duckdb")


def fact(start: int, text: str, **slots: Any) -> dict[str, Any]:
    return {"start_char": start, "end_char": start + len(text), "text": text, "in_title": False, **slots}


def test_of_several_facts_on_the_same_words_the_most_alike_are_one() -> None:
    old = [fact(0, "tariffs", rate=10, to="MX"), fact(0, "tariffs", rate=20, to="CA")]
    new = [
        fact(0, "tariffs", rate=20, to="CA"),
        fact(0, "tariffs", rate=11, to="MX"),
        fact(50, "tariffs", rate=1, to=""),
    ]
    pairs = list(pair_up(old, new, ["rate", "to"], same_text=True))
    assert pairs == [(old[1], new[0]), (old[0], new[1]), (None, new[2])]


def hostile(tmp_path: Path) -> Diff:
    bad = "<script>alert(1)</script>"
    first = story(1)
    named = replace(first, article=replace(first.article, title=first.article.title.replace("Paper", "Pap&r")))  # type: ignore[union-attr]
    later = altered(named, figures=(replace(named.facts.figures[0], what=bad),))
    return compare(store(tmp_path / "old.duckdb", named), store(tmp_path / "new.duckdb", later))


def test_what_articles_say_is_no_markup_in_the_page(tmp_path: Path) -> None:
    page = as_html(hostile(tmp_path))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Pap&amp;r" in page


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_every_form_tells_kind_slot_and_both_values(tmp_path: Path, form: str) -> None:
    out = io.StringIO()
    write_diff(hostile(tmp_path), form, out)
    for words in ("figures", "what", "duty", "China set"):
        assert words in out.getvalue()


def call(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_command_gives_json_and_an_exit_code(tmp_path: Path) -> None:
    old, new = store(tmp_path / "old.duckdb", story(1)), store(tmp_path / "new.duckdb", story(1, rules=1))
    told = json.loads(call("diff", old, new, "--format", "json", "--exit-code", code=1))
    assert told["summary"] == [{"kind": "measures", "added": 0, "removed": 0, "changed": 1, "slots": {"status": 1}}]
    assert told["changes"][0]["slots"]["status"]["new"] == "in_force"
    call("diff", old, new, "--kind", "dates", "--exit-code")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Some of the fixtures, extracted by the rules as they are."""
    folder = tmp_path_factory.mktemp("fixtures")
    settings = read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1)
    ingest([str(ROOT / "fixtures" / "articles" / name) for name in SOME], settings, lambda _: None)
    return settings


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(duckdb.connect(str(path), read_only=True)) as db:
        return db.execute(sql).fetchall()


def test_extraction_again_and_again_changes_nothing(stored: Settings, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    shutil.copy(stored.database_path, again)
    for _ in range(2):
        summary = reextract(stored.model_copy(update={"database": again}), lambda _: None, everything=True)
        assert summary.counts["articles extracted"] == len(SOME)
    assert compare(stored.database_path, again).changes == []
    ids = "SELECT measure_id FROM measures UNION ALL SELECT event_id FROM events ORDER BY 1"
    assert ask(again, ids) == ask(stored.database_path, ids)
    for table in ("figures", "measures", "dates", "actor_mentions"):
        assert ask(again, f"SELECT count(*) FROM history.{table}") == [(0,)], table


def test_a_dry_run_leaves_the_database_as_it_is(stored: Settings) -> None:
    path = stored.database_path
    before = path.read_bytes()
    told = json.loads(call("extract", "--db", path, "--all", "--dry-run", "--diff", "--format", "json", "--workers", 1))
    assert (told["changes"], told["articles"]["compared"]) == ([], len(SOME))
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def run_copy(package: Path, *words: object) -> None:
    """Run a command with the copy of the package in this folder."""
    environment = {**os.environ, "PYTHONPATH": str(package / "src"), "TRADENLP_DATA_DIR": str(package)}
    command = [sys.executable, "-m", "tradenlp.cli", *map(str, words), "--workers", "1"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def test_one_rule_of_a_lexicon_touches_its_facts_alone(tmp_path: Path) -> None:
    package, old, new = tmp_path / "package", tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "tradenlp", package / "src" / "tradenlp", ignore=unwanted)
    (package / "models").symlink_to(ROOT / "models")
    run_copy(package, "ingest", *(ROOT / "fixtures" / "articles" / name for name in SOME), "--db", old)
    shutil.copy(old, new)
    units = package / "src" / "tradenlp" / "extract" / "figures" / "units.toml"
    text = units.read_text(encoding="utf-8")
    assert text.count('id = "tonne"') == 1
    units.write_text(text.replace('id = "tonne"', 'id = "metric_ton"'), encoding="utf-8")
    run_copy(package, "extract", "--db", new)
    figures, rates = (
        ask(old, f"SELECT count(*) FROM {table} WHERE {unit} = 'tonne' OR {unit} LIKE '%/tonne'")[0][0]
        for table, unit in (("figures", "unit"), ("measures", "rate_unit"))
    )
    diff = compare(old, new)
    assert figures > 3
    assert seen(diff) == {("figures", "changed", "unit"), *([("measures", "changed", "rate_unit")] if rates else [])}
    assert diff.counts() == Counter({("figures", "changed"): figures, ("measures", "changed"): rates})
    assert ask(new, "SELECT count(*) FROM history.figures") == [(figures,)]


def test_a_failed_extraction_is_told_as_facts_removed(tmp_path: Path) -> None:
    old = store(tmp_path / "old.duckdb", story(1))
    diff = compare(old, store(tmp_path / "new.duckdb", replace(story(1), facts=ArticleFacts())))
    assert {what for _, what, _ in seen(diff)} == {"removed"}
    assert {kind for kind, _, _ in seen(diff)} == {
        "measures", "events", "figures", "dates", "statements", "goods_mentions", "actor_mentions"}  # fmt: skip
