"""Rows of candidates' questions with their answers, and of requests for a copy with what was given."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class Question(Record):
    """What a candidate asked in writing; it stays as it was asked."""

    __tablename__ = "candidate_questions"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    words: Mapped[Sealed]
    language: Mapped[str]
    asked_at: Mapped[datetime]


class QuestionAnswer(Record):
    """What staff answered to a question; a further answer is a further row, and all stay."""

    __tablename__ = "question_answers"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    question_id: Mapped[UUID] = mapped_column(ForeignKey("candidate_questions.id"))
    number: Mapped[int]
    words: Mapped[Sealed]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]


class CopyRequest(Record):
    """A candidate's request for more of the file than what the candidate gave; ``due_on`` is its last day."""

    __tablename__ = "copy_requests"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    words: Mapped[Sealed]
    asked_at: Mapped[datetime]
    due_on: Mapped[date]


class CopyAnswer(Record):
    """How a request for a copy was answered: what was given, and by whom; one for each request."""

    __tablename__ = "copy_answers"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("copy_requests.id"), unique=True)
    outcome: Mapped[str]
    words: Mapped[Sealed]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]
