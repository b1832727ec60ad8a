"""A moment in a form: typed and shown on a clock, the agency's unless it says which, and kept in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField

from tracker.clock import agency_zone, times_shown
from tracker.web.days import FIRST_YEAR, last_year


class MomentField(DateTimeLocalField):
    """A moment on the agency's clock; what is no moment is said in our words.

    With ``other_clock`` it stands on one whose zone the form asks for besides: whoever knows both asks
    :func:`left_out` whether that clock ever shows it.
    """

    def __init__(self, *given: Any, other_clock: bool = False, **named: Any) -> None:
        """Stand on the agency's clock, or on another one."""
        super().__init__(*given, **named)
        self._other_clock = other_clock

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a day and a time, such as 2026-03-09 14:40") from error
        if self.data is not None and self.data.year not in range(FIRST_YEAR, last_year() + 1):
            self.data = None
            raise ValueError(f"Enter a day and a time from {FIRST_YEAR}-01-01 to {last_year()}-12-31")
        if self.data is not None and not self._other_clock and (words := left_out(self.data)):
            self.data = None
            raise ValueError(words)

    def _value(self) -> str:
        """Write the moment as it was typed, else with a year of four digits, also before the year 1000."""
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.isoformat(timespec="minutes") if self.data else ""


def on_the_clock(moment: datetime) -> datetime:
    """Return a moment as the agency's clock shows it, to the minute, without its zone."""
    return moment.astimezone(agency_zone()).replace(second=0, microsecond=0, tzinfo=None)


def from_the_clock(shown: datetime, zone: ZoneInfo | None = None) -> datetime:
    """Return the moment that a clock shows, the agency's if none is named; of two shown alike, the first."""
    return shown.replace(tzinfo=zone or agency_zone(), fold=0)


def left_out(local: datetime, zone: ZoneInfo | None = None, called: str = "") -> str:
    """Say that a clock goes forward over what was typed, naming its zone; empty where it shows that."""
    if times_shown(local, zone or agency_zone()):
        return ""
    where = f" in the zone {called}" if called else ""
    return (
        f"There is no {local:%H:%M} on {local:%Y-%m-%d}{where}: the clocks go forward over it. "
        "Enter a time before or after"
    )
