"""Brings the answers in queries.md and the data dictionary up to date; read what changes before you commit it.

python docs/update.py            on a database made from the fixtures
python docs/update.py --db FILE  on this one
"""

from __future__ import annotations

import argparse
import io
import re
import tempfile
from contextlib import closing
from pathlib import Path

import duckdb
from rich.console import Console

from tradenlp.explore.dictionary import as_markdown, macros, relations
from tradenlp.explore.results import as_rich_table
from tradenlp.pipeline import ingest
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_reader, open_writer

DOCS = Path(__file__).resolve().parent
FIXTURES = DOCS.parent / "fixtures" / "articles"
QUERY = re.compile(r"```sql\n(?P<sql>.*?)\n```\n(?:\n```text\n(?P<answer>.*?)\n```\n)?", re.DOTALL)


def answer(db: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The table that `tradenlp sql` prints."""
    out = io.StringIO()
    Console(file=out, width=160).print(as_rich_table(db.execute(sql).to_arrow_table()))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def answered(page: str, db: duckdb.DuckDBPyConnection) -> str:
    """A page with the answer of this database below every query."""

    def with_answer(found: re.Match[str]) -> str:
        return f"```sql\n{found['sql']}\n```\n\n```text\n{answer(db, found['sql'])}\n```\n"

    return QUERY.sub(with_answer, page)


def dictionary() -> str:
    """The data dictionary of an empty database."""
    with closing(open_writer(":memory:")) as db:
        return as_markdown(relations(db), macros(db))


def demo_database(folder: Path) -> Path:
    """The facts of all fixtures."""
    settings = read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1)
    ingest([str(FIXTURES)], settings, lambda _: None)
    return settings.database_path


def main() -> None:
    """Write both pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.db or demo_database(Path(folder))
        page = DOCS / "queries.md"
        with closing(open_reader(path)) as db:
            page.write_text(answered(page.read_text(encoding="utf-8"), db), encoding="utf-8")
    (DOCS / "data-dictionary.md").write_text(dictionary(), encoding="utf-8")


if __name__ == "__main__":
    main()
