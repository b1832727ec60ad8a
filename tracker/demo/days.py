"""The eight weeks of the sample data: forty working days, of which the last is the one before the loading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tracker.clock import agency_zone

WORKING_DAYS = 40
"""Day 1 is the first, day 40 the last."""
OPENS, CLOSES = time(8, 30), time(16, 40)
"""When the unit works."""


class Days:
    """Tells which dates the forty working days are."""

    def __init__(self, now: datetime) -> None:
        """Count back from the day before ``now``, in the agency's zone."""
        day, found = now.astimezone(agency_zone()).date(), list[date]()
        while len(found) < WORKING_DAYS:
            day -= timedelta(days=1)
            if day.weekday() < 5:
                found.append(day)
        self._dates = tuple(reversed(found))

    def on(self, day: int) -> date:
        """Return the date of a working day."""
        return self._dates[day - 1]

    def at(self, day: int, clock: str | time) -> datetime:
        """Return a moment of a working day by the agency's clock, in UTC."""
        at = time.fromisoformat(clock) if isinstance(clock, str) else clock
        return datetime.combine(self.on(day), at, agency_zone()).astimezone(UTC)


@dataclass(slots=True)
class Diary:
    """Somebody's time in one story: where it stands, and how it goes on from scene to scene."""

    days: Days
    day: int = 1
    clock: time = field(default=OPENS)

    @property
    def now(self) -> datetime:
        """Return the moment of the scene."""
        return self.days.at(self.day, self.clock)

    def go(self, day: int, clock: str) -> datetime:
        """Go to a moment; time never runs backwards."""
        wanted = (day, time.fromisoformat(clock))
        self.day, self.clock = max((self.day, self.clock), wanted)
        return self.now

    def on(self, minutes: int) -> datetime:
        """Go on by minutes; work that does not fit into a day is done on the next, an evening goes on."""
        later = (datetime.combine(date.min, self.clock) + timedelta(minutes=minutes)).time()
        if self.clock <= CLOSES < later and self.day < WORKING_DAYS:
            self.day, later = self.day + 1, OPENS
        self.clock = later
        return self.now
