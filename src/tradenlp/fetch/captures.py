"""Stable names for what was received."""

from __future__ import annotations

import hashlib


def capture_id(name: str, sha256: str) -> str:
    """16 hex digits from where it came from (a file's name; an address and a time) and what it holds."""
    return hashlib.sha256(f"capture\x1f{name}\x1f{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
