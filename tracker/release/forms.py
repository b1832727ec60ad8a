"""Fields of the pages on the way to the board."""

from __future__ import annotations

from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import AnyOf, InputRequired

from tracker.findings.forms import TicksField
from tracker.policy.returning import RETURN_KINDS
from tracker.policy.vocabulary import CheckAnswer
from tracker.validation.forms import NOT_TOO_LONG, YES_NO, no_passwords, perhaps
from tracker.web.forms import Form, Part, options
from tracker.web.typed import count_in

RETURN, ASK, FIRST, RELEASE, CLOSE = "return", "ask", "first", "release", "close"
"""What a supervisor decides."""
OUTCOMES = (
    (RETURN, "Return to the investigator"),
    (ASK, "Ask the candidate first"),
    (FIRST, "Release first, for a second releaser to confirm"),
    (RELEASE, "Release to the board"),
    (CLOSE, "Close with no job-related findings"),
)
"""What can be decided; the page names the investigator."""
CHOOSE_OUTCOME = "Choose what you decide"
RULINGS = (("cleared", "It goes to the board"), ("withheld", "Withhold it, and keep it in the file"))
CHOOSE_RULING = "Choose whether it goes to the board"


class PressForm(Form):
    """One button."""


class HandoverForm(Form):
    """Words for whoever has the case next."""

    words = TextAreaField("What should whoever has this case next know?", [NOT_TOO_LONG])


class MarkForm(Part):
    """What was done about one thing that was asked for."""

    words = TextAreaField("What you did about it", [NOT_TOO_LONG])


class ReturnedForm(Form):
    """What was done about each thing that a return asks for, in its order."""

    seen = HiddenField()
    answers = FieldList(FormField(MarkForm))

    def said(self) -> dict[int, str]:
        """Return what was written, by the place of the ask."""
        return {place: one["words"] for place, one in enumerate(self.answers.data) if one["words"]}

    def screen(self) -> bool:
        """Look at every answer, too."""
        sound = super().screen()
        return no_passwords(entry.form.words for entry in self.answers) and sound


class ApproveForm(Form):
    """That the page shown was looked at; ``fingerprint`` is the shown page's."""

    fingerprint = HiddenField()


def ruled_in(form: Any) -> int:
    """Return the turn of the ruling that a page was made from; -1, which fits none, where it says none."""
    return count_in(form.ruled.data)


class WithholdForm(Form):
    """Why a finding is kept in the file."""

    what = HiddenField()
    ruled = HiddenField()
    reason = TextAreaField("Why it is withheld", [NOT_TOO_LONG])


class ReadingForm(Form):
    """Check 10, and whether the finding goes to the board."""

    seen = HiddenField()
    ruled = HiddenField()
    answer = perhaps("Have you read it against its source?", YES_NO)
    ground = TextAreaField("How you know", [NOT_TOO_LONG])
    ruling = RadioField(
        "Does it go to the board?",
        [InputRequired(CHOOSE_RULING), AnyOf([value for value, _ in RULINGS], CHOOSE_RULING)],
        choices=options(RULINGS),
        validate_choice=False,
    )
    reason = TextAreaField("Why it is withheld", [NOT_TOO_LONG])

    def said(self) -> CheckAnswer | None:
        """Return the answer to check 10, None if it was left open."""
        known = {answer.value for answer in CheckAnswer}
        return CheckAnswer(self.answer.data) if self.answer.data in known else None


class AskForm(Part):
    """What is asked for about one item of a case."""

    about = HiddenField()
    kind = SelectField(
        "What it is about",
        choices=options((("", "Choose"), *((one.value, words) for one, words in RETURN_KINDS.items()))),
        validate_choice=False,
    )
    words = TextAreaField("What is to be done", [NOT_TOO_LONG])


class DecideForm(Form):
    """What becomes of a case under review."""

    outcome = RadioField(
        "What do you decide?",
        [InputRequired(CHOOSE_OUTCOME), AnyOf((RETURN, ASK, FIRST, RELEASE, CLOSE), CHOOSE_OUTCOME)],
        choices=options(OUTCOMES),
        validate_choice=False,
    )
    asked = FieldList(FormField(AskForm))
    rulings = HiddenField()
    notice = HiddenField()
    posts = TicksField("Which captures show the candidate’s own post?", choices=[], validate_choice=False)
    meeting = RadioField("Which meeting reads it?", choices=[], validate_choice=False)
    reason = TextAreaField("Why nothing goes to the board", [NOT_TOO_LONG])
    correction = TextAreaField("What is corrected, and why", [NOT_TOO_LONG])

    def screen(self) -> bool:
        """Look at what is asked for, too."""
        sound = super().screen()
        return no_passwords(entry.form.words for entry in self.asked) and sound


class AnswerForm(Form):
    """What a supervisor does about one question to the candidate; ``response`` is its reference."""

    response = HiddenField()
    what = RadioField(
        "What do you do?",
        [InputRequired("Choose what you do")],
        choices=[],
        validate_choice=False,
    )
    reason = TextAreaField(
        "Why",
        [NOT_TOO_LONG],
        description="It stays in the file. If the case goes back, the investigator reads it.",
    )


class CorrectionForm(Form):
    """Why what was released is corrected."""

    reason = TextAreaField(
        "What is corrected, and why",
        [InputRequired("Write what is corrected, and why"), NOT_TOO_LONG],
        description="Only staff read this. The board is told that the page was corrected, not why.",
    )
    words = TextAreaField(
        "What the investigator is to do",
        [NOT_TOO_LONG],
        description="Only staff read this.",
    )
