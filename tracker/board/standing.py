"""Who stands how to a packet: what the board's permissions are judged by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, false, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.board.models import DutiesAccepted, Packet, SteppedOut
from tracker.cases.models import AccessEntry, Case
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import PacketFacts
from tracker.requisitions.models import BoardSeat

PACKET = select(Packet.id, Packet.case_id, Packet.requisition_id, Packet.edition).where(
    Packet.reference == bindparam("reference")
)
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
    select(literal("duties"), DutiesAccepted.person_id, false()).where(
        DutiesAccepted.requisition_id == bindparam("requisition_id")
    ),
    select(literal("exposed"), AccessEntry.person_id, false())
    .where(AccessEntry.raw, AccessEntry.case_id.in_(_SAME_CANDIDATE))
    .distinct(),
)


def packet_facts(session: Session, actor: Actor, *, packet: str, **_: str) -> PacketFacts:
    """Return who stands how to a packet; a packet of a board one does not sit on is not found."""
    row = session.execute(PACKET, {"reference": packet}).one_or_none()
    if row is None:
        raise NotFound
    keys = {"requisition_id": row.requisition_id, "case_id": row.case_id}
    standing: dict[str, set[UUID]] = {"seat": set(), "stepped-out": set(), "duties": set(), "exposed": set()}
    chair: UUID | None = None
    for each in session.execute(_STANDING, keys):
        standing[each.standing].add(each.person_id)
        chair = each.person_id if each.chair else chair
    if actor.person_id not in standing["seat"]:
        raise NotFound
    return PacketFacts(
        reference=packet,
        requisition_id=row.requisition_id,
        seated=frozenset(standing["seat"]),
        chair=chair,
        stepped_out=frozenset(standing["stepped-out"]),
        exposed=frozenset(standing["exposed"]),
        duties_accepted=frozenset(standing["duties"]),
    )
