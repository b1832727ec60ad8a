"""What is read of questions and of requests for a copy: by the candidate, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.queries import facts_of
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.rights import CopyOutcome
from tracker.rights.models import CopyAnswer, CopyRequest, Question, QuestionAnswer
from tracker.rights.slots import ANSWERED, ASKED, GIVEN, WANTED
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_QUESTIONS = (
    select(*Question.__table__.columns)
    .where(Question.case_id == bindparam("case"))
    .order_by(Question.asked_at.desc(), Question.reference)
)
_ANSWERS = (
    select(*QuestionAnswer.__table__.columns, Person.name)
    .join(Question, Question.id == QuestionAnswer.question_id)
    .join(Person, Person.id == QuestionAnswer.answered_by)
    .where(Question.case_id == bindparam("case"))
    .order_by(QuestionAnswer.number)
)
_COPIES = (
    select(
        *CopyRequest.__table__.columns,
        CopyAnswer.id.label("answer_id"),
        CopyAnswer.version.label("answer_version"),
        CopyAnswer.words.label("given"),
        CopyAnswer.outcome,
        CopyAnswer.answered_at,
        Person.name.label("answerer"),
    )
    .outerjoin(CopyAnswer, CopyAnswer.request_id == CopyRequest.id)
    .outerjoin(Person, Person.id == CopyAnswer.answered_by)
    .where(CopyRequest.case_id == bindparam("case"))
    .order_by(CopyRequest.asked_at.desc(), CopyRequest.reference)
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a question, opened: who gave it and when."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, opened, with its answers in order."""

    reference: str
    words: str
    asked_at: datetime
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request for a copy, opened; ``outcome`` is None until somebody recorded what was given."""

    reference: str
    words: str
    asked_at: datetime
    due_on: date
    outcome: CopyOutcome | None
    given: str
    who: str
    answered_at: datetime | None


def questions_of(session: Session, case_id: UUID) -> tuple[Asked, ...]:
    """Return the questions of a case with their answers, newest first, in three statements at most."""
    rows = session.execute(_QUESTIONS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    replies: dict[UUID, tuple[Reply, ...]] = {}
    for row in session.execute(_ANSWERS, {"case": case_id}):
        words = sealer.open_text(ANSWERED, row.id, row.version, row.words)
        one = Reply(words, row.name, row.answered_at)
        replies[row.question_id] = (*replies.get(row.question_id, ()), one)
    return tuple(
        Asked(
            reference=row.reference,
            words=sealer.open_text(ASKED, row.id, row.version, row.words),
            asked_at=row.asked_at,
            replies=replies.get(row.id, ()),
        )
        for row in rows
    )


def question_of(session: Session, case_id: UUID, reference: str) -> Asked:
    """Return one question of a case; raises NotFound."""
    for asked in questions_of(session, case_id):
        if asked.reference == reference:
            return asked
    raise NotFound


def copies_of(session: Session, case_id: UUID) -> tuple[Wanted, ...]:
    """Return the requests for a copy of a case, newest first, in two statements at most."""
    rows = session.execute(_COPIES, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)

    def given(row: Row[*tuple[Any, ...]]) -> str:
        return sealer.open_text(GIVEN, row.answer_id, row.answer_version, row.given) if row.answer_id else ""

    return tuple(
        Wanted(
            reference=row.reference,
            words=sealer.open_text(WANTED, row.id, row.version, row.words),
            asked_at=row.asked_at,
            due_on=row.due_on,
            outcome=CopyOutcome(row.outcome) if row.outcome else None,
            given=given(row),
            who=row.answerer or "",
            answered_at=row.answered_at,
        )
        for row in rows
    )


def copy_of(session: Session, case_id: UUID, reference: str) -> Wanted:
    """Return one request for a copy of a case; raises NotFound."""
    for wanted in copies_of(session, case_id):
        if wanted.reference == reference:
            return wanted
    raise NotFound


def question_facts(session: Session, _actor: Actor, *, question: str, **_: str) -> CaseFacts:
    """Return the facts of the case that a question is of; raises NotFound."""
    return _facts(session, session.scalar(select(Question.case_id).where(Question.reference == question)))


def copy_facts(session: Session, _actor: Actor, *, copy: str, **_: str) -> CaseFacts:
    """Return the facts of the case that a request for a copy is of; raises NotFound."""
    return _facts(session, session.scalar(select(CopyRequest.case_id).where(CopyRequest.reference == copy)))


def _facts(session: Session, case_id: UUID | None) -> CaseFacts:
    if case_id is None:
        raise NotFound
    return facts_of(session, case_id)
