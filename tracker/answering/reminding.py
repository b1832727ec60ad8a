"""Of what candidates are reminded: the last working day before their time to answer ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.answering.models import AnswerRequest, AnswerTime
from tracker.cases.models import Candidate, Case
from tracker.cases.reminding import Reminder
from tracker.clock import agency_day, agency_zone
from tracker.mail.queries import no_mail_since
from tracker.policy.answering import REMIND_DAYS
from tracker.policy.mailing import MailKind
from tracker.policy.vocabulary import Stage
from tracker.policy.working_days import before_working_days

_LONGEST = timedelta(days=14)
"""No end that is further away than this has its reminder due, whatever holidays lie before it."""
_ENDING = (
    select(Case.id, Case.candidate_id, func.min(AnswerTime.due_at).label("due_at"))
    .join(AnswerRequest, AnswerRequest.case_id == Case.id)
    .join(AnswerTime, AnswerTime.request_id == AnswerRequest.id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(
        Case.stage == Stage.RESPONSE.value,
        Candidate.email.is_not(None),
        AnswerTime.ending.is_(None),
    )
    .group_by(Case.id, Case.candidate_id)
    .order_by(Case.id)
)


def answer_ends_soon(session: Session, now: datetime) -> Iterator[Reminder]:
    """Yield the cases whose time to answer ends within a working day, once for each end."""
    ending = _ENDING.having(func.min(AnswerTime.due_at) > now, func.min(AnswerTime.due_at) <= now + _LONGEST)
    for row in session.execute(ending).all():
        since = before_working_days(row.due_at.astimezone(agency_zone()), REMIND_DAYS)
        if now >= since and session.scalar(select(no_mail_since(row.id, since, MailKind.TO_ANSWER))):
            yield Reminder(MailKind.TO_ANSWER, row.id, row.candidate_id, since, agency_day(row.due_at))
