"""Forms of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.board.deciding import Verdict
from tracker.editions.shelf import editions
from tracker.policy.vocabulary import Outcome
from tracker.policy.words import OUTCOMES
from tracker.web.days import WholeNumberField
from tracker.web.forms import Form, options

ANSWERS = {"no": "No", "yes": "Yes"}


def grounds_in_words() -> dict[str, str]:
    """Return the agency's job dimensions, on which a decision stands, by code."""
    return {each.code: each.name for each in editions().dimensions()}


def _one_of(choices: Mapping[Any, str], message: str) -> list[Any]:
    return [InputRequired(message), AnyOf([str(choice) for choice in choices], message)]


class DutiesForm(Form):
    """One button; the duties are on the page."""


class DecisionForm(Form):
    """The board's outcome, its job-related grounds, and whether anything else informed it."""

    outcome = RadioField(
        "What did the board decide?",
        choices=options(OUTCOMES.items()),
        validators=_one_of(OUTCOMES, "Choose what the board decided"),
        validate_choice=False,
    )
    grounds = SelectMultipleField(
        "Job-related grounds",
        description="At least one when the candidate does not go on.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    outside = RadioField(
        "Did anything outside this packet inform it?",
        choices=options(ANSWERS.items()),
        validators=_one_of(ANSWERS, "Say whether anything outside this packet informed it"),
        validate_choice=False,
    )
    explanation = TextAreaField(
        "What informed it besides the packet",
        description="Only if you chose Yes. Seen by the board and by auditors.",
        validators=[Optional(), Length(max=2000, message="Write at most 2,000 characters")],
    )

    seen = WholeNumberField(widget=HiddenInput(), default=0)
    """How many decisions the page showed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the agency's job dimensions as grounds."""
        super().__init__(*args, **kwargs)
        self.grounds.choices = options(grounds_in_words().items())

    def verdict(self) -> Verdict:
        """Return what was chosen and written, whether or not it is enough."""
        outcome, outside = self.outcome.data, self.outside.data
        return Verdict(
            outcome=Outcome(outcome) if outcome in set(Outcome) else None,
            grounds=tuple(self.grounds.data or ()),
            outside=outside == "yes" if outside in ANSWERS else None,
            explanation=self.explanation.data or "",
        )
