"""Who acts: the roles of the house and the person working in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person works as; a person with several works as one at a time."""

    CANDIDATE = "candidate"
    """Seeks employment or a volunteer post; sees own affidavit and nothing else."""
    INVESTIGATOR = "investigator"
    """Background investigator: runs the protocol, never decides."""
    SUPERVISOR = "supervisor"
    """Assigns, reviews, returns and releases; does not search what is reviewed."""
    BOARD_MEMBER = "board-member"
    """Decides on candidates from released packets alone."""
    HR_ADMIN = "hr-administrator"
    """Opens requisitions, adds candidates, keeps people and roles; reads no raw material."""
    AUDITOR = "auditor"
    """Auditor or counsel: proves equal treatment and who saw what; changes nothing in a case."""
    CHIEF = "chief"
    """Designates searchers and records deviations; a decision maker, so never shown raw material."""
    IT = "it"
    """Keeps the machine running; reads no case."""
    SYSTEM = "system"
    """The product itself: what it does by schedule or at set-up."""


STAFF_ROLES: tuple[Role, ...] = (
    Role.INVESTIGATOR,
    Role.SUPERVISOR,
    Role.BOARD_MEMBER,
    Role.HR_ADMIN,
    Role.AUDITOR,
    Role.CHIEF,
    Role.IT,
)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an act, in the one role chosen for it.

    ``person_id`` is the staff member's id, or the candidate's id when ``role`` is candidate; ``case_id``
    is set only for candidates, whose session is bound to one case. ``session`` names the sign-in session
    by its digest's first 16 hex digits, empty for the system. ``place`` is the network address that staff
    work from, for the record of who had evidence in hand; candidates' is not kept.
    """

    person_id: UUID
    role: Role
    name: str
    session: str = ""
    case_id: UUID | None = None
    place: str = ""


SYSTEM = Actor(UUID(int=0), Role.SYSTEM, "Tracker")
"""The product acting on its own."""
