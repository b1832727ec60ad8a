"""Fields of what is not pursued: a namesake's account, and a stop."""

from __future__ import annotations

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.policy.stopping import KINDS
from tracker.web.forms import Form, options

NOT_TOO_LONG = Length(max=1000, message="Keep to 1,000 characters")


class RuleOutForm(Form):
    """An account that is another person's, and how that is known."""

    platform = SelectField("Where the account is", validate_choice=False)
    handle = StringField(
        "Username or link",
        [
            InputRequired("Enter the username, or the link to the account"),
            Length(max=300, message="Keep to 300 characters"),
        ],
        description="Only so that it is known again. Nothing else of that person is written down.",
    )
    reason = TextAreaField(
        "How you know that it is another person's",
        [InputRequired("Write what does not fit"), NOT_TOO_LONG],
        description="What does not fit, as a fact. For example: the profile names another town and age.",
    )


class ReopenForm(Form):
    """What is new about an account that was ruled out."""

    reason = TextAreaField(
        "What is new since it was ruled out?", [InputRequired("Write what is new"), NOT_TOO_LONG]
    )


class StopForm(Form):
    """Which kind of thing was come upon, and where; nothing asks what it looked like."""

    kind = RadioField(
        "What did you come upon?",
        choices=options((kind.value, words) for kind, words in KINDS.items()),
        validate_choice=False,
    )
    platform = SelectField("Where?", validate_choice=False)


class LiftForm(Form):
    """What was done before the work goes on."""

    reason = TextAreaField(
        "What was done?",
        [InputRequired("Write what was done: who was told, and when"), NOT_TOO_LONG],
        description="Who was told, and when. Do not write what was to be seen.",
    )
