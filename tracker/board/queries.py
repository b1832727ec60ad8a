"""What is read of the board's room: a packet, who still has to read it, what was decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.queries import names_of
from tracker.board.models import Acknowledgement, Decision, Packet, SteppedOut
from tracker.board.sealing import Cell, sealer_of
from tracker.board.standing import PACKET
from tracker.cases.models import Case
from tracker.policy.facts import PacketFacts

NEWEST = select(Packet.case_id, func.max(Packet.edition).label("edition")).group_by(Packet.case_id).subquery()
"""The newest edition of each case's packet."""


@dataclass(frozen=True, slots=True)
class PacketPage:
    """A packet as released, with what a member can do next."""

    reference: str
    candidate: str
    edition: int
    page: str
    fingerprint: str
    released_at: datetime
    words: int
    correction: str
    newest: str
    read_at: datetime | None
    is_chair: bool
    decided: bool
    next_packet: str


_PAGE = (
    select(
        Packet,
        Acknowledgement.acknowledged_at,
        select(func.count(Decision.id)).where(Decision.case_id == Packet.case_id).scalar_subquery(),
    )
    .outerjoin(
        Acknowledgement,
        (Acknowledgement.packet_id == Packet.id) & (Acknowledgement.person_id == bindparam("person_id")),
    )
    .where(Packet.reference == bindparam("reference"))
)
_other = aliased(Packet)
_NEWEST_OF_CASE = (
    select(Packet.reference)
    .where(Packet.case_id == bindparam("case_id"))
    .order_by(Packet.edition.desc())
    .limit(1)
)
_NEXT = (
    select(Packet.reference)
    .join(Case, Case.id == Packet.case_id)
    .outerjoin(
        Acknowledgement,
        (Acknowledgement.packet_id == Packet.id) & (Acknowledgement.person_id == bindparam("person_id")),
    )
    .outerjoin(SteppedOut, (SteppedOut.case_id == Case.id) & (SteppedOut.person_id == bindparam("person_id")))
    .where(
        Packet.requisition_id == bindparam("requisition_id"),
        Packet.case_id != bindparam("case_id"),
        Acknowledgement.id.is_(None),
        SteppedOut.id.is_(None),
        ~select(_other.id).where(_other.case_id == Packet.case_id, _other.edition > Packet.edition).exists(),
    )
    .order_by(Case.reference)
    .limit(1)
)


class Altered(Exception):
    """A released page is not, byte for byte, what was released; it is not shown."""


def packet_page(session: Session, facts: PacketFacts, person_id: UUID) -> PacketPage:
    """Return the page of a packet, byte for byte as it was released; raises Altered if it is not."""
    row, read_at, decisions = session.execute(
        _PAGE, {"reference": facts.reference, "person_id": person_id}
    ).one()
    cells: list[Cell] = [
        (row.case_id, "packets", "page", row.id, row.version, row.page),
        (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name),
    ]
    if row.correction is not None:
        cells.append((row.case_id, "packets", "correction", row.id, row.version, row.correction))
    opened = sealer_of(session).open_many(session, cells)
    if hashlib.sha256(opened[0]).hexdigest() != row.fingerprint:
        raise Altered(facts.reference)
    keys = {"case_id": row.case_id, "requisition_id": row.requisition_id, "person_id": person_id}
    return PacketPage(
        reference=row.reference,
        candidate=opened[1].decode(),
        edition=row.edition,
        page=opened[0].decode(),
        fingerprint=row.fingerprint,
        released_at=row.released_at,
        words=row.words,
        correction=opened[2].decode() if len(opened) > 2 else "",
        newest=session.scalars(_NEWEST_OF_CASE, keys).one(),
        read_at=read_at,
        is_chair=facts.chair == person_id,
        decided=bool(decisions),
        next_packet=session.scalars(_NEXT, keys).one_or_none() or "",
    )


def case_of_packet(session: Session, reference: str) -> tuple[UUID, int]:
    """Return the case that a packet is about, and the packet's edition."""
    row = session.execute(PACKET, {"reference": reference}).one()
    return row.case_id, row.edition


def members_still_to_read(session: Session, facts: PacketFacts) -> tuple[frozenset[UUID], dict[UUID, str]]:
    """Return who acknowledged this packet, and the names of all seated members."""
    read = select(Acknowledgement.person_id).join(Packet).where(Packet.reference == facts.reference)
    return frozenset(session.scalars(read)), dict(names_of(session, facts.seated))


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as recorded."""

    number: int
    outcome: str
    grounds: tuple[str, ...]
    informed_otherwise: str
    recorded_by: str
    recorded_at: datetime
    packet: str
    superseded_page: bool


_DECISIONS = (
    select(Decision, Packet.reference, Packet.edition, NEWEST.c.edition)
    .join(Packet, Packet.id == Decision.packet_id)
    .join(NEWEST, NEWEST.c.case_id == Decision.case_id)
    .where(Decision.case_id == bindparam("case_id"))
    .order_by(Decision.number.desc())
)


def decisions_of(session: Session, case_id: UUID) -> tuple[DecisionRecord, ...]:
    """Return the decisions on a candidate, newest first."""
    rows = session.execute(_DECISIONS, {"case_id": case_id}).all()
    names = names_of(session, (row[0].recorded_by for row in rows))
    explained = [row[0] for row in rows if row[0].informed_otherwise is not None]
    cells: list[Cell] = [
        (case_id, "decisions", "informed_otherwise", each.id, each.version, each.informed_otherwise)
        for each in explained
    ]
    words = dict(
        zip((each.id for each in explained), sealer_of(session).open_many(session, cells), strict=True)
    )
    return tuple(
        DecisionRecord(
            number=decision.number,
            outcome=decision.outcome,
            grounds=tuple(decision.grounds),
            informed_otherwise=words.get(decision.id, b"").decode(),
            recorded_by=names.get(decision.recorded_by, ""),
            recorded_at=decision.recorded_at,
            packet=reference,
            superseded_page=edition < newest,
        )
        for decision, reference, edition, newest in rows
    )
