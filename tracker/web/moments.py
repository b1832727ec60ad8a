"""A moment in a form: typed and shown on the agency's clock, kept in UTC."""

from __future__ import annotations

from datetime import datetime

from wtforms import DateTimeLocalField

from tracker.clock import agency_zone


class MomentField(DateTimeLocalField):
    """A moment on the agency's clock; what is no moment is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a day and a time, such as 2026-03-09 14:40") from error


def on_the_clock(moment: datetime) -> datetime:
    """Return a moment as the agency's clock shows it, to the minute, without its zone."""
    return moment.astimezone(agency_zone()).replace(second=0, microsecond=0, tzinfo=None)


def from_the_clock(shown: datetime) -> datetime:
    """Return the moment that the agency's clock shows."""
    return shown.replace(tzinfo=agency_zone())
