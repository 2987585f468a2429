"""Which feeds and pages to watch: one TOML file per publisher; the folder is the registry."""

from tradenlp.sources.registry import Publisher, Quirk, Watched, read_sources

__all__ = ["Publisher", "Quirk", "Watched", "read_sources"]
