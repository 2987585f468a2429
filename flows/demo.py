"""The main job on the project's own fixtures: feeds on 127.0.0.1 → facts in DuckDB → three questions answered.

python -m flows.demo
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import closing
from pathlib import Path

from rich.console import Console

from flows.fixture_server import FixtureServer
from tradenlp.explore.results import as_rich_table
from tradenlp.settings import Settings, read_settings
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.sandbox import run_sql

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PORT = 8642
"""tried first, so that a second demo finds the feeds where the first one left them"""

COUNTED = ("articles", "actor_mentions", "dates", "figures", "measures", "events", "statements")

PUBLISHER = """publisher = "{publisher}"
country = "{country}"
language = "en"

[[feed]]
url = "{base}{path}"
cadence_minutes = 60
"""

QUESTIONS = {
    "Who did what to whom?": (
        "SELECT imposer, target, type, status, rate, array_to_string(goods, ', ') AS goods, effective "
        "FROM measures_by_pair WHERE imposer IS NOT NULL ORDER BY published_at DESC, imposer, type LIMIT 15"
    ),
    "How much, in one article?": (
        "SELECT text, value, unit, modifier, direction, what, period, subject FROM figures "
        "WHERE article_id = (SELECT article_id FROM figures GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) "
        "ORDER BY start_char LIMIT 12"
    ),
    "What happens when?": (
        "SELECT day, what_happened, type, imposers, targets, array_to_string(goods, ', ') AS goods "
        "FROM measure_timeline ORDER BY day DESC LIMIT 12"
    ),
}


def configure(base: str, data: Path) -> None:
    """Describe the fixtures' feeds to tradenlp as any user would: a folder of publisher files and a few settings."""
    folder = data / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for feed in tomllib.loads((FIXTURES / "feeds" / "index.toml").read_text(encoding="utf-8"))["feed"]:
        (folder / f"{feed['id']}.toml").write_text(PUBLISHER.format(base=base, **feed), encoding="utf-8")
    os.environ["TRADENLP_DATA_DIR"] = str(data)
    os.environ["TRADENLP_SOURCES_DIR"] = str(folder)
    os.environ["TRADENLP_ALLOW_PRIVATE_ADDRESSES"] = '["127.0.0.1"]'
    os.environ["TRADENLP_HOST_DELAY_SECONDS"] = "0"


def answer(console: Console, settings: Settings) -> None:
    """Print what came in and the questions with their answers."""
    with closing(open_reader(settings.database_path)) as db:
        counted = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone() for name in COUNTED}
    console.print(", ".join(f"{row[0]} {name.replace('_', ' ')}" for name, row in counted.items() if row))
    for question, sql in QUESTIONS.items():
        console.print(f"\n[bold]{question}[/]\n[dim]{sql}[/]")
        console.print(as_rich_table(run_sql(settings.database_path, sql)))


def main() -> int:
    """Run the demo; 0 where articles came in, or nothing new did the second time."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    data = Path(os.environ.get("TRADENLP_DATA_DIR", "data")) / "demo"
    with FixtureServer(FIXTURES, PORT) as server:
        configure(server.base, data)
        console.print(f"serving the fixtures on {server.base}; running the ingest flow on their feeds")
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
        from flows.common import by_hand
        from flows.ingest import ingest

        with by_hand():
            counts = ingest(force=True)
    extracted, rejected = counts.get("articles extracted", 0), counts.get("rejected", 0)
    console.print(f"{extracted} articles extracted, {rejected} rejected" if extracted else "nothing new was fetched")
    settings = read_settings()
    answer(console, settings)
    database = settings.database_path
    console.print(f"\nthe database is {database}; ask it: tradenlp sql 'FROM measures' --db {database}", soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
