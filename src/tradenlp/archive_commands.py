"""The commands `tradenlp archive …`: hold the archive to what it promises, and read it again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradenlp.errors import InputError
from tradenlp.settings import Settings, read_settings

if TYPE_CHECKING:  # what loads spaCy is imported by the command that needs it
    from tradenlp.archive.verify import Problem, Report
    from tradenlp.pipeline import Summary, Tell

Job = Callable[[Settings, "Tell"], "Summary"]
Walk = Callable[[Job, Path | None, int | None], None]
Database = Annotated[Path | None, typer.Option("--db", help="The DuckDB file.")]
Moment = Annotated[str | None, typer.Option(metavar="DATE", help="As 2025-10-14 or 2025-10-14T09:30, in UTC.")]


def commands(walk: Walk) -> typer.Typer:
    """The group of commands; `walk` runs a job with a spinner and says what came of it."""
    group = typer.Typer(name="archive", help="Verify and replay the WARC archive.", no_args_is_help=True)
    group.command(name="verify", epilog="Example: tradenlp archive verify --db facts.duckdb")(_verify)

    @group.command(epilog="Example: tradenlp archive replay --since 2025-10-01 --db again.duckdb")
    def replay(
        paths: Annotated[list[Path] | None, typer.Argument(help="WARC files or folders; else the archive.")] = None,
        db: Database = None,
        since: Moment = None,
        until: Moment = None,
        source: Annotated[list[str] | None, typer.Option(help="Only what was fetched for this source.")] = None,
        workers: Annotated[int | None, typer.Option(help="Extraction processes; 0 means one a core.")] = None,
    ) -> None:
        """Read archived responses again, without the network, as if they came now; what is up to date stays."""
        from tradenlp.clean.readers import Only
        from tradenlp.pipeline import replay as run

        only = Only(_moment(since), _moment(until), frozenset(source or ()))
        walk(lambda settings, tell: run(paths or [settings.archive_path], settings, tell, only), db, workers)

    return group


def _verify(
    folder: Annotated[Path | None, typer.Argument(help="A WARC file or folder; else the archive.")] = None,
    db: Annotated[Path | None, typer.Option(help="Hold the captures of this database against the archive too.")] = None,
    mend: Annotated[bool, typer.Option(help="Cut off what a killed process left at the end of files.")] = False,
) -> None:
    """Read every record, check its digest, resolve its references; exits with 1 where something is wrong."""
    from tradenlp.archive.verify import mend_folder, missing, verify

    folder = folder or read_settings().archive_path
    for name in mend_folder(folder) if mend and folder.is_dir() else ():
        typer.echo(f"mended  {name}")
    report = verify(folder)
    problems = [*report.problems, *(missing(report, _captures(db)) if db else ())]
    typer.echo(_summary(folder, report, problems))
    for problem in problems:
        typer.echo(f"BAD  {problem.warc_file}: {problem.detail}")
    if problems:
        raise typer.Exit(1)


def _summary(folder: Path, report: Report, problems: list[Problem]) -> str:
    records = ", ".join(f"{n:,} {kind}" for kind, n in sorted(report.records.items())) or "no records"
    files = f"{report.files:,} file{'s' if report.files != 1 else ''}"
    return f"{folder}: {files}, {report.bytes / 1e6:,.1f} MB, {records}; {len(problems) or 'no'} problems"


def _captures(db: Path) -> list[tuple[str, str, int]]:
    from tradenlp.warehouse.database import open_reader

    with closing(open_reader(db)) as connection:
        sql = "SELECT capture_id, warc_file, warc_offset FROM captures WHERE warc_file IS NOT NULL ORDER BY ALL"
        return connection.execute(sql).fetchall()


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no date: write 2025-10-14 or 2025-10-14T09:30") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
