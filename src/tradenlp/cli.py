"""The command line: thin commands over the walk and the views.

Exit codes: 0 done, 1 done with something to complain of, 2 refused or failed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.markup import escape
from rich.table import Table

from tradenlp import __version__, archive_commands, source_commands
from tradenlp.errors import TradenlpError
from tradenlp.explore import results
from tradenlp.settings import Settings, read_settings
from tradenlp.terminal import errors, out

if TYPE_CHECKING:  # what loads spaCy is imported by the commands that need it: the others start in no time
    from tradenlp.explore.diff import Diff
    from tradenlp.pipeline import Summary, Tell

app = typer.Typer(
    name="tradenlp",
    help="News about trade policy in, SQL tables of facts out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_DAY = ["%Y-%m-%d"]
_DEFAULT_DB = "TRADENLP_DATABASE, else data/tradenlp.duckdb"
Database = Annotated[Path | None, typer.Option("--db", help="The DuckDB file.", show_default=_DEFAULT_DB)]
Workers = Annotated[int | None, typer.Option(help="Extraction processes; 0 means one a core.", show_default="0")]
Output = Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")]
DiffFormat = Annotated[str, typer.Option("--format", help="How differences are shown: table, json or html.")]
Version = Annotated[bool, typer.Option("--version", callback=lambda wanted: _version(wanted), is_eager=True)]


def main() -> NoReturn:
    """Entry point: runs a command; an error that a user can act on is told in one line and exits with 2."""
    try:
        app()
    except TradenlpError as error:
        errors.print(f"[bold red]error:[/] {error}", highlight=False, soft_wrap=True)
    except KeyboardInterrupt:
        errors.print("stopped; what was loaded is kept, run the same command again to go on")
    sys.exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tradenlp {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Version = False) -> None:
    """News about trade policy in, SQL tables of facts out."""


@app.command(epilog="Example: tradenlp ingest articles.jsonl pages/ https://example.org/feed.xml --db facts.duckdb")
def ingest(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files or folders (.jsonl, .txt, .html, feeds, .warc) and addresses of feeds or pages."),
    ],
    db: Database = None,
    workers: Workers = None,
) -> None:
    """Read articles, extract their facts and load them. Doing it again changes nothing that has not changed."""
    from tradenlp.pipeline import ingest as run

    _walk(lambda settings, tell: run(inputs, settings, tell), db, workers)


@app.command(epilog="Example: tradenlp run --db facts.duckdb")
def run(
    db: Database = None,
    workers: Workers = None,
    force: Annotated[bool, typer.Option(help="Poll every source now, due or not.")] = False,
) -> None:
    """Poll all configured sources that are due, fetch what is new, extract and load it."""
    from tradenlp.pipeline import run_sources

    _walk(lambda settings, tell: run_sources(settings, tell, force=force), db, workers)


@app.command(epilog="Example: tradenlp extract --db facts.duckdb --dry-run --diff")
def extract(
    db: Database = None,
    everything: Annotated[bool, typer.Option("--all", help="Every article, not only those with stale facts.")] = False,
    article: Annotated[list[str] | None, typer.Option(help="An article_id, external id or address.")] = None,
    workers: Workers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try it on a copy; the database stays as it is.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show which facts that adds, removes and changes.")] = False,
    form: DiffFormat = "table",
    output: Output = None,
) -> None:
    """Extract again from the stored texts, without the network: what is stale, or --all, or one --article."""
    from tradenlp.pipeline import reextract

    def job(settings: Settings, tell: Tell) -> Summary:
        return reextract(settings, tell, everything=everything, wanted=article)

    if dry_run or diff:
        _walk_and_compare(job, db, workers, dry_run, diff, form, output)
    else:
        _walk(job, db, workers)


@app.command("diff", epilog="Example: tradenlp diff before.duckdb after.duckdb --format html --output diff.html")
def diff_command(
    old: Annotated[Path, typer.Argument(help="A database.")],
    new: Annotated[Path, typer.Argument(help="The one to hold against it.")],
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind, for example measures.")] = None,
    form: DiffFormat = "table",
    output: Output = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything differs.")] = False,
) -> None:
    """Show which facts two databases do not have in common: added, removed, changed, with sentence and reason."""
    from tradenlp.explore.diff import compare

    found = compare(old, new, kind or ())
    _write_diff(found, form, output)
    if exit_code and found.changes:
        raise typer.Exit(1)


@app.command(epilog="""Example: tradenlp sql "SELECT type, status, count(*) FROM measures GROUP BY ALL" --format csv""")
def sql(
    query: Annotated[str, typer.Argument(help="One SQL statement; read-only, no files, no network.")],
    db: Database = None,
    form: Annotated[str, typer.Option("--format", help=f"One of {', '.join(results.FORMATS)}.")] = "table",
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    seconds: Annotated[float, typer.Option(help="Time limit.")] = 60.0,
    memory: Annotated[str, typer.Option(help="Memory limit, as 500MB or 4GB.")] = "2GB",
) -> None:
    """Ask the database. `tradenlp sql "FROM duckdb_columns()"` lists every column with its comment."""
    from tradenlp.warehouse.sandbox import Limits, ask

    with ask(_settings(db).database_path, query, Limits(seconds, memory)) as answer:
        results.write_result(answer, form, output)


@app.command(
    epilog="""Example: tradenlp search 'gallium "export licences" -soybeans' --since 2023-07-01 --db facts.duckdb"""
)
def search(
    query: Annotated[str, typer.Argument(help='Words, best match first; "a phrase" has to be there, -word must not.')],
    db: Database = None,
    statements: Annotated[bool, typer.Option(help="Search quotations instead of articles.")] = False,
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help="Published on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help="Published on this day or earlier.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Part of the publisher's name.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits at the most.")] = 10,
    form: Annotated[str, typer.Option("--format", help=f"text, or one of {', '.join(results.FORMATS)}.")] = "text",
) -> None:
    """Find articles or quotations by their words. Works without the network; plurals and accents do not matter."""
    from tradenlp.explore import search as finder
    from tradenlp.warehouse.database import open_reader

    first, last = (moment.date() if moment else None for moment in (since, until))
    wanted = finder.Wanted(query, first, last, publisher, statements, limit)
    with open_reader(_settings(db).database_path) as connection:
        found = finder.search(connection, wanted)
        if form == "text":
            out().print(finder.as_page(found, finder.query_words(connection, query)))
        else:
            results.write_result(results.Whole(found), form)


@app.command(epilog="Example: tradenlp export facts/ --format csv --db facts.duckdb")
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write, a file for each table.")],
    db: Database = None,
    form: Annotated[str, typer.Option("--format", help="parquet, csv or jsonl.")] = "parquet",
    tables: Annotated[
        list[str] | None, typer.Option("--table", help="A table or view; unset: all fact tables.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace an earlier export in that folder.")] = False,
) -> None:
    """Write the fact tables as Parquet, CSV or JSON Lines, with a data dictionary (DICTIONARY.md, datapackage.json)."""
    from tradenlp.explore.export import FACTS
    from tradenlp.explore.export import export as write
    from tradenlp.warehouse.database import open_reader

    with open_reader(_settings(db).database_path) as connection:
        files = write(connection, folder, form, tables or FACTS, overwrite=overwrite)
    for exported in files:
        typer.echo(f"{exported.rows:>10,}  {exported.file}")


@app.command(epilog="Example: tradenlp show seed-article --db facts.duckdb")
def show(
    article: Annotated[str, typer.Argument(help="An article_id (or its beginning), external id or address.")],
    db: Database = None,
) -> None:
    """Print an article with its facts marked, and below it the measures, figures, dates, talks and quotations."""
    from tradenlp.explore.show import article_view, console, resolve_article
    from tradenlp.warehouse.database import open_reader

    with open_reader(_settings(db).database_path) as connection:
        console().print(article_view(connection, resolve_article(connection, article)))


@app.command(epilog="Example: tradenlp explain 3fa94c --db facts.duckdb")
def explain(
    fact: Annotated[str, typer.Argument(help="A measure_id or event_id, or its beginning.")], db: Database = None
) -> None:
    """Say which rule and which words gave each slot of a measure or event its value."""
    from tradenlp.explore.show import console, explanation
    from tradenlp.warehouse.database import open_reader

    with open_reader(_settings(db).database_path) as connection:
        console().print(explanation(connection, fact))


app.add_typer(source_commands.app, name="sources")


@app.command(epilog="Example: tradenlp status --db facts.duckdb")
def status(db: Database = None) -> None:
    """Say at a glance whether things are well: last good run, sources, backlog; exits with 1 where they are not."""
    from tradenlp.explore.status import status as look

    bad = False
    for line in look(_settings(db)):
        bad = bad or not line.well
        mark = "[green]ok[/]  " if line.well else "[red]LOOK[/]"
        out().print(f"{mark} {escape(line.what)}", highlight=False, soft_wrap=True)
    if bad:
        raise typer.Exit(1)


@app.command(epilog="Example: tradenlp evaluate gold/ --db facts.duckdb --misses")
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Folders of ID.json or ID/gold.json files.")],
    db: Database = None,
    misses: Annotated[bool, typer.Option(help="List every fact missed and every one too many.")] = False,
) -> None:
    """Hold the stored facts against gold annotations; exits with 1 where gold articles are not in the database."""
    from tradenlp.explore.evaluate import evaluate as score
    from tradenlp.explore.evaluate import report_rows
    from tradenlp.warehouse.database import open_reader

    with open_reader(_settings(db).database_path) as connection:
        report = score(connection, gold)
    table = Table(header_style="bold")
    for column in ("kind", "precision", "recall", "F1", "gold/found", "right among the matched"):
        table.add_column(column, justify="left" if column in ("kind", "right among the matched") else "right")
    for row in report_rows(report):
        table.add_row(*row)
    out().print(table)
    for miss in report.misses if misses else ():
        words = {k: v for k, v in miss.fact.items() if v not in (None, [], "none", "exact") and "_char" not in k}
        typer.echo(f"{miss.article}\t{'missed' if miss.missed else 'too many'}\t{miss.kind}\t{words}")
    if report.absent:
        errors.print(f"not in the database: {', '.join(report.absent)}", highlight=False, soft_wrap=True)
        raise typer.Exit(1)


@app.command(epilog="Example: tradenlp doctor --db facts.duckdb")
def doctor(
    db: Database = None,
    repair: Annotated[bool, typer.Option("--repair", help="First put right what safely can be.")] = False,
) -> None:
    """Check model files, settings, and the integrity of the database; exits with 1 where something is wrong."""
    from tradenlp.explore.doctor import examine

    bad = False
    for check in examine(_settings(db), repair=repair):
        bad = bad or not check.well
        out().print(
            f"{'[green]ok[/]  ' if check.well else '[red]BAD[/] '} {check.what}", highlight=False, soft_wrap=True
        )
    if bad:
        raise typer.Exit(1)


def _archive_walk(job: Callable[[Settings, Tell], Summary], db: Path | None, workers: int | None) -> None:
    _walk(job, db, workers)


app.add_typer(archive_commands.commands(_archive_walk))


def _settings(db: Path | None, workers: int | None = None) -> Settings:
    given = {"database": db, "workers": workers}
    return read_settings(**{key: value for key, value in given.items() if value is not None})


def _write_diff(found: Diff, form: str, output: Path | None) -> None:
    from tradenlp.explore.diff_views import write_diff

    if output is None:
        write_diff(found, form, sys.stdout)
        return
    with output.open("w", encoding="utf-8") as file:
        write_diff(found, form, file)


def _walk_and_compare(
    job: Callable[[Settings, Tell], Summary],
    db: Path | None,
    workers: int | None,
    dry: bool,
    wanted: bool,
    form: str,
    output: Path | None,
) -> None:
    """Run a job, or try it out; what came of it goes to standard error where standard output holds a diff."""
    from tradenlp.explore.diff_runs import run_and_compare

    with errors.status("starting") as status:
        outcome = run_and_compare(
            lambda s: job(s, lambda text: status.update(text)), _settings(db, workers), dry=dry, wanted=wanted
        )
    typer.echo(f"{outcome.summary}{' (tried on a copy)' if dry else ''}", err=outcome.diff is not None)
    if outcome.diff is not None:
        _write_diff(outcome.diff, form, output)


def _walk(job: Callable[[Settings, Tell], Summary], db: Path | None, workers: int | None) -> None:
    """Run a job with a spinner on a terminal; in a pipe print only what came of it."""
    settings = _settings(db, workers)
    if errors.is_terminal:
        with errors.status("starting") as status:
            summary = job(settings, lambda text: status.update(text))
    else:
        summary = job(settings, lambda text: None)
    typer.echo(f"{summary} in {settings.database_path}")
    if summary.rejected:
        typer.echo(f"see why: tradenlp sql 'SELECT reason, url, detail FROM rejects' --db {settings.database_path}")


if __name__ == "__main__":
    main()
