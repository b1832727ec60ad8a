"""One act after another on a packet: each judges what is true when its turn comes."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.board.models import Packet
from tracker.db import UnitOfWork
from tracker.policy.facts import PacketFacts


def held_packet(work: UnitOfWork, facts: PacketFacts) -> Packet:
    """Return the packet, held until the act ends, so that a second press of a button waits for the first."""
    there = select(Packet).where(Packet.reference == facts.reference)
    return work.session.scalars(there.with_for_update()).one()


def is_newest(work: UnitOfWork, packet: Packet) -> bool:
    """Say whether no correction has taken the packet's place."""
    newest = select(func.max(Packet.edition)).where(Packet.case_id == packet.case_id)
    return work.session.scalar(newest) == packet.edition
