"""Days, diaries, the stage that tells stories in the order of time, and captures made in code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest

from tracker.clock import FixedClock
from tracker.demo.archives import file_of
from tracker.demo.days import WORKING_DAYS, Days, Diary
from tracker.demo.pictures import Form
from tracker.demo.stage import play
from tracker.findings.formats.recognise import recognise

NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
"""Sunday evening, March 8, in the agency's zone."""


def test_the_last_working_day_lies_before_today() -> None:
    days = Days(NOW)
    dates = [days.on(day) for day in range(1, WORKING_DAYS + 1)]
    assert dates[-1].isoformat() == "2026-03-06"
    assert all(date.weekday() < 5 for date in dates)
    assert all(earlier < later for earlier, later in pairwise(dates))
    assert days.at(40, "23:59") < NOW


def test_moments_are_by_the_agencys_clock_whatever_the_season() -> None:
    days = Days(datetime(2026, 3, 21, 12, 0, tzinfo=UTC))
    assert days.at(40, "09:00").hour == 13  # after the change to summer time
    assert days.at(1, "09:00").hour == 14


def test_what_does_not_fit_into_a_day_is_done_on_the_next() -> None:
    diary = Diary(Days(NOW), 3, time(16, 30))
    diary.on(20)
    assert (diary.day, diary.clock) == (4, time(8, 30))
    diary.go(4, "19:00")
    diary.on(20)
    assert (diary.day, diary.clock) == (4, time(19, 20))
    diary.go(2, "09:00")
    assert diary.day == 4


def test_stories_are_told_together_in_the_order_of_time() -> None:
    told: list[tuple[str, datetime]] = []
    clock = FixedClock(NOW)

    def story(name: str, *minutes: int) -> Iterator[datetime]:
        for minute in minutes:
            yield NOW + timedelta(minutes=minute)
            told.append((name, clock.now()))

    assert play([story("first", 1, 5, 6), story("second", 2, 3, 9), story("third", 2)], clock) == 7
    assert [name for name, _ in told] == ["first", "second", "third", "second", "first", "first", "second"]
    assert [at for _, at in told] == sorted(at for _, at in told)


@pytest.mark.parametrize("form", Form)
def test_captures_are_what_their_names_say(form: Form) -> None:
    taken, lines = datetime(2026, 3, 9, 16, tzinfo=UTC), ("One line \\ and signs: äöü", "Another")
    file = file_of(form, "A page (of sorts)", lines, taken)
    kind = recognise(file[:8192], f"page{form.value}")
    inspector = kind.value.inspector()
    inspector.feed(file)
    inspector.finish()
    assert file_of(form, "A page (of sorts)", lines, taken) == file
