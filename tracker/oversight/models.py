"""Rows of oversight itself: checks of the ledger, certificates, and weeks that were looked at."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record


class LedgerCheck(Record):
    """A verification of the ledger: when, by whom, up to which entry, and whether it was sound.

    ``verdict`` is the report's own word; ``told`` are its first sentences, and ``first_bad`` the first line
    that is wrong, None where no line is. All three are empty for a sound ledger.
    """

    __tablename__ = "ledger_checks"

    checked_by: Mapped[UUID]
    checked_at: Mapped[datetime]
    size: Mapped[int]
    root: Mapped[str]
    sound: Mapped[bool]
    problems: Mapped[int]
    verdict: Mapped[str | None] = mapped_column(default=None)
    first_bad: Mapped[int | None] = mapped_column(default=None)
    told: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), default=None)


class UniformityCertificate(Record):
    """A certificate of a requisition's uniformity as it was signed; a later one supersedes it, and both stay.

    ``note`` is the signed note, ``sha256`` its digest in hex, ``size`` the ledger's lines at that moment.
    """

    __tablename__ = "uniformity_certificates"
    __table_args__ = (
        UniqueConstraint("requisition_id", "number"),
        CheckConstraint("number > 0", name="counted"),
    )

    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"))
    number: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[str]
    note: Mapped[str]
    issued_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    issued_at: Mapped[datetime]


class WeeklyReview(Record):
    """That an auditor looked at the openings of a week, by its Monday; a later look is a row of its own.

    ``size`` is the ledger's lines then, ``stood_out`` counts what was unusual and ``told`` how much of it by
    sign; ``own`` where openings of whoever signed were among it. What came of it is sealed.
    """

    __tablename__ = "weekly_reviews"
    __table_args__ = (UniqueConstraint("week", "number"), CheckConstraint("number > 0", name="counted"))

    week: Mapped[date]
    number: Mapped[int]
    size: Mapped[int]
    openings: Mapped[int]
    people: Mapped[int]
    stood_out: Mapped[int]
    told: Mapped[dict[str, int]] = mapped_column(JSON)
    own: Mapped[bool]
    signed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime]
    said: Mapped[OptionalSealed] = mapped_column(default=None)
