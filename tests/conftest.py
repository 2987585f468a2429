"""What several test modules share: the pipeline, built once a process, and the outside cases where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spacy.language import Language

from tradenlp.extract.nlp import build_nlp

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The full pipeline."""
    return build_nlp()


@pytest.fixture(scope="session")
def outside_cases() -> Path:
    """The folder of real articles with gold that TRADENLP_CASES names; the test is skipped without it."""
    folder = os.environ.get("TRADENLP_CASES")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TRADENLP_CASES does not name a folder of cases")
    return Path(folder)
