"""Ends a statement that waits to be sworn: it was filed, its answers changed, or another way was chosen."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.affidavits.models import PendingStatement, StatementEnd
from tracker.cases.holding import hold_case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.ways import EndOfWaiting

_WAITING = (
    select(PendingStatement.id, PendingStatement.reference)
    .outerjoin(StatementEnd, StatementEnd.statement_id == PendingStatement.id)
    .where(PendingStatement.case_id == bindparam("case"), StatementEnd.id.is_(None))
)


def end_waiting(
    work: UnitOfWork, case_id: UUID, *, why: EndOfWaiting, recorded_by: UUID | None = None
) -> int:
    """End what waits to be sworn in a case, and return how many it was; who calls has asked for permission.

    The case is held first, as whoever records an oath holds it: of two who end the same statement one comes
    after the other, and neither waits for what the other waits for. ``recorded_by`` is who recorded that it
    was sworn.
    """
    if not work.session.execute(_WAITING, {"case": case_id}).all():
        return 0
    hold_case(work, case_id)
    rows = work.session.execute(_WAITING, {"case": case_id}).all()
    for row in rows:
        record(work, Event.STATEMENT_ENDED, about=("statement", row.reference), case_id=case_id, why=why)
        work.add(
            StatementEnd(
                statement_id=row.id,
                case_id=case_id,
                why=why.value,
                ended_at=work.now(),
                recorded_by=recorded_by,
            )
        )
    work.session.flush()
    return len(rows)
