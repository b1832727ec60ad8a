"""Rows of the ten checks and of the protected-information screen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class CheckAnswer(Record):
    """One person's answer to one of the ten checks on one version of a finding (Hamden D.6).

    The answer of the highest ``turn`` counts; all stay. Checks 5 to 8 are the system's own and never stored
    as a person's answer: the database takes none.
    """

    __tablename__ = "check_answers"
    __table_args__ = (
        UniqueConstraint("finding_version_id", "number", "turn"),
        CheckConstraint("number IN (1, 2, 3, 4, 9, 10)", name="not_the_systems_own"),
        CheckConstraint("answer IN ('yes', 'no', 'cannot-tell')", name="yes_no_or_cannot_tell"),
    )

    finding_version_id: Mapped[UUID] = mapped_column(ForeignKey("finding_versions.id"))
    number: Mapped[int]
    turn: Mapped[int]
    answer: Mapped[str]
    ground: Mapped[OptionalSealed]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]


class SecondLook(Record):
    """How a second reader sees one of the searcher's checks on one version; the highest ``turn`` counts.

    It never takes the place of the searcher's answer: where the two differ, both stand.
    """

    __tablename__ = "second_looks"
    __table_args__ = (
        UniqueConstraint("finding_version_id", "number", "turn"),
        CheckConstraint("number IN (1, 2, 3, 4, 9)", name="of_the_searchers_checks"),
        CheckConstraint("answer IN ('yes', 'no', 'cannot-tell')", name="yes_no_or_cannot_tell"),
    )

    finding_version_id: Mapped[UUID] = mapped_column(ForeignKey("finding_versions.id"))
    number: Mapped[int]
    turn: Mapped[int]
    answer: Mapped[str]
    ground: Mapped[Sealed]
    looked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    looked_at: Mapped[datetime]


class Screening(Record):
    """The protected-information screen of one version's statement, with what was done about each suggestion.

    The highest ``turn`` of a version counts; a further version of the finding has none, so its screen is due
    again.
    """

    __tablename__ = "screenings"
    __table_args__ = (UniqueConstraint("finding_version_id", "turn"),)

    finding_version_id: Mapped[UUID] = mapped_column(ForeignKey("finding_versions.id"))
    turn: Mapped[int]
    dispositions: Mapped[Sealed]
    screened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    screened_at: Mapped[datetime]
