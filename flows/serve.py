"""Serves the flows on their schedules from this machine, with a Prefect server of its own on 127.0.0.1.

    python -m flows.serve                     until it is stopped
    python -m flows.serve --fast "*/10 * * * *" --reextract "30 3 * * *"

With a Prefect server elsewhere (PREFECT_API_URL), `prefect deploy --all` registers the same deployments from
`prefect.yaml` instead. Two runs never write at once: each deployment is limited to one run, a run that finds another
one writing waits for it, and the database lets in one writer only.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

HOST = "127.0.0.1"
START_SECONDS = 180
"""longest wait for the server; the first start on a new machine creates its database"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def own_server(port: int | None = None) -> Iterator[str]:
    """A Prefect server on 127.0.0.1 for as long as the block lasts; yields the address of its API.

    Raises RuntimeError where it does not answer in time.
    """
    port = port or free_port()
    api = f"http://{HOST}:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port), "--no-ui"]
    process = subprocess.Popen(command, env={**os.environ, "PREFECT_API_URL": api}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"{api}/health", process)
        yield api
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the Prefect server stopped with exit code {process.returncode}; see its output above")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the Prefect server did not answer on {url} within {START_SECONDS} s")


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
    serve(*(cast(RunnerDeployment, deployment) for deployment in deployments), limit=2)


def main() -> int:
    """Serve until interrupted; 1 where the server does not start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, cron in SCHEDULES.items():
        parser.add_argument(f"--{name}", default=cron, help=f"cron expression, UTC; {cron}")
    given = vars(parser.parse_args())
    try:
        with own_server() as api:
            os.environ["PREFECT_API_URL"] = api
            serve_flows(given)
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
