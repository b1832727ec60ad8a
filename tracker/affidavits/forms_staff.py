"""Fields of the pages on which staff record what a candidate told them."""

from __future__ import annotations

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from tracker.web.forms import Form, options

ALL = "all"


class StopOnWordForm(Form):
    """Which access a candidate asked to have stopped."""

    which = RadioField("Which access", [InputRequired("Choose which access to stop")], choices=[])
    sure = BooleanField(
        "I made sure that it is the candidate who asks for this",
        [InputRequired("Tick that you made sure who asks")],
    )

    def offer(self, numbers: tuple[int, ...]) -> None:
        """Offer the accounts whose access can be stopped; HR knows them by their numbers alone."""
        several = ((ALL, "All of them"),) if len(numbers) > 1 else ()
        each = ((str(number), f"Account {number}") for number in numbers)
        self.which.choices = options((*several, *each))

    def chosen(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """Return the accounts that were meant."""
        return tuple(number for number in numbers if self.which.data in (ALL, str(number)))
