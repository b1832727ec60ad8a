"""How a case in the queue stands with what its candidate is asked: parts of the queue's statement."""

from __future__ import annotations

from sqlalchemy import exists, func, or_, select

from tracker.answering.models import AnswerOutcome, AnswerReopening, AnswerRequest, AnswerTime, ConcernAnswer
from tracker.cases.models import Case

ANSWER_DUE = (
    select(func.min(AnswerTime.due_at))
    .join(AnswerRequest, AnswerRequest.id == AnswerTime.request_id)
    .where(AnswerRequest.case_id == Case.id, AnswerTime.ending.is_(None))
    .correlate(Case)
    .scalar_subquery()
)
"""Until when the first of the open questions can be answered."""
_waits = (
    AnswerRequest.case_id == Case.id,
    AnswerTime.request_id == AnswerRequest.id,
    AnswerTime.ending.is_(None),
)
MORE_TIME = or_(
    exists().where(*_waits, AnswerTime.extended_at.is_not(None)),
    exists().where(*_waits, AnswerReopening.request_id == AnswerRequest.id),
)
"""Whether a candidate who has still to answer got more time for it."""
UNREAD_ANSWER = exists().where(
    AnswerRequest.case_id == Case.id,
    ConcernAnswer.request_id == AnswerRequest.id,
    ~exists().where(AnswerOutcome.request_id == AnswerRequest.id),
)
"""Whether an answer came of which nothing is recorded yet."""
