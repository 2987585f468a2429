"""Copies: found in whatever order they come, and different stories left alone."""

from __future__ import annotations

import itertools
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tradenlp.clean.identity import article_id, canonical_url
from tradenlp.dedupe import Candidate, decide, fingerprint

DAY = datetime(2025, 10, 14, tzinfo=UTC)
STORY = (
    "The ministry raised the duty on cane sugar to 40 percent on Monday after mills in the south had asked for help. "
    "Traders said that shipments already at sea would be let in under the old rate until the end of the month. "
    "The union of cane growers called the step overdue; bakers and bottlers warned of dearer bread and lemonade. "
    "Imports had doubled within a year, mostly from two neighbours whose currencies had lost a third of their value. "
    "Parliament must confirm the decree within sixty days, and the opposition has already said that it will not."
)
OTHER = (
    "A panel in Geneva ruled on Friday that the quota on frozen shrimp breaks the farm agreement in two points. "
    "The government has twenty days to appeal, and a lawyer for the fishermen said that it would use them all. "
    "The case began four years ago when three coastal states complained about licences that came late or not at all."
)
SYNDICATED = f"{STORY} This report was first carried by a partner of this newspaper."


def candidate(name: str, text: str, day: datetime | None = DAY) -> Candidate:
    return Candidate(name, day, fingerprint(text))


def test_spacing_case_and_punctuation_do_not_make_another_text() -> None:
    assert fingerprint(STORY).words_sha256 == fingerprint(STORY.upper().replace(".", " –\n")).words_sha256


def test_a_syndicated_copy_shares_a_band_and_another_story_none() -> None:
    bands = set(fingerprint(STORY).bands())
    assert len(bands) == 32
    assert bands & set(fingerprint(SYNDICATED).bands())
    assert not bands & set(fingerprint(OTHER).bands())


def test_similarity_estimates_the_shared_share() -> None:
    assert fingerprint(STORY).similarity(fingerprint(STORY)) == 1
    assert fingerprint(STORY).similarity(fingerprint(SYNDICATED)) > 0.7
    assert fingerprint(STORY).similarity(fingerprint(OTHER)) < 0.1


def test_fingerprints_are_the_same_in_every_process() -> None:
    """They are stored and compared with those of later runs."""
    program = f"from tradenlp.dedupe import fingerprint; print(fingerprint({STORY!r}).signature.hex())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == fingerprint(STORY).signature.hex()


def test_similarity_is_close_to_the_share_of_common_groups() -> None:
    def groups(text: str) -> set[tuple[str, ...]]:
        words = text.lower().replace(".", "").replace(",", "").replace(";", "").split()
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    for extra in (OTHER, SYNDICATED, STORY[:200], STORY[300:]):
        mixed = f"{STORY} {extra}"
        share = len(groups(STORY) & groups(mixed)) / len(groups(STORY) | groups(mixed))
        assert abs(fingerprint(STORY).similarity(fingerprint(mixed)) - share) < 0.15


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_first_copy_is_the_earliest_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    articles = [
        candidate("c", SYNDICATED, DAY),
        candidate("b", STORY, DAY + timedelta(hours=3)),
        candidate("a", STORY, DAY + timedelta(hours=5)),
        candidate("d", OTHER, DAY - timedelta(days=1)),
    ]
    shuffled = [articles[i] for i in order]
    assert {c.article_id: decide(c, shuffled) for c in shuffled} == {"c": None, "b": "c", "a": "c", "d": None}


def test_of_equal_or_unknown_dates_the_smallest_id_is_first() -> None:
    same = [candidate("b", STORY), candidate("a", STORY)]
    assert [decide(c, same) for c in same] == ["a", None]
    undated = [candidate("a", STORY, None), candidate("b", STORY, None), candidate("c", STORY)]
    assert [decide(c, undated) for c in undated] == ["c", "c", None]


def test_near_copies_far_apart_and_short_ones_are_stories_of_their_own() -> None:
    later = candidate("b", SYNDICATED, DAY + timedelta(days=30))
    assert decide(later, [candidate("a", STORY)]) is None
    assert decide(candidate("b", STORY, DAY + timedelta(days=30)), [candidate("a", STORY)]) == "a"
    form = "The ministry published notice number {} on the import of sugar today."
    assert decide(candidate("b", form.format(2)), [candidate("a", form.format(1))]) is None


@pytest.mark.parametrize("text", ["", "one", "duty " * 50])
def test_every_text_has_a_fingerprint(text: str) -> None:
    assert len(fingerprint(text).bands()) == 32


# -------------------------------------------------------------------------------- syndication, cuts, updates, addresses

BACKGROUND = (
    "The two countries have quarrelled over sugar since the frontier was drawn, and a quota of 1987 was never filled. "
    "A third of the cane is cut by hand, and the harvest feeds some forty thousand families in the southern lowlands."
)
FRAMES = {
    "another headline and credit": "SUGAR: dearer from today\nBy our correspondents\n{}\nCopyright the Agency.",
    "boilerplate of the paper": "Good morning from the Sentinel, which has this report.\n{}\nThe Sentinel is owned "
    "by its readers, is printed in three towns and welcomes letters of up to two hundred words on any subject.",
    "a note of the editor": "{} Editor's note: figures for the last year were taken from the customs office.",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_copy_in_another_frame_is_found(frame: str) -> None:
    copy = candidate("b", frame.format(STORY), DAY + timedelta(hours=2))
    assert set(copy.fingerprint.bands()) & set(fingerprint(STORY).bands())
    assert decide(copy, [candidate("a", STORY)]) == "a"


@pytest.mark.parametrize("sentences", [3, 4])
def test_a_copy_cut_from_below_is_found(sentences: int) -> None:
    cut = ". ".join(STORY.split(". ")[:sentences])
    copy = candidate("b", cut, DAY + timedelta(hours=2))
    assert set(copy.fingerprint.bands()) & set(fingerprint(STORY).bands())
    assert decide(copy, [candidate("a", STORY)]) == "a"


def test_an_update_that_only_adds_is_a_copy_and_one_that_rewrites_is_none() -> None:
    grown = candidate("b", f"{STORY} {OTHER[:220]}", DAY + timedelta(hours=2))
    rewritten = candidate("c", f"{OTHER} {STORY[-200:]}", DAY + timedelta(hours=2))
    assert decide(grown, [candidate("a", STORY)]) == "a"
    assert decide(rewritten, [candidate("a", STORY)]) is None


def test_two_stories_with_the_same_background_are_two() -> None:
    first = candidate("a", f"{STORY} {BACKGROUND}")
    assert decide(candidate("b", f"{OTHER} {BACKGROUND}"), [first]) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://www.harbour.example/news/2025/10/sugar-duty",
        "http://harbour.example/news/2025/10/sugar-duty/",
        "https://harbour.example/news/2025/10/sugar-duty?utm_source=feed&utm_medium=rss",
        "https://harbour.example/news/2025/10/sugar-duty?fbclid=abc123",
        "https://harbour.example/news/2025/10/sugar-duty#comments",
        "https://harbour.example/news/2025/10/sugar-duty/amp",
        "https://amp.harbour.example/news/2025/10/sugar-duty",
        "https://m.harbour.example/news/2025/10/sugar-duty",
        "https://harbour.example/news/2025/10/sugar-duty?output=amp",
        "https://harbour.example/news/2025/10/sugar-duty?print=1",
        "https://HARBOUR.example:443/news/2025/10/sugar-duty",
        "https://harbour.example//news/2025/10/sugar-duty",
        "https://harbour.example/news/./2025/10/sugar-duty",
        "https://harbour.example/news/2025/10/sugar%2Dduty",
        "https://harbour.example/news/2025/10/sugar-duty/index.html",
        "https://harbour.example/news/2025/10/sugar-duty?page=1",
        "https://harbour.example/news/2025/10/sugar-duty?gclid=1&mc_cid=2&ref=home",
        "  https://harbour.example/news/2025/10/sugar-duty  ",
    ],
)
def test_one_address_in_many_shapes_is_one_article(address: str) -> None:
    plain = canonical_url("https://harbour.example/news/2025/10/sugar-duty")
    assert article_id(canonical_url(address), "feed", None, "") == article_id(plain, "page", "x", "y")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/news?id=1", "https://a.example/news?id=2"),
        ("https://a.example/News/1", "https://a.example/news/1"),
        ("https://a.example/news?page=2", "https://a.example/news?page=1"),
        ("https://a.example/1", "https://b.example/1"),
        ("https://a.example/amp-prices", "https://a.example/prices"),
        ("https://m.co.example/1", "https://n.co.example/1"),
        ("https://a.example/print-shops", "https://a.example/shops"),
    ],
)
def test_different_addresses_stay_different(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)
