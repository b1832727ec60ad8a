"""Incidents: what went wrong with confidential material, its clock, and who ends the record (Hampton D.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.law_line import LawLine
from tracker.policy.wording import blank, counted, too_short

SAY_WHEN_FOUND = "Enter when it was discovered."
SAY_WHAT_WAS_FOUND = "Write who found what, in a few words."
SAY_WHAT_WAS_DONE = "Write what was done or said, in a few words."
SAY_WHEN_DONE = "Enter when that was."
SAY_WHY_OVER = "Write why nothing more is to be done, in a few words."
A_MINUTE = timedelta(minutes=1)
CHECKED = "V"
"""The mark of a line of law whose own text was read; others are no ground for a period."""


class IncidentKind(StrEnum):
    """What kind of thing went wrong: a closed list, so that a year's incidents can be counted."""

    SEEN = "seen"
    """Somebody saw what they may not see."""
    MISSENT = "missent"
    """Something went to somebody whom it was not meant for."""
    LOST = "lost"
    """A device, a paper, a key or a copy is lost or stolen."""
    BROKEN_IN = "broken-in"
    """Somebody got in who may not, or under another's name."""
    NOT_AS_KEPT = "not-as-kept"
    """The ledger or a capture is not what it was."""
    BACKUP = "backup"
    """An older backup was put back."""
    GIVEN_AWAY = "given-away"
    """A candidate's password reached the agency."""
    OTHER = "other"
    """Anything else."""


INCIDENT_KINDS: dict[IncidentKind, str] = {
    IncidentKind.SEEN: "Somebody saw what they may not see",
    IncidentKind.MISSENT: "Something was sent or given to the wrong person",
    IncidentKind.LOST: "A device, a paper, a key or a copy is lost or stolen",
    IncidentKind.BROKEN_IN: "Somebody got in who may not, or under another's name",
    IncidentKind.NOT_AS_KEPT: "The ledger or a capture is not as it was kept",
    IncidentKind.BACKUP: "An older backup was put back",
    IncidentKind.GIVEN_AWAY: "A candidate's password reached the agency",
    IncidentKind.OTHER: "Something else",
}
"""What people read for each kind."""


class Clock(StrEnum):
    """How an incident stands to the agency's own period for telling somebody."""

    NO_PERIOD = "no-period"
    """The agency has set none."""
    RUNS = "runs"
    """Nobody was told yet, and there is time."""
    OVER = "over"
    """Nobody was told yet, and the time is over."""
    KEPT = "kept"
    """Somebody was told in time."""
    LATE = "late"
    """Somebody was told, and late."""


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What an incident is judged by; ``period`` is the agency's own when it was recorded, in hours."""

    opened_by: UUID
    discovered_at: datetime
    period: int = 0
    steps: int = 0
    first_told: datetime | None = None
    closed_at: datetime | None = None

    @property
    def due(self) -> datetime | None:
        """Return until when somebody is to be told by the agency's own period, None without one."""
        return self.discovered_at + timedelta(hours=self.period) if self.period else None

    def clock(self, now: datetime) -> Clock:
        """Say how it stands to the period; what is closed stands as it did when it was closed."""
        if self.due is None:
            return Clock.NO_PERIOD
        if self.first_told is not None:
            return Clock.KEPT if self.first_told <= self.due else Clock.LATE
        return Clock.RUNS if (self.closed_at or now) <= self.due else Clock.OVER

    def since(self, now: datetime) -> timedelta:
        """Return how long ago it was discovered; the clock stops when the record is closed."""
        return max((self.closed_at or now) - self.discovered_at, timedelta())


def span_in_words(span: timedelta) -> str:
    """Write how long something lasts in its two largest parts, as in ``2 days 4 hours``."""
    minutes = span // A_MINUTE
    hours, days = minutes // 60, minutes // (60 * 24)
    if days:
        parts = (counted(days, "day"), counted(hours % 24, "hour") if hours % 24 else "")
    elif hours:
        parts = (counted(hours, "hour"), counted(minutes % 60, "minute") if minutes % 60 else "")
    else:
        parts = (counted(minutes, "minute"), "")
    return " ".join(part for part in parts if part)


@cites(Clause.HAMPTON_D_1)
def missing_to_record(found: str, discovered_at: datetime | None, now: datetime) -> tuple[Unmet, ...]:
    """Say what the record of an incident lacks; nothing but its own words stands in its way."""
    rule, unmet = Clause.HAMPTON_D_1, []
    if discovered_at is None:
        unmet.append(Unmet(rule, SAY_WHEN_FOUND, "field:discovered"))
    elif discovered_at > now:
        unmet.append(Unmet(rule, "The discovery must not be in the future.", "field:discovered"))
    if too_short(found):
        unmet.append(Unmet(rule, SAY_WHAT_WAS_FOUND, "field:found"))
    return tuple(unmet)


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line that is added to an incident: what was done when, and who was told of it, if anybody was."""

    at: datetime | None
    words: str
    whom: str = ""

    @property
    def told(self) -> bool:
        """Say whether the line is about somebody who was told."""
        return not blank(self.whom)


@cites(Clause.HAMPTON_D_1)
def missing_to_add(incident: IncidentFacts, line: LineWords, now: datetime) -> tuple[Unmet, ...]:
    """Say why a line is not added: the record is closed, or the line lacks something."""
    rule, unmet = Clause.HAMPTON_D_1, []
    if incident.closed_at is not None:
        return (Unmet(rule, "This record is closed. Record what came up since as an incident of its own."),)
    if line.at is None:
        unmet.append(Unmet(rule, SAY_WHEN_DONE, "field:at"))
    elif line.at > now:
        unmet.append(Unmet(rule, "It must not be in the future.", "field:at"))
    elif line.at + A_MINUTE <= incident.discovered_at:
        unmet.append(Unmet(rule, "It must not lie before the discovery.", "field:at"))
    if too_short(line.words):
        unmet.append(Unmet(rule, SAY_WHAT_WAS_DONE, "field:words"))
    return tuple(unmet)


@cites(Clause.HAMPTON_D_1)
def missing_to_name(incident: IncidentFacts, unknown: tuple[str, ...], new: int) -> tuple[Unmet, ...]:
    """Say why cases are not named as touched: the record is closed, or a reference is nobody's."""
    rule = Clause.HAMPTON_D_1
    if incident.closed_at is not None:
        return (Unmet(rule, "This record is closed. Record what came up since as an incident of its own."),)
    if unknown:
        return missing_cases(unknown)
    if not new:
        return (Unmet(rule, "Enter the reference of a case that does not stand there yet.", "field:cases"),)
    return ()


@cites(Clause.HAMPTON_D_1)
def missing_cases(unknown: tuple[str, ...]) -> tuple[Unmet, ...]:
    """Say which of the references that were typed are no case's."""
    rule = Clause.HAMPTON_D_1
    return tuple(Unmet(rule, f"No case has the reference {one}.", "field:cases") for one in unknown[:10])


@cites(Clause.HAMPTON_D_1)
def missing_to_close(incident: IncidentFacts, person_id: UUID, reason: str) -> tuple[Unmet, ...]:
    """Say why somebody does not close an incident: it is their own, or nothing was done."""
    rule = Clause.HAMPTON_D_1
    if incident.closed_at is not None:
        return (Unmet(rule, "This record is closed already."),)
    if incident.opened_by == person_id:
        return (Unmet(rule, "The person who recorded an incident cannot close it. Somebody else does."),)
    if not incident.steps:
        return (Unmet(rule, "Nothing is written yet of what was done. Add a line first."),)
    if too_short(reason):
        return (Unmet(rule, SAY_WHY_OVER, "field:reason"),)
    return ()


def breach_lines(lines: tuple[LawLine, ...]) -> tuple[LawLine, ...]:
    """Return what a legal profile says of breaches, as far as its text was read: cited, never counted."""
    return tuple(line for line in lines if line.mark == CHECKED and "a breach of" in line.says.casefold())
