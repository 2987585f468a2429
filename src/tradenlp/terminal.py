"""Where commands write: what was asked for to standard output, everything else to standard error."""

from __future__ import annotations

from rich.console import Console

errors = Console(stderr=True)


def out() -> Console:
    """Standard output; wide where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=140)
