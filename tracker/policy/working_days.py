"""Days on which an office works, so that time to answer is counted in days that everybody has."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

SATURDAY, SUNDAY = 5, 6
MONDAY, THURSDAY = 0, 3
CLOSING = time(17)
"""The hour at which a time to answer ends, by the agency's clock."""


@lru_cache(maxsize=64)
def federal_holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which federal offices are closed (5 U.S.C. 6103).

    A holiday on a Saturday is kept the day before, one on a Sunday the day after; the one of the next New
    Year may so fall into this year.
    """
    kept = {
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _nth(year, 6, MONDAY, 1) - timedelta(days=7),
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    }
    fixed = [(year, 1, 1), (year, 6, 19), (year, 7, 4), (year, 11, 11), (year, 12, 25), (year + 1, 1, 1)]
    kept |= {_kept_on(date(*one)) for one in fixed}
    return frozenset(day for day in kept if day.year == year)


def is_working_day(day: date) -> bool:
    """Say whether offices work on a day."""
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year)


def after_working_days(start: date, days: int) -> date:
    """Return the last of so many working days, of which the first comes after ``start``."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Count the working days after ``first`` up to ``last``; adjoining times so add up to the whole."""
    return sum(is_working_day(first + timedelta(days=passed)) for passed in range(1, (last - first).days + 1))


def closing_after(asked: datetime, days: int) -> datetime:
    """Return when a time of so many working days ends, in the zone of the moment from which it is counted."""
    return datetime.combine(after_working_days(asked.date(), days), CLOSING, asked.tzinfo)


def before_working_days(end: datetime, days: int) -> datetime:
    """Return the moment so many working days before another, at the same hour by its zone."""
    day, left = end.date(), days
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return datetime.combine(day, end.timetz().replace(tzinfo=None), end.tzinfo)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """Return the nth such weekday of a month, as the third Monday of January."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _kept_on(day: date) -> date:
    if day.weekday() == SATURDAY:
        return day - timedelta(days=1)
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day
