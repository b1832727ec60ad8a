"""More time for a case: asked for with a reason, given by somebody else, seen by all (Hamden D.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground
from tracker.policy.differing import missing_in_reason
from tracker.policy.separation import missing_to_approve, missing_to_rule
from tracker.policy.stages import FINISHED, UNREAD
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import day


@dataclass(frozen=True, slots=True)
class TimeFacts:
    """More time that somebody asks for: ``until`` is the new last day, ``due`` the one that stands.

    ``days`` is how long a case has from its opening, and the most that is given at one time; ``waiting`` says
    that such a request waits already.
    """

    stage: Stage
    due: date
    until: date
    today: date
    days: int
    reason: str
    waiting: bool
    correcting: bool = False


@cites(Clause.HAMDEN_D_5)
def missing_to_ask_time(facts: TimeFacts) -> tuple[Unmet, ...]:
    """Say why more time is not asked for: no day counts any more, the new day is none, or no reason."""
    if facts.stage in FINISHED or facts.correcting:
        words = "No day counts in this case any more, so it needs no more time."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    if facts.waiting:
        words = "More time is asked for already. A supervisor rules on it."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    return (
        *_missing_day(facts),
        *missing_in_reason(facts.reason),
        *missing_in_ground(facts.reason, "reason"),
    )


def _missing_day(facts: TimeFacts) -> tuple[Unmet, ...]:
    begins = max(facts.due, facts.today)
    last = begins + timedelta(days=facts.days)
    if facts.until <= begins:
        than = "the day it is due now" if facts.due >= facts.today else "today"
        words = f"Choose a day after {day(begins)}, {than}."
    elif facts.until > last:
        words = f"Choose a day until {day(last)}: at most {facts.days} days are given at one time."
    else:
        return ()
    return (Unmet(Clause.HAMDEN_D_5, words, fix="field:until"),)


@dataclass(frozen=True, slots=True)
class TimeRulingFacts:
    """A ruling on more time that somebody is about to make.

    ``searchers`` searched in the case, ``assigned`` have or had it.
    """

    ruler: UUID
    asked_by: UUID
    searchers: frozenset[UUID]
    assigned: frozenset[UUID]
    approve: bool
    reason: str
    stage: Stage
    due: date
    until: date
    today: date
    correcting: bool = False


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_to_rule_on_time(facts: TimeRulingFacts) -> tuple[Unmet, ...]:
    """Say why this ruling is not made: by whoever asked or worked on the case, or for a day that is past."""
    if facts.stage in UNREAD:
        words = "This application is over, so the request needs no answer."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    asked = missing_to_approve(facts.ruler, facts.asked_by)
    worked = missing_to_rule(facts.ruler, None, facts.searchers, assigned=facts.assigned)
    unmet = asked or worked or missing_in_reason(facts.reason)
    if unmet or not facts.approve:
        return unmet
    if ground := missing_in_ground(facts.reason, "reason"):
        return ground
    if facts.stage in FINISHED or facts.correcting:
        words = "No day counts in this case any more. Refuse this request."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    if facts.until <= max(facts.due, facts.today):
        words = f"{day(facts.until)} gives no more time by now. Refuse this request, and have it asked anew."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    return ()
