"""What is read of the board's room: a packet byte for byte, and who still has to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.queries import names_of
from tracker.board.closing import decided_at, upheld_at
from tracker.board.models import Acknowledgement, DutiesAccepted, Packet, SteppedOut, TieAnswer
from tracker.board.packet_facts import KEPT_OUT, OPENED_BY_MEMBER, PACKET
from tracker.board.sealing import Cell, sealer_of
from tracker.cases.models import AccessEntry, Case
from tracker.policy.answers import Unmet, Unreadable
from tracker.policy.decisions import missing_to_meet, taking_no_part
from tracker.policy.facts import PacketFacts
from tracker.policy.relied import PublishedFinding, published_findings
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import ConflictAnswer

NEWEST = select(Packet.case_id, func.max(Packet.edition).label("edition")).group_by(Packet.case_id).subquery()
"""The newest edition of each case's packet."""

_own_reading = (Acknowledgement.packet_id == Packet.id) & (
    Acknowledgement.person_id == bindparam("person_id")
)
_PAGE = (
    select(Packet, Acknowledgement.acknowledged_at)
    .outerjoin(Acknowledgement, _own_reading)
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
    .outerjoin(Acknowledgement, _own_reading)
    .outerjoin(SteppedOut, (SteppedOut.case_id == Case.id) & (SteppedOut.person_id == bindparam("person_id")))
    .where(
        Packet.requisition_id == bindparam("requisition_id"),
        Packet.case_id != bindparam("case_id"),
        Case.stage.not_in(UNREAD),
        Acknowledgement.id.is_(None),
        SteppedOut.id.is_(None),
        decided_at(Packet.case_id).is_(None),
        upheld_at(Packet.case_id).is_(None),
        ~KEPT_OUT,
        select(TieAnswer.id)
        .where(
            TieAnswer.case_id == Packet.case_id,
            TieAnswer.person_id == bindparam("person_id"),
            TieAnswer.answer == ConflictAnswer.NONE.value,
        )
        .correlate(Packet)
        .exists(),
        ~select(_other.id).where(_other.case_id == Packet.case_id, _other.edition > Packet.edition).exists(),
    )
    .order_by(Case.reference)
    .limit(1)
)
_OPENED_BEFORE = (
    select(Packet.reference)
    .where(
        Packet.case_id == bindparam("case_id"),
        Packet.edition < bindparam("edition"),
        select(AccessEntry.id)
        .where(
            AccessEntry.case_id == Packet.case_id,
            AccessEntry.person_id == bindparam("person_id"),
            AccessEntry.reference == Packet.reference,
            OPENED_BY_MEMBER,
        )
        .correlate(Packet)
        .exists(),
    )
    .order_by(Packet.edition.desc())
    .limit(1)
)
_CANDIDATE = select(Packet.id, Packet.version, Packet.case_id, Packet.candidate_name).where(
    Packet.reference == bindparam("reference")
)
_OF_PACKET = select(
    Packet.id, Packet.version, Packet.case_id, Packet.candidate_name, Packet.page, Packet.fingerprint
).where(Packet.reference == bindparam("reference"))
_DUTIES = select(DutiesAccepted.accepted_at).where(
    DutiesAccepted.requisition_id == bindparam("requisition_id"),
    DutiesAccepted.person_id == bindparam("person_id"),
)


class Altered(Unreadable):
    """A released page is not, byte for byte, what was released; it is shown to nobody."""


@dataclass(frozen=True, slots=True)
class PacketPage:
    """A packet as released, with what a member can do next.

    ``newest`` is the reference of the newest edition, ``next_packet`` of the next to read, ``opened_before``
    of the newest earlier edition that this member opened; each empty for none.
    """

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
    next_packet: str
    opened_before: str


def packet_page(session: Session, facts: PacketFacts, person_id: UUID) -> PacketPage:
    """Return the page of a packet, byte for byte as it was released, in five statements; or raise Altered."""
    row, read_at = session.execute(_PAGE, {"reference": facts.reference, "person_id": person_id}).one()
    cells: list[Cell] = [
        (row.case_id, "packets", "page", row.id, row.version, row.page),
        (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name),
    ]
    if row.correction is not None:
        cells.append((row.case_id, "packets", "correction", row.id, row.version, row.correction))
    page, candidate, correction = (*sealer_of(session).open_many(session, cells), b"")[:3]
    keys = {"case_id": row.case_id, "requisition_id": row.requisition_id, "person_id": person_id}
    return PacketPage(
        reference=row.reference,
        candidate=candidate.decode(),
        edition=row.edition,
        page=as_released(page, row.fingerprint, facts.reference),
        fingerprint=row.fingerprint,
        released_at=row.released_at,
        words=row.words,
        correction=correction.decode(),
        newest=session.scalars(_NEWEST_OF_CASE, keys).one(),
        read_at=read_at,
        next_packet=session.scalars(_NEXT, keys).one_or_none() or "",
        opened_before=session.scalars(_OPENED_BEFORE, {**keys, "edition": row.edition}).one_or_none() or "",
    )


def as_released(page: bytes, fingerprint: str, packet: str) -> str:
    """Return a page whose bytes are those that were released; raises Altered for any others."""
    if sha256(page).hexdigest() != fingerprint:
        raise Altered(packet)
    return page.decode()


def case_of_packet(session: Session, reference: str) -> tuple[UUID, int]:
    """Return the case that a packet is about, and the packet's edition."""
    row = session.execute(PACKET, {"reference": reference}).one()
    return row.case_id, row.edition


def candidate_of(session: Session, reference: str) -> str:
    """Return the name of the candidate that a packet is about, in two statements."""
    row = session.execute(_CANDIDATE, {"reference": reference}).one()
    cell: Cell = (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name)
    return sealer_of(session).open_many(session, [cell])[0].decode()


@dataclass(frozen=True, slots=True)
class OfPacket:
    """Whom a packet is about, and the findings on it as released."""

    candidate: str
    told: tuple[PublishedFinding, ...]

    @property
    def findings(self) -> tuple[int, ...]:
        """Return the numbers of the findings."""
        return tuple(one.number for one in self.told)


def of_packet(session: Session, reference: str) -> OfPacket:
    """Return whom a packet is about and its findings, in two statements; or raise Altered."""
    row = session.execute(_OF_PACKET, {"reference": reference}).one()
    cells: list[Cell] = [
        (row.case_id, "packets", "candidate_name", row.id, row.version, row.candidate_name),
        (row.case_id, "packets", "page", row.id, row.version, row.page),
    ]
    name, page = sealer_of(session).open_many(session, cells)
    return OfPacket(name.decode(), published_findings(as_released(page, row.fingerprint, reference)))


def duties_accepted_at(session: Session, requisition_id: UUID, person_id: UUID) -> datetime | None:
    """Return when a member accepted the duties of a board, None before."""
    keys = {"requisition_id": requisition_id, "person_id": person_id}
    return session.scalars(_DUTIES, keys).one_or_none()


def members_who_read(session: Session, facts: PacketFacts) -> tuple[frozenset[UUID], Mapping[UUID, str]]:
    """Return who confirmed having read this very packet, and the names of all seated members."""
    read = select(Acknowledgement.person_id).join(Packet).where(Packet.reference == facts.reference)
    return frozenset(session.scalars(read)), names_of(session, facts.seated)


def missing_before_meeting(session: Session, facts: PacketFacts) -> tuple[Unmet, ...]:
    """Return who has still to read this very packet before a decision on it, in two statements (R-26)."""
    read, names = members_who_read(session, facts)
    return missing_to_meet(facts.reference, facts.seated - read - taking_no_part(facts), names)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the board and how far they are with a packet; why somebody takes no part is not told."""

    name: str
    chair: bool
    state: str
    kind: str


def members_of(session: Session, facts: PacketFacts) -> tuple[MemberLine, ...]:
    """Return the seated members by name, in two statements: read, takes no part, or not yet.

    Who was not asked of ties yet and who is not sure have not said; which of the two is not told.
    """
    read, names = members_who_read(session, facts)
    apart = taking_no_part(facts)

    def state(person: UUID) -> tuple[str, str]:
        if person in apart:
            return "Takes no part", "none"
        if person in read:
            return "Has read the packet", "done"
        return ("Has not read it yet" if person in facts.untied else "Has not said yet"), "waiting"

    ordered = sorted(facts.seated, key=lambda person: (names.get(person, ""), str(person)))
    return tuple(
        MemberLine(names.get(person, "A member"), person == facts.chair, *state(person)) for person in ordered
    )
