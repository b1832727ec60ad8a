"""More time to answer a concern, by candidate: taken once for the asking, or given by a supervisor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.answering.models import AnswerReopening, AnswerRequest, AnswerTime
from tracker.cases.models import Case
from tracker.clock import agency_day
from tracker.policy.wording import day

_OF_REQUISITION = Case.requisition_id == bindparam("requisition")
_ALL: CompoundSelect[Any] = union_all(
    select(
        Case.reference.label("case"),
        AnswerRequest.reference.label("question"),
        AnswerTime.extended_at.label("at"),
        AnswerTime.due_at.label("due_at"),
        literal("").label("giver"),
    )
    .join(AnswerRequest, AnswerRequest.id == AnswerTime.request_id)
    .join(Case, Case.id == AnswerRequest.case_id)
    .where(_OF_REQUISITION, AnswerTime.extended_at.is_not(None)),
    select(
        Case.reference,
        AnswerRequest.reference,
        AnswerReopening.reopened_at,
        AnswerReopening.due_at,
        Person.name,
    )
    .join(AnswerRequest, AnswerRequest.id == AnswerReopening.request_id)
    .join(Case, Case.id == AnswerRequest.case_id)
    .join(Person, Person.id == AnswerReopening.reopened_by)
    .where(_OF_REQUISITION),
)
_LONGER = _ALL.order_by("at", "question")


def times_to_answer(session: Session, requisition_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """Return, by reference, which candidates got more time to answer, in sentences; one statement."""
    told: dict[str, tuple[str, ...]] = {}
    for row in session.execute(_LONGER, {"requisition": requisition_id}):
        told[row.case] = (*told.get(row.case, ()), _told(row.question, row.giver, row.due_at))
    return told


def _told(question: str, giver: str, due_at: datetime) -> str:
    if not giver:
        return f"More time to answer {question}: taken by the candidate, once and without a reason."
    return f"More time to answer {question}, until {day(agency_day(due_at))}: given by {giver}."
