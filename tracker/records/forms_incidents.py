"""Fields of the pages of incidents: what was found, what was done, who was told, and why it is over."""

from __future__ import annotations

from datetime import datetime

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.policy.incidents import (
    INCIDENT_KINDS,
    SAY_WHAT_WAS_DONE,
    SAY_WHAT_WAS_FOUND,
    SAY_WHEN_DONE,
    SAY_WHEN_FOUND,
    SAY_WHY_OVER,
    IncidentKind,
    LineWords,
)
from tracker.web.field_words import by_rule
from tracker.web.forms import Form, options
from tracker.web.moments import MomentField, from_the_clock

_NAMELESS = "It is kept longer than any case, so name no candidate here."
_BY_REFERENCE = "Their references, as in C-26-7KQ4M, with a comma or a line between them."


class IncidentForm(Form):
    """What kind of thing went wrong, who found what and when, and which cases it touches."""

    kind = RadioField(
        "What went wrong",
        [InputRequired("Choose what went wrong")],
        choices=options((kind.value, words) for kind, words in INCIDENT_KINDS.items()),
    )
    discovered = MomentField(
        "When it was discovered",
        [InputRequired(by_rule(SAY_WHEN_FOUND))],
        description="The clock runs from this moment. If you are not sure, enter the earliest.",
    )
    found = TextAreaField(
        "Who found what",
        [InputRequired(by_rule(SAY_WHAT_WAS_FOUND)), Length(max=4000)],
        description=f"Who noticed it, how, and what is known so far; more can be added later. {_NAMELESS}",
    )
    cases = TextAreaField("Cases it touches", [Optional(), Length(max=4000)], description=_BY_REFERENCE)

    def discovered_at(self) -> datetime | None:
        """Return the moment that the agency's clock showed."""
        return from_the_clock(self.discovered.data) if self.discovered.data else None

    def chosen(self) -> IncidentKind:
        """Return the kind that was chosen."""
        return IncidentKind(self.kind.data)


class LineForm(Form):
    """What was done about an incident and when, and who was told, if anybody was."""

    at = MomentField("When", [InputRequired(by_rule(SAY_WHEN_DONE))])
    words = TextAreaField(
        "What was done or said",
        [InputRequired(by_rule(SAY_WHAT_WAS_DONE)), Length(max=4000)],
        description=f"By whom, and what came of it. {_NAMELESS}",
    )
    whom = StringField(
        "Who was told",
        [Optional(), Length(max=160)],
        description="The office or the person, as in City Attorney. Leave it empty where nobody was told.",
    )

    def line(self) -> LineWords:
        """Return what was written, as the rule judges it."""
        at = from_the_clock(self.at.data) if self.at.data else None
        return LineWords(at, self.words.data or "", self.whom.data or "")


class IncidentCasesForm(Form):
    """Further cases that an incident touches."""

    cases = TextAreaField(
        "Further cases it touches",
        [InputRequired("Enter the reference of a case"), Length(max=4000)],
        description=_BY_REFERENCE,
    )


class ClosingForm(Form):
    """Why nothing more is to be done about an incident."""

    reason = TextAreaField(
        "Why nothing more is to be done",
        [InputRequired(by_rule(SAY_WHY_OVER)), Length(max=4000)],
        description=_NAMELESS,
    )
