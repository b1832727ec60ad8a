"""The custody of all captures of a case: who had which in hand, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing
from tracker.findings.capture_queries import OPENED
from tracker.findings.models import Capture, CustodyLine

_DONE = (
    select(
        Capture.reference,
        CustodyLine.act,
        CustodyLine.outcome,
        CustodyLine.done_by,
        CustodyLine.done_at,
    )
    .join(Capture, Capture.id == CustodyLine.capture_id)
    .where(Capture.case_id == bindparam("case"))
)
_OPENINGS = select(
    AccessEntry.reference,
    literal(OPENED).label("act"),
    literal("").label("outcome"),
    AccessEntry.person_id.label("done_by"),
    AccessEntry.opened_at.label("done_at"),
).where(AccessEntry.case_id == bindparam("case"), AccessEntry.thing == Thing.CAPTURE.value)
_LINES = union_all(_DONE, _OPENINGS).order_by("reference", "done_at", "act")


@dataclass(frozen=True, slots=True)
class InHand:
    """One thing done with a capture; ``outcome`` is of a verification, empty otherwise."""

    capture: str
    act: str
    outcome: str
    by: UUID
    at: datetime


def custody_in(session: Session, case_id: UUID) -> tuple[InHand, ...]:
    """Return what was done with the captures of a case, by capture and in order, in one statement."""
    rows = session.execute(_LINES, {"case": case_id})
    return tuple(InHand(row.reference, row.act, row.outcome, row.done_by, row.done_at) for row in rows)
