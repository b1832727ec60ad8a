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
    taken_back: bool = False


@cites(Clause.HAMDEN_D_5)
def missing_to_take_back_time(
    asked_by: UUID, actor: UUID, *, ruled: bool, taken_back: bool
) -> tuple[Unmet, ...]:
    """Say why an ask for more time is not taken back: somebody else's, ruled on, or back already."""
    if asked_by != actor:
        words = "Somebody else asked for this. Whoever asked takes it back, or a supervisor rules on it."
    elif ruled:
        words = "A supervisor ruled on this request before you took it back. The ruling stands."
    elif taken_back:
        words = "You took this request back already."
    else:
        return ()
    return (Unmet(Clause.HAMDEN_D_5, words),)


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_to_rule_on_time(facts: TimeRulingFacts) -> tuple[Unmet, ...]:
    """Say why this ruling is not made: by whoever asked or worked on the case, or for a day that is past."""
    if facts.stage in UNREAD or facts.taken_back:
        why = "Whoever asked for this took it back" if facts.taken_back else "This application is over"
        return (Unmet(Clause.HAMDEN_D_5, f"{why}, so the request needs no answer."),)
    asked = missing_to_approve(facts.ruler, facts.asked_by)
    worked = missing_to_rule(facts.ruler, (), facts.searchers, assigned=facts.assigned)
    unmet = asked or worked or missing_in_reason(facts.reason)
    if unmet or not facts.approve:
        return unmet
    if ground := missing_in_ground(facts.reason, "reason"):
        return ground
    if facts.stage in FINISHED or facts.correcting:
        words = "No day counts in this case any more. Do not approve this request."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    if facts.until <= max(facts.due, facts.today):
        words = f"{day(facts.until)} gives no more time by now. Do not approve it, and have it asked anew."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    return ()
