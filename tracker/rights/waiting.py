"""What waits for an answer and what was answered, for staff and for the candidate alike; opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.told import Told
from tracker.affidavits.words import Say
from tracker.cases.apart import decides_on
from tracker.cases.models import Case
from tracker.cases.waits import Waits
from tracker.clock import agency_day
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import roles_for
from tracker.policy.permissions import Permission
from tracker.policy.rights import CopyOutcome
from tracker.policy.wording import counted
from tracker.requisitions.models import Requisition
from tracker.rights.models import CopyAnswer, CopyRequest, Question, QuestionAnswer

MOST = 200
"""Lines of one list, at the most."""

_sits = decides_on(bindparam("reader"))
_last_answer = (
    select(func.max(QuestionAnswer.answered_at))
    .where(QuestionAnswer.question_id == Question.id)
    .correlate(Question)
    .scalar_subquery()
)
_QUESTION_LINES = (
    select(
        Question.reference,
        Case.reference.label("case_reference"),
        Requisition.title,
        Question.asked_at,
        _last_answer.label("answered_at"),
    )
    .join(Case, Case.id == Question.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(~_sits)
    .order_by(_last_answer.is_not(None), Question.asked_at, Question.reference)
    .limit(MOST)
)
_COPY_LINES = (
    select(
        CopyRequest.reference,
        Case.reference.label("case_reference"),
        Requisition.title,
        CopyRequest.asked_at,
        CopyRequest.due_on,
        CopyAnswer.outcome,
        CopyAnswer.answered_at,
    )
    .join(Case, Case.id == CopyRequest.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .outerjoin(CopyAnswer, CopyAnswer.request_id == CopyRequest.id)
    .where(~_sits)
    .order_by(CopyAnswer.id.is_not(None), CopyRequest.due_on, CopyRequest.reference)
    .limit(MOST)
)

_QUESTIONS_WAIT = (
    select(func.count())
    .select_from(Question)
    .join(Case, Case.id == Question.case_id)
    .where(~_sits, _last_answer.is_(None))
)
_COPIES_WAIT = (
    select(func.count().label("waiting"), func.min(CopyRequest.due_on).label("first"))
    .select_from(CopyRequest)
    .join(Case, Case.id == CopyRequest.case_id)
    .outerjoin(CopyAnswer, CopyAnswer.request_id == CopyRequest.id)
    .where(~_sits, CopyAnswer.id.is_(None))
)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question on the list of staff: nothing of its words."""

    reference: str
    case_reference: str
    requisition_title: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One request for a copy on the list of staff; ``days_left`` is below zero once it is late."""

    reference: str
    case_reference: str
    requisition_title: str
    asked_at: datetime
    due_on: date
    days_left: int
    outcome: CopyOutcome | None
    answered_at: datetime | None


def question_lines(session: Session, reader: UUID) -> tuple[QuestionLine, ...]:
    """Return all questions, those that wait first and the oldest of them at the top, in one statement.

    Those of boards on which the reader sits, or sat, are left out (Hamden D.2).
    """
    return tuple(QuestionLine(*row) for row in session.execute(_QUESTION_LINES, {"reader": reader}))


def copy_lines(session: Session, reader: UUID, today: date) -> tuple[CopyLine, ...]:
    """Return all requests for a copy, those that wait first by their last day, in one statement."""
    return tuple(
        CopyLine(
            row.reference,
            row.case_reference,
            row.title,
            row.asked_at,
            row.due_on,
            (row.due_on - today).days,
            CopyOutcome(row.outcome) if row.outcome else None,
            row.answered_at,
        )
        for row in session.execute(_COPY_LINES, {"reader": reader})
    )


def waits_of_rights(session: Session, actor: Actor, now: datetime) -> tuple[Waits, ...]:
    """Count the questions, and the requests for a copy, that wait for somebody who may open them."""
    found: list[Waits] = []
    reader = {"reader": actor.person_id}
    if actor.role in (roles_for(Permission.READ_QUESTIONS) or ()):
        asked = session.scalar(_QUESTIONS_WAIT, reader) or 0
        if asked:
            words = f"{counted(asked, 'question')} of candidates {'wait' if asked > 1 else 'waits'}"
            found.append(Waits(words, "rights.questions"))
    if actor.role in (roles_for(Permission.ANSWER_COPY_REQUEST) or ()):
        copies = session.execute(_COPIES_WAIT, reader).one()
        if copies.waiting:
            words = (
                f"{counted(copies.waiting, 'request')} for a copy {'wait' if copies.waiting > 1 else 'waits'}"
            )
            late = copies.first < agency_day(now)
            found.append(
                Waits(
                    f"{words}, {'one of them' if copies.waiting > 1 else 'and is'} late" if late else words,
                    "rights.copies",
                )
            )
    return tuple(found)


def told_of_rights(session: Session, facts: CaseFacts, _now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell a candidate of answers that came, and of questions and requests that wait; opens nothing."""
    questions = session.execute(
        select(func.count(), func.count(_last_answer)).where(Question.case_id == facts.case_id)
    ).one()
    copies = session.execute(
        select(func.count(), func.count(CopyAnswer.id))
        .select_from(CopyRequest)
        .outerjoin(CopyAnswer, CopyAnswer.request_id == CopyRequest.id)
        .where(CopyRequest.case_id == facts.case_id)
    ).one()
    return (*_told_questions(questions[0], questions[1], _), *_told_copies(copies[0], copies[1], _))


def _told_questions(asked: int, answered: int, _: Say) -> tuple[Told, ...]:
    if not asked:
        return ()
    sentence = _("We answered your question.") if answered else _("We have your question.")
    if answered and answered < asked:
        sentence = _("We answered one of your questions. Another one still waits.")
    return (Told(sentence, _("Read your questions and answers"), "rights.question"),)


def _told_copies(asked: int, answered: int, _: Say) -> tuple[Told, ...]:
    if not asked:
        return ()
    done = answered == asked
    sentence = _("We answered your request for a copy.") if done else _("We have your request for a copy.")
    return (Told(sentence, _("See what you asked for"), "rights.copy"),)
