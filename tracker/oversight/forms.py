"""Filters of oversight's lists; they live in the address, so that a view can be passed on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2
from wtforms.validators import Optional, Regexp

from tracker.clock import agency_zone
from tracker.oversight.lines import Wanted
from tracker.web.days import DayField
from tracker.web.forms import Form, options

CASE = re.compile(r"C-\d\d-[0-9A-Z]{5}\Z", re.ASCII | re.IGNORECASE)
"""The shape of a case's reference."""
NO_EVENT = "none"
"""Names no event, so that no line matches."""


class CheckForm(Form):
    """One button: check the ledger now."""


class LinesFilter(Form):
    """Which lines of the ledger to show."""

    class Meta(Form.Meta):
        """A filter changes nothing, so it carries no token."""

        csrf = False

    event = SelectField("What happened", validators=[Optional()], validate_choice=False)
    person = SelectField("By whom", validators=[Optional()], validate_choice=False)
    case = StringField(
        "Case",
        description="Its reference, such as C-26-7KQ4M",
        validators=[Optional(), Regexp(CASE, message="Enter the reference of a case, such as C-26-7KQ4M")],
    )
    since = DayField("Since", validators=[Optional()])

    def offer(self, events: Mapping[str, Mapping[str, str]], people: Mapping[str, str]) -> None:
        """Offer these events, in groups, and people to choose from."""
        self.event.choices = [
            SelectChoice("", "Anything"),
            *(
                SelectChoice(event, words, optgroup=group if len(events) > 1 else None)
                for group, known in events.items()
                for event, words in known.items()
            ),
        ]
        self.person.choices = [SelectChoice("", "Anybody"), *options(people.items())]
        for field in self:
            field.flags.optional = False  # that a filter can be left out goes without saying

    def wanted(self, events: Collection[str], before: int | None) -> Wanted:
        """Return what was asked for, within these events if any; what nobody offered finds nothing."""
        chosen = self.event.data or ""
        if chosen and events and chosen not in events:
            chosen = NO_EVENT
        since = self.since.data if not self.since.errors else None
        return Wanted(
            events=(chosen,) if chosen else tuple(events),
            person=self.person.data or "",
            case=(self.case.data or "").upper(),
            since=datetime.combine(since, time(), agency_zone()) if since else None,
            before=before,
        )

    def address(self) -> dict[str, Any]:
        """Return the filters that are filled in, as they stand in the address."""
        values = {
            "event": self.event.data,
            "person": self.person.data,
            "case": self.case.data,
            "since": self.since.data,
        }
        return {name: str(value) for name, value in values.items() if value}
