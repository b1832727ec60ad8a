"""The forms about accounts, in use and former."""

from __future__ import annotations

from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from tracker.affidavits.forms import NO, YES, YES_NO, OneOf, QuestionForm, offer
from tracker.affidavits.listing import Reading
from tracker.affidavits.words import Say, ended_words, visible_words, whose_words
from tracker.web.days import WholeNumberField
from tracker.web.forms import PASSWORD_REFUSED

LATER = cast(Say, _l)
"""Says a sentence when it is shown, in the language of that moment."""


class YearField(WholeNumberField):
    """A year; what is none is said in our words."""

    said = _l("Enter a year in four digits, for example 2021")


class AccountForm(QuestionForm):
    """One account in use."""

    platform = SelectField(_l("App or site"), validate_choice=False)
    platform_name = StringField(
        _l("Name of the other app or site"),
        [Optional(), Length(max=80, message=_l("Enter a shorter name: up to 80 characters"))],
    )
    handle = StringField(
        _l("Username or link to your profile"),
        [Length(max=300, message=_l("Enter a shorter link, or just the username."))],
    )
    not_remembered = BooleanField(_l("I do not remember it"))
    sure = BooleanField(_l("It is my username. Keep it."))
    whose = OneOf(
        _l("Who uses this account?"),
        [InputRequired(_l("Choose who uses this account"))],
        choices=offer(*whose_words(LATER).items()),
    )
    visible = OneOf(
        _l("Who can see it?"),
        [InputRequired(_l("Choose who can see it"))],
        choices=offer(*visible_words(LATER).items()),
    )

    def screens(self, field: Any) -> bool:
        """Leave a username alone whose writer was asked and said that it is one."""
        return not (field is self.handle and self.sure.data)


class FormerAccountForm(AccountForm):
    """One account that is no longer used."""

    whose = None  # type: ignore[assignment]  # WTForms drops a field that is set to None
    visible = None  # type: ignore[assignment]  # the same
    stopped_year = YearField(
        _l("The year you stopped, about"),
        [
            InputRequired(_l("Enter the year you stopped, about")),
            NumberRange(1995, 2100, _l("Enter a year in four digits, for example 2021")),
        ],
    )
    ended = OneOf(
        _l("What happened to it?"),
        [InputRequired(_l("Choose what happened to it"))],
        choices=offer(*ended_words(LATER).items()),
    )
    this_year = 0
    """The last year that somebody can have stopped in."""

    def validate_stopped_year(self, field: YearField) -> None:
        """Let nobody swear to a year that is still to come."""
        if field.data and field.data > self.this_year:
            raise ValidationError(_l("Enter the year you stopped, this year at the latest"))


class AccountsForm(QuestionForm):
    """Whether the list of accounts is complete."""

    official_duty = BooleanField(_l("I also hold an account for official duty that I may not name"))
    complete = OneOf(
        _l("Have you listed every account you use?"),
        [InputRequired(_l("Choose Yes, or No if you will come back"))],
        choices=offer((YES, _l("Yes")), (NO, _l("No, I will come back"))),
    )


class FormerForm(QuestionForm):
    """Whether there were other accounts before."""

    has = OneOf(
        _l("Did you use accounts that you no longer use?"),
        [InputRequired(_l("Choose Yes or No"))],
        choices=YES_NO,
    )


def say_wrong(form: Any, reading: Reading) -> None:
    """Say beside its field what is wrong with an account as it was typed; what may be a password goes."""
    for name, words in reading.wrong.items():
        form[name].errors = form[name].errors or [words]
    if reading.secret:
        form.handle.data = ""
        form.handle.errors = [PASSWORD_REFUSED]
