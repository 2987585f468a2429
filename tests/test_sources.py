"""The registry of publishers: every file of the package is sound, and a wrong one is told by file and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pycountry
import pytest

from tradenlp.errors import LexiconError
from tradenlp.sources import Quirk, read_sources
from tradenlp.sources.registry import PUBLISHERS, read_publisher

FILES = sorted(PUBLISHERS.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_publisher_of_the_package_is_sound(path: Path) -> None:
    publisher = read_publisher(path)
    assert publisher.country == "EU" or pycountry.countries.get(alpha_2=publisher.country)
    assert pycountry.languages.get(alpha_2=publisher.language)
    assert all(watched.expected_per_week for _, watched in publisher.watched())
    assert not publisher.verified, "somebody must have seen an answer before an address counts as verified"


def test_source_ids_and_addresses_are_unique() -> None:
    sources = [source for publisher in read_sources() for source in publisher.sources()]
    assert (
        len({source.source_id for source in sources}) == len({source.url for source in sources}) == len(sources) >= 80
    )


def test_a_folder_of_ones_own_replaces_the_packages(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(
        'publisher = "Harbour News"\ncountry = "NL"\n'
        '[[feed]]\nurl = "https://harbour.example/rss"\ncadence_minutes = 30\n'
        '[[feed]]\nurl = "https://harbour.example/atom"\n'
        '[[page]]\nurl = "https://harbour.example/"\nlinks = "/20\\\\d\\\\d/"\n'
        '[[sitemap]]\nurl = "https://harbour.example/news.xml"\nexpected_per_week = 3.5\n'
        '[[quirk]]\nlines = "^Ship ahoy$"\nfrom = 2020-01-01\nuntil = 2021-12-31\n'
    )
    (publisher,) = read_sources(tmp_path)
    assert [(s.source_id, s.kind) for s in publisher.sources()] == [
        ("harbour", "feed"),
        ("harbour-2", "feed"),
        ("harbour-page", "page"),
        ("harbour-sitemap", "page"),
    ]
    assert (publisher.feeds[0].cadence_minutes, publisher.feeds[1].cadence_minutes) == (30, 60)
    assert publisher.quirks == (Quirk("^Ship ahoy$", date(2020, 1, 1), date(2021, 12, 31)),)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2021, 12, 31), True),
        (date(2022, 1, 1), False),
        (None, True),
    ],
)
def test_a_quirk_holds_between_its_days(day: date | None, holds: bool) -> None:
    assert Quirk("x", date(2020, 1, 1), date(2021, 12, 31)).holds_on(day) is holds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("publisher = ", "one.toml"),
        ('country = "NL"', "missing key publisher"),
        ('publisher = "A"', r"at least one \[\[feed\]\]"),
        ('publisher = "A"\n[[feed]]\nurl = "ftp://a.example/"', "no http"),
        ('publisher = "A"\n[[feed]]\nurl = "https://a.example/"\nevery = 3', "unknown key every"),
        ('publisher = "A"\nfeeds = []', "unknown key feeds"),
        ('publisher = "A"\n[[feed]]\ncadence_minutes = 60', "url"),
        ('publisher = "A"\n[[feed]]\nurl = "https://a.example/"\ncadence_minutes = 1', "cadence_minutes"),
        ('publisher = "A"\n[[page]]\nurl = "https://a.example/"\nlinks = "("', "regular expression"),
        ('publisher = "A"\n[[feed]]\nurl = "https://a.example/"\nlinks = "/x"', "for .*page"),
        ('publisher = "A"\n[[feed]]\nurl = "https://a.example/"\nexpected_per_week = 0', "more than 0"),
        ('publisher = "A"\n[[page]]\nurl = "https://a.example/"', "needs `links`"),
    ],
)
def test_a_wrong_file_is_told_by_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "one.toml").write_text(text)
    with pytest.raises(LexiconError, match=named):
        read_sources(tmp_path)
