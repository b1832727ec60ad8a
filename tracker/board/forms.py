"""Forms of the board."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.editions.shelf import editions
from tracker.web.forms import Form

OUTCOMES = (
    ("continue", "The candidate goes on"),
    ("not-continue", "The candidate does not go on"),
    ("defer", "Decided later"),
)


class DutiesForm(Form):
    """One button; the duties are on the page."""


class DecisionForm(Form):
    """The board's outcome, its job-related grounds, and whether anything else informed it."""

    outcome = RadioField(
        "What did the board decide?",
        choices=OUTCOMES,
        validators=[InputRequired("Choose what the board decided")],
    )
    grounds = SelectMultipleField(
        "Job-related grounds",
        description="At least one when the candidate does not go on.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    outside = RadioField(
        "Did anything outside this packet inform it?",
        choices=(("no", "No"), ("yes", "Yes")),
        validators=[InputRequired("Say whether anything outside this packet informed it")],
    )
    explanation = TextAreaField(
        "What informed it besides the packet",
        description="Only if you chose Yes. Seen by the board and by auditors.",
        validators=[Optional(), Length(max=2000, message="Write at most 2,000 characters")],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the agency's job dimensions as grounds."""
        super().__init__(*args, **kwargs)
        self.grounds.choices = [(each.code, each.name) for each in editions().dimensions()]
