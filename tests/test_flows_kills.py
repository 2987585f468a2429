"""kill -9 in the middle of a run over feeds: the next run ends in the tables of an undisturbed one.

A handful of moments here; `python bench/kills_feeds.py` tries two hundred.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def test_a_killed_run_is_gone_on_with_and_leaves_no_trace_in_the_tables(tmp_path: Path) -> None:
    script = str(ROOT / "bench" / "kills_feeds.py")
    command = [sys.executable, script, "--kills", "2", "--articles", "16", "--seed", "5"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TRADENLP_")}
    done = subprocess.run(command, env=clean, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert "2 kills over 16 articles" in done.stdout, done.stderr
    assert "2 as undisturbed, 0 not" in done.stdout
    assert done.returncode == 0
