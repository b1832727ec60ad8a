"""The fields of the answer to a concern."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.affidavits.forms import OneOf, QuestionForm
from tracker.policy.answering import Choice

LONGEST = 10_000
"""Signs of an answer, at the most; its words are counted by the rule."""


class ConcernForm(QuestionForm):
    """What is said of a concern."""

    choice = OneOf(_l("What do you want to say about it?"), choices=[])
    words = TextAreaField(
        _l("Your words"),
        [
            Optional(),
            Length(
                max=LONGEST,
                message=_l("Write a shorter answer: up to %(most)s characters", most=f"{LONGEST:,}"),
            ),
        ],
    )

    files = MultipleFileField(_l("Files that you want to send"))
    remove = SelectMultipleField(
        _l("Take out"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @property
    def chosen(self) -> Choice | None:
        """Return the answer that was chosen, None while there is none."""
        known = {choice.value for choice in Choice}
        return Choice(self.choice.data) if self.choice.data in known else None


class SendForm(QuestionForm):
    """That the answer is sent as it was shown; ``seen`` is the version of the draft on the page."""
