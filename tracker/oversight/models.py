"""Rows of oversight itself: that the ledger was checked, and what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


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
