"""The docket: what a board member finds, and nothing that hints at why a candidate is not ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.board.closing import closes_on, decided_at, upheld_at
from tracker.board.docket_rows import Docket, DocketRow, DocketState
from tracker.board.models import (
    Acknowledgement,
    Decision,
    DutiesAccepted,
    Packet,
    PacketMeeting,
    SteppedOut,
    TieAnswer,
    UpheldDecision,
)
from tracker.board.packet_facts import KEPT_OUT, MEMBER_KEPT_OUT, OPENED_BY_MEMBER
from tracker.board.queries import NEWEST
from tracker.board.scheduling import reading_of
from tracker.board.sealing import Cell, sealer_of
from tracker.cases.models import AccessEntry, Case
from tracker.clock import agency_day
from tracker.db import clock_of
from tracker.policy.closing import missing_since_closed
from tracker.policy.meetings import Reading, minutes_to_read
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import ConflictAnswer, Outcome, Stage
from tracker.requisitions.meetings import Meeting, meetings_of_boards
from tracker.requisitions.models import BoardMeeting, BoardSeat, Requisition

__all__ = ["Docket", "DocketRow", "DocketState", "dockets", "first_of"]

_before = aliased(Packet)
_CHANGED = (
    select(AccessEntry.id)
    .join(_before, _before.reference == AccessEntry.reference)
    .where(
        AccessEntry.person_id == bindparam("person_id"),
        AccessEntry.case_id == Case.id,
        OPENED_BY_MEMBER,
        _before.case_id == Case.id,
        _before.edition < Packet.edition,
    )
    .correlate(Case, Packet)
    .exists()
)
_upheld = (
    select(UpheldDecision.id)
    .where(UpheldDecision.decision_id == Decision.id, UpheldDecision.packet_id == Packet.id)
    .correlate(Decision, Packet)
    .exists()
)
_settled = select(Decision.id).where(Decision.outcome != Outcome.DEFER).correlate(Case, Packet)
_said = (
    select(TieAnswer.id)
    .where(TieAnswer.case_id == Case.id, TieAnswer.person_id == bindparam("person_id"))
    .correlate(Case)
)
_untied = _said.where(TieAnswer.answer == ConflictAnswer.NONE.value).exists()
_still_to_read = (
    select(BoardSeat.id)
    .where(
        BoardSeat.requisition_id == Case.requisition_id,
        BoardSeat.left_at.is_(None),
        ~MEMBER_KEPT_OUT,
        ~select(SteppedOut.id)
        .where(SteppedOut.case_id == Case.id, SteppedOut.person_id == BoardSeat.person_id)
        .correlate(Case, BoardSeat)
        .exists(),
        ~select(Acknowledgement.id)
        .where(Acknowledgement.packet_id == Packet.id, Acknowledgement.person_id == BoardSeat.person_id)
        .correlate(Packet, BoardSeat)
        .exists(),
    )
    .correlate(Case, Packet)
    .exists()
)
"""Whether a seated member who takes part has still to read the newest packet."""
_readable = Case.stage != Stage.DISPOSED
_DOCKET = (
    select(
        Requisition.reference.label("requisition"),
        Requisition.title,
        DutiesAccepted.id.label("duties_id"),
        Case.id.label("case_id"),
        Case.stage,
        Packet.id.label("packet_id"),
        Packet.reference.label("packet"),
        Packet.version,
        Packet.candidate_name,
        Packet.words,
        Packet.edition,
        Acknowledgement.id.label("read_id"),
        SteppedOut.id.label("stepped_out_id"),
        KEPT_OUT.label("kept_out"),
        _untied.label("untied"),
        _said.exists().label("said"),
        BoardSeat.chair,
        _still_to_read.label("still_to_read"),
        _CHANGED.label("changed"),
        _settled.where(or_(Decision.packet_id == Packet.id, _upheld)).exists().label("settled"),
        Requisition.id.label("requisition_id"),
        BoardMeeting.reference.label("meeting"),
        _settled.where(Decision.case_id == Case.id).exists().label("settled_before"),
        decided_at(Packet.case_id).label("decided_at"),
        upheld_at(Packet.case_id).label("upheld_at"),
    )
    .join(BoardSeat, BoardSeat.requisition_id == Requisition.id)
    .outerjoin(Case, (Case.requisition_id == Requisition.id) & Case.withdrawn_at.is_(None) & _readable)
    .outerjoin(
        DutiesAccepted,
        (DutiesAccepted.requisition_id == Requisition.id)
        & (DutiesAccepted.person_id == bindparam("person_id")),
    )
    .outerjoin(NEWEST, NEWEST.c.case_id == Case.id)
    .outerjoin(Packet, (Packet.case_id == Case.id) & (Packet.edition == NEWEST.c.edition))
    .outerjoin(PacketMeeting, PacketMeeting.packet_id == Packet.id)
    .outerjoin(BoardMeeting, BoardMeeting.id == PacketMeeting.meeting_id)
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


def first_of(found: tuple[Docket, ...]) -> str:
    """Return the requisition whose next act comes first: packets that open now, then duties; empty for none.

    Duties that keep packets shut come before duties of a board that has none to read yet.
    """
    reading = (docket.requisition for docket in found if docket.first and docket.duties_accepted)
    shut = (docket.requisition for docket in found if docket.unread)
    duties = (docket.requisition for docket in found if not docket.duties_accepted)
    return next(iter((*reading, *shut, *duties)), "")


def dockets(session: Session, person_id: UUID) -> tuple[Docket, ...]:
    """Return the dockets of the boards that a person sits on, in three statements."""
    rows = session.execute(_DOCKET, {"person_id": person_id}).all()
    ready = [row for row in rows if row.packet_id is not None]
    cells: list[Cell] = [
        (row.case_id, "packets", "candidate_name", row.packet_id, row.version, row.candidate_name)
        for row in ready
    ]
    opened = sealer_of(session).open_many(session, cells)
    names = dict(zip((row.packet_id for row in ready), opened, strict=True))
    now = clock_of(session).now()
    meetings = meetings_of_boards(session, {row.requisition_id for row in rows}, now)
    found: dict[str, list[DocketRow]] = {}
    heads: dict[str, tuple[str, bool, Reading | None]] = {}
    for row in rows:
        sittings = (Reading(one.held_at, one.place) for one in meetings[row.requisition_id] if one.ahead)
        heads[row.requisition] = (row.title, row.duties_id is not None, next(sittings, None))
        lines = found.setdefault(row.requisition, [])
        if row.packet_id is not None:
            line = _docket_row(row, names[row.packet_id].decode(), meetings[row.requisition_id])
            closes = closes_on(session, row.decided_at, row.upheld_at)
            over = bool(missing_since_closed(closes, agency_day(now)))
            closed = over or Stage(row.stage) in UNREAD
            lines.append(replace(line, closes=closes if over or not closed else None, closed=closed))
    waiting = Counter(row.requisition for row in rows if row.case_id and row.packet_id is None)
    return tuple(
        Docket(reference, title, accepted, tuple(found[reference]), waiting[reference], ahead)
        for reference, (title, accepted, ahead) in heads.items()
    )


def next_to_decide(session: Session, person_id: UUID) -> str:
    """Return the next packet whose decision is this person's to record; empty for none."""
    found = dockets(session, person_id)
    return next((row.packet for one in found for row in one.rows if row.to_record), "")


def _docket_row(row: Any, candidate: str, meetings: Collection[Meeting]) -> DocketRow:
    return DocketRow(
        candidate=candidate,
        packet=row.packet,
        minutes=minutes_to_read(row.words),
        state=_state(row),
        corrected=row.edition > 1,
        changed=bool(row.changed) and row.read_id is None,
        meeting=reading_of(row.meeting, meetings),
        untied=bool(row.untied),
        settled=bool(row.settled),
        corrected_since=bool(row.settled_before) and not row.settled,
        chairs=bool(row.chair),
        all_read=not row.still_to_read,
    )


def _state(row: Any) -> DocketState:
    if row.stepped_out_id is not None or row.kept_out:
        return DocketState.NO_PART
    if row.settled:
        return DocketState.DECIDED
    if row.read_id is not None:
        return DocketState.READ
    if row.said and not row.untied:
        return DocketState.UNSURE
    return DocketState.LOOK_AGAIN if row.settled_before else DocketState.READY
