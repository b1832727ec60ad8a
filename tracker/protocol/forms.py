"""Fields of the pages of the run: closing a step, logging a search, asking, ruling, marking an error."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, ValidationError

from tracker.policy import words
from tracker.policy.matching import without
from tracker.policy.passwords import looks_like_password
from tracker.policy.vocabulary import StepStatus
from tracker.web.days import DayField, WholeNumberField
from tracker.web.forms import Form, options
from tracker.web.moments import MomentField

Pairs = tuple[tuple[str, str], ...]
"""Values and the words that people choose by."""

ENDINGS: Pairs = (
    (StepStatus.DONE_NOTHING.value, words.STEPS[StepStatus.DONE_NOTHING]),
    (StepStatus.DONE_FOUND.value, words.STEPS[StepStatus.DONE_FOUND]),
    (StepStatus.NOT_APPLICABLE.value, "Not applicable: ask a supervisor, with a reason from the list"),
    (StepStatus.COULD_NOT_BE_DONE.value, "Could not be done: ask a supervisor, and say why"),
)
"""How a step can end; the last two are asked for first."""

EXCUSES = (StepStatus.NOT_APPLICABLE.value, StepStatus.COULD_NOT_BE_DONE.value)
"""The endings that somebody else has to approve."""

RULINGS: Pairs = (("approve", "Approve"), ("refuse", "Do not approve"))
"""What a supervisor can say."""

RESULTS: Pairs = tuple((result.value, said) for result, said in words.RESULTS.items())
"""What a search came to, the most frequent first."""

SIGNED_IN: Pairs = tuple((answer.value, said) for answer, said in words.SIGNED_IN.items())
"""Who was signed in while looking."""


def text_of(field: StringField | TextAreaField | SelectField | RadioField) -> str:
    """Return what was typed or chosen, empty for nothing."""
    return str(field.data or "")


def one_of(choices: Pairs, message: str) -> list[Any]:
    """Return the checks of a choice, all said in one sentence of ours."""
    return [InputRequired(message), AnyOf([value for value, _ in choices], message)]


def says_when(_form: Form, field: MomentField) -> None:
    """Take a moment; one that the page did not ask for is the present."""
    if field.data is None and not field.process_errors:
        raise ValidationError("Enter when you searched")


class SettleForm(Form):
    """How a step ended."""

    status = RadioField(
        "How did this step end?",
        one_of(ENDINGS, "Choose how this step ended"),
        choices=options(ENDINGS),
        validate_choice=False,
    )
    seen = HiddenField()


class OpenAgainForm(Form):
    """A settled step that is opened again."""

    seen = HiddenField()


class LookForm(Form):
    """One look that was approved beyond the protocol; what, where and how stand as they were approved."""

    # What is not on the list of accounts is answered by the rules.
    account = SelectField("Declared account looked at", [Optional()], validate_choice=False)
    signed_in = RadioField(
        "Signed in",
        one_of(SIGNED_IN, "Say who was signed in"),
        choices=options(SIGNED_IN),
        validate_choice=False,
    )
    pages_seen = WholeNumberField(
        "Pages seen",
        [
            InputRequired("Enter how many pages you looked at, 0 for none"),
            NumberRange(0, 9999, "Enter a number of pages from 0 to 9999"),
        ],
    )
    searched_at = MomentField("When", [says_when])
    result = RadioField(
        "Result",
        one_of(RESULTS, "Choose what the search came to"),
        choices=options(RESULTS),
        validate_choice=False,
    )
    note = TextAreaField("Note", [Optional(), Length(max=2000, message="Write at most 2,000 characters")])
    department_device = BooleanField("I made this search on a department device")
    request = HiddenField()
    proposal = HiddenField()
    since = HiddenField()


class SearchForm(LookForm):
    """One look; everything is filled in, so that a search that found nothing takes one key and Enter.

    ``own`` are the candidate's names and handles: a handle such as "Marisol99" looks like a password, and is
    searched for all the same. Whatever stands beside them is looked at.
    """

    own: tuple[str, ...] = ()

    def screens(self, field: Any) -> bool:
        """Look at the words searched for only where they say more than the candidate's own."""
        return field is not self.query or looks_like_password(without(field.data or "", self.own))

    query = StringField("Search for", [InputRequired("Enter what you searched for"), Length(max=300)])
    # What is not on these lists is answered by the rules, with their clause.
    place = SelectField("Place", [InputRequired("Choose where you searched")], validate_choice=False)
    method = SelectField("Method", [InputRequired("Choose how you searched")], validate_choice=False)


class VoidForm(Form):
    """Why an entry is in error."""

    reason = TextAreaField(
        "Why is this entry in error?",
        [InputRequired("Write why this entry is in error"), Length(max=1000)],
    )


class ExcuseForm(Form):
    """Why a step should be set aside."""

    excuse = RadioField("Reason", [InputRequired("Choose a reason from the list")], validate_choice=False)
    reason = TextAreaField(
        "In your own words",
        [InputRequired("Write the reason in a few words"), Length(max=1000)],
    )


class ExtraForm(Form):
    """A search that the protocol does not hold, said ahead."""

    query = StringField(
        "What would you search for?", [InputRequired("Enter what you would search for"), Length(max=300)]
    )
    place = SelectField("Where?", [InputRequired("Choose where you would search")], validate_choice=False)
    method = SelectField("How?", [InputRequired("Choose how you would search")], validate_choice=False)
    reason = TextAreaField(
        "Why is it needed?",
        [InputRequired("Write why this search is needed"), Length(max=1000)],
    )


class MoreTimeForm(Form):
    """A later day by which a case is due, and why."""

    until = DayField("New day by which this case is due", [InputRequired("Enter the new day")])
    reason = TextAreaField(
        "Why is more time needed?",
        [InputRequired("Write the reason in a few words"), Length(max=1000)],
    )


RULED_BEFORE = "Somebody ruled on this before you did. Their ruling stands, and yours is not saved."
"""What whoever rules second is told: what was typed has no field any more to stand in."""


class RulingForm(Form):
    """Yes or no to what somebody else asked for."""

    ruling = RadioField(
        "Your ruling",
        one_of(RULINGS, "Choose whether to approve"),
        choices=options(RULINGS),
        validate_choice=False,
    )
    reason = TextAreaField("Reason", [InputRequired("Write the reason in a few words"), Length(max=1000)])
