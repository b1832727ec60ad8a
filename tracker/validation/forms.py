"""Fields of the pages of checks and screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, TextAreaField
from wtforms.validators import AnyOf, Length, StopValidation

from tracker.policy.checks import BY_SEARCHER, definition
from tracker.policy.finding_words import CHECK_ANSWERS, DISPOSITIONS
from tracker.policy.passwords import looks_like_password, too_much_to_screen
from tracker.policy.vocabulary import Check, CheckAnswer
from tracker.policy.wording import blank
from tracker.web.forms import PASSWORD_REFUSED, TOO_MUCH, Form, Part, options
from tracker.web.typed import number_in

YES_NO = tuple((answer.value, words) for answer, words in CHECK_ANSWERS.items())
WAYS = tuple((one.value, words) for one, words in DISPOSITIONS.items())
LONGEST = 2000
NEWER = (
    "Somebody saved something newer about this finding while you were typing. The page shows it now, and "
    "what you typed is still here. Look at both, then save again (R-34)."
)
NOT_TOO_LONG = Length(max=LONGEST, message="Keep to 2,000 characters")


def may_stay_open(_form: Any, field: Any) -> None:
    """Let a field be left empty without calling it optional: what is open is answered another time."""
    if not field.data:
        field.errors = []
        raise StopValidation


def perhaps(label: str, choices: Sequence[tuple[str, str]]) -> RadioField:
    """Return a choice that may be left open; what is none of it is said in our words."""
    known = AnyOf([value for value, _ in choices], "Choose one of the answers")
    return RadioField(label, [may_stay_open, known], choices=options(choices), validate_choice=False)


def seen_as(number: int, turns: int) -> str:
    """Write what a page was made from: the number of the version, and how often it was answered since."""
    return f"{number}.{turns}"


def seen_in(form: Any) -> tuple[int, int]:
    """Return what a page was made from; what makes no sense fits nothing."""
    number, _, turns = (form.seen.data or "").partition(".")
    version, answers = number_in(number), number_in(turns)
    return (0, -1) if version is None or answers is None else (version, answers)


def show_newer(form: Any, seen: str) -> None:
    """Say that there is something newer, which the page shows now; what was typed stays (R-34)."""
    form.seen.data = seen
    form.form_errors.append(NEWER)


def no_passwords(fields: Iterable[Any]) -> bool:
    """Say whether none of these texts looks like a password; one that does is emptied (R-03)."""
    sound = True
    for field in fields:
        if too_much_to_screen(field.data or ""):
            field.errors, sound = field.errors or [TOO_MUCH], False
        elif looks_like_password(field.data or ""):
            field.data, field.errors, sound = "", [PASSWORD_REFUSED], False
    return sound


def _answer(check: Check) -> RadioField:
    return perhaps(definition(check).question, YES_NO)


def _ground() -> TextAreaField:
    return TextAreaField("How you know", [NOT_TOO_LONG])


class ChecksForm(Form):
    """Checks 1 to 4 and 9; all others are made by the system or by a second reader.

    ``carried`` is what the page filled in of an earlier version: left as it was, it is no answer yet.
    """

    carried: Mapping[Check, str] = {}

    seen = HiddenField()
    answer_1 = _answer(Check.ACCOUNT_IS_CANDIDATES)
    ground_1 = _ground()
    answer_2 = _answer(Check.CANDIDATE_DID_IT)
    ground_2 = _ground()
    answer_3 = _answer(Check.REAL)
    ground_3 = _ground()
    answer_4 = _answer(Check.DATE_AND_CONTEXT)
    ground_4 = _ground()
    answer_9 = _answer(Check.CORROBORATED)
    ground_9 = _ground()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the ground of each answer, and for the answer to each ground."""
        sound = super().validate(extra_validators)
        for check in sorted(BY_SEARCHER):
            answer, ground = self[f"answer_{int(check)}"], self[f"ground_{int(check)}"]
            if ground.errors or answer.errors:
                continue
            if answer.data and blank(ground.data or ""):
                ground.errors = [f"Write how you know, for check {int(check)}"]
                sound = False
            elif ground.data and not answer.data and ground.data.strip() != self.carried.get(check, ""):
                answer.errors = [f"Choose Yes, No or Cannot tell for check {int(check)}"]
                sound = False
        return sound


class HintForm(Part):
    """What is done about one suggestion."""

    key = HiddenField()
    what = perhaps("What is done", WAYS)
    reason = TextAreaField(
        "Why the board needs it to judge something about the job",
        [NOT_TOO_LONG],
    )


class ScreenForm(Form):
    """The wording for the board, and what is done about each suggestion."""

    seen = HiddenField()
    wording = TextAreaField(
        "Wording for the board",
        [Length(max=6000, message="Keep to 6,000 characters")],
        description=(
            "Write a fresh sentence where you can. Changed words make a new version of the finding, "
            "whose checks are answered anew."
        ),
    )
    hints = FieldList(FormField(HintForm))

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the reasons, too."""
        sound = super().validate(extra_validators)
        return no_passwords(entry.form.reason for entry in self.hints) and sound


class VerifyForm(Form):
    """One button; ``then`` names the page to come back to."""

    then = HiddenField()


ANSWER_NAMES = {f"answer_{int(check)}": check for check in Check}
"""Every answer that a form could send, the system's own among them, so that those are refused in words."""


def said_in(values: Any) -> dict[Check, tuple[CheckAnswer, str]]:
    """Return the answers in what was posted, with their grounds."""
    known = {answer.value for answer in CheckAnswer}
    return {
        check: (CheckAnswer(values[name]), (values.get(f"ground_{int(check)}") or "").strip())
        for name, check in ANSWER_NAMES.items()
        if values.get(name) in known
    }
