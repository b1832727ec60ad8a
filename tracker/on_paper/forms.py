"""The forms on which HR copies a signed paper: the candidate's questions, any of which it may leave open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from tracker.affidavits.answers import Uses
from tracker.affidavits.forms import LONGEST_NAME, LONGEST_TEXT, NO, YES, OneOf, QuestionForm
from tracker.affidavits.forms_accounts import YearField
from tracker.affidavits.words import ended_words, english, visible_words, whose_words
from tracker.policy.on_paper import LONGEST_DIFFERENCE, NAMES_NOBODY
from tracker.policy.words import LANGUAGES
from tracker.web.days import DayField
from tracker.web.forms import Form, options

OPEN = ""
NOT_ANSWERED = (OPEN, "The paper does not say")
YES_NO_OPEN = ((YES, "Yes"), (NO, "No"), NOT_ANSWERED)


class LanguageForm(Form):
    """The language that a paper is in."""

    language = RadioField(
        "Which language is the paper in?",
        [InputRequired("Choose the language of the paper")],
        choices=options(LANGUAGES.items()),
    )


class PagesForm(Form):
    """The scan of a paper, in one file or several."""

    files = MultipleFileField("Scan of the paper")


class PaperForm(QuestionForm):
    """What a paper says, but for its accounts."""

    has_names = OneOf("Other names or handles?", choices=options(YES_NO_OPEN), default=OPEN)
    names = TextAreaField(
        "Names and handles, one in each line",
        [Optional(), Length(max=LONGEST_TEXT, message="Write up to 2,000 characters")],
    )
    uses = OneOf(
        "Does the candidate use any social media now?",
        choices=options(((Uses.YES.value, "Yes"), (Uses.NO.value, "No"), NOT_ANSWERED)),
        default=OPEN,
    )
    official_duty = BooleanField("Ticked: an account for official duty that may not be named")
    complete = BooleanField("Ticked: every account in use is listed")
    has_former = OneOf("Accounts used before?", choices=options(YES_NO_OPEN), default=OPEN)
    anything_else = TextAreaField(
        "Anything else",
        [Optional(), Length(max=LONGEST_TEXT, message="Write up to 2,000 characters")],
    )


class FootForm(QuestionForm):
    """The foot of a paper: who signed it, where, when."""

    name = StringField("Name under the signature", [Optional(), Length(max=LONGEST_NAME)])
    because = StringField(
        "Why this is not the name they applied with, if the paper says so", [Optional(), Length(max=500)]
    )
    place = StringField("Place: city and state", [Optional(), Length(max=LONGEST_NAME)])
    signed_on = DayField("Day of the signature", [Optional()])
    access_until = DayField("Last day of access, as the paper names it under Access", [Optional()])
    investigator = OneOf(
        "Who may look, as the paper names them under Access", [Optional()], choices=options(())
    )
    outside_us = BooleanField("Ticked: outside the United States")

    def offer(self, investigators: Mapping[UUID, str]) -> None:
        """Offer whoever has the case or had it; a form that was printed before names nobody."""
        named = ((str(one), name) for one, name in investigators.items())
        self.investigator.choices = options((*named, (NAMES_NOBODY, "Nobody: the paper gives no name")))


class PaperAccountForm(QuestionForm):
    """One account in use, as the paper has it."""

    platform = SelectField("App or site", validate_choice=False)
    platform_name = StringField(
        "Name of the other app or site", [Optional(), Length(max=80, message="Write up to 80 characters")]
    )
    handle = StringField(
        "Username or link",
        [Optional(), Length(max=300, message="Write up to 300 characters")],
    )
    not_remembered = BooleanField("Ticked: I do not remember it")
    sure = BooleanField("It is a username, and no password: I looked at the paper again")
    whose = OneOf(
        "Who uses this account?",
        choices=options((*whose_words(english).items(), NOT_ANSWERED)),
        default=OPEN,
    )
    visible = OneOf(
        "Who can see it?", choices=options((*visible_words(english).items(), NOT_ANSWERED)), default=OPEN
    )
    mode = OneOf(
        "How may the investigator look?",
        [InputRequired("Choose what the paper says; where it ticks nothing, Public only")],
        choices=options(()),
    )

    def screens(self, field: Any) -> bool:
        """Leave a username alone whose typist was asked and said that it is one."""
        return not (field is self.handle and self.sure.data)


class PaperFormerForm(PaperAccountForm):
    """One account that is no longer used, as the paper has it."""

    whose = None  # type: ignore[assignment]  # WTForms drops a field that is set to None
    visible = None  # type: ignore[assignment]  # the same
    mode = None  # type: ignore[assignment]  # the same
    stopped_year = YearField(
        "The year they stopped, about",
        [Optional(), NumberRange(1995, 2100, "Enter a year in four digits, for example 2021")],
    )
    ended = OneOf(
        "What happened to it?", choices=options((*ended_words(english).items(), NOT_ANSWERED)), default=OPEN
    )
    this_year = 0
    """The last year that somebody can have stopped in."""

    def validate_stopped_year(self, field: YearField) -> None:
        """Take no year that is still to come."""
        if field.data and field.data > self.this_year:
            raise ValidationError("Enter this year at the latest; look at the paper again")


class ComparisonForm(Form):
    """What a second person says of a copy; ``shown`` is the digest of the text on the page."""

    shown = HiddenField(
        validators=[Regexp(r"[0-9a-f]{64}\Z", message="Read the text on this page once more, then choose")]
    )
    verdict = RadioField(
        "Does the copy say the same as the paper?",
        [InputRequired("Choose whether it says the same")],
        choices=options(
            (
                ("same", "It says the same, word for word: file it"),
                ("differs", "Something differs: back to be typed again"),
            )
        ),
    )
    words = TextAreaField(
        "What differs, and on which page",
        [
            Optional(),
            Length(max=LONGEST_DIFFERENCE, message=f"Write up to {LONGEST_DIFFERENCE:,} characters"),
        ],
    )
