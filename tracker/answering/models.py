"""Rows of questions to candidates, drafts of answers, answers, and what came of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class AnswerRequest(Record):
    """A question to a candidate about one finding, in the exact words that the board would read.

    ``words`` hold them as they were shown; ``digest`` is their SHA-256 in hex. The question never changes: in
    other words it is another question, with a higher ``number``. ``about_version`` is the number of the
    wording that was asked about, empty in rows of before this was kept.
    """

    __tablename__ = "answer_requests"
    __table_args__ = (UniqueConstraint("finding_id", "number"), UniqueConstraint("id", "finding_id"))

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    number: Mapped[int]
    words: Mapped[Sealed]
    digest: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    about_version: Mapped[int | None] = mapped_column(default=None)


class AnswerTime(Record):
    """Until when a question can be answered, and how it ended; it ends once.

    ``due_at`` moves when the candidate takes more time, once, or a supervisor gives it. ``ended_why`` is
    staff's reason. Of one finding, one question is open at a time.
    """

    __tablename__ = "answer_times"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "finding_id"],
            ["answer_requests.id", "answer_requests.finding_id"],
            name="fk_answer_times_request",
        ),
        CheckConstraint("ending IN ('answered', 'silent', 'waived', 'taken-back')", name="known_ending"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended_when"),
        CheckConstraint(
            "(ending <> 'waived' AND ending <> 'taken-back') OR ended_why IS NOT NULL", name="ended_why"
        ),
        CheckConstraint("ending <> 'silent' OR ended_at >= due_at", name="silent_after_the_time"),
        CheckConstraint("ending <> 'answered' OR ended_at < due_at", name="answered_in_time"),
        Index(
            "uq_answer_times_one_open",
            "finding_id",
            unique=True,
            sqlite_where=text("ending IS NULL"),
            postgresql_where=text("ending IS NULL"),
        ),
    )

    request_id: Mapped[UUID] = mapped_column(unique=True)
    finding_id: Mapped[UUID]
    due_at: Mapped[datetime]
    extended_at: Mapped[datetime | None] = mapped_column(default=None)
    ending: Mapped[str | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_why: Mapped[OptionalSealed] = mapped_column(default=None)


class AnswerReopening(Record):
    """That a supervisor gave a candidate more time, after it had ended or while it ran, and why."""

    __tablename__ = "answer_reopenings"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("answer_requests.id"), index=True)
    reason: Mapped[Sealed]
    due_at: Mapped[datetime]
    reopened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reopened_at: Mapped[datetime]


class AnswerDraft(Record):
    """What a candidate has typed of an answer and not sent; it is kept, also after the time is over."""

    __tablename__ = "answer_drafts"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("answer_requests.id"), unique=True)
    content: Mapped[Sealed]
    saved_at: Mapped[datetime]


class AnswerFile(Record):
    """A file that a candidate puts with an answer, kept as received; the draft and the answer name theirs.

    ``sha256`` is of the bytes received, ``sealed_sha256`` of the sealed file, both in hex; ``size`` in bytes.
    """

    __tablename__ = "answer_files"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    reference: Mapped[str] = mapped_column(unique=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("answer_requests.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(unique=True)
    file_name: Mapped[Sealed]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    sealed_sha256: Mapped[str]
    added_at: Mapped[datetime]


class ConcernAnswer(Record):
    """A candidate's answer as it was sent.

    ``document`` is the exact text of which ``fingerprint`` is the SHA-256 in hex; ``for_board`` are the words
    as a board reads them, without other people's private details, as the candidate saw them before sending.
    """

    __tablename__ = "concern_answers"
    __table_args__ = (
        CheckConstraint("choice IN ('correct', 'context', 'not-mine', 'rather-not')", name="known_choice"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("answer_requests.id"), unique=True)
    choice: Mapped[str]
    words: Mapped[Sealed]
    for_board: Mapped[Sealed]
    document: Mapped[Sealed]
    fingerprint: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    answered_at: Mapped[datetime]


class AnswerOutcome(Record):
    """What a supervisor made of an answer, and why."""

    __tablename__ = "answer_outcomes"
    __table_args__ = (
        CheckConstraint("outcome IN ('withdraw', 'reword', 'attach', 'search')", name="known_outcome"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("answer_requests.id"), unique=True)
    outcome: Mapped[str]
    reason: Mapped[Sealed]
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime]
