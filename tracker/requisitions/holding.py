"""One act after another on a requisition: each judges what is true when its turn comes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.db import UnitOfWork
from tracker.requisitions.models import Requisition

_HOLD = (
    select(Requisition.id)
    .where(Requisition.id.in_(bindparam("requisitions", expanding=True)))
    .order_by(Requisition.id)
    .with_for_update()
)


def hold_requisitions(work: UnitOfWork, requisition_ids: Collection[UUID]) -> None:
    """Let nobody else change these requisitions until this act is over."""
    work.session.execute(_HOLD, {"requisitions": sorted(requisition_ids)})
