"""Rows of submissions, returns, rulings on findings, approved previews, and releases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class PreviewApproval(Record):
    """That a person looked at the exact board page and approved its fingerprint (SHA-256, hex).

    Each person's approval of the highest ``turn`` counts.
    """

    __tablename__ = "preview_approvals"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "turn"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    turn: Mapped[int]
    fingerprint: Mapped[str]
    approved_at: Mapped[datetime]


class Submission(Record):
    """An investigator's handing over of a finished case for review.

    It can be recalled until it is opened; ``fingerprint`` is of the page that the investigator approved.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        UniqueConstraint("id", "case_id", "submitted_by"),
        CheckConstraint("opened_at IS NULL OR recalled_at IS NULL", name="opened_or_recalled"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    fingerprint: Mapped[str]
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    submitted_at: Mapped[datetime]
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    recalled_at: Mapped[datetime | None] = mapped_column(default=None)


class Return(Record):
    """A supervisor's return of a submission, with the reasons for the investigator, item by item.

    A released submission is returned for a correction; the reasons then hold why.
    """

    __tablename__ = "returns"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id"), unique=True)
    reasons: Mapped[Sealed]
    returned_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    returned_at: Mapped[datetime]


class ReturnAnswer(Record):
    """What an investigator did about one thing that a return asks for, in a few words, beside the ask.

    ``ask`` is its place among the asks of the return, from 0. The answer of the highest ``turn`` counts.
    """

    __tablename__ = "return_answers"
    __table_args__ = (
        UniqueConstraint("return_id", "ask", "turn"),
        CheckConstraint("ask >= 0 AND turn >= 1", name="counted"),
    )

    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"))
    ask: Mapped[int]
    turn: Mapped[int]
    words: Mapped[Sealed]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]


class FindingRuling(Record):
    """Whether a finding goes to the board; what is withheld is hidden and retained with its reason (A.10).

    The ruling of the highest ``turn`` counts. ``in_review`` tells a supervisor's from an investigator's own.
    """

    __tablename__ = "finding_rulings"
    __table_args__ = (
        UniqueConstraint("finding_id", "turn"),
        CheckConstraint("ruling IN ('cleared', 'withheld')", name="cleared_or_withheld"),
        CheckConstraint("ruling <> 'withheld' OR reason IS NOT NULL", name="withheld_with_reason"),
    )

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    turn: Mapped[int]
    ruling: Mapped[str]
    in_review: Mapped[bool]
    reason: Mapped[OptionalSealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class Release(Record):
    """The act that shows a summary to a board; a correction is a further release above it (C.3.d).

    ``submitted_by`` is the submission's own, held to it by the key, so that the database itself can compare.
    """

    __tablename__ = "releases"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        ForeignKeyConstraint(
            ["submission_id", "case_id", "submitted_by"],
            ["submissions.id", "submissions.case_id", "submissions.submitted_by"],
            name="fk_releases_submission",
        ),
        CheckConstraint("released_by <> submitted_by", name="not_by_who_submitted"),
        CheckConstraint("(number = 1) = (correction_reason IS NULL)", name="corrected_with_reason"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    submission_id: Mapped[UUID] = mapped_column(unique=True)
    submitted_by: Mapped[UUID]
    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"), unique=True)
    fingerprint: Mapped[str]
    correction_reason: Mapped[OptionalSealed]
    released_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime]


class FirstRelease(Record):
    """The first of two releases of a page, where a requisition takes two; it shows nothing to anybody.

    It counts for the page of this ``fingerprint`` alone: where the wording changes, a further ``turn`` is
    needed. ``submitted_by`` is held to the submission, as on releases.
    """

    __tablename__ = "first_releases"
    __table_args__ = (
        UniqueConstraint("submission_id", "turn"),
        ForeignKeyConstraint(
            ["submission_id", "case_id", "submitted_by"],
            ["submissions.id", "submissions.case_id", "submissions.submitted_by"],
            name="fk_first_releases_submission",
        ),
        CheckConstraint("released_by <> submitted_by", name="not_by_who_submitted"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    submission_id: Mapped[UUID]
    turn: Mapped[int]
    submitted_by: Mapped[UUID]
    fingerprint: Mapped[str]
    released_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime]
