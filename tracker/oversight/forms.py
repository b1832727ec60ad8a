"""Filters of oversight's lists; they live in the address, so that a view can be passed on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs describe 3.2
from wtforms.validators import Optional, Regexp

from tracker.clock import agency_zone
from tracker.ledger.events import REFUSALS
from tracker.oversight.lines import Wanted
from tracker.policy.wording import MONTHS
from tracker.web.days import DayField
from tracker.web.forms import Form, options

CASE = re.compile(r"C-\d\d-[0-9A-Z]{5}\Z", re.ASCII | re.IGNORECASE)
"""The shape of a case's reference."""
NO_EVENT = "none"
"""Names no event, so that no line matches."""
MONTHS_BACK = 24
"""How many months an auditor can choose from, with the present one."""


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


class MonthField(SelectField):
    """A month of the last two years, as in ``2026-03``; empty for any."""

    offered: frozenset[str] = frozenset()

    def offer(self, today: date, any_month: str = "") -> None:
        """Offer the months up to today, the newest first."""
        number = today.year * 12 + today.month - 1
        firsts = [date(one // 12, one % 12 + 1, 1) for one in range(number, number - MONTHS_BACK, -1)]
        offered = [
            SelectChoice(f"{first:%Y-%m}", f"{MONTHS[first.month - 1]} {first.year}") for first in firsts
        ]
        self.offered = frozenset(f"{first:%Y-%m}" for first in firsts)
        self.choices = [SelectChoice("", any_month), *offered] if any_month else offered

    def span(self) -> tuple[datetime, datetime] | None:
        """Return when the chosen month begins and ends by the agency's clock, None where none is."""
        return month_span(self.data) if self.data in self.offered else None


def month_span(month: str) -> tuple[datetime, datetime]:
    """Return when a month such as ``2026-03`` begins and ends by the agency's clock."""
    year, number = (int(part) for part in month.split("-"))
    firsts = date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)
    since, until = (datetime.combine(first, time(), agency_zone()) for first in firsts)
    return since, until


class AccessFilter(LinesFilter):
    """Which openings and refusals to show."""

    month = MonthField("Month", validators=[Optional()], validate_choice=False)
    refused = SelectField(
        "Let in or not",
        choices=options((("", "Both"), ("refused", "Refused only"), ("let-in", "Let in only"))),
        validators=[Optional()],
        validate_choice=False,
    )

    def wanted(self, events: Collection[str], before: int | None) -> Wanted:
        """Return what was asked for, in the chosen month, of those let in or of those refused."""
        among = {
            "refused": [event for event in events if event in REFUSALS],
            "let-in": [event for event in events if event not in REFUSALS],
        }.get(self.refused.data or "", list(events))
        wanted = super().wanted(among, before)
        span = self.month.span()
        if span is None:
            return wanted
        return replace(wanted, since=max(span[0], wanted.since or span[0]), until=span[1])

    def address(self) -> dict[str, Any]:
        """Return the filters that are filled in, as they stand in the address."""
        more = {"month": self.month.data, "refused": self.refused.data}
        return super().address() | {name: value for name, value in more.items() if value}


class MonthFilter(Form):
    """Which month is looked at."""

    class Meta(Form.Meta):
        """A filter changes nothing, so it carries no token."""

        csrf = False

    month = MonthField("Month", validators=[Optional()], validate_choice=False)

    def chosen(self, today: date) -> tuple[datetime, datetime]:
        """Offer the months up to today, and return when the chosen or the present one begins and ends."""
        self.month.offer(today)
        self.month.flags.optional = False  # without a choice it is the present one
        if self.month.span() is None:
            self.month.data = f"{today:%Y-%m}"
        return month_span(self.month.data)
