"""A moment in a form: typed and shown on the agency's clock, kept in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms import DateTimeLocalField

from tracker.clock import agency_zone
from tracker.web.days import FIRST_YEAR, last_year


class MomentField(DateTimeLocalField):
    """A moment on the agency's clock; what is no moment is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a day and a time, such as 2026-03-09 14:40") from error
        if self.data is not None and self.data.year not in range(FIRST_YEAR, last_year() + 1):
            self.data = None
            raise ValueError(f"Enter a day and a time from {FIRST_YEAR}-01-01 to {last_year()}-12-31")
        if self.data is not None and not is_shown(self.data):
            told, self.data = self.data, None
            raise ValueError(
                f"There is no {told:%H:%M} on {told:%Y-%m-%d}: the clocks go forward over it. "
                "Enter a time before or after"
            )

    def _value(self) -> str:
        """Write the moment as it was typed, else with a year of four digits, also before the year 1000."""
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.isoformat(timespec="minutes") if self.data else ""


def on_the_clock(moment: datetime) -> datetime:
    """Return a moment as the agency's clock shows it, to the minute, without its zone."""
    return moment.astimezone(agency_zone()).replace(second=0, microsecond=0, tzinfo=None)


def from_the_clock(shown: datetime) -> datetime:
    """Return the moment that the agency's clock shows; of two that it shows alike, the first."""
    return shown.replace(tzinfo=agency_zone(), fold=0)


def is_shown(local: datetime) -> bool:
    """Say whether the agency's clock ever shows this: not in the hour over which it goes forward."""
    there = local.replace(tzinfo=agency_zone())
    return there.astimezone(UTC).astimezone(agency_zone()).replace(tzinfo=None) == local.replace(tzinfo=None)
