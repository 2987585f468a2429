"""The flows, on a Prefect of their own: the demo twice, re-extraction, the schedules."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def environment(folder: Path) -> dict[str, str]:
    """A fresh home for Prefect and the data, nothing inherited that would point elsewhere."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "TRADENLP_"))}
    return {**clean, "TRADENLP_DATA_DIR": str(folder), "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}


def run(module: str, folder: Path, *words: str, **settings: str) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, env=environment(folder) | settings, cwd=folder, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, run("flows.demo", folder)


def ask(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect(str(folder / "demo" / "tradenlp.duckdb"), read_only=True)) as db:
        return db.execute(sql).fetchall()


def test_the_demo_brings_in_every_fixture_and_answers_three_questions(demo: tuple[Path, str]) -> None:
    folder, shown = demo
    slugs = len(list((ROOT / "fixtures" / "articles").iterdir()))
    assert f"{slugs} articles extracted" in shown
    for question in ("Who did what to whom?", "How much, in one article?", "What happens when?"):
        assert question in shown
    assert str(folder / "demo" / "tradenlp.duckdb") in shown.replace("\n", "")
    assert ask(folder, "SELECT count(*) FROM articles") == [(slugs,)]
    assert ask(folder, "SELECT count(*) FROM rejects WHERE stage NOT IN ('fetch', 'poll')") == [(0,)]


def test_a_second_demo_fetches_nothing_new_and_says_so(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    before = ask(folder, "SELECT count(*) FROM captures WHERE status = 200")
    assert "nothing new was fetched" in run("flows.demo", folder)
    assert ask(folder, "SELECT count(*) FROM captures WHERE status = 200") == before
    assert ask(folder, "SELECT count(*) > 0 FROM captures WHERE status = 304") == [(True,)]


def test_prefect_keeps_its_state_in_the_data_folder(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    assert (folder / "prefect").is_dir()
    assert not (folder / "home" / ".prefect").exists()


def test_reextraction_as_a_flow_brings_the_facts_back(demo: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(demo[0] / "demo", tmp_path / "demo")
    path = tmp_path / "demo" / "tradenlp.duckdb"
    before = ask(tmp_path, "SELECT count(*), sum(value) FROM figures")
    with closing(duckdb.connect(str(path))) as db:
        db.execute("DELETE FROM figures")
    run("flows.reextract", tmp_path, "--all", TRADENLP_DATABASE=str(path), PREFECT_HOME=str(demo[0] / "prefect"))
    assert ask(tmp_path, "SELECT count(*), sum(value) FROM figures") == before


def test_serving_registers_both_deployments_on_a_schedule(demo: tuple[Path, str]) -> None:
    command = [sys.executable, "-u", "-m", "flows.serve"]
    served = subprocess.Popen(
        command, env=environment(demo[0]), cwd=demo[0], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        found = deployments(server_of(served))
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(60)
    assert {d["name"]: [s["schedule"]["cron"] for s in d["schedules"]] for d in found} == {
        "ingest": ["*/30 * * * *"],
        "reextract": ["30 3 * * *"],
    }
    assert all(d["global_concurrency_limit"]["limit"] == 1 for d in found)


def server_of(served: subprocess.Popen[bytes]) -> str:
    """The address of the API of the server that a process started, read from the server's own command line."""
    for _ in range(400):
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().split(b"\0")
                parent = int((entry.parent / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            if parent == served.pid and b"--port" in words:
                return f"http://127.0.0.1:{words[words.index(b'--port') + 1].decode()}/api"
        assert served.poll() is None, "flows.serve stopped by itself"
        time.sleep(0.1)
    raise AssertionError("no server was started within 40 s")


def deployments(api: str) -> list[dict[str, object]]:
    """All deployments, once there are two; waits at most two minutes."""
    for _ in range(240):
        time.sleep(0.5)
        request = urllib.request.Request(f"{api}/deployments/filter", b"{}", {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                found = json.load(answer)
        except OSError:
            continue
        if len(found) == 2:
            return list(found)
    raise AssertionError("the deployments were not registered within two minutes")
