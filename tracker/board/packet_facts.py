"""Who stands how to a packet: what the board's permissions are judged by."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, false, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.board.closing import closes_on, decided_at, upheld_at
from tracker.board.models import DutiesAccepted, Packet, SteppedOut, TieAnswer
from tracker.cases.models import AccessEntry, Case, ConflictDeclaration
from tracker.cases.openings import Thing
from tracker.cases.said import TIED
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.facts import PacketFacts
from tracker.policy.stages import UNREAD, is_disposed
from tracker.policy.vocabulary import ConflictAnswer, Stage
from tracker.requisitions.models import BoardSeat

_newer = aliased(Packet)
PACKET = (
    select(
        Packet.id,
        Packet.case_id,
        Packet.requisition_id,
        Packet.edition,
        Case.stage,
        select(_newer.reference)
        .where(_newer.case_id == Packet.case_id, _newer.edition > Packet.edition)
        .order_by(_newer.edition.desc())
        .limit(1)
        .correlate(Packet)
        .scalar_subquery()
        .label("corrected_by"),
        decided_at(Packet.case_id).label("decided_at"),
        upheld_at(Packet.case_id).label("upheld_at"),
    )
    .join(Case, Case.id == Packet.case_id)
    .where(Packet.reference == bindparam("reference"))
)
OPENED_BY_MEMBER = (AccessEntry.thing == Thing.PACKET.value) & (AccessEntry.role == Role.BOARD_MEMBER.value)
"""An opening of a packet by a member of a board; an auditor who looked decides nothing."""
_earlier = aliased(Case)


def _kept_out(person: Any) -> ColumnElement[bool]:
    exposed = select(AccessEntry.id).join(_earlier, _earlier.id == AccessEntry.case_id)
    exposed = exposed.where(AccessEntry.raw, AccessEntry.person_id == person)
    tied = select(ConflictDeclaration.id).join(_earlier, _earlier.id == ConflictDeclaration.case_id)
    tied = tied.where(TIED, ConflictDeclaration.person_id == person)
    return or_(
        *(
            one.where(_earlier.candidate_id == Case.candidate_id).correlate(Case, BoardSeat).exists()
            for one in (exposed, tied)
        )
    )


KEPT_OUT = _kept_out(bindparam("person_id"))
"""Whether a person has opened raw material of a case's candidate, or declared a tie, in any case (D.2)."""
MEMBER_KEPT_OUT = _kept_out(BoardSeat.person_id)
"""The same of whoever has a seat."""
_own_case = aliased(Case)
_SAME_CANDIDATE = (
    select(Case.id)
    .join(_own_case, _own_case.candidate_id == Case.candidate_id)
    .where(_own_case.id == bindparam("case_id"))
)
_STANDING = union_all(
    select(literal("seat").label("standing"), BoardSeat.person_id, BoardSeat.chair).where(
        BoardSeat.requisition_id == bindparam("requisition_id"), BoardSeat.left_at.is_(None)
    ),
    select(literal("stepped-out"), SteppedOut.person_id, false()).where(
        SteppedOut.case_id == bindparam("case_id")
    ),
    select(literal("stepped-out"), ConflictDeclaration.person_id, false())
    .where(TIED, ConflictDeclaration.case_id.in_(_SAME_CANDIDATE))
    .distinct(),
    select(literal("duties"), DutiesAccepted.person_id, false()).where(
        DutiesAccepted.requisition_id == bindparam("requisition_id")
    ),
    select(literal("untied"), TieAnswer.person_id, false()).where(
        TieAnswer.case_id == bindparam("case_id"), TieAnswer.answer == ConflictAnswer.NONE.value
    ),
    select(literal("exposed"), AccessEntry.person_id, false())
    .where(AccessEntry.raw, AccessEntry.case_id.in_(_SAME_CANDIDATE))
    .distinct(),
    select(literal("opened"), AccessEntry.person_id, false())
    .where(
        AccessEntry.case_id == bindparam("case_id"),
        AccessEntry.reference == bindparam("reference"),
        OPENED_BY_MEMBER,
    )
    .distinct(),
)


def packet_facts(session: Session, actor: Actor, *, packet: str, **_: str) -> PacketFacts:
    """Return who stands how to a packet, in two statements; raises NotFound where there is none.

    Whoever declared a tie to the candidate, in whatever role and case, counts as having stepped out.

    A packet of somebody else's board is judged like any other, so that the try is recorded; what its reader
    sees is the same as for a packet that does not exist.
    """
    del actor
    row = session.execute(PACKET, {"reference": packet}).one_or_none()
    if row is None:
        raise NotFound
    keys = {"requisition_id": row.requisition_id, "case_id": row.case_id, "reference": packet}
    standing: dict[str, set[UUID]] = defaultdict(set)
    chair: UUID | None = None
    for each in session.execute(_STANDING, keys):
        standing[each.standing] |= {each.person_id}
        chair = each.person_id if each.chair else chair
    return PacketFacts(
        reference=packet,
        requisition_id=row.requisition_id,
        seated=frozenset(standing["seat"]),
        chair=chair,
        stepped_out=frozenset(standing["stepped-out"]),
        exposed=frozenset(standing["exposed"]),
        duties_accepted=frozenset(standing["duties"]),
        untied=frozenset(standing["untied"]),
        closed=Stage(row.stage) in UNREAD,
        disposed=is_disposed(Stage(row.stage)),
        opened_by=frozenset(standing["opened"]),
        corrected_by=row.corrected_by or "",
        closes=closes_on(session, row.decided_at, row.upheld_at),
    )
