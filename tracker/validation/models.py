"""Rows of the ten checks and of the protected-information screen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class CheckAnswer(Record):
    """One person's answer to one of the ten checks on one version of a finding (Hamden D.6).

    A later answer of the same person supersedes the earlier. Checks that the system makes are never stored
    as a person's answer.
    """

    __tablename__ = "check_answers"
    __table_args__ = (Index("ix_check_answers_version_check", "finding_version_id", "number", "answered_at"),)

    finding_version_id: Mapped[UUID] = mapped_column(ForeignKey("finding_versions.id"))
    number: Mapped[int]
    answer: Mapped[str]
    ground: Mapped[OptionalSealed]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]


class Screening(Record):
    """The protected-information screen of one version's statement, with what was done about each hint."""

    __tablename__ = "screenings"

    finding_version_id: Mapped[UUID] = mapped_column(ForeignKey("finding_versions.id"), index=True)
    dispositions: Mapped[Sealed]
    screened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    screened_at: Mapped[datetime]
