"""The same story twice: exact and near copies, found without comparing all pairs."""

from tradenlp.dedupe.decide import Candidate, decide, is_copy
from tradenlp.dedupe.fingerprint import Fingerprint, fingerprint

__all__ = ["Candidate", "Fingerprint", "decide", "fingerprint", "is_copy"]
