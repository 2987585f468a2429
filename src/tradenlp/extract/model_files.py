"""Compares the installed base model with the checksum list that the project ships."""

from __future__ import annotations

import hashlib
import importlib.util
from importlib import resources
from pathlib import Path

from tradenlp.errors import ModelError
from tradenlp.extract.nlp import DEFAULT_MODEL


def checksum_list() -> Path:
    """The list within an installed package, else within the checkout. Raises ModelError where neither has it."""
    package = Path(str(resources.files("tradenlp")))
    for path in (package / "models" / "base" / "SHA256SUMS", package.parents[1] / "models" / "base" / "SHA256SUMS"):
        if path.is_file():
            return path
    raise ModelError("the checksum list models/base/SHA256SUMS is missing: reinstall tradenlp")


def altered_files(model: str = DEFAULT_MODEL) -> list[str]:
    """Files of the installed model that are missing or differ from the list, each with what is wrong.

    Raises ModelError where the model is not installed.
    """
    spec = importlib.util.find_spec(model)
    if spec is None or spec.origin is None:
        raise ModelError(f"the model {model} is not installed: run `make setup`, or `pip install -r requirements.lock`")
    folder = Path(spec.origin).parent
    lines = checksum_list().read_text(encoding="utf-8").splitlines()
    expected = (line.split(maxsplit=1) for line in lines)
    return [f"{name}: {problem}" for digest, name in expected if (problem := _problem(folder / name, digest))]


def _problem(path: Path, digest: str) -> str | None:
    if not path.is_file():
        return "missing"
    return None if hashlib.sha256(path.read_bytes()).hexdigest() == digest else "differs from the pinned release"
