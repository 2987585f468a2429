"""The version of extraction: changes whenever code, rules, registry or model change, and only then."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tradenlp import __version__
from tradenlp.extract.nlp import DEFAULT_MODEL

_SUFFIXES = {".py", ".toml"}


@cache
def pipeline_version(model: str = DEFAULT_MODEL) -> str:
    """For example `0.1.0+3f2a9c1b7d04`: the package version and a digest of rules, code and model."""
    digest = hashlib.sha256(_model_identity(model).encode())
    root = Path(str(resources.files("tradenlp")))
    files = [*(root / "extract").rglob("*"), root / "facts.py", root / "lexicon.py"]
    for path in sorted(path for path in files if path.suffix in _SUFFIXES):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _model_identity(model: str) -> str:
    """Name and version of an installed pipeline; for a folder a digest of its meta.json, which names both."""
    try:
        return f"{model} {version(model)}"
    except PackageNotFoundError:
        meta = Path(model) / "meta.json"
        return hashlib.sha256(meta.read_bytes()).hexdigest() if meta.is_file() else model
