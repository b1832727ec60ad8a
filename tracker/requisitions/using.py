"""Which requisitions are bound to an edition of a protocol, and how many cases each has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.policy.wording import counted
from tracker.requisitions.models import Requisition

CaseCounter = Callable[[Session, Collection[UUID]], Mapping[UUID, int]]
"""Counts the cases of requisitions; only a later room knows."""

_BOUND = (
    select(
        Requisition.id, Requisition.reference, Requisition.title, Requisition.opened_at, Requisition.closed_at
    )
    .where(
        Requisition.protocol == bindparam("protocol"),
        Requisition.protocol_version == bindparam("number"),
        Requisition.protocol_digest == bindparam("digest"),
    )
    .order_by(Requisition.created_at.desc(), Requisition.reference)
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A requisition bound to an edition."""

    reference: str
    title: str
    cases: int
    state: str


@dataclass(frozen=True, slots=True)
class Use:
    """What uses an edition."""

    requisitions: tuple[Bound, ...]

    @property
    def cases(self) -> int:
        """Return how many cases were opened under it."""
        return sum(one.cases for one in self.requisitions)

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if not self.requisitions:
            return "No requisition is bound to it yet."
        bound = counted(len(self.requisitions), "requisition")
        return f"Used by {bound}, {counted(self.cases, 'case')}."


def use_of(session: Session, protocol: str, version: int, digest: str) -> Use:
    """Return which requisitions are bound to an edition, newest first, in two statements."""
    rows = session.execute(_BOUND, {"protocol": protocol, "number": version, "digest": digest}).all()
    count = cast(CaseCounter, session.info["cases_counted"])(session, [row.id for row in rows])
    return Use(
        tuple(
            Bound(row.reference, row.title, count.get(row.id, 0), _state(row.opened_at, row.closed_at))
            for row in rows
        )
    )


def _state(opened: object, closed: object) -> str:
    return "Closed" if closed else "Open" if opened else "Being set up"
