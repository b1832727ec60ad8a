"""When an investigator is away: no case is given to somebody who is not there to work on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.facts import PersonFacts
from tracker.policy.wording import day

LONGEST_DAYS = 366
"""How long one absence lasts, at the most; then somebody looks again."""


@dataclass(frozen=True, slots=True)
class Away:
    """The days on which somebody is away, the first and the last among them."""

    first: date
    last: date

    def lasts(self, today: date) -> bool:
        """Say whether somebody is away today."""
        return self.first <= today <= self.last

    def told(self, today: date) -> str:
        """Return it in words, as of today; empty once it is over."""
        if self.last < today:
            return ""
        until = f"until {day(self.last)}"
        return f"away {until}" if self.lasts(today) else f"away from {day(self.first)} {until}"


def missing_to_set_away(
    person: PersonFacts, first: date | None, last: date | None, today: date
) -> tuple[Unmet, ...]:
    """Say why days away are not kept: of no investigator, or no days that are still to come.

    Both are None to say that somebody is not away.
    """
    if Role.INVESTIGATOR not in person.roles:
        return (Unmet(None, "Days away are kept for background investigators, to whom cases are given."),)
    if first is None or last is None:
        return _missing_days(first, last)
    if last < first:
        return (Unmet(None, "The last day away is not before the first.", "field:last"),)
    if last < today:
        return (Unmet(None, "These days are over. Enter days that are still to come.", "field:last"),)
    long = (last - first).days > LONGEST_DAYS
    return (Unmet(None, "Enter at most a year, and look again then.", "field:last"),) if long else ()


def _missing_days(first: date | None, last: date | None) -> tuple[Unmet, ...]:
    if first is last:  # neither: somebody is not away
        return ()
    missing = "first" if first is None else "last"
    return (Unmet(None, f"Enter the {missing} day away.", f"field:{missing}"),)


def missing_for_presence(name: str, away: Away | None, today: date) -> tuple[Unmet, ...]:
    """Say why somebody is given no case: they are away today."""
    if away is None or not away.lasts(today):
        return ()
    return (Unmet(None, f"{name} is away until {day(away.last)}."),)
