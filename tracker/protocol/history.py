"""What the ledger tells of acts that later rooms keep: cases that came back, findings not checked since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import last_about

CAME_AND_WENT = (Event.CASE_SUBMITTED.name, Event.CASE_RETURNED.name)
WRITTEN = frozenset({Event.FINDING_OPENED.name, Event.FINDING_REVISED.name})
RULED = Event.FINDING_RULED.name
CHECKED = frozenset({Event.CHECK_ANSWERED.name, Event.STATEMENT_SCREENED.name})

_RETURNS = (
    select(
        ledger_entries.c.case_id,
        ledger_entries.c.event,
        func.max(ledger_entries.c.idx).label("last"),
    )
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event.in_(CAME_AND_WENT),
    )
    .group_by(ledger_entries.c.case_id, ledger_entries.c.event)
)


def returned_cases(session: Session, cases: Iterable[UUID]) -> frozenset[UUID]:
    """Return the cases whose newest submission came back, in one statement."""
    wanted = sorted(str(case_id) for case_id in cases)
    if not wanted:
        return frozenset()
    last: dict[tuple[str, str], int] = {
        (row.case_id, row.event): row.last for row in session.execute(_RETURNS, {"cases": wanted})
    }
    submitted, came_back = CAME_AND_WENT
    return frozenset(
        UUID(case_id)
        for case_id in wanted
        if last.get((case_id, came_back), -1) > last.get((case_id, submitted), -1)
    )


def unchecked_cases(session: Session, cases: Collection[UUID]) -> frozenset[UUID]:
    """Return the cases with a finding that was written and not checked, or not screened, since.

    In one statement. Whoever ruled on a finding since has settled whether it goes to the board.
    """
    last = last_about(session, cases, WRITTEN | CHECKED | {RULED})
    return frozenset(case_id for (case_id, _), acts in last.items() if _is_unchecked(acts))


def _is_unchecked(acts: dict[str, int]) -> bool:
    written = max((idx for event, idx in acts.items() if event in WRITTEN), default=-1)
    if acts.get(RULED, -1) > written:
        return False
    return any(acts.get(event, -1) < written for event in CHECKED)
