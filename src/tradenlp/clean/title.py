"""Titles: repeated at the top of the text, guessed from a heading-like first line, freed of bylines and site names."""

from __future__ import annotations

import re

from tradenlp.clean.boilerplate import heading_words, is_prose
from tradenlp.clean.normalise import normalise

LONGEST_TITLE = 180
"""code points"""
LONGEST_LABEL = 30
"""code points of a section or rubric above the title"""
TOP_LINES = 12
"""lines among which the title may be repeated"""
_WORD = re.compile(r"\w+")
_BYLINE = re.compile(r"[,;:–—-]? [Bb]y ([A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|der|al|bin)){0,3})$")
_PASSIVE = re.compile(
    r"(?:\w+(?:ed|en|wn|ght|aid|old|one|et|ut|un|ne|ft|lt|pt)|statement|remarks|speech|address|letter|keynote)$", re.I
)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,3}([A-Z][\w.'’-]+)")
_SITE = re.compile(r"\s+(?:[|–—»·]|--?|::?)\s+([^|–—»·]{2,60})$")


def tidy_title(title: str | None, lines: list[str], publisher: str | None) -> str | None:
    """The title on one line without the site's name or the author's byline at its end; None where it is empty.

    A byline is told from a passive ("… imposed by Canada") by the word before it and by its name, which the
    text of an article does not mention.
    """
    if not title or not (tidy := " ".join(normalise(title).split())):
        return None
    tidy = _without_site(tidy, lines, publisher)
    byline = _BYLINE.search(tidy)
    if byline and byline.start() > 10 and not _PASSIVE.search(tidy[: byline.start()]):
        surname = byline[1].split()[-1]
        if " " in byline[1] and not any(surname in line for line in lines if line != title):
            tidy = tidy[: byline.start()]
    return tidy


def _without_site(title: str, lines: list[str], publisher: str | None) -> str:
    """Without what a separator parts from it, if that is the publisher, or if the rest alone heads the text."""
    site = _SITE.search(title)
    if site is None:
        return title
    rest = title[: site.start()]
    if "|" in site[0] and rest.count(" ") > 1 and site[1].count(" ") < 4:
        return rest
    heads = any(_key(line) == _key(rest) for line in lines[:TOP_LINES])
    return rest if heads or (publisher and _key(site[1]) == _key(publisher)) else title


def from_title(lines: list[str], title: str | None) -> list[str]:
    """The lines after the one near the top that repeats the title (case, spaces and punctuation aside).

    What stands above it (the site's name, a section, today's date) goes along, unless it is running text.
    """
    if not title or not (key := _key(title)):
        return lines
    for number, line in enumerate(lines[:TOP_LINES]):
        if _key(line) == key:
            return without_repeats(lines[number + 1 :], key)
        if is_prose(line):
            break
    return lines


def without_repeats(lines: list[str], key: str) -> list[str]:
    """The lines without further repetitions of the title (`key`: its words) above the running text."""
    first = next((number for number, line in enumerate(lines[:TOP_LINES]) if is_prose(line)), TOP_LINES)
    return [line for number, line in enumerate(lines) if number >= first or _key(line) != key]


def guess_title(lines: list[str]) -> tuple[str | None, list[str]]:
    """A heading near the top as the title, and the lines below it; None and all lines where the text begins at once.

    Short labels may stand above the title; running text must follow it.
    """
    first = next((number for number, line in enumerate(lines[: TOP_LINES + 1]) if is_prose(line)), 0)
    for number, line in enumerate(lines[:first]):
        if _is_heading(line):
            below = without_repeats(lines[number + 1 :], _key(line))
            return (line, below) if len(line) < len(lines[first]) else (None, lines)
        if len(line) > LONGEST_LABEL or line[-1] in ".,;:":
            break
    return None, lines


def _is_heading(line: str) -> bool:
    if not 8 <= len(line) <= LONGEST_TITLE or line[0].islower() or line.count(" ") < 2:
        return False
    return line[-1] not in ".,;:" and not line.startswith(("- ", "• ", "* "))


def drop_names(lines: list[str]) -> list[str]:
    """The lines without names of authors that stand alone between title and text.

    A line of two to four capitalised words is taken for one if the last of them occurs nowhere else in the text.
    """
    first = next((number for number, line in enumerate(lines[:TOP_LINES]) if is_prose(line)), 0)
    if not any(_NAME.fullmatch(line) for line in lines[:first]):
        return lines
    text = " ".join(lines).lower()
    return [line for n, line in enumerate(lines) if not (n < first and _is_lone_name(line, text))]


def _is_lone_name(line: str, text: str) -> bool:
    found = _NAME.fullmatch(line)
    if not found or any(word in heading_words() for word in line.lower().split()):
        return False
    return len(re.findall(rf"\b{re.escape(found[1].lower())}\b", text)) == 1


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
