"""The one source of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

AGENCY_ZONE = ZoneInfo("America/New_York")
"""The zone by whose clock the agency's days begin and end."""


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that is set by hand: for tests and for demo data with a past."""

    def __init__(self, at: datetime) -> None:
        """Start at an aware moment."""
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Jump to an aware moment."""
        self._at = at.astimezone(UTC)

    def advance(self, span: timedelta) -> None:
        """Move on by a span of time."""
        self._at += span


def agency_day(at: datetime) -> date:
    """Return the day on which a moment falls at the agency: it lasts until midnight there, not in UTC."""
    return at.astimezone(AGENCY_ZONE).date()
