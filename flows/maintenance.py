"""Keeping house, as a Prefect flow: what polling no longer needs is dropped, the database is packed and looked over.

python -m flows.maintenance
"""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.common import PATIENCE_SECONDS, by_hand, waiting_walk
from tradenlp.explore.status import status
from tradenlp.settings import read_settings
from tradenlp.warehouse.tidy import tidy


@flow(name="maintenance", timeout_seconds=6 * 3600)
def maintenance(patience_seconds: float = PATIENCE_SECONDS) -> dict[str, int]:
    """Drop old polls and links that were given up long ago; returns the counts. The artifact is the status."""
    settings = read_settings()
    with waiting_walk(settings, "maintenance", patience_seconds) as walk:
        for what, number in tidy(walk.db, walk.started_at).items():
            walk.run.count(what, number)
        counts = dict(walk.run.counts)
    lines = [f"- {'' if line.well else '**look at this:** '}{line.what}" for line in status(settings)]
    create_markdown_artifact("\n".join(["# Status", "", *lines]), key="status", description="Whether things are well")
    return counts


if __name__ == "__main__":
    with by_hand():
        maintenance()
