"""Saying that a capture shows what a finding says; such a link is never taken away."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.findings.models import Capture, CaptureLink
from tracker.findings.queries import finding_id_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.protocol.surroundings import standing


def link_capture(work: UnitOfWork, case: CaseFacts, *, finding: str, capture: str) -> tuple[CaptureLink, ...]:
    """Say that one more capture shows what a finding says."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.WRITE_FINDING, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    return link_captures(work, case, finding=finding, captures=(capture,))


def link_captures(
    work: UnitOfWork, case: CaseFacts, *, finding: str, captures: Collection[str]
) -> tuple[CaptureLink, ...]:
    """Link captures to a finding that is being written; links stay, and none is ever taken away."""
    permit(work.actor, Permission.WRITE_FINDING, case)
    finding_id = finding_id_of(work.session, case.case_id, finding)
    found = select(Capture.reference, Capture.id).where(
        Capture.case_id == case.case_id, Capture.reference.in_(captures)
    )
    known = {row.reference: row.id for row in work.session.execute(found)}
    if set(captures) - set(known):
        raise NotFound
    there = select(CaptureLink.capture_id).where(CaptureLink.finding_id == finding_id)
    linked = frozenset(work.session.scalars(there))
    fresh = [reference for reference in sorted(known) if known[reference] not in linked]
    for reference in fresh:
        about = ("finding", finding)
        record(work, Event.CAPTURE_LINKED, about=about, case_id=case.case_id, capture=reference)
    return tuple(
        work.add(
            CaptureLink(
                case_id=case.case_id,
                finding_id=finding_id,
                capture_id=known[reference],
                linked_by=work.actor.person_id,
                linked_at=work.now(),
            )
        )
        for reference in fresh
    )
