"""What is said of an evidence package before it is made."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.cases.forms import MatterForm
from tracker.policy.exporting import (
    NAME_THE_RECIPIENT,
    PURPOSES,
    REDACTIONS,
    SAY_WHY_EXPORTED,
    SCOPES,
    ExportWords,
    Purpose,
    Redaction,
    Scope,
)
from tracker.web.field_words import by_rule
from tracker.web.forms import options

_NAMELESS = "It is kept longer than the case itself, so name no candidate here."


class ExportForm(MatterForm):
    """For which matter, what for, for whom and why, how much, and what is left out.

    ``seen`` is the number of the case's newest package when the page was made.
    """

    seen = HiddenField()

    purpose = RadioField(
        "What it is for",
        [InputRequired("Choose what it is for")],
        choices=options((one.value, words) for one, words in PURPOSES.items()),
    )
    recipient = StringField(
        "Who gets it",
        [InputRequired(by_rule(NAME_THE_RECIPIENT)), Length(max=160)],
        description="The court, the commission or the office, as in Superior Court, clerk's office.",
    )
    why = TextAreaField(
        "Why it leaves",
        [InputRequired(by_rule(SAY_WHY_EXPORTED)), Length(max=2000)],
        description=_NAMELESS,
    )
    scope = RadioField(
        "How much of the case",
        [InputRequired("Choose how much of the case")],
        choices=options((one.value, words) for one, words in SCOPES.items()),
    )
    redaction = RadioField(
        "What is left out of the agency's own words",
        [InputRequired("Choose what is left out")],
        choices=options((one.value, words) for one, words in REDACTIONS.items()),
        description="What was received is never altered, and what the board saw stays as it was.",
    )

    def words(self) -> ExportWords:
        """Return what was said, as the rule judges it."""
        return ExportWords(
            purpose=Purpose(self.purpose.data),
            scope=Scope(self.scope.data),
            redaction=Redaction(self.redaction.data),
            matter=self.matter.data or "",
            recipient=self.recipient.data or "",
            why=self.why.data or "",
        )

    def made_since(self, last: int) -> int:
        """Return the number of the newest package where it was made since the page was, else 0."""
        seen = self.seen.data or ""
        return last if seen.isdecimal() and int(seen[:9]) < last else 0
