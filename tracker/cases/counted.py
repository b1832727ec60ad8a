"""How many cases requisitions have, whatever became of them: told to the pages of earlier rooms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case

_COUNTED = (
    select(Case.requisition_id, func.count().label("cases"))
    .where(Case.requisition_id.in_(bindparam("requisitions", type_=Uuid(), expanding=True)))
    .group_by(Case.requisition_id)
)


def cases_counted(session: Session, requisitions: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many cases each of these requisitions has, in one statement; none where it is not in it."""
    if not requisitions:
        return {}
    rows = session.execute(_COUNTED, {"requisitions": sorted(requisitions)})
    return {row.requisition_id: row.cases for row in rows}
