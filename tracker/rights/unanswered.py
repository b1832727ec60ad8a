"""What candidates asked and nobody answered yet, by case, for whoever decides how long a case is kept."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import Session

from tracker.rights.models import CopyAnswer, CopyRequest, Question, QuestionAnswer

_questions = select(Question.case_id, Question.reference).where(
    Question.case_id.in_(bindparam("cases", expanding=True)),
    ~select(QuestionAnswer.id).where(QuestionAnswer.question_id == Question.id).exists(),
)
_copies = select(CopyRequest.case_id, CopyRequest.reference).where(
    CopyRequest.case_id.in_(bindparam("cases", expanding=True)),
    ~select(CopyAnswer.id).where(CopyAnswer.request_id == CopyRequest.id).exists(),
)
_UNANSWERED = union_all(_questions, _copies).order_by("reference")


def unanswered(session: Session, case_ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return, by case, the references of questions and requests for a copy that wait, in one statement."""
    found: dict[UUID, tuple[str, ...]] = {}
    for row in session.execute(_UNANSWERED, {"cases": list(case_ids)}):
        found[row.case_id] = (*found.get(row.case_id, ()), row.reference)
    return found
