"""Fields of the pages on which staff record what a candidate told them."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.policy.clarifying import MOST_WORDS
from tracker.policy.notaries import LONGEST_REASON
from tracker.web.days import DayField
from tracker.web.forms import Form, options

ALL = "all"
LONGEST_QUESTION = 6000


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
    """What an officer says of an oath; ``shown`` says which text was on the page.

    What must be said, and how, is told by :func:`tracker.policy.oaths.missing_for_oath`, beside its field.
    """

    shown = HiddenField()
    identified_by = StringField("How the candidate was identified")
    officer = StringField("Name of the officer")
    title = StringField("Title of the officer")
    authority = StringField("Law that lets the officer take an oath")
    commission = StringField("Number of the commission, if there is one", [Optional()])
    commission_ends = DayField("Day the commission ends, if there is one", [Optional()])
    venue = StringField("Place where it was sworn: town, county and state")
    sworn_today = BooleanField("It was sworn or affirmed before the officer today")


class AskAboutForm(Form):
    """A question about one answer of what is filed."""

    most_words = MOST_WORDS
    about = RadioField("Which answer", [InputRequired("Choose the answer you ask about")], choices=[])
    words = TextAreaField(
        "Your question",
        [
            InputRequired("Write the question"),
            Length(max=LONGEST_QUESTION, message=f"Write no more than {MOST_WORDS} words"),
        ],
    )

    def offer(self, answers: Iterable[tuple[str, str]]) -> None:
        """Offer the answers that can be asked about, each with its word and its title."""
        self.about.choices = options(answers)


class ScanForm(Form):
    """What somebody says of a scan beside its statement; ``shown`` is the digest of both as they were."""

    shown = HiddenField()
    verdict = RadioField(
        "Does the scan show this text, signed before a notary?",
        [InputRequired("Choose what the scan shows")],
        choices=options(
            (
                ("same", "The scan shows this text, the notary and the day as entered: file it"),
                ("back", "Something is left to do: send it back"),
            )
        ),
    )
    reason = TextAreaField(
        "What the candidate has to do",
        [Optional(), Length(max=LONGEST_REASON, message=f"Write up to {LONGEST_REASON:,} characters")],
    )
