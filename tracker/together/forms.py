"""The forms of sessions: times to offer, what happened, and what the candidate says of both."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.affidavits.forms import OneOf, offer
from tracker.policy.together import Holder, Stopper
from tracker.policy.together_answers import Confirmation, TimeAnswer
from tracker.policy.words import LANGUAGES
from tracker.web.forms import Form, options
from tracker.web.moments import MomentField, from_the_clock

HOLDERS = ((Holder.CANDIDATE.value, "The candidate"), (Holder.SOMEBODY_ELSE.value, "Somebody else"))
STOPPERS = (
    (Stopper.NOBODY.value, "It went to its end"),
    (Stopper.CANDIDATE.value, "The candidate stopped it early"),
    (Stopper.INVESTIGATOR.value, "The investigator stopped it early"),
)


class OfferForm(Form):
    """When and where a session could be."""

    mode = RadioField("What for?", [InputRequired("Choose what the meeting is for")], choices=[])
    place = StringField(
        "Where?",
        [
            InputRequired("Write where you would meet"),
            Length(max=200, message="Write at most 200 characters"),
        ],
    )
    first = MomentField("First time", [InputRequired("Enter a day and a time")])
    second = MomentField("Second time", [Optional()])
    third = MomentField("Third time", [Optional()])
    agreed = BooleanField("The candidate agreed to the first time, by telephone or in person")

    def times(self) -> tuple[datetime, ...]:
        """Return the times that were entered."""
        fields = (self.first, self.second, self.third)
        return tuple(from_the_clock(field.data) for field in fields if field.data)


class RecordForm(Form):
    """What happened in a session."""

    script_read = BooleanField(
        "I read these words to the candidate, before anything was shown",
        [InputRequired("Read the words aloud first, then tick that you read them")],
    )
    language = RadioField(
        "Read in",
        [InputRequired("Choose the language you read them in")],
        choices=options(LANGUAGES.items()),
    )
    holder = RadioField(
        "Who held the device?",
        [InputRequired("Say who held the device")],
        choices=options(HOLDERS),
    )
    medium = SelectField("How was the copy handed over?", [Optional()], validate_choice=False)
    place = StringField(
        "Where?",
        [InputRequired("Write where you met"), Length(max=200, message="Write at most 200 characters")],
    )
    present = StringField("Who else was there?", [Optional(), Length(max=300)])
    accounts = SelectMultipleField(
        "Accounts",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    started = MomentField("Began", [InputRequired("Enter when it began")])
    ended = MomentField("Ended", [InputRequired("Enter when it ended")])
    stopped_by = RadioField(
        "How did it end?",
        [InputRequired("Say how it ended")],
        choices=options(STOPPERS),
    )
    shown = TextAreaField(
        "What was shown",
        [InputRequired("Write what was shown"), Length(max=4000, message="Write at most 4,000 characters")],
    )
    password_seen = BooleanField("I saw a password by accident")


class AnswerForm(Form):
    """What the candidate says to the times offered."""

    answer = OneOf(
        _l("Which time suits you?"),
        [InputRequired(_l("Choose a time, or one of the other answers"))],
        choices=offer(),
    )
    words = StringField(
        _l("When would be better?"),
        [Optional(), Length(max=300, message=_l("Enter a shorter text: up to 300 characters"))],
    )

    def offer_times(self, times: tuple[tuple[str, str], ...]) -> None:
        """Offer the times that are ahead, and the two answers that are always there."""
        self.answer.choices = offer(
            *times,
            (TimeAnswer.ANOTHER_TIME.value, _l("Another time")),
            (TimeAnswer.NOT_ANY_MORE.value, _l("I do not want to meet any more")),
        )


class ConfirmForm(Form):
    """What the candidate says of a record."""

    number = HiddenField()
    answer = OneOf(
        _l("Was it as we noted?"),
        [InputRequired(_l("Say whether it was so"))],
        choices=offer(
            (Confirmation.CONFIRMED.value, _l("Yes, it was so")),
            (Confirmation.DIFFERENT.value, _l("Something was different")),
        ),
    )
    words = TextAreaField(
        _l("What was different?"),
        [Optional(), Length(max=2000, message=_l("Enter a shorter text: up to 2,000 characters"))],
    )
