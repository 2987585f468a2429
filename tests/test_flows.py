"""The flows, on a Prefect server that serves them: the demo twice, re-extraction, trouble, one writer at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flows.deployments import SCHEDULES
from flows.ingest import GROUPS, of_group
from flows.serve import GRACE_SECONDS

from tests.conftest import ROOT
from tradenlp.gather import configured
from tradenlp.settings import read_settings

pytestmark = pytest.mark.slow
NEVER = "0 0 29 2 *"
"""so that nothing falls due while the tests run"""


def environment(folder: Path) -> dict[str, str]:
    """A fresh home for Prefect and the data, nothing inherited that would point elsewhere."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "TRADENLP_"))}
    told = {"TRADENLP_DATA_DIR": str(folder), "TRADENLP_WORKERS": "1", "PREFECT_LOGGING_LEVEL": "WARNING"}
    return {**clean, **told, "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flows")


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[str]:
    """`python -m flows.serve` with a server of its own; gives the address of the API once all is registered."""
    command = [
        sys.executable,
        "-u",
        "-m",
        "flows.serve",
        *(word for name in SCHEDULES for word in (f"--{name}", NEVER)),
    ]
    served = subprocess.Popen(
        command, env=environment(folder), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=as_in_the_background,
    )  # fmt: skip
    try:
        address = server_of(served)
        deployments(address)
        yield address
        started = descendants(served.pid)
        assert len(started) >= 2
    finally:
        began = time.monotonic()
        served.send_signal(signal.SIGINT)
        assert served.wait(3 * GRACE_SECONDS + 20) == 0
    assert time.monotonic() - began < 3 * GRACE_SECONDS
    assert not [pid for pid in started if is_running(pid)], "what it started ends with it"


def as_in_the_background() -> None:
    """Shells start a job in the background with the interrupt signal ignored."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture(scope="module")
def steps(api: str, folder: Path) -> dict[str, Any]:
    """What came of each step of the driver."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.flow_driver"], env=environment(folder) | {"PREFECT_API_URL": api}, cwd=folder,
        capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"step"')]
    return {step["step"]: step for step in found}


def test_serving_registers_a_deployment_per_group_of_cadences_and_more(api: str) -> None:
    found = {d["name"]: d for d in deployments(api)}
    assert set(found) == {"ingest-fast", "ingest-steady", "ingest-slow", "reextract", "maintenance"}
    assert [found[f"ingest-{group}"]["parameters"] for group in GROUPS] == [{"group": group} for group in GROUPS]
    assert all(d["global_concurrency_limit"]["limit"] == 1 for d in found.values())
    assert all([s["schedule"]["cron"] for s in d["schedules"]] == [NEVER] for d in found.values())


def test_a_deployment_that_falls_due_is_run(api: str) -> None:
    """Asked for by hand, as the schedule would: what serves the flows finds it and runs it in a process of its own."""
    (wanted,) = (d["id"] for d in deployments(api) if d["name"] == "maintenance")
    run = asked(f"{api}/deployments/{wanted}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    for _ in range(240):
        state = asked(f"{api}/flow_runs/{run['id']}")["state"]
        if state["type"] not in ("SCHEDULED", "PENDING", "RUNNING"):
            break
        time.sleep(0.5)
    assert state["type"] == "COMPLETED", state


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_while_it_starts_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    served = subprocess.Popen(
        [sys.executable, "-m", "flows.serve"], env=environment(tmp_path), cwd=tmp_path, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=as_in_the_background,
    )  # fmt: skip
    server_of(served)
    started = descendants(served.pid)
    served.send_signal(number)
    assert served.wait(3 * GRACE_SECONDS) == 0
    assert not [pid for pid in started if is_running(pid)]


def test_it_ends_and_says_why_when_its_server_does(tmp_path: Path) -> None:
    served = subprocess.Popen(
        [sys.executable, "-m", "flows.serve"], env=environment(tmp_path), cwd=tmp_path, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    server_of(served)
    (server,) = children(served.pid)
    os.kill(server, signal.SIGKILL)
    told = served.communicate(timeout=60)[1]
    assert "error: the Prefect server stopped" in told
    assert served.returncode == 1


def test_the_demo_brings_in_every_fixture_and_answers_three_questions(steps: dict[str, Any], folder: Path) -> None:
    shown = steps["demo"]["printed"]
    slugs = len(list((ROOT / "fixtures" / "articles").iterdir()))
    assert f"{slugs} articles extracted" in shown
    for question in ("Who did what to whom?", "How much, in one article?", "What happens when?"):
        assert question in shown
    assert str(folder / "demo" / "tradenlp.duckdb") in shown.replace("\n", "")
    assert steps["demo"]["code"] == 0


def test_a_second_demo_fetches_nothing_new_and_says_so(steps: dict[str, Any]) -> None:
    assert "nothing new was fetched" in steps["second demo"]["printed"]
    ((full, _),), ((full_after, unchanged),) = steps["demo"]["captures"], steps["second demo"]["captures"]
    assert full == full_after > 0
    assert unchanged > 0


def test_prefect_keeps_its_state_in_the_data_folder(steps: dict[str, Any], folder: Path) -> None:
    assert (folder / "prefect").is_dir()
    assert not (folder / "home" / ".prefect").exists()


def test_reextraction_as_a_flow_brings_the_facts_back(steps: dict[str, Any]) -> None:
    assert steps["reextract"]["before"] == steps["reextract"]["after"]
    assert steps["reextract"]["before"][0][0] > 0


def test_a_source_that_fails_does_not_fail_the_flow_and_is_in_the_report(steps: dict[str, Any]) -> None:
    counts, report = steps["failing"]["counts"], steps["failing"]["report"]
    assert (counts["sources polled"], counts["sources failed"]) == (1, 1)
    assert "1 sources polled, 1 of them failed" in report
    assert "| bad | http_404 |" in report
    assert "check the address" in report
    assert "## Slowest hosts" in report


def test_a_crashed_run_is_marked_and_what_it_left_is_taken_up(steps: dict[str, Any]) -> None:
    assert steps["failing"]["runs"] == [["crashed"]]


def test_maintenance_tells_whether_things_are_well(steps: dict[str, Any]) -> None:
    report = steps["maintenance"]["report"]
    assert "last good run" in report
    assert "**look at this:** bad: failing" in report
    assert "backlog: 1 links to fetch" in report


def test_one_run_writes_at_a_time(steps: dict[str, Any]) -> None:
    assert "written by another process" in steps["impatient"]["error"]
    assert steps["patient"]["seconds"] >= 1.9


def test_every_source_belongs_to_one_group_of_cadences() -> None:
    watches = configured(read_settings(sources_dir=None))
    assert sorted(w.source.source_id for g in GROUPS for w in of_group(watches, g)) == sorted(
        w.source.source_id for w in watches
    )
    assert all(of_group(watches, group) for group in GROUPS)


def test_the_file_for_another_server_says_the_same_as_the_command() -> None:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    crons = {d["name"].removeprefix("ingest-"): d["schedules"][0]["cron"] for d in told}
    assert crons == SCHEDULES
    for deployment in told:
        path, _, name = deployment["entrypoint"].partition(":")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def status_of(pid: int) -> list[str]:
    """State, parent, group … of a process as the kernel tells them; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def is_running(pid: int) -> bool:
    return status_of(pid)[:1] not in ([], ["Z"])


def children(pid: int) -> list[int]:
    every = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [child for child in every if status_of(child)[1:2] == [str(pid)]]


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [below for child in found for below in descendants(child)]


def asked(url: str, body: object = None) -> Any:
    """What the API answers to a question, or to what is sent to it."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def server_of(served: subprocess.Popen[Any]) -> str:
    """The address of the API of the server that a process started, read from the server's own command line."""
    for _ in range(1200):
        for child in children(served.pid):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"--port" in words:
                return f"http://127.0.0.1:{words[words.index(b'--port') + 1].decode()}/api"
        assert served.poll() is None, "flows.serve stopped by itself"
        time.sleep(0.1)
    raise AssertionError("no server was started within two minutes")


def deployments(api: str) -> list[dict[str, Any]]:
    """All deployments, once there are as many as there should be; waits at most four minutes."""
    for _ in range(480):
        time.sleep(0.5)
        try:
            found = asked(f"{api}/deployments/filter", {})
        except OSError:
            continue
        if len(found) == len(SCHEDULES):
            return list(found)
    raise AssertionError("the deployments were not registered within four minutes")
