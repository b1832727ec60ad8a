"""The forms of the candidate's side: which fields there are, and what shape their answers have."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from tracker.affidavits.answers import Uses
from tracker.policy.affidavit import MEAN_IT, TYPE_YOUR_NAME
from tracker.policy.notaries import NAME_THE_NOTARY, SAY_WHERE
from tracker.web.days import DayField
from tracker.web.field_words import by_rule
from tracker.web.forms import Form, options
from tracker.web.typed import count_in

LONGEST_NAME = 200
LONGEST_TEXT = 2000

YES, NO = "yes", "no"


def offer(*answers: tuple[str, object]) -> list[tuple[Any, str]]:
    """Return answers to choose from, each a value and its words, in the form that the fields want."""
    return options(answers)


YES_NO = offer((YES, _l("Yes")), (NO, _l("No")))


class OneOf(RadioField):
    """One of several answers; an answer that was not offered is said so in our words."""

    def pre_validate(self, _form: Any) -> None:
        """Take only what was offered; that something has to be chosen is for the validators to say."""
        if self.data not in (None, *(choice[0] for choice in self.iter_choices())):
            raise ValidationError(_l("Choose one of the answers"))


class CodeForm(Form):
    """The code that was given apart from the link."""

    code = StringField(
        _l("Your code"),
        [
            DataRequired(_l("Enter the code we gave you")),
            Length(max=60, message=_l("Enter the 8 characters of your code")),
        ],
    )


class AddressForm(Form):
    """The e-mail address that somebody applied with."""

    email = EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Enter the e-mail address you applied with")),
            Length(max=254, message=_l("Enter a shorter address: up to 254 characters")),
            Regexp(
                r"^\s*[^@\s]+@[^@\s]+\.[^@\s.]+\s*$",
                message=_l("Enter one e-mail address, such as name@example.com"),
            ),
        ],
    )


class QuestionForm(Form):
    """A question of the affidavit; ``seen`` is the version of the draft that its page was made from."""

    seen = HiddenField()
    overtaken = False
    """Whether another tab saved since; the page then shows both versions."""

    @property
    def version(self) -> int:
        """Return the version of the draft that the page was made from; -1 for one that makes no sense."""
        return count_in(self.seen.data)


class NamesForm(QuestionForm):
    """Other names and handles, one at a time."""

    has = OneOf(_l("Have you used other names or handles online?"), choices=YES_NO)
    name = StringField(
        _l("Name or handle"),
        [Optional(), Length(max=LONGEST_NAME, message=_l("Enter a shorter name: up to 200 characters"))],
    )

    def validate_has(self, field: RadioField) -> None:
        """Ask for an answer until there is a name; "Yes" needs one."""
        if self.listed:
            return
        if field.data not in (YES, NO):
            raise ValidationError(_l("Enter a name or handle, or choose No"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that "Yes" comes with a name."""
        sound = super().validate(extra_validators)
        if sound and not self.listed and self.has.data == YES and not self.name.data:
            self.name.errors = [_l("Enter a name or handle, or choose No")]
            return False
        return sound

    listed: bool = False
    """Whether names are listed already."""


class NowForm(QuestionForm):
    """Whether social media is used at all."""

    uses = OneOf(
        _l("Do you use any social media now?"),
        [InputRequired(_l("Choose Yes, No, or I am not sure"))],
        choices=offer(
            (Uses.YES.value, _l("Yes")),
            (Uses.NO.value, _l("No, I do not use any")),
            (Uses.NOT_SURE.value, _l("I am not sure")),
        ),
    )


class OtherForm(QuestionForm):
    """Anything that was not asked about."""

    anything_else = TextAreaField(
        _l("Anything else?"),
        [Optional(), Length(max=LONGEST_TEXT, message=_l("Enter a shorter text: up to 2,000 characters"))],
    )


class AccessForm(QuestionForm):
    """How the investigator may look at one account; the ways to choose from come from the legal profile."""

    mode = OneOf(
        _l("How may your investigator look?"),
        [InputRequired(_l("Choose how we may look. Public only is a full answer."))],
        choices=offer(),
    )
    same_for_all = BooleanField(_l("Use this answer for all my accounts"))


class AgreeForm(Form):
    """One button; ``to`` is the investigator whom the page named."""

    to = HiddenField()


class SignForm(Form):
    """The signature; ``shown`` and ``parts`` say which text was on the page that was signed."""

    shown = HiddenField()
    parts = HiddenField()
    name = StringField(
        _l("Type your full name"),
        [
            DataRequired(by_rule(TYPE_YOUR_NAME)),
            Length(max=LONGEST_NAME, message=_l("Enter a shorter name: up to 200 characters")),
        ],
    )
    because = StringField(
        _l("If this is not the name you applied with, tell us why"),
        [Optional(), Length(max=500, message=_l("Enter a shorter reason: up to 500 characters"))],
    )
    place = StringField(
        _l("Where are you now? Town and state"),
        [
            DataRequired(_l("Enter the town and state you are in")),
            Length(max=LONGEST_NAME, message=_l("Enter a shorter place: up to 200 characters")),
        ],
    )
    outside_us = BooleanField(_l("I am outside the United States"))
    meant = BooleanField(
        _l("I mean this as my signature"),
        [DataRequired(by_rule(MEAN_IT))],
    )
    code = StringField(
        _l("Your code, once more"),
        [Length(max=60, message=_l("Enter the code and nothing else"))],
    )


class NotaryForm(Form):
    """What a notary's paper says, and the files that show it.

    What is empty is told at once; all else by :func:`tracker.policy.notaries.missing_to_hand_in`, beside its
    field.
    """

    notary = StringField(_l("Name of the notary"), [DataRequired(by_rule(NAME_THE_NOTARY))])
    place = StringField(_l("State and county of the notary"), [DataRequired(by_rule(SAY_WHERE))])
    day = DayField(
        _l("Day it was signed before the notary"),
        [InputRequired(_l("Enter the day it was signed before the notary"))],
    )
    commission = StringField(_l("Number of the commission, if the stamp shows one"), [Optional()])
    ends = DayField(_l("Day the commission ends, if the stamp shows one"), [Optional()])
    files = MultipleFileField(_l("Photos or scan of the signed paper"))


class VerifyForm(Form):
    """A fingerprint, or the file that it may belong to."""

    fingerprint = StringField(
        _l("Fingerprint"), [Length(max=300, message=_l("Enter the 64 letters and digits of a fingerprint"))]
    )
    document = FileField(_l("Or choose the file"))
