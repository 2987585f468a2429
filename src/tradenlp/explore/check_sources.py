"""Which of the configured sources answer as they should: each is asked once, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from tradenlp.errors import FetchRefused, InputError
from tradenlp.fetch import Fetcher
from tradenlp.fetch.streams import side_by_side
from tradenlp.gather import NoUse, Watch, listed, refused
from tradenlp.records import FeedEntry
from tradenlp.settings import Settings

AT_ONCE = 8
"""hosts that are asked at the same time"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a source answered."""

    source_id: str
    url: str
    well: bool
    told: str
    """for example `24 articles listed, the newest of 2025-10-14`, or `timeout: …`"""


def check_sources(settings: Settings, watches: Sequence[Watch]) -> Iterator[Checked]:
    """Ask every source once, hosts side by side at their pace, and tell as the answers come in; never raises."""
    groups: dict[str, list[Watch]] = {}
    for watch in watches:
        groups.setdefault(urlsplit(watch.source.url).netloc, []).append(watch)
    with Fetcher(settings) as fetcher:
        yield from side_by_side([partial(_check_host, fetcher, group) for group in groups.values()], AT_ONCE)


def _check_host(fetcher: Fetcher, watches: Sequence[Watch]) -> Iterator[Checked]:
    for watch in watches:
        try:
            well, told = _ask(fetcher, watch)
        except FetchRefused as refusal:
            well, told = False, refused(refusal)
        except InputError as error:
            well, told = False, f"bad_feed: {error}"
        except NoUse as error:
            well, told = False, str(error)
        except Exception as error:
            well, told = False, f"crash: {type(error).__name__}: {error}"
        yield Checked(watch.source.source_id, watch.source.url, well, told)


def _ask(fetcher: Fetcher, watch: Watch) -> tuple[bool, str]:
    capture = fetcher.get(watch.source.url, source_id=watch.source.source_id)
    if capture.error:
        return False, capture.error
    found, _ = listed(capture, watch)
    days = [read.published_at for read in found if isinstance(read, FeedEntry) and read.published_at]
    newest = f", the newest of {max(days):%Y-%m-%d}" if days else ""
    moved = f"; moved for good to {capture.moved_to}" if capture.moved_to else ""
    return True, f"{len(found)} articles listed{newest} in {capture.seconds or 0:.1f} s{moved}"


def summary(checked: Sequence[Checked]) -> str:
    """For example `38 of 41 sources answer as they should (2025-10-14 12:00 UTC)`."""
    well = sum(one.well for one in checked)
    return f"{well} of {len(checked)} sources answer as they should ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)"
