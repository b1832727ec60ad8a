"""One act after another on a packet: each judges what is true when its turn comes."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.board.models import Packet
from tracker.board.packet_facts import packet_facts
from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.policy.facts import PacketFacts


def packet_as_it_stands(work: UnitOfWork, packet: PacketFacts) -> tuple[PacketFacts, Packet]:
    """Hold a packet's case for an act, and return who stands how to it now, with the packet's row.

    A second press of a button waits for the first, and so does whoever withdraws or corrects meanwhile.
    """
    row = work.session.scalars(select(Packet).where(Packet.reference == packet.reference)).one()
    work.session.scalars(select(Case.id).where(Case.id == row.case_id).with_for_update()).one()
    return packet_facts(work.session, work.actor, packet=packet.reference), row


def is_newest(work: UnitOfWork, packet: Packet) -> bool:
    """Say whether no correction has taken the packet's place."""
    newest = select(func.max(Packet.edition)).where(Packet.case_id == packet.case_id)
    return work.session.scalar(newest) == packet.edition
