"""Serves the flows on their schedules from this machine, with a Prefect server of its own on 127.0.0.1.

    python -m flows.serve                     until it is stopped (Ctrl-C, SIGTERM)
    python -m flows.serve --fast "*/10 * * * *" --reextract "30 3 * * *"

With a Prefect server elsewhere (PREFECT_API_URL), `prefect deploy --all` registers the same deployments from
`prefect.yaml` instead.

The server and what runs the flows are processes of their own, each in a session of its own: a stop signal reaches
this one alone, which asks them to end one after the other and, where they take longer than `GRACE_SECONDS`, ends
them. So it stops in bounded time and leaves nothing behind, whatever they are waiting for; a run that is cut off is
gone on with by the next one. It also ends when one of them does, with exit code 1: let a service manager start it
again.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from flows.deployments import schedules_from

HOST = "127.0.0.1"
START_SECONDS = 180
"""longest wait for the server; the first start on a new machine creates its database"""
GRACE_SECONDS = 8.0
"""for each of the two processes to end by itself"""


class Stopped(Exception):
    """A stop signal came."""


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
    with _server(port or free_port()) as (_, api):
        yield api


@contextmanager
def _server(port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    api = f"http://{HOST}:{port}/api"
    words = ["prefect", "server", "start", "--host", HOST, "--port", str(port), "--no-ui"]
    with _process(words, api, quiet=True) as process:
        _wait_for(f"{api}/health", process)
        yield process, api


@contextmanager
def _process(words: Sequence[str], api: str, *, quiet: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module that runs for as long as the block lasts, in a session of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        env={**os.environ, "PREFECT_API_URL": api},
        stdout=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, wait a little, then end it with all that it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
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


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Within the block the first stop signal raises Stopped; further ones change nothing."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(_: int, __: FrameType | None) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    for number in signals:
        signal.signal(number, stop)
    yield


def watch(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait until one of the processes ends. Raises RuntimeError, which names it."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise RuntimeError(f"{name} stopped by itself with exit code {process.returncode}; start it again")
        time.sleep(0.5)


def main() -> int:
    """Serve until stopped; 1 where the server does not start, or something ends by itself."""
    given = schedules_from(None, __doc__)
    words = ["flows.deployments", *(word for name, cron in given.items() for word in (f"--{name}", cron))]
    try:
        with _until_stopped(), _server(free_port()) as (server, api), _process(words, api) as runner:
            watch({"the Prefect server": server, "what runs the flows": runner})
    except Stopped:
        pass
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
