"""Runs the flows one after another in one process, for tests/test_flows.py; prints what came of each as a JSON line.

python -m tests.flow_driver
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import time
from contextlib import closing
from pathlib import Path
from threading import Timer

import duckdb
from flows import demo
from flows.fixture_server import FixtureServer
from flows.ingest import ingest
from flows.maintenance import maintenance
from flows.reextract import reextract
from prefect.artifacts import Artifact

from tradenlp.errors import WarehouseError
from tradenlp.settings import read_settings
from tradenlp.warehouse.publish import Session


def tell(step: str, **found: object) -> None:
    print(json.dumps({"step": step, **found}, default=str), flush=True)


def main() -> None:
    folder = os.environ["TRADENLP_DATA_DIR"]
    for step in ("demo", "second demo"):
        printed = io.StringIO()
        os.environ["TRADENLP_DATA_DIR"] = folder  # which the demo changes
        with contextlib.redirect_stdout(printed):
            code = demo.main()
        tell(step, code=code, printed=printed.getvalue(), captures=captures())
    with FixtureServer(demo.FIXTURES, demo.PORT) as server:
        again(server)
        one_at_a_time()


def again(server: FixtureServer) -> None:
    """Re-extraction, a source that fails, what a crashed run left behind."""
    before = ask("SELECT count(*), sum(value) FROM figures")
    change("DELETE FROM figures")
    tell(
        "reextract",
        counts=reextract(everything=True),
        before=before,
        after=ask("SELECT count(*), sum(value) FROM figures"),
    )
    Path(os.environ["TRADENLP_SOURCES_DIR"], "bad.toml").write_text(
        f'publisher = "Bad"\n[[feed]]\nurl = "{server.base}/nowhere.xml"\ncadence_minutes = 1440\n'
    )
    change(
        "INSERT INTO runs SELECT 'killed', 'ingest', now(), NULL, 'running', 'v', NULL, NULL",
        "INSERT INTO pending_links (url, source_id, authors, listed_at, tries, next_try_at) "
        "SELECT url, source_id, [], now() - INTERVAL 1 HOUR, 0, now() - INTERVAL 1 HOUR FROM articles LIMIT 1",
    )
    counts = ingest(force=True, group="slow")
    report = Artifact.get("ingest-summary")
    tell(
        "failing",
        counts=counts,
        report=report.data if report else "",
        runs=ask("SELECT status FROM runs WHERE run_id = 'killed'"),
    )
    tell("maintenance", counts=maintenance(), report=getattr(Artifact.get("status"), "data", ""))


def one_at_a_time() -> None:
    """A run that finds another one writing waits for it, and gives way after its patience."""
    session = Session(read_settings().database_path)
    session.__enter__()
    try:
        ingest(patience_seconds=0.0)
    except WarehouseError as error:
        tell("impatient", error=str(error))
    started = time.monotonic()
    timer = Timer(2.0, session.__exit__, (None, None, None))
    timer.start()
    ingest(patience_seconds=60.0)
    timer.join()
    tell("patient", seconds=time.monotonic() - started)


def captures() -> list[object]:
    return ask("SELECT count(*) FILTER (status = 200), count(*) FILTER (status = 304) FROM captures")


def ask(sql: str) -> list[object]:
    with closing(duckdb.connect(str(read_settings().database_path), read_only=True)) as db:
        return [list(row) for row in db.execute(sql).fetchall()]


def change(*statements: str) -> None:
    with closing(duckdb.connect(str(read_settings().database_path))) as db:
        for statement in statements:
            db.execute(statement)


if __name__ == "__main__":
    main()
