"""Rows of submissions, returns, rulings on findings, approved previews, and releases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class PreviewApproval(Record):
    """That a person looked at the exact board page and approved its fingerprint (SHA-256, hex)."""

    __tablename__ = "preview_approvals"
    __table_args__ = (Index("ix_preview_approvals_case_person", "case_id", "person_id", "approved_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    fingerprint: Mapped[str]
    approved_at: Mapped[datetime]


class Submission(Record):
    """An investigator's handing over of a finished case for review."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    fingerprint: Mapped[str]
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    submitted_at: Mapped[datetime]
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    recalled_at: Mapped[datetime | None] = mapped_column(default=None)


class Return(Record):
    """A supervisor's return of a submission, with the reasons for the investigator."""

    __tablename__ = "returns"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id"), unique=True)
    reasons: Mapped[Sealed]
    returned_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    returned_at: Mapped[datetime]


class FindingRuling(Record):
    """Whether a finding goes to the board; what is withheld is hidden and retained with its reason (A.10)."""

    __tablename__ = "finding_rulings"
    __table_args__ = (Index("ix_finding_rulings_finding_at", "finding_id", "ruled_at"),)

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    ruling: Mapped[str]
    reason: Mapped[OptionalSealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class Release(Record):
    """The act that shows a summary to a board; a correction is a further release above it (C.3.d)."""

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id"))
    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"), unique=True)
    fingerprint: Mapped[str]
    correction_reason: Mapped[OptionalSealed]
    released_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime]
