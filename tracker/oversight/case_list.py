"""The cases of all requisitions for an audit, by reference and never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from tracker.cases.came_back import came_back, stage_told
from tracker.cases.models import Case
from tracker.requisitions.models import Requisition

_LIST = (
    select(
        Case.id,
        Case.reference,
        Case.stage,
        Case.corrected_from,
        Case.opened_at,
        Requisition.reference.label("requisition"),
        Requisition.title,
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .order_by(Case.opened_at.desc(), Case.reference.desc())
)
_ANCHOR = select(Case.opened_at).where(Case.reference == bindparam("reference"))


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the list."""

    reference: str
    stage: str
    opened_at: datetime
    requisition: str
    title: str


@dataclass(frozen=True, slots=True)
class CaseList:
    """Some cases, newest first; ``older`` is the case after which the next page begins, empty on the last."""

    cases: tuple[CaseLine, ...]
    older: str


def case_list(session: Session, reference: str = "", after: str = "", *, size: int = 50) -> CaseList:
    """Return cases, newest first, in three statements; the one with a reference if one is given."""
    statement = _LIST
    if reference:
        statement = statement.where(Case.reference == reference)
    if after:
        opened_at = session.scalar(_ANCHOR, {"reference": after})
        if opened_at is None:
            return CaseList((), "")
        statement = statement.where(tuple_(Case.opened_at, Case.reference) < (opened_at, after))
    rows = session.execute(statement.limit(size + 1)).all()
    returned = came_back(session, [row.id for row in rows[:size]])
    lines = tuple(
        CaseLine(
            row.reference,
            stage_told(row.stage, row.corrected_from, returned=row.id in returned),
            row.opened_at,
            row.requisition,
            row.title,
        )
        for row in rows[:size]
    )
    return CaseList(lines, lines[-1].reference if len(rows) > size else "")
