"""What a way in is good for, until when, and how often a new link can be asked for.

Whoever withdrew, or was decided on, comes in for their own file for as long as it is kept: to read where it
stands, to ask, to take a copy and to see who looked. Nothing that was filed changes any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import Enum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.stages import is_disposed, is_over
from tracker.policy.vocabulary import Stage

BETWEEN_MINUTES = 5
BETWEEN = timedelta(minutes=BETWEEN_MINUTES)
"""From one request to the next that is heard."""
A_DAY = 5
"""Requests that are heard within a day."""
WITHIN = timedelta(days=1)
"""How far back requests are counted."""


class WayIn(Enum):
    """What a candidate comes in for."""

    APPLICATION = "application"
    """The application, with all that it asks and offers."""
    OWN_FILE = "own-file"
    """One's own file, once the application is over: nothing in it changes."""
    NOTHING = "nothing"
    """Nothing more: the time is over for which the file is kept."""


def way_in(stage: Stage, *, kept_until: date | None, today: date) -> WayIn:
    """Return what a candidate comes in for; ``kept_until`` is the last day that the file is kept for sure.

    Where that day is not known, the file is there, unless it was disposed of.
    """
    if not is_over(stage):
        return WayIn.APPLICATION
    if is_disposed(stage):
        return WayIn.NOTHING
    return WayIn.OWN_FILE if kept_until is None or today <= kept_until else WayIn.NOTHING


@cites(Clause.EEOC_1602_31)
def missing_to_invite(way: WayIn) -> tuple[Unmet, ...]:
    """Say why no way in is made for a candidate any more: the file is kept no longer for sure."""
    if way is not WayIn.NOTHING:
        return ()
    sentence = (
        "The time for which this file is kept is over, so no way in is made any more. "
        "Answer the candidate by letter."
    )
    return (Unmet(Clause.EEOC_1602_31, sentence),)


def may_ask_for_link(asked: Collection[datetime], now: datetime) -> bool:
    """Say whether a request for a new link is heard, given when earlier ones were."""
    return sum(now - one < WITHIN for one in asked) < A_DAY and not any(now - one < BETWEEN for one in asked)
