"""Decisions made on a page that was corrected: what the Chief reads, and the writer of why one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.board.holding import is_newest, packet_as_it_stands
from tracker.board.models import Decision, Packet, UpheldDecision
from tracker.board.queries import NEWEST, as_released
from tracker.board.sealing import Cell, sealer_of
from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.decisions import missing_to_uphold
from tracker.policy.facts import PacketFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import Outcome

_later = aliased(Decision)
_decided = aliased(Packet)
_SUPERSEDED = (
    select(
        Packet.id,
        Packet.version,
        Packet.reference,
        Packet.case_id,
        Packet.edition,
        Packet.candidate_name,
        Packet.page,
        Packet.fingerprint,
        Packet.released_at,
        Decision.id.label("decision_id"),
        Decision.number,
        Decision.outcome,
        Decision.grounds,
        Decision.recorded_at,
        _decided.id.label("decided_id"),
        _decided.version.label("decided_version"),
        _decided.page.label("decided_page"),
        _decided.fingerprint.label("decided_fingerprint"),
        _decided.reference.label("decided_reference"),
        UpheldDecision.id.label("upheld_id"),
        UpheldDecision.version.label("upheld_version"),
        UpheldDecision.reason,
        UpheldDecision.recorded_at.label("upheld_at"),
    )
    .join(NEWEST, (NEWEST.c.case_id == Packet.case_id) & (NEWEST.c.edition == Packet.edition))
    .join(Case, Case.id == Packet.case_id)
    .join(Decision, Decision.case_id == Packet.case_id)
    .join(_decided, _decided.id == Decision.packet_id)
    .outerjoin(
        UpheldDecision,
        (UpheldDecision.decision_id == Decision.id) & (UpheldDecision.packet_id == Packet.id),
    )
    .where(
        _decided.edition < Packet.edition,
        Decision.outcome != Outcome.DEFER.value,
        Case.stage.not_in(UNREAD),
        Decision.number
        == select(func.max(_later.number))
        .where(_later.case_id == Decision.case_id)
        .correlate(Decision)
        .scalar_subquery(),
    )
    .order_by(Packet.released_at, Packet.reference)
)
_ONE = _SUPERSEDED.where(Packet.reference == bindparam("reference"))


@dataclass(frozen=True, slots=True)
class SupersededLine:
    """One decision whose page was corrected; ``packet`` is the page that counts."""

    packet: str
    candidate: str
    outcome: Outcome
    decided_at: datetime
    corrected_at: datetime
    upheld_at: datetime | None


@dataclass(frozen=True, slots=True)
class SupersededPage:
    """Such a decision with both pages, byte for byte, and the Chief's reason, empty before there is one."""

    line: SupersededLine
    grounds: tuple[str, ...]
    decided_on: str
    counts_now: str
    reason: str


def superseded(session: Session) -> tuple[SupersededLine, ...]:
    """Return the decisions made on a page that was corrected, the oldest first, in two statements."""
    rows = session.execute(_SUPERSEDED).all()
    cells: list[Cell] = [_name(row) for row in rows]
    names = sealer_of(session).open_many(session, cells)
    return tuple(_line(row, name.decode()) for row, name in zip(rows, names, strict=True))


def case_of_superseded(session: Session, packet: str) -> tuple[UUID, int]:
    """Return the case of such a decision and the edition of the page that counts; raises NotFound."""
    row = session.execute(_ONE, {"reference": packet}).one_or_none()
    if row is None:
        raise NotFound
    return row.case_id, row.edition


def superseded_page(session: Session, packet: str) -> SupersededPage:
    """Return one such decision with both pages, byte for byte as released; raises NotFound or Altered."""
    row = session.execute(_ONE, {"reference": packet}).one_or_none()
    if row is None:
        raise NotFound
    cells: list[Cell] = [
        _name(row),
        (row.case_id, "packets", "page", row.decided_id, row.decided_version, row.decided_page),
        (row.case_id, "packets", "page", row.id, row.version, row.page),
    ]
    if row.upheld_id is not None:
        cells.append(
            (row.case_id, "upheld_decisions", "reason", row.upheld_id, row.upheld_version, row.reason)
        )
    name, before, now, reason = (*sealer_of(session).open_many(session, cells), b"")[:4]
    return SupersededPage(
        line=_line(row, name.decode()),
        grounds=tuple(row.grounds),
        decided_on=as_released(before, row.decided_fingerprint, row.decided_reference),
        counts_now=as_released(now, row.fingerprint, row.reference),
        reason=reason.decode(),
    )


def uphold_decision(work: UnitOfWork, packet: PacketFacts, *, reason: str) -> UpheldDecision:
    """Record why the decision stands beside the page that counts, in place of a new vote (Hampton C.3.d)."""
    packet, page = packet_as_it_stands(work, packet)
    permit(work.actor, Permission.UPHOLD_DECISION, packet)
    row = work.session.execute(_ONE, {"reference": packet.reference}).one_or_none()
    upheld = row is not None and row.upheld_id is not None
    there = row is not None and is_newest(work, page)
    require(missing_to_uphold(superseded=there, upheld=upheld, reason=reason))
    if row is None:
        raise NotFound
    row_id = uuid4()
    record(
        work,
        Event.DECISION_UPHELD,
        about=("packet", packet.reference),
        case_id=page.case_id,
        number=row.number,
    )
    return work.add(
        UpheldDecision(
            id=row_id,
            case_id=page.case_id,
            decision_id=row.decision_id,
            packet_id=page.id,
            reason=sealer_of(work.session).seal(
                work.session,
                page.case_id,
                table="upheld_decisions",
                column="reason",
                row_id=row_id,
                row_version=1,
                text=reason,
            ),
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
        )
    )


def _name(row: Any) -> Cell:
    return (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name)


def _line(row: Any, candidate: str) -> SupersededLine:
    return SupersededLine(
        packet=row.reference,
        candidate=candidate,
        outcome=Outcome(row.outcome),
        decided_at=row.recorded_at,
        corrected_at=row.released_at,
        upheld_at=row.upheld_at,
    )
