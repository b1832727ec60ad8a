"""Fields of the pages about candidates, assignments and ties."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from tracker.cases.inviting import Channel
from tracker.policy.captures import missing_to_unseal
from tracker.policy.ties import TieRuling
from tracker.policy.vocabulary import ConflictAnswer, Language, Tie
from tracker.policy.words import LANGUAGES
from tracker.web.forms import Form, options

TIE_WORDS: dict[Tie, str] = {
    Tie.RELATIVE: "Relative",
    Tie.FRIEND: "Friend or neighbor",
    Tie.PAST_SUPERVISOR: "One worked for the other",
    Tie.OPPOSING_PARTY: "On opposite sides of a dispute",
    Tie.FINANCIAL: "Money or business",
    Tie.SOCIAL_MEDIA_CONTACT: "Contact on social media",
    Tie.OTHER: "Something else",
}
"""The kinds of ties in words."""


TELEPHONE = r"^[\s()+./-]*(?:\d[\s()+./-]*){7,15}$"
"""Seven digits, as within a town, to fifteen, as between countries, and what people put between them."""


class CandidateFields:
    """What is asked of somebody who seeks a post, one by one or in a list."""

    name = StringField("Name", [InputRequired("Enter the candidate's name"), Length(max=120)])
    email = EmailField(
        "E-mail address",
        [
            Optional(),
            Length(max=254),
            Regexp(
                r"^\s*[^@\s<>(),;:\"\\\[\]]+@[^@\s<>(),;:\"\\\[\]]+\.[^@\s.<>(),;:\"\\\[\]]+\s*$",
                message="Enter one e-mail address, such as name@example.com",
            ),
        ],
    )
    phone = TelField(
        "Telephone",
        [
            Optional(),
            Length(max=40),
            Regexp(TELEPHONE, message="Enter a telephone number, with 7 digits or more"),
        ],
        description="The code is told by telephone, in person or by letter, never with the link.",
    )
    language = RadioField(
        "Language of what we send",
        choices=options(LANGUAGES.items()),
        default=Language.ENGLISH.value,
        description="The candidate can change it at any time.",
    )

    @property
    def contact(self) -> dict[str, str]:
        """Return how the candidate is reached, and in which language."""
        written = self.language.data or Language.ENGLISH
        return {"email": self.email.data or "", "phone": self.phone.data or "", "language": written}


class CandidateForm(CandidateFields, Form):
    """Somebody who seeks a post."""

    known = RadioField("Is it the same person?", [Optional()], choices=[], validate_choice=False)


class InviteForm(Form):
    """How the link goes out; the code never goes the same way."""

    channel = RadioField(
        "How does the link go to the candidate?",
        [InputRequired("Choose how the link goes")],
        choices=options(
            (
                (Channel.MAIL.value, "Send the link by e-mail"),
                (Channel.LETTER.value, "Print a letter with the link"),
                (Channel.BY_HAND.value, "Show me the link, I pass it on"),
            )
        ),
        default=Channel.BY_HAND.value,
        description="The code goes another way: by telephone, in person, or in a letter of its own.",
    )


class AgeWindowForm(Form):
    """From when posts of a candidate may be used; ``seen`` counts the settings that the page knew of."""

    month = StringField(
        "Month of the 18th birthday",
        [InputRequired("Enter the year and the month of the 18th birthday, such as 2019-06"), Length(max=20)],
        description="Year and month, such as 2019-06. No day, and not the month of birth.",
    )
    seen = HiddenField()


class EmptyForm(Form):
    """A form that is one button."""


class AssignForm(Form):
    """Who gets the case."""

    investigator = RadioField("Background investigator", [InputRequired("Choose an investigator")])
    seen = HiddenField()


class TakeBackForm(Form):
    """One button; ``seen`` is who had the case on its page."""

    seen = HiddenField()


class ConflictForm(Form):
    """Whether there is a tie, on the name alone."""

    answer = RadioField(
        "Do you know this candidate?",
        [InputRequired("Choose an answer")],
        choices=options(
            (
                (ConflictAnswer.NONE.value, "No"),
                (ConflictAnswer.UNSURE.value, "I am not sure"),
                (ConflictAnswer.YES.value, "Yes"),
            )
        ),
        description="As family, friend, past supervisor or opponent, through money, social media or else.",
    )
    tie = SelectField(
        "If yes, how?",
        choices=options((("", "Choose one"), *((tie.value, words) for tie, words in TIE_WORDS.items()))),
    )
    explanation = TextAreaField(
        "Anything your supervisor should know",
        [Length(max=2000)],
        description="Sealed. You need not explain.",
    )


class TieRulingForm(Form):
    """Whether a declared tie stands."""

    ruling = RadioField(
        "Your decision",
        [InputRequired("Choose whether the tie stands")],
        choices=options(
            (
                (TieRuling.UPHELD.value, "The tie stands. Somebody else does the work on this case"),
                (TieRuling.LIFTED.value, "The tie is lifted. It keeps nobody from this case any more"),
            )
        ),
    )
    reason = TextAreaField("Reason", [InputRequired("Write the reason in a few words"), Length(max=1000)])


def _is_matter(_form: Form, field: StringField) -> None:
    """Take what the rule takes for the number of a matter."""
    for one in missing_to_unseal(field.data or ""):
        raise ValidationError(one.sentence)


class MatterForm(Form):
    """The matter for which an auditor opens sealed evidence."""

    matter = StringField(
        "Number of the matter",
        [InputRequired("Enter the number of the matter"), _is_matter],
        description="For example 26-114. It is recorded before anything is shown.",
    )


class WithdrawalForm(Form):
    """That a candidate withdrew, as HR was told."""

    sure = BooleanField(
        "I made sure that it is the candidate who withdraws",
        [InputRequired("Tick that you made sure who withdraws")],
    )
