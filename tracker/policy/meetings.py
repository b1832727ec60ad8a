"""Meetings of boards: each is ahead and somewhere, and a release names the one that reads the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank

WORDS_A_MINUTE = 240
"""So quickly a page is read for the minutes that docket and review tell of it."""
CHOOSE_MEETING = "Choose the meeting of the board that reads this page."
"""What is said where a release names no meeting."""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting as rules judge it; ``called_off_at`` is when it was called off, None where it stands."""

    reference: str
    held_at: datetime
    called_off_at: datetime | None = None

    @property
    def called_off(self) -> bool:
        """Say whether nobody meets then."""
        return self.called_off_at is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """When and where a board reads a packet: ``held_at`` is None where it named no meeting, or waits for one.

    ``called_off`` is when it was to be read, where that meeting was called off.
    """

    held_at: datetime | None = None
    place: str = ""
    called_off: datetime | None = None


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


def reading_meeting(named: str, meetings: Iterable[MeetingFacts]) -> MeetingFacts | None:
    """Return the meeting of a board that reads a packet, None where there is none or it waits for one.

    That is the one ``named`` by its release or, where that one was called off, the board's next one from
    then on, whenever it is set.
    """
    standing = tuple(meetings)
    chosen = next((one for one in standing if one.reference == named), None)
    if chosen is None or chosen.called_off_at is None:
        return chosen
    since = chosen.called_off_at
    later = (one for one in standing if not one.called_off and one.held_at > since)
    return min(later, key=lambda one: (one.held_at, one.reference), default=None)


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


def minutes_to_read(words: int) -> int:
    """Return how long somebody takes to read so many words, in whole minutes, part of one as a whole."""
    return max(1, -(-words // WORDS_A_MINUTE))
