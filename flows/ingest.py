"""sources → fetch → archive → clean → dedupe → extract → warehouse, as a Prefect flow.

python -m flows.ingest                 poll the sources that are due
python -m flows.ingest --force         poll all of them now
python -m flows.ingest --group fast    poll those of one group of cadences that are due
"""

from __future__ import annotations

import argparse
from datetime import timedelta
from functools import partial

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.common import PATIENCE_SECONDS, RUNNER, by_hand, extract_and_load, waiting_walk
from flows.tasks import in_task
from tradenlp.explore.report import run_report
from tradenlp.gather import Gatherer, Watch, configured
from tradenlp.pipeline import ingest_sources
from tradenlp.settings import read_settings

GROUPS = {
    "fast": (timedelta(0), timedelta(hours=1)),
    "steady": (timedelta(hours=1), timedelta(hours=6)),
    "slow": (timedelta(hours=6), timedelta.max),
}
"""cadences from which (exclusive) to which (inclusive) belong to a group; a deployment serves one group each"""


@flow(name="ingest", task_runner=RUNNER, timeout_seconds=6 * 3600)
def ingest(force: bool = False, group: str | None = None, patience_seconds: float = PATIENCE_SECONDS) -> dict[str, int]:
    """Poll what is due (or, with `force`, everything), fetch what is new, extract and load it; returns the counts.

    Sources that fail are in the report and in `rejects`; they do not fail the flow.
    """
    settings = read_settings()
    with waiting_walk(settings, "ingest", patience_seconds) as walk, Gatherer(settings, in_task) as gatherer:
        watches = of_group(configured(settings), group)
        ingest_sources(walk, gatherer, watches, print_nothing, partial(extract_and_load, walk), force=force)
        create_markdown_artifact(
            run_report(walk.db, walk.run), key="ingest-summary", description="What the last ingest run came to"
        )
        return dict(walk.run.counts)


def of_group(watches: list[Watch], group: str | None) -> list[Watch]:
    """The sources whose cadence belongs to a group; all without one. Raises KeyError for an unknown group."""
    if group is None:
        return watches
    above, upto = GROUPS[group]
    return [watch for watch in watches if above < watch.cadence <= upto]


def print_nothing(_: str) -> None:
    """A flow's progress is what Prefect shows of its tasks."""


def main() -> None:
    """Run the flow once, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--force", action="store_true", help="poll every source, due or not")
    parser.add_argument("--group", choices=list(GROUPS), help="only sources of these cadences")
    given = parser.parse_args()
    with by_hand():
        ingest(force=given.force, group=given.group)


if __name__ == "__main__":
    main()
