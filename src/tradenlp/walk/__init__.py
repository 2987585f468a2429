"""The walk's steps over one database: poll, fetch, prepare, extract, load; plain calls, used by pipeline and flows."""

from tradenlp.walk.prepared import Prepared, chunks
from tradenlp.walk.preparing import judged
from tradenlp.walk.steps import Walk

__all__ = ["Prepared", "Walk", "chunks", "judged"]
