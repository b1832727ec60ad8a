"""Working days: weekends, federal holidays, the turn of the year, and the change of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.working_days import (
    after_working_days,
    before_working_days,
    closing_after,
    federal_holidays,
    is_working_day,
)

EASTERN = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
        (2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
        (2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
    ],
)
def test_the_federal_holidays_of_a_year(year: int, days: str) -> None:
    assert federal_holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in days.split()}


@pytest.mark.parametrize(
    ("asked", "days", "end"),
    [
        ("2026-03-02 09:00", 5, "2026-03-09 17:00"),  # Monday to Monday
        ("2026-03-06 23:59", 5, "2026-03-13 17:00"),  # late on a Friday: the weekend is nobody's
        ("2026-03-07 12:00", 5, "2026-03-13 17:00"),  # on a Saturday
        ("2026-03-08 12:00", 5, "2026-03-13 17:00"),  # on the Sunday on which the clock changes
        ("2026-11-23 09:00", 5, "2026-12-01 17:00"),  # Thanksgiving is none, the Friday after it is one
        ("2026-12-24 09:00", 3, "2026-12-30 17:00"),
        ("2026-12-30 09:00", 2, "2027-01-04 17:00"),  # over New Year
        ("2027-12-30 09:00", 1, "2028-01-03 17:00"),  # New Year on a Saturday is kept on the Friday before
        ("2026-07-01 09:00", 2, "2026-07-06 17:00"),  # the Fourth on a Saturday, kept on the third
    ],
)
def test_time_to_answer_ends_at_closing(asked: str, days: int, end: str) -> None:
    began = datetime.fromisoformat(asked).replace(tzinfo=EASTERN)
    assert closing_after(began, days) == datetime.fromisoformat(end).replace(tzinfo=EASTERN)


def test_the_end_is_five_by_the_clock_on_the_wall_on_either_side_of_the_change() -> None:
    before = closing_after(datetime(2026, 3, 5, 9, tzinfo=EASTERN), 1)
    after = closing_after(before, 1)
    assert (before.hour, after.hour) == (17, 17)
    assert (before.utcoffset(), after.utcoffset()) == (timedelta(hours=-5), timedelta(hours=-4))


@pytest.mark.parametrize(
    ("end", "days", "moment"),
    [
        ("2026-03-18 17:00", 1, "2026-03-17 17:00"),
        ("2026-03-16 17:00", 1, "2026-03-13 17:00"),  # a Monday: the Friday before
        ("2026-07-06 17:00", 1, "2026-07-02 17:00"),  # the Fourth on a Saturday, kept on the third
        ("2026-03-09 17:00", 1, "2026-03-06 17:00"),  # the clock goes forward between them
    ],
)
def test_a_working_day_before_the_end_is_at_the_same_hour(end: str, days: int, moment: str) -> None:
    ends = datetime.fromisoformat(end).replace(tzinfo=EASTERN)
    assert before_working_days(ends, days) == datetime.fromisoformat(moment).replace(tzinfo=EASTERN)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 15))
def test_so_many_working_days_are_given(start: date, days: int) -> None:
    end = after_working_days(start, days)
    given = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in given) == days
    assert is_working_day(end)
    assert end > start


@given(st.integers(1990, 2090))
def test_holidays_are_kept_on_days_of_the_week(year: int) -> None:
    kept = federal_holidays(year)
    assert all(day.weekday() < 5 for day in kept)
    assert 10 <= len(kept) <= 12
