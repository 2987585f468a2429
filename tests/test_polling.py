"""When sources, links and hosts are asked again: pure decisions, told as stories of what came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradenlp.fetch.backlog import after_failure
from tradenlp.fetch.breaker import LONGEST_REST_SECONDS, MOST_FAILURES, REST_SECONDS, Breaker
from tradenlp.fetch.manners import ROBOTS_SECONDS, RobotsAnswer, RobotsMemory
from tradenlp.fetch.polling import (
    LONGEST,
    LONGEST_BACK_OFF,
    SHORTEST,
    Seen,
    address,
    conditions,
    is_due,
    known_state,
    next_state,
)
from tradenlp.fetch.reasons import reason, reasons
from tradenlp.records import Capture, FeedEntry, FeedState, PendingLink

NOW = datetime(2025, 10, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://wire.example/feed"
KNOWN = FeedState("s", "e1", "m1", last_ok_at=NOW - HOUR, url=URL, full_at=NOW - HOUR, first_ok_at=NOW - 9 * HOUR)


def answer(status: int | None, **more: object) -> Capture:
    error = None if status and status < 400 else f"http_{status}: no" if status else "timeout: nothing came"
    fields: dict[str, object] = {"error": error} | more
    return Capture("c", "s", URL, URL, NOW, status, None, b"", None, **fields)  # type: ignore[arg-type]


def pause(state: FeedState) -> timedelta:
    assert state.next_poll_at
    return state.next_poll_at - NOW


def nearly(found: timedelta, wanted: timedelta) -> bool:
    """Sources are spread over up to a tenth of the pause."""
    return wanted * 0.9 <= found <= wanted


# ------------------------------------------------------------------------------------------------------ good answers


def test_a_response_brings_new_validators_and_a_304_keeps_the_old_ones() -> None:
    fresh = next_state(KNOWN, answer(200, etag="e2"), NOW)
    assert (fresh.etag, fresh.last_modified, fresh.last_ok_at, fresh.full_at) == ("e2", None, NOW, NOW)
    same = next_state(KNOWN, answer(304), NOW)
    assert (same.etag, same.last_modified, same.last_ok_at, same.full_at) == ("e1", "m1", NOW, NOW - HOUR)
    assert nearly(pause(fresh), HOUR)


def test_validators_are_sent_but_not_for_ever_after_304s_alone() -> None:
    assert conditions(KNOWN, NOW) == ("e1", "m1")
    assert conditions(KNOWN, NOW + timedelta(days=8)) == (None, None)
    assert conditions(KNOWN, NOW - timedelta(days=1)) == (None, None), "the clock went back"
    assert conditions(FeedState("s"), NOW) == (None, None)


def test_an_answer_that_is_no_feed_is_a_failure_and_its_validators_are_not_kept() -> None:
    state = next_state(KNOWN, answer(200, etag="page"), NOW, seen=Seen(problem="bad_feed: a web page"))
    assert (state.etag, state.failures, state.last_error) == ("e1", 1, "bad_feed: a web page")


def test_a_list_that_was_cut_is_asked_for_in_full() -> None:
    assert next_state(KNOWN, answer(200, etag="e2"), NOW, seen=Seen(new=9, is_cut=True)).etag is None


def test_sources_of_one_cadence_are_not_all_asked_at_the_same_minute() -> None:
    times = {next_state(replace(KNOWN, source_id=f"s{n}"), answer(200), NOW).next_poll_at for n in range(50)}
    assert len(times) > 40


# ------------------------------------------------------------------------------------------------------------- rhythm


def watch_for(days: int, gap: timedelta, cadence: timedelta = HOUR) -> list[FeedState]:
    """States of a feed that publishes every `gap`, asked whenever it is due."""
    state, now = known_state(None, "s", URL), NOW
    end, published, states = NOW + timedelta(days=days), NOW - gap, []
    while now < end:
        new = 0
        while published + gap <= now:
            published += gap
            new += 1
        state = next_state(state, answer(200), now, cadence, Seen(listed=10, new=new))
        states.append(state)
        assert state.next_poll_at
        now = state.next_poll_at
    return states


@pytest.mark.parametrize(
    ("gap_minutes", "pause_minutes"), [(2, 15), (15, 21), (60, 42), (240, 85), (1440, 208), (60 * 24 * 7, 550)]
)
def test_the_pause_goes_with_the_root_of_the_gap_within_bounds(gap_minutes: int, pause_minutes: int) -> None:
    states = watch_for(40, timedelta(minutes=gap_minutes))
    late = [
        b.polled_at - a.polled_at for a, b in zip(states[-6:], states[-5:], strict=False) if a.polled_at and b.polled_at
    ]
    usual = sorted(late)[len(late) // 2] / timedelta(minutes=1)
    assert pause_minutes * 0.75 <= usual <= pause_minutes * 1.25


def test_a_feed_that_falls_silent_is_asked_less_and_less_but_never_less_than_its_bound() -> None:
    state = watch_for(10, timedelta(minutes=30))[-1]
    pauses, now = [], state.next_poll_at or NOW
    for _ in range(200):
        state = next_state(state, answer(304), now)
        assert state.next_poll_at
        pauses.append(state.next_poll_at - now)
        now = state.next_poll_at
    assert pauses == sorted(pauses)
    assert SHORTEST * 0.9 <= pauses[0] < HOUR
    assert LONGEST * 0.9 <= pauses[-1] <= LONGEST


def test_the_first_answer_says_nothing_of_the_rhythm() -> None:
    first = next_state(FeedState("s"), answer(200), NOW, seen=Seen(listed=50, new=50))
    assert (first.gap_seconds, first.last_new_at) == (None, NOW)
    assert nearly(pause(first), HOUR)


@pytest.mark.parametrize(
    ("capture", "seen", "wanted"),
    [
        (answer(200, fresh_seconds=7200.0), Seen(), 2 * HOUR),
        (answer(304, fresh_seconds=7200.0), Seen(), 2 * HOUR),
        (answer(200), Seen(ttl_seconds=3 * 3600.0), 3 * HOUR),
        (answer(200, fresh_seconds=31_536_000.0), Seen(), timedelta(days=1)),
        (answer(200, retry_after_seconds=18_000.0), Seen(), 5 * HOUR),
        (answer(503, retry_after_seconds=36_000.0), Seen(), 10 * HOUR),
        (answer(429, retry_after_seconds=1e9), Seen(), timedelta(days=7)),
    ],
    ids=["fresh", "fresh 304", "ttl", "fresh for a year", "retry after 200", "retry after 503", "retry after years"],
)
def test_what_server_and_feed_ask_for_is_obeyed_within_reason(capture: Capture, seen: Seen, wanted: timedelta) -> None:
    assert pause(next_state(KNOWN, capture, NOW, seen=seen)) == wanted


# ----------------------------------------------------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("well_before", "hours"), [(HOUR, [0.5, 1, 2, 4, 4, 4]), (90 * HOUR, [0.5, 1, 2, 4, 8, 16, 24, 24])]
)
def test_failures_double_the_pause_to_hours_then_to_a_day_and_a_success_forgets_them(
    well_before: timedelta, hours: list[float]
) -> None:
    state, pauses = replace(KNOWN, last_ok_at=NOW - well_before), []
    for _ in range(40):
        state = next_state(state, answer(None), NOW)
        pauses.append(pause(state))
    assert all(nearly(found, HOUR * wanted) for found, wanted in zip(pauses, hours, strict=False))
    assert pauses[-1] <= HOUR * hours[-1]
    assert (state.etag, state.failures, state.last_error) == ("e1", 40, "timeout: nothing came")
    good = next_state(state, answer(200), NOW)
    assert (good.failures, good.last_error) == (0, None)


@given(st.lists(st.sampled_from([None, 200, 304, 404, 410, 429, 500, 503]), max_size=60), st.integers(5, 44_640))
def test_no_history_stops_a_feed_for_good_unless_it_says_it_is_gone(statuses: list[int | None], minutes: int) -> None:
    state, now, cadence = known_state(None, "s", URL), NOW, timedelta(minutes=minutes)
    for status in statuses:
        if state.retired_at:
            assert not is_due(state, now + timedelta(days=999))
            return
        state = next_state(state, answer(status), now, cadence)
        assert state.next_poll_at
        now = state.next_poll_at
        assert state.retired_at or is_due(state, now)
        assert state.next_poll_at <= (state.polled_at or NOW) + max(cadence, LONGEST_BACK_OFF)


def test_410_retires_a_source_until_its_address_is_changed() -> None:
    gone = next_state(KNOWN, answer(410), NOW)
    assert gone.retired_at == NOW
    assert not is_due(gone, NOW + timedelta(days=400))
    assert is_due(known_state(gone, "s", "https://wire.example/new"), NOW)
    assert known_state(gone, "s", URL).retired_at == NOW
    assert next_state(gone, answer(200), NOW).retired_at is None, "asked by force, it answered"


# ---------------------------------------------------------------------------------------------------------- redirects


def test_a_permanent_move_is_remembered_once_it_gave_a_feed_and_forgotten_when_it_fails() -> None:
    moved = next_state(KNOWN, answer(200, moved_to="https://new.example/feed"), NOW)
    assert address(moved, URL) == "https://new.example/feed"
    assert address(next_state(moved, answer(200), NOW), URL) == "https://new.example/feed"
    assert address(next_state(moved, answer(None), NOW), URL) == "https://new.example/feed", "no answer says nothing"
    for status in (404, 410, 500):
        back = next_state(moved, answer(status), NOW)
        assert address(back, URL) == URL
        assert back.retired_at is None
    to_a_page = next_state(KNOWN, answer(200, moved_to="https://x.example/"), NOW, seen=Seen(problem="bad_feed: html"))
    assert address(to_a_page, URL) == URL


# -------------------------------------------------------------------------------------------------------------- clock


def test_what_was_never_asked_is_due_and_what_was_is_when_its_time_comes() -> None:
    assert is_due(None, NOW)
    assert is_due(FeedState("s", next_poll_at=NOW), NOW)
    assert not is_due(FeedState("s", next_poll_at=NOW + HOUR), NOW)


def test_times_that_a_wrong_clock_left_behind_are_not_believed() -> None:
    ahead = next_state(KNOWN, answer(200), NOW + timedelta(days=365))
    assert is_due(ahead, NOW), "polled in the future"
    assert is_due(FeedState("s", next_poll_at=NOW + timedelta(days=30)), NOW)
    assert not is_due(FeedState("s", next_poll_at=NOW + timedelta(days=7), polled_at=NOW), NOW)
    back = next_state(replace(KNOWN, last_new_at=NOW + HOUR, gap_seconds=60.0), answer(200), NOW, seen=Seen(new=1))
    assert back.gap_seconds and back.gap_seconds >= 1


# ---------------------------------------------------------------------------------------------------- links and hosts

LINK = PendingLink(FeedEntry("https://wire.example/1"), "s", NOW, next_try_at=NOW)


def try_until_given_up(error: str, most: int = 100) -> list[timedelta]:
    link, pauses = LINK, []
    while link.next_try_at and len(pauses) < most:
        now = link.next_try_at
        link = after_failure(link, error, now)
        pauses.append((link.next_try_at or now) - now)
    return pauses


@pytest.mark.parametrize(
    ("error", "tries"),
    [("http_404: no", 3), ("http_410: gone", 1), ("refused: inner", 1), ("robots_forbid: no", 1), ("http_418: tea", 2)],
)
def test_lasting_trouble_is_tried_a_few_times(error: str, tries: int) -> None:
    assert len(try_until_given_up(error)) == tries


def test_passing_trouble_is_tried_for_two_weeks_at_growing_distance() -> None:
    pauses = try_until_given_up("timeout: nothing")
    assert pauses[:-1] == sorted(pauses[:-1])
    assert timedelta(days=14) < sum(pauses, timedelta()) < timedelta(days=16)
    assert max(pauses) <= timedelta(days=1)


def test_a_link_waits_as_long_as_its_server_asked_for() -> None:
    assert after_failure(LINK, "http_429: slower", NOW, 7200.0).next_try_at == NOW + 2 * HOUR


def test_a_host_rests_after_failures_in_a_row_and_gets_one_try_after_that() -> None:
    clock = [0.0]
    breaker = Breaker(clock=lambda: clock[0])
    for _ in range(MOST_FAILURES - 1):
        breaker.failed("a")
    assert breaker.rest("a") == 0
    breaker.failed("a")
    assert (breaker.rest("a"), breaker.rest("b")) == (REST_SECONDS, 0)
    clock[0] = REST_SECONDS
    assert breaker.rest("a") == 0
    breaker.failed("a")
    assert breaker.rest("a") == REST_SECONDS
    breaker.succeeded("a")
    breaker.failed("a")
    assert breaker.rest("a") == 0


def test_a_host_that_asks_for_rest_gets_it_at_once() -> None:
    breaker = Breaker(clock=lambda: 0.0)
    breaker.failed("a", 120.0)
    breaker.failed("b", 1e12)
    assert (breaker.rest("a"), breaker.rest("b")) == (120, LONGEST_REST_SECONDS)


def test_a_rest_holds_for_the_next_process_unless_its_clock_was_wrong(tmp_path: Path) -> None:
    file, clock = tmp_path / "data" / "resting.json", [1e9]

    def process() -> Breaker:
        return Breaker(file, clock=lambda: clock[0])

    process().failed("a", 120.0)
    process().failed("b")
    assert (process().rest("a"), process().rest("b")) == (120, 0)
    clock[0] -= 1e6
    assert process().rest("a") == 0, "it began in the future"
    clock[0] += 1e6 + 60
    assert process().rest("a") == 60
    process().succeeded("a")
    assert process().rest("a") == 0


@pytest.mark.parametrize("kept", ["", "[]", '{"a": 1}', '{"a": [1, 2]}', '{"a": ["x", null, 3]}', "\x00"])
def test_a_file_of_rests_that_makes_no_sense_is_passed_over(tmp_path: Path, kept: str) -> None:
    (tmp_path / "resting.json").write_text(kept)
    assert Breaker(tmp_path / "resting.json").rest("a") == 0


# ------------------------------------------------------------------------------------------------------------- robots


def test_a_robots_txt_is_kept_for_a_day_for_the_next_process_too(tmp_path: Path) -> None:
    clock, asked = [1e9], [0]

    def ask() -> RobotsAnswer:
        asked[0] += 1
        return RobotsAnswer("User-agent: *\nDisallow: /no\nCrawl-delay: 3")

    for _ in range(2):
        memory = RobotsMemory("tradenlp/1", tmp_path, lambda: clock[0])
        known = memory.of("https://a.example", ask)
        assert not known.robots.allows("https://a.example/no")
        assert known.robots.crawl_delay_seconds == 3
    assert asked == [1]
    clock[0] += ROBOTS_SECONDS
    RobotsMemory("tradenlp/1", tmp_path, lambda: clock[0]).of("https://a.example", ask)
    assert asked == [2]
    clock[0] -= 10 * ROBOTS_SECONDS
    RobotsMemory("tradenlp/1", tmp_path, lambda: clock[0]).of("https://a.example", ask)
    assert asked == [3], "what was kept is from the future: the clock was wrong"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"asked_at": "x"}'])
def test_a_kept_robots_txt_that_is_broken_is_asked_for_again(tmp_path: Path, content: str) -> None:
    RobotsMemory("x", tmp_path).of("https://a.example", lambda: RobotsAnswer("User-agent: *\nDisallow: /"))
    (path,) = tmp_path.iterdir()
    path.write_text(content)
    assert RobotsMemory("x", tmp_path).of("https://a.example", RobotsAnswer).robots.allows("https://a.example/")


def test_a_robots_txt_that_cannot_be_read_forbids_for_minutes_only(tmp_path: Path) -> None:
    clock = [1e9]
    memory = RobotsMemory("x", tmp_path, lambda: clock[0])
    assert memory.of("https://a.example", lambda: RobotsAnswer(problem="status 500")).problem
    assert list(tmp_path.iterdir()) == []
    clock[0] += 601
    assert memory.of("https://a.example", RobotsAnswer).problem is None


# ------------------------------------------------------------------------------------------------------------ reasons


@pytest.mark.parametrize("code", sorted(reasons()))
def test_every_reason_says_what_to_do(code: str) -> None:
    assert len(reason(code).advice.split()) >= 4


@pytest.mark.parametrize(
    ("code", "again"), [("http_502", True), ("http_418", False), ("http_302", False), ("new", True)]
)
def test_codes_without_an_entry_of_their_own(code: str, again: bool) -> None:
    assert reason(code).again is again
