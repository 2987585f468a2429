"""Which feeds and pages to watch: one TOML file per publisher; the folder is the registry."""

from tradenlp.sources.registry import Publisher, Quirk, Watched, quirks_by_source, read_sources

__all__ = ["Publisher", "Quirk", "Watched", "quirks_by_source", "read_sources"]
