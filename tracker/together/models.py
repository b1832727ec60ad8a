"""Rows of sessions with the candidate: times offered and answered, what was recorded, and confirmed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class TogetherSession(Record):
    """One meeting that is offered: what for, where, and at up to three times.

    ``mode`` is the way of looking: together, or a copy handed over. Never changed; answers and records of it
    are rows of their own.
    """

    __tablename__ = "together_sessions"
    __table_args__ = (
        UniqueConstraint("id", "case_id", "mode"),
        Index("ix_together_sessions_case_offered", "case_id", "offered_at"),
        CheckConstraint("mode IN ('together', 'candidate-export')", name="for_a_meeting"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    mode: Mapped[str]
    investigator_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    place: Mapped[Sealed]
    first_at: Mapped[datetime]
    second_at: Mapped[datetime | None]
    third_at: Mapped[datetime | None]
    offered_at: Mapped[datetime]


class TogetherAnswer(Record):
    """An answer to the times offered; the highest number counts.

    ``told_by`` is the investigator who recorded what the candidate said by telephone, empty when the
    candidate answered.
    """

    __tablename__ = "together_answers"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("(answer = 'agreed') = (chosen_at IS NOT NULL)", name="agreed_to_a_time"),
        CheckConstraint("answer IN ('agreed', 'another-time', 'not-any-more')", name="known_answer"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("together_sessions.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    answer: Mapped[str]
    chosen_at: Mapped[datetime | None]
    words: Mapped[OptionalSealed]
    told_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]


class TogetherRecord(Record):
    """What an investigator recorded of a session; a correction is a further one, and both stay.

    The database takes no session together in which anybody but the candidate held the device, nor any
    before which the words were not read aloud. ``shown`` is the investigator's sealed note.
    ``password_seen`` holds the fact alone.
    """

    __tablename__ = "together_records"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        ForeignKeyConstraint(
            ["session_id", "case_id", "mode"],
            ["together_sessions.id", "together_sessions.case_id", "together_sessions.mode"],
        ),
        CheckConstraint(
            "mode <> 'together' OR device_holder = 'candidate'", name="candidate_holds_the_device"
        ),
        CheckConstraint("(mode = 'candidate-export') = (medium IS NOT NULL)", name="copy_has_a_medium"),
        CheckConstraint("script_read", name="script_read_aloud"),
        CheckConstraint("started_at <= ended_at AND ended_at <= recorded_at", name="recorded_once_over"),
    )

    session_id: Mapped[UUID]
    case_id: Mapped[UUID] = mapped_column(index=True)
    mode: Mapped[str]
    number: Mapped[int]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    stopped_by: Mapped[str]
    device_holder: Mapped[str]
    medium: Mapped[str | None]
    script_read: Mapped[bool]
    script_language: Mapped[str]
    place: Mapped[Sealed]
    present: Mapped[OptionalSealed]
    shown: Mapped[Sealed]
    password_seen: Mapped[bool]
    recorded_at: Mapped[datetime]


class TogetherAccount(Record):
    """An account that a session was about, by the grant that held when it began."""

    __tablename__ = "together_accounts"
    __table_args__ = (UniqueConstraint("record_id", "declared_account_id"),)

    record_id: Mapped[UUID] = mapped_column(ForeignKey("together_records.id"))
    declared_account_id: Mapped[UUID] = mapped_column(ForeignKey("declared_accounts.id"))
    grant_id: Mapped[UUID] = mapped_column(ForeignKey("access_grants.id"))


class TogetherConfirmation(Record):
    """The candidate's one answer to a record: it was so, or what was different."""

    __tablename__ = "together_confirmations"
    __table_args__ = (
        CheckConstraint("(answer = 'different') = (words IS NOT NULL)", name="different_in_words"),
        CheckConstraint("answer IN ('confirmed', 'different')", name="known_answer"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("together_records.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    answer: Mapped[str]
    words: Mapped[OptionalSealed]
    answered_at: Mapped[datetime]
