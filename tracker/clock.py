"""The one source of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

_zone = ZoneInfo("UTC")


def keep_time_of(zone: str) -> None:
    """Let this process keep the time of a zone: the agency's, as the setting ``time_zone`` names it.

    One process serves one agency; it is said once, when the application is put together.
    """
    global _zone  # noqa: PLW0603 - the one place that holds the zone
    _zone = ZoneInfo(zone)


def agency_zone() -> ZoneInfo:
    """Return the zone by whose clock the agency's days begin and end."""
    return _zone


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
    return at.astimezone(agency_zone()).date()


def since_midnight(at: datetime) -> datetime:
    """Return when the agency's day began in which a moment falls."""
    return datetime.combine(agency_day(at), time.min, agency_zone())


def times_shown(local: datetime, zone: ZoneInfo) -> int:
    """Return how often a clock shows this: once; twice when it goes back over it, never when forward."""
    told = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sum(at.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0) for at in told)
