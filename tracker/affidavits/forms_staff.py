"""Fields of the pages on which staff record what a candidate told them."""

from __future__ import annotations

from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

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


class OathForm(Form):
    """What an officer says of an oath; ``shown`` says which text was on the page."""

    shown = HiddenField()
    identified_by = StringField(
        "How the candidate was identified",
        [InputRequired("Enter how the candidate was identified"), Length(max=200)],
    )
    officer = StringField(
        "Name of the officer", [InputRequired("Enter the name of the officer"), Length(max=200)]
    )
    title = StringField(
        "Title of the officer", [InputRequired("Enter the title of the officer"), Length(max=200)]
    )
    authority = StringField(
        "Law that lets the officer take an oath",
        [InputRequired("Enter the law that lets the officer take an oath"), Length(max=200)],
    )
    commission = StringField("Number of the commission, if there is one", [Optional(), Length(max=100)])
    commission_ends = DateField("Day the commission ends, if there is one", [Optional()])
    venue = StringField(
        "Place where it was sworn: town, county and state",
        [InputRequired("Enter the place where it was sworn"), Length(max=200)],
    )
    sworn_today = BooleanField(
        "It was sworn or affirmed before the officer today",
        [InputRequired("Tick that it was sworn or affirmed before the officer today")],
    )
