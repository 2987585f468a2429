"""The commands `tradenlp sources …`: list the configured sources, and ask whether they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from tradenlp.settings import read_settings
from tradenlp.terminal import errors, out

app = typer.Typer(invoke_without_command=True, help="List the configured sources, or check them.")
Folder = Annotated[Path | None, typer.Option(help="Publisher files to use instead of the built-in.")]


@app.callback(epilog="Example: tradenlp sources")
def sources(context: typer.Context, folder: Folder = None) -> None:
    """List the configured sources; `tradenlp sources check` asks them."""
    if context.invoked_subcommand:
        return
    from tradenlp.sources import read_sources

    table = Table(header_style="bold")
    for column in ("publisher", "country", "kind", "address", "verified"):
        table.add_column(column, overflow="fold")
    for publisher in read_sources(folder or read_settings().sources_dir):
        for source in publisher.sources():
            verified = "yes" if publisher.verified else "no"
            table.add_row(publisher.publisher, publisher.country or "", source.kind, source.url, verified)
    out().print(table)


@app.command("check", epilog="Example: tradenlp sources check wto eu-commission-trade")
def check(
    names: Annotated[list[str] | None, typer.Argument(help="Ids of sources or their beginnings; all without.")] = None,
    folder: Folder = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask so many sources at the most.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest time for one answer.")] = 30.0,
) -> None:
    """Ask sources whether they answer as they should, and store nothing; exits with 1 where one does not.

    A line a source: ok or BAD, id, what it answered, address, with tabs between them.
    """
    from tradenlp.explore.check_sources import check_sources, summary
    from tradenlp.gather import configured

    given = {"sources_dir": folder} if folder else {}
    settings = read_settings(total_timeout_seconds=seconds, **given)
    wanted = [w for w in configured(settings) if not names or w.source.source_id.startswith(tuple(names))][:limit]
    checked = []
    for one in check_sources(settings, wanted):
        checked.append(one)
        typer.echo(f"{'ok' if one.well else 'BAD'}\t{one.source_id}\t{one.told}\t{one.url}")
    errors.print(summary(checked), highlight=False)
    if not checked or not all(one.well for one in checked):
        raise typer.Exit(1)
