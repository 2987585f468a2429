"""The sentence around words, found by punctuation alone: the same in every version of the pipeline."""

from __future__ import annotations

import re

LONGEST = 600
"""code points of a sentence; one that is longer is cut on the side where it is"""

_SHORTENED = "Mr Mrs Ms Dr St No vs Co Corp Inc Ltd Gov Sen Rep Jan Feb Aug Sep Sept Oct Nov Dec".split()
_NOT_SHORTENED = "".join(rf"(?<!\b{word})" for word in _SHORTENED)
_END = re.compile(rf"""\n|(?<!\b[A-Z]){_NOT_SHORTENED}[.!?]+["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9])""")


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds the code points from `start` to `end` of `text` begins and ends."""
    floor = max(0, start - LONGEST)
    first = floor
    for match in _END.finditer(text, floor, start):
        first = match.end()
    after = _END.search(text, end, min(len(text), end + LONGEST))
    last = after.end() if after else min(len(text), end + LONGEST)
    return first, last
