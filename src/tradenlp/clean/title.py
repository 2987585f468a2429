"""Titles: repeated at the top of the text, guessed from a heading-like first line, freed of bylines and site names."""

from __future__ import annotations

import re

from tradenlp.clean.boilerplate import is_prose
from tradenlp.clean.normalise import normalise

LONGEST_TITLE = 180
"""code points"""
_WORD = re.compile(r"\w+")
_BYLINE = re.compile(r"[,;:–—-]? [Bb]y ([A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|der|al|bin)){0,3})$")
_PASSIVE = re.compile(
    r"(?:\w+(?:ed|en|wn|ght|aid|old|one|et|ut|un|ne|ft|lt|pt)|statement|remarks|speech|address|letter|keynote)$", re.I
)
_SITE = re.compile(r"\s+(?:[|–—]|-|::|»)\s+([^|–—»]{2,60})$")


def tidy_title(title: str | None, lines: list[str], publisher: str | None) -> str | None:
    """The title on one line without the site's name or the author's byline at its end; None where it is empty.

    A byline is told from a passive ("… imposed by Canada") by the word before it and by its name, which the
    text of an article does not mention.
    """
    if not title or not (tidy := " ".join(normalise(title).split())):
        return None
    if publisher and (site := _SITE.search(tidy)) and _key(site[1]) == _key(publisher):
        tidy = tidy[: site.start()]
    byline = _BYLINE.search(tidy)
    if byline and byline.start() > 10 and not _PASSIVE.search(tidy[: byline.start()]):
        surname = byline[1].split()[-1]
        if " " in byline[1] and not any(surname in line for line in lines if line != title):
            tidy = tidy[: byline.start()]
    return tidy


def drop_repeated_title(lines: list[str], title: str | None) -> list[str]:
    """The lines without a first line that repeats the title (case, spaces and punctuation aside)."""
    if title and lines and _key(lines[0]) == _key(title):
        return lines[1:]
    return lines


def guess_title(lines: list[str]) -> tuple[str | None, list[str]]:
    """A heading-like first line as the title, and the rest; None and all lines where the text begins at once."""
    if len(lines) < 2 or not _is_heading(lines[0]):
        return None, lines
    follows = next((line for line in lines[1:4] if is_prose(line)), "")
    return (lines[0], lines[1:]) if len(follows) > len(lines[0]) else (None, lines)


def _is_heading(line: str) -> bool:
    if not 8 <= len(line) <= LONGEST_TITLE or line[0].islower() or " " not in line:
        return False
    return line[-1] not in ".,;:" and not line.startswith(("- ", "• ", "* "))


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
