"""What is let in of responses that others archived: pages in the languages wanted, articles about trade policy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tradenlp.records import Article, RawDocument

_DECLARED = re.compile(r"<html\b[^<>]{0,600}?\blang\s*=\s*[\"']?([a-z]{2,3})\b", re.IGNORECASE)
HEAD = 4000
"""code points at the start of a page in which it may declare its language"""


@dataclass(frozen=True, slots=True)
class Gate:
    """The languages (ISO 639-1; none: all) and the least relevance of what is let in."""

    languages: tuple[str, ...] = ("en",)
    threshold: float = 0.1

    def declines_page(self, raw: RawDocument) -> bool:
        """Whether a page declares a language that is not wanted, which costs less to see than to clean it."""
        found = _DECLARED.search(raw.content[:HEAD]) if self.languages and raw.media == "html" else None
        return found is not None and found[1].lower() not in self.languages

    def declines(self, article: Article) -> str | None:
        """Why an article is passed over, for a count of such; None where it is let in."""
        if self.languages and article.language not in self.languages:
            return "passed over, other languages"
        if (article.relevance or 0.0) < self.threshold:
            return "passed over, other topics"
        return None
