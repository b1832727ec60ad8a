"""Meetings that a candidate agreed to and of which nothing is recorded yet, in many cases at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.policy.together_answers import TimeAnswer
from tracker.together.models import TogetherAnswer, TogetherRecord, TogetherSession

_later = aliased(TogetherAnswer)
_newest = (
    select(func.max(_later.number))
    .where(_later.session_id == TogetherSession.id)
    .correlate(TogetherSession)
    .scalar_subquery()
)
_AGREED = (
    select(TogetherSession.case_id, TogetherSession.reference, TogetherAnswer.chosen_at)
    .join(
        TogetherAnswer, (TogetherAnswer.session_id == TogetherSession.id) & (TogetherAnswer.number == _newest)
    )
    .where(
        TogetherSession.case_id.in_(bindparam("cases", expanding=True)),
        TogetherSession.investigator_id == bindparam("person"),
        TogetherAnswer.answer == TimeAnswer.AGREED.value,
        ~select(TogetherRecord.id).where(TogetherRecord.session_id == TogetherSession.id).exists(),
    )
    .order_by(TogetherAnswer.chosen_at, TogetherSession.reference)
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting agreed on: its session, and when."""

    reference: str
    at: datetime


def meetings_agreed(
    session: Session, cases: Collection[UUID], person_id: UUID
) -> Mapping[UUID, tuple[Meeting, ...]]:
    """Return an investigator's meetings that are still to be held or recorded, the first one first."""
    found: dict[UUID, tuple[Meeting, ...]] = {}
    wanted = {"cases": sorted(cases), "person": person_id}
    for row in session.execute(_AGREED, wanted) if cases else ():
        found[row.case_id] = (*found.get(row.case_id, ()), Meeting(row.reference, row.chosen_at))
    return found
