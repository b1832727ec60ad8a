"""Who opened a page of one candidate, and how far each is with the newest one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.board.models import Acknowledgement, Packet, SteppedOut
from tracker.board.packet_facts import MEMBER_KEPT_OUT, OPENED_BY_MEMBER
from tracker.cases.models import AccessEntry, Case
from tracker.requisitions.models import BoardSeat

_OPENINGS = (
    select(
        Person.id,
        Person.name,
        Packet.edition,
        func.min(AccessEntry.opened_at).label("opened_at"),
        Acknowledgement.acknowledged_at,
    )
    .select_from(AccessEntry)
    .join(Packet, (Packet.case_id == AccessEntry.case_id) & (Packet.reference == AccessEntry.reference))
    .join(Person, Person.id == AccessEntry.person_id)
    .outerjoin(
        Acknowledgement, (Acknowledgement.packet_id == Packet.id) & (Acknowledgement.person_id == Person.id)
    )
    .where(AccessEntry.case_id == bindparam("case_id"), OPENED_BY_MEMBER)
    .group_by(Person.id, Person.name, Packet.edition, Acknowledgement.acknowledged_at)
    .order_by(Person.name, Person.id, Packet.edition)
)
_TAKING_PART = (
    select(BoardSeat.person_id)
    .join(Case, Case.requisition_id == BoardSeat.requisition_id)
    .where(
        Case.id == bindparam("case_id"),
        BoardSeat.left_at.is_(None),
        ~MEMBER_KEPT_OUT,
        ~select(SteppedOut.id)
        .where(SteppedOut.case_id == Case.id, SteppedOut.person_id == BoardSeat.person_id)
        .exists(),
    )
)
_NEWEST = select(func.max(Packet.edition)).where(Packet.case_id == bindparam("case_id"))


@dataclass(frozen=True, slots=True)
class Reader:
    """A member who opened a page of a candidate that was corrected since.

    ``edition`` is the last such page, ``opened_at`` when it was first opened; ``read_at`` is when the newest
    page was acknowledged. ``takes_part`` is False for who left the board, stepped out, or is kept out.
    """

    person_id: UUID
    name: str
    edition: int
    opened_at: datetime
    read_at: datetime | None
    takes_part: bool

    @property
    def state(self) -> tuple[str, str]:
        """Return how far the member is with the page that counts, as a tag."""
        if self.read_at:
            return "Has read the corrected page", "done"
        return ("Has still to read it", "waiting") if self.takes_part else ("Takes no part any more", "none")


def readers_of_earlier(session: Session, case_id: UUID) -> tuple[Reader, ...]:
    """Return who opened a page of a case that is not its newest, by name, in three statements."""
    keys = {"case_id": case_id}
    newest = session.scalar(_NEWEST, keys) or 0
    rows = session.execute(_OPENINGS, keys).all()
    taking_part = frozenset(session.scalars(_TAKING_PART, keys))
    read = {row.id: row.acknowledged_at for row in rows if row.edition == newest}
    last: dict[UUID, Any] = {row.id: row for row in rows if row.edition < newest}
    return tuple(
        Reader(row.id, row.name, row.edition, row.opened_at, read.get(row.id), row.id in taking_part)
        for row in last.values()
    )
