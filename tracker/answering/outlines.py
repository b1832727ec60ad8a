"""What is told of questions to a candidate without opening anything that is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.answering.models import AnswerOutcome, AnswerRequest, AnswerTime, ConcernAnswer
from tracker.findings.models import Finding
from tracker.policy.answering import Ending, Outcome

_judge = aliased(Person)
_OUTLINES = (
    select(
        AnswerRequest.reference,
        Finding.reference.label("finding"),
        Person.name.label("asked_by"),
        AnswerRequest.asked_at,
        AnswerTime.due_at,
        AnswerTime.extended_at,
        AnswerTime.ending,
        AnswerTime.ended_at,
        ConcernAnswer.answered_at,
        ConcernAnswer.fingerprint,
        AnswerOutcome.outcome,
        _judge.name.label("judged_by"),
        AnswerOutcome.decided_at.label("judged_at"),
    )
    .join(Finding, Finding.id == AnswerRequest.finding_id)
    .join(Person, Person.id == AnswerRequest.asked_by)
    .join(AnswerTime, AnswerTime.request_id == AnswerRequest.id)
    .outerjoin(ConcernAnswer, ConcernAnswer.request_id == AnswerRequest.id)
    .outerjoin(AnswerOutcome, AnswerOutcome.request_id == AnswerRequest.id)
    .outerjoin(_judge, _judge.id == AnswerOutcome.decided_by)
    .where(AnswerRequest.case_id == bindparam("case"))
    .order_by(AnswerRequest.asked_at, AnswerRequest.number, AnswerRequest.reference)
)


@dataclass(frozen=True, slots=True)
class Outline:
    """One question: who asked when, until when, how it ended, what came of it; no word of either side."""

    reference: str
    finding: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    extended_at: datetime | None
    ending: Ending | None
    ended_at: datetime | None
    answered_at: datetime | None
    fingerprint: str | None
    outcome: Outcome | None
    judged_by: str | None
    judged_at: datetime | None


def outlines_of(session: Session, case_id: UUID) -> tuple[Outline, ...]:
    """Return the outline of every question about a case, the oldest first; one statement."""
    return tuple(_outline(row) for row in session.execute(_OUTLINES, {"case": case_id}))


def _outline(row: Any) -> Outline:
    ending = Ending(row.ending) if row.ending else None
    outcome = Outcome(row.outcome) if row.outcome else None
    return Outline(**{**row._mapping, "ending": ending, "outcome": outcome})
