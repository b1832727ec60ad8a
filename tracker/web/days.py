"""Days and whole numbers in a form; what is none is said in our words."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField


class DayField(DateField):
    """A day; what is no day is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Enter a day such as 2026-03-09")) from error

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
