"""The weekly review: an auditor looks at who opened what, says what came of it, and signs (Hampton D.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import too_short

A_WEEK = timedelta(days=7)
SAY_WHAT_CAME_OF_IT = "Write what you found out about the openings that stand out."
"""What is asked for where something stands out: whoever signs looked into it."""


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A week that is to be signed, by its Monday.

    ``own`` where openings of whoever signs stand out; ``others`` where another auditor works here.
    """

    monday: date
    stands_out: int
    own: bool
    others: bool


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_over(first: date, today: date) -> Iterator[date]:
    """Yield the Mondays of the weeks that are over, newest first, down to the one in which it began."""
    monday = monday_of(today) - A_WEEK
    while monday >= monday_of(first):
        yield monday
        monday -= A_WEEK


def is_missed(monday: date, today: date) -> bool:
    """Say whether a week that nobody signed should have been by now: another week went by since."""
    return today >= monday + 2 * A_WEEK


@cites(Clause.HAMPTON_D_1)
def missing_to_sign_week(facts: WeekFacts, said: str, today: date) -> tuple[Unmet, ...]:
    """Say why the review of a week is not signed: it is not over, it is one's own, or it says nothing."""
    rule = Clause.HAMPTON_D_1
    if today < facts.monday + A_WEEK:
        return (Unmet(rule, "This week is not over yet. Sign it once it is."),)
    if facts.own and facts.others:
        words = "Openings of your own stand out in this week, so another auditor signs it."
        return (Unmet(rule, words),)
    if facts.stands_out and too_short(said):
        return (Unmet(rule, SAY_WHAT_CAME_OF_IT, "field:said"),)
    return ()
