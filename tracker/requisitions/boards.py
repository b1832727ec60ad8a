"""The boards of requisitions that are not closed: who decides in each, and when it meets next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.policy.answers import Unmet
from tracker.requisitions.meetings import Meeting, meetings_of_boards
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.setup import SEATS, Seat, idle_in

_BOARDS = (
    select(Requisition.id, Requisition.reference, Requisition.title, Requisition.opened_at)
    .where(Requisition.closed_at.is_(None))
    .order_by(Requisition.created_at.desc(), Requisition.reference)
)
_SEATED = SEATS.add_columns(BoardSeat.requisition_id).where(
    BoardSeat.requisition_id.in_(bindparam("requisitions", expanding=True)), BoardSeat.left_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One board: of which requisition, who sits on it, and its next meeting, None where none is set."""

    reference: str
    title: str
    opened: bool
    seats: tuple[Seat, ...]
    meeting: Meeting | None

    @property
    def chair(self) -> str:
        """Return who records its decisions, empty while nobody does."""
        return next((seat.name for seat in self.seats if seat.chair), "")

    @property
    def members(self) -> tuple[str, ...]:
        """Return who sits on it besides the chair."""
        return tuple(seat.name for seat in self.seats if not seat.chair)

    @property
    def idle(self) -> tuple[Unmet, ...]:
        """Say whose seat nobody works in."""
        return idle_in(self.seats)


def board_lines(session: Session, now: datetime) -> tuple[BoardLine, ...]:
    """Return the boards of requisitions that are not closed, newest first, in three statements."""
    rows = session.execute(_BOARDS).all()
    if not rows:
        return ()
    requisitions = [row.id for row in rows]
    seated = _seated(session, requisitions)
    meetings = meetings_of_boards(session, requisitions, now)
    return tuple(
        BoardLine(
            row.reference,
            row.title,
            row.opened_at is not None,
            seated[row.id],
            next((one for one in meetings[row.id] if one.ahead and not one.called_off), None),
        )
        for row in rows
    )


def _seated(session: Session, requisitions: list[UUID]) -> Mapping[UUID, tuple[Seat, ...]]:
    found: dict[UUID, tuple[Seat, ...]] = dict.fromkeys(requisitions, ())
    for *seat, requisition in session.execute(_SEATED, {"requisitions": requisitions}):
        found[requisition] += (Seat(*seat),)
    return found
