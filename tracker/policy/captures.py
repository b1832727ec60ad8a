"""What a capture must say before it is kept: where and when it was made, on what, and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank, counted, in_bytes

MATTER = re.compile(r"(?=.*\d)(?!.*[A-Za-z]{5})[A-Za-z0-9./: -]{3,40}")
"""How matters are numbered, with a digit at least; the ledger keeps the number as it is."""
NAME_THE_MATTER = (
    "Enter the number of the matter, such as 26-114 or CV-26-114: three signs or more, one of them a digit, "
    "and no names or other words, since it is recorded in clear."
)


class ReadingReason(StrEnum):
    """Why somebody opens sealed evidence; recorded with each opening."""

    WORK = "work"
    """To write or check a finding."""
    REVIEW = "review"
    """To review a finding against its source."""
    QUESTION = "question"
    """To answer a question of the candidate or the board."""
    COPY = "copy"
    """To look at it on a separate machine."""
    MATTER = "matter"
    """For a matter of counsel or a court."""


class FileState(StrEnum):
    """What was found when a sealed file was recomputed."""

    INTACT = "intact"
    """It is what was recorded."""
    CHANGED = "changed"
    """It is not what was recorded: changed, cut short, or another file."""
    MISSING = "missing"
    """The store does not hold it."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes are on their way, lie in the case, and were added today by the same person."""

    adding: int = 0
    in_case: int = 0
    case_limit: int = 0
    today: int = 0
    day_limit: int = 0


@dataclass(frozen=True, slots=True)
class CaptureOffer:
    """Captures that somebody is about to add to a case.

    ``present`` counts the captures that the case has, ``adding`` those on their way, ``limit`` how many it
    may have.
    """

    source_link: str
    no_source_reason: str
    shows: str
    tool: str
    captured_at: datetime
    now: datetime
    department_device: bool
    present: int = 0
    adding: int = 1
    limit: int = 60
    room: Room = Room()


@cites(Clause.HAMPTON_C_3_C, Clause.HAMDEN_D_4)
def missing_to_capture(offer: CaptureOffer) -> tuple[Unmet, ...]:
    """Say what is left before these captures can be kept."""
    unmet = []
    if not offer.department_device:
        words = (
            "Captures are made on a department device. Make this one again there. A device of your own needs "
            "the Chief's written permission (General Order 004-011 B.5)."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_4, words, fix="field:department_device"))
    if blank(offer.source_link) and blank(offer.no_source_reason):
        words = "Enter the link where it was captured, or write why there is none."
        unmet.append(Unmet(Clause.HAMPTON_C_3_C, words, fix="field:source_link"))
    if blank(offer.shows):
        words = "Write what the capture shows, as a fact."
        unmet.append(Unmet(Clause.HAMPTON_C_2, words, fix="field:shows"))
    if blank(offer.tool):
        words = "Name the tool that the capture was made with."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:tool"))
    if offer.captured_at > offer.now:
        words = "The time of the capture must be in the past."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:captured_at"))
    if offer.present + offer.adding > offer.limit:
        there = counted(offer.present, "capture")
        words = (
            f"A case holds up to {offer.limit} captures, and this one has {there}. Add those that show most."
        )
        unmet.append(Unmet(None, words))
    return (*unmet, *_without_room(offer.room))


def _without_room(room: Room) -> tuple[Unmet, ...]:
    unmet = []
    if room.in_case + room.adding > room.case_limit:
        words = (
            f"The captures of a case can take up {in_bytes(room.case_limit)}, and those of this one take up "
            f"{in_bytes(room.in_case)}. Add those that show most."
        )
        unmet.append(Unmet(None, words))
    if room.today + room.adding > room.day_limit:
        words = (
            f"One person can add {in_bytes(room.day_limit)} a day, and you have added {in_bytes(room.today)} "
            "today. Add the rest tomorrow, or ask IT."
        )
        unmet.append(Unmet(None, words))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_6)
def missing_to_hand_out(reference: str, *, there: bool, intact: bool) -> tuple[Unmet, ...]:
    """Say why no copy of a capture leaves: its file is missing, or is not what was received."""
    if there and intact:
        return ()
    what = "is not as it was received" if there else "is missing from the store"
    words = (
        f"The file of capture {reference} {what}. It is not handed out, and this is recorded. Tell your "
        "supervisor, and look for the file in the backup."
    )
    return (Unmet(Clause.HAMDEN_D_6, words),)


def missing_for_reading(reason: str) -> tuple[Unmet, ...]:
    """Say that sealed evidence is opened for a reason, which is recorded before anything is shown."""
    if reason in {one.value for one in ReadingReason}:
        return ()
    return (Unmet(Clause.HAMPTON_D_1, "Choose why you open it. The reason is recorded before it is shown."),)


@cites(Clause.HAMPTON_D_1)
def missing_to_unseal(matter: str) -> tuple[Unmet, ...]:
    """Say that an auditor opens sealed evidence for a matter that has a number."""
    if blank(matter) or not MATTER.fullmatch(matter):
        return (Unmet(Clause.HAMPTON_D_1, NAME_THE_MATTER),)
    return ()
