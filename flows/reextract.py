"""archive or stored texts → extract → warehouse, without the network, as a Prefect flow.

python -m flows.reextract          articles whose facts are of another pipeline version
python -m flows.reextract --all    every article
"""

from __future__ import annotations

import sys

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.common import PATIENCE_SECONDS, RUNNER, by_hand, extract_and_load, waiting_walk
from tradenlp.settings import read_settings
from tradenlp.walk import Prepared, judged
from tradenlp.warehouse.queries import stored_articles
from tradenlp.warehouse.runs import summary


@flow(name="reextract", task_runner=RUNNER, timeout_seconds=24 * 3600)
def reextract(everything: bool = False, patience_seconds: float = PATIENCE_SECONDS) -> dict[str, int]:
    """Extract stored articles again: those with stale facts, or with `everything` all; returns the counts."""
    settings = read_settings()
    with waiting_walk(settings, "reextract", patience_seconds) as walk:
        batches = stored_articles(walk.db, None if everything else walk.version, batch=settings.batch_articles)
        extract_and_load(walk, (Prepared(articles=tuple(map(judged, batch))) for batch in batches))
        text = f"# Re-extraction {walk.run.run_id}\n\n{summary(walk.run.counts)}"
        create_markdown_artifact(text, key="reextract-summary", description="What the last re-extraction came to")
        return dict(walk.run.counts)


if __name__ == "__main__":
    with by_hand():
        reextract(everything="--all" in sys.argv[1:])
