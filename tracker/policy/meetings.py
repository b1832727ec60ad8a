"""Meetings of boards: each is ahead and somewhere, and a release names the one that reads the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank

CHOOSE_MEETING = "Choose the meeting of the board that reads this page."
"""What is said where a release names no meeting."""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting as rules judge it."""

    reference: str
    held_at: datetime
    called_off: bool = False


def is_ahead(meeting: MeetingFacts, now: datetime) -> bool:
    """Say whether a meeting is still to come."""
    return not meeting.called_off and meeting.held_at > now


@cites(Clause.HAMDEN_D_1)
def missing_to_set(held_at: datetime | None, place: str, now: datetime, taken: bool) -> tuple[Unmet, ...]:
    """Say what a meeting lacks; ``taken`` says that the board has one at that very moment."""
    unmet = []
    if held_at is None:
        unmet.append(Unmet(None, "Enter the day and the time of the meeting.", fix="field:held_at"))
    elif held_at <= now:
        unmet.append(Unmet(None, "A meeting is set for a time that is still to come.", fix="field:held_at"))
    elif taken:
        unmet.append(Unmet(None, "This board has a meeting at that time already.", fix="field:held_at"))
    if blank(place):
        unmet.append(Unmet(None, "Write where the board meets.", fix="field:place"))
    return tuple(unmet)


def missing_to_call_off(meeting: MeetingFacts, now: datetime) -> tuple[Unmet, ...]:
    """Say why a meeting is not called off: it is over, or is called off already."""
    if is_ahead(meeting, now):
        return ()
    words = "This meeting is called off already." if meeting.called_off else "This meeting is over."
    return (Unmet(None, words),)


@cites(Clause.HAMPTON_D_1)
def missing_to_name_meeting(
    named: str, meetings: tuple[MeetingFacts, ...], now: datetime, *, corrects: bool
) -> tuple[Unmet, ...]:
    """Say that a release has to name a meeting of the board, where one is ahead.

    A correction goes where the page before it went, unless it ``corrects`` for another meeting. A board
    without a meeting ahead reads as soon as it can.
    """
    ahead = {one.reference for one in meetings if is_ahead(one, now)}
    if named in ahead or (not named and (corrects or not ahead)):
        return ()
    words = CHOOSE_MEETING if not named else "This meeting is over or called off. Choose another one."
    return (Unmet(Clause.HAMPTON_D_1, words, fix="field:meeting"),)
