"""The docket: what a board member finds, and nothing that hints at why a candidate is not ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.board.models import Acknowledgement, Decision, DutiesAccepted, Packet, SteppedOut
from tracker.board.queries import NEWEST
from tracker.board.sealing import Cell, sealer_of
from tracker.cases.models import Case
from tracker.policy.vocabulary import Stage
from tracker.requisitions.models import BoardSeat, Requisition

WORDS_A_MINUTE = 240


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One candidate on the docket: named once the packet is ready, and until then by reference alone."""

    case_reference: str
    candidate: str
    packet: str
    minutes: int
    state: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Docket:
    """The docket of one board, in the order of the cases' references."""

    requisition: str
    title: str
    duties_accepted: bool
    rows: tuple[DocketRow, ...]
    minutes: int


_DOCKET = (
    select(
        Requisition.reference.label("requisition"),
        Requisition.title,
        DutiesAccepted.id.label("duties_id"),
        Case.id.label("case_id"),
        Case.reference.label("case_reference"),
        Packet.id.label("packet_id"),
        Packet.reference.label("packet"),
        Packet.version,
        Packet.candidate_name,
        Packet.words,
        Packet.edition,
        Acknowledgement.id.label("read_id"),
        SteppedOut.id.label("stepped_out_id"),
        select(func.max(Decision.number))
        .where(Decision.case_id == Case.id)
        .scalar_subquery()
        .label("decisions"),
    )
    .join(BoardSeat, BoardSeat.requisition_id == Requisition.id)
    .outerjoin(Case, (Case.requisition_id == Requisition.id) & (Case.stage != Stage.WITHDRAWN))
    .outerjoin(
        DutiesAccepted,
        (DutiesAccepted.requisition_id == Requisition.id)
        & (DutiesAccepted.person_id == bindparam("person_id")),
    )
    .outerjoin(NEWEST, NEWEST.c.case_id == Case.id)
    .outerjoin(Packet, (Packet.case_id == Case.id) & (Packet.edition == NEWEST.c.edition))
    .outerjoin(
        Acknowledgement,
        (Acknowledgement.packet_id == Packet.id) & (Acknowledgement.person_id == bindparam("person_id")),
    )
    .outerjoin(SteppedOut, (SteppedOut.case_id == Case.id) & (SteppedOut.person_id == bindparam("person_id")))
    .where(
        BoardSeat.person_id == bindparam("person_id"),
        BoardSeat.left_at.is_(None),
        Requisition.opened_at.is_not(None),
    )
    .order_by(Requisition.reference, Case.reference)
)


def dockets(session: Session, person_id: UUID) -> tuple[Docket, ...]:
    """Return the dockets of the boards that a person sits on, in three statements."""
    rows = session.execute(_DOCKET, {"person_id": person_id}).all()
    ready = [row for row in rows if row.packet_id is not None]
    cells: list[Cell] = [
        (row.case_id, "packets", "candidate_name", row.packet_id, row.version, row.candidate_name)
        for row in ready
    ]
    names = dict(
        zip((row.packet_id for row in ready), sealer_of(session).open_many(session, cells), strict=True)
    )
    found: dict[str, list[DocketRow]] = {}
    heads: dict[str, tuple[str, bool]] = {}
    for row in rows:
        heads[row.requisition] = (row.title, row.duties_id is not None)
        lines = found.setdefault(row.requisition, [])
        if row.case_id is not None:
            lines.append(_docket_row(row, names.get(row.packet_id, b"").decode()))
    return tuple(
        Docket(reference, *heads[reference], tuple(lines), sum(line.minutes for line in lines))
        for reference, lines in found.items()
    )


def _docket_row(row: Any, candidate: str) -> DocketRow:
    return DocketRow(
        case_reference=row.case_reference,
        candidate=candidate,
        packet=row.packet or "",
        minutes=-(-(row.words or 0) // WORDS_A_MINUTE),
        state=_state(row),
        corrected=(row.edition or 1) > 1,
    )


def _state(row: Any) -> str:
    if row.packet_id is None:
        return "Not ready yet"
    if row.stepped_out_id is not None:
        return "You stepped out"
    if row.decisions is not None:
        return "Decided"
    return "Ready, read by you" if row.read_id is not None else "Ready"
