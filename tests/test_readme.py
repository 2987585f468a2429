"""The README keeps its word: every command in it runs, and what it shows is what comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Every command with the output that the README shows below it."""
    found = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown.strip("\n")))
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a checkout in which `make demo` has run."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("fixtures", "flows", "src", "models"):
        (folder / name).symlink_to(ROOT / name)
    run(folder, f"{sys.executable} -m flows.demo")
    return folder


def run(folder: Path, command: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "TRADENLP_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{clean['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, env={**clean, "PATH": path}, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_every_command_runs_and_shows_what_the_readme_shows(workspace: Path) -> None:
    ran = []
    for command, shown in commands():
        if command.startswith("make"):
            continue
        printed = run(workspace, command)
        ran.append(command.split()[1])
        assert printed.strip(), command
        if shown:
            assert squeeze(printed) == squeeze(shown), command
    assert {"sql", "show", "ingest", "extract", "evaluate", "doctor", "sources"} <= set(ran)


def squeeze(text: str) -> list[str]:
    """Lines without the blanks at their ends."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def test_the_first_screen_shows_a_query_and_its_answer() -> None:
    first_screen = README.splitlines()[:40]
    assert any(line.startswith("$ tradenlp sql") for line in first_screen)
    assert any(line.startswith("│") for line in first_screen)


@pytest.mark.parametrize("target", re.findall(r"(?:`|\$ )make (\w+)", README))
def test_make_targets_exist(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_python_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    done = subprocess.run([sys.executable, "-c", code[1]], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[('34.5%', 'percent')]", done.stderr
