"""Days and whole numbers in a form; what is none is said in our words."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField

from tracker.db import clock_of, db

FIRST_YEAR = 1900
"""Nothing that is written here is older: nobody's papers, post or training."""
YEARS_AHEAD = 10
"""Nothing is set further ahead; the calendar's last days would not bear another zone's clock either."""


def last_year() -> int:
    """Return the last year that a day in a form can have."""
    return clock_of(db.session).now().year + YEARS_AHEAD


class DayField(DateField):
    """A day; what is no day is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Enter a day such as 2026-03-09")) from error
        if self.data is not None and self.data.year not in range(FIRST_YEAR, last_year() + 1):
            self.data = None
            words = _l(
                "Enter a day from %(min)s to %(max)s", min=f"{FIRST_YEAR}-01-01", max=f"{last_year()}-12-31"
            )
            raise ValueError(words)

    def _value(self) -> str:
        """Write the day as it was typed, else with a year of four digits, also before the year 1000."""
        return " ".join(self.raw_data) if self.raw_data else self.data.isoformat() if self.data else ""

    @property
    def day(self) -> date:
        """Return the day of a form that was accepted."""
        if self.data is None:
            raise ValueError(f"{self.name} holds no day")
        return self.data


LONGEST_NUMBER = 9


class WholeNumberField(IntegerField):
    """A whole number of at most nine digits; what is none is said in the field's own words."""

    said = "Enter a number in digits, such as 2"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed."""
        try:
            if valuelist and len(valuelist[0].strip()) > LONGEST_NUMBER:
                raise ValueError
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.said) from error
