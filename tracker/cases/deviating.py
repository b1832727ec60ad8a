"""Which of the Chief's deviations touch a case, or cases looked over together: shown on each such page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.cases.models import Case
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.policy.deviations import comes_after, touches_work
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import CLOSED, is_closed
from tracker.requisitions.deviations import DeviationLine, deviation_list
from tracker.requisitions.models import Requisition

IN_PARTS_OF = 5_000
"""About how many cases the ledger is asked at once."""

_open = aliased(Case)
_MOVED = (
    select(ledger_entries.c.case_id, func.max(ledger_entries.c.at).label("at"))
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event == Event.CASE_STAGE_CHANGED.name,
    )
    .group_by(ledger_entries.c.case_id)
)


def deviations_of_case(session: Session, case: CaseFacts) -> tuple[DeviationLine, ...]:
    """Return those of the agency and its requisition, and those for whoever has or had it, or saw it.

    One for the whole agency that began after the case was closed touches it no more.
    """
    found = deviation_list(session, case.requisition_id)
    closed = any(one.agency_wide for one in found) and is_closed(case.stage)
    closed_at = _closed_at(session, (case.case_id,)).get(case.case_id) if closed else None
    return tuple(
        one
        for one in found
        if touches_work(one.person_id, case)
        and not (one.agency_wide and comes_after(one.recorded_at, closed_at))
    )


def deviations_among(
    session: Session, requisitions: Mapping[str, datetime | None]
) -> tuple[DeviationLine, ...]:
    """Return those of requisitions, by reference and with their opening, newest first, in one statement."""
    return tuple(
        one
        for one in deviation_list(session)
        if any(one.shows_in(reference, opened_at) for reference, opened_at in requisitions.items())
    )


_CLOSED = (
    select(Requisition.id, Requisition.closed_at, Case.id.label("case"))
    .outerjoin(Case, Case.requisition_id == Requisition.id)
    .where(
        Requisition.id.in_(bindparam("requisitions", expanding=True)),
        Requisition.closed_at.is_not(None),
        ~exists().where(_open.requisition_id == Requisition.id, _open.stage.not_in(sorted(CLOSED))),
    )
)


def requisitions_over(session: Session, requisitions: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Return when requisitions were closed with the last of their cases, in two statements for 5,000 cases.

    Those that go on, or in which a case goes on, are left out.
    """
    rows = session.execute(_CLOSED, {"requisitions": list(requisitions)}).all()
    moved = _closed_at(session, [row.case for row in rows if row.case is not None])
    found: dict[UUID, datetime] = {}
    for row in rows:
        found[row.id] = max(found.get(row.id, row.closed_at), moved.get(row.case, row.closed_at))
    return found


def _closed_at(session: Session, cases: Sequence[UUID]) -> Mapping[UUID, datetime]:
    """Return when cases last went from one stage to another, by the ledger."""
    found: dict[UUID, datetime] = {}
    for start in range(0, len(cases), IN_PARTS_OF):
        part = [str(case) for case in cases[start : start + IN_PARTS_OF]]
        rows = session.execute(_MOVED, {"cases": part})
        found |= {UUID(row.case_id): datetime.fromisoformat(row.at) for row in rows}
    return found
