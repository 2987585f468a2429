"""What runs when: the flows as deployments, served to a Prefect server that is up already (PREFECT_API_URL).

    python -m flows.deployments
    python -m flows.deployments --fast "*/10 * * * *" --reextract "30 3 * * *"

Two runs never write at once: each deployment is limited to one run, a run that finds another one writing waits for
it, and the database lets in one writer only.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import cast

SCHEDULES = {
    "fast": "*/15 * * * *",
    "steady": "7 * * * *",
    "slow": "22 */6 * * *",
    "reextract": "40 3 * * *",
    "maintenance": "50 4 * * 0",
}
"""cron expressions (UTC) by deployment; the first three are the groups of cadences of `ingest`"""


def serve_flows(schedules: Mapping[str, str]) -> None:
    """Register all deployments and run what falls due, until interrupted."""
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import RunnerDeployment

    from flows.ingest import GROUPS, ingest
    from flows.maintenance import maintenance
    from flows.reextract import reextract

    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    deployments = [
        ingest.to_deployment(
            f"ingest-{group}", cron=schedules[group], parameters={"group": group}, concurrency_limit=one
        )
        for group in GROUPS
    ]
    for job in (reextract, maintenance):
        deployments.append(job.to_deployment(job.name, cron=schedules[job.name], concurrency_limit=one))
    # Nothing is paused at the end: that would ask a server which may be gone, and a start begins afresh anyway.
    serve(*(cast(RunnerDeployment, deployment) for deployment in deployments), limit=2, pause_on_shutdown=False)


def schedules_from(words: list[str] | None, about: str | None) -> dict[str, str]:
    """The cron expressions that a command line gives, the usual ones for the rest."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, cron in SCHEDULES.items():
        parser.add_argument(f"--{name}", default=cron, help=f"cron expression, UTC; {cron}")
    return dict(vars(parser.parse_args(words)))


if __name__ == "__main__":
    serve_flows(schedules_from(None, __doc__))
