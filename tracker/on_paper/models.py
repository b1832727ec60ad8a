"""Rows of papers that candidates signed: the copy, its pages, who typed it, and how it was compared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class PaperCopy(Record):
    """A signed paper as staff copy it; of each case, one is being copied at a time.

    ``answers`` and ``signature`` are what the paper says, as JSON. ``handed_on_at`` is set while it waits to
    be compared. ``ending`` says how it ended: filed as ``affidavit_id``, or left.
    """

    __tablename__ = "paper_copies"
    __table_args__ = (
        CheckConstraint("ending IN ('filed', 'left')", name="known_ending"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="ended_when"),
        CheckConstraint(
            "(affidavit_id IS NULL) = (ending IS NULL OR ending <> 'filed')", name="filed_as_an_affidavit"
        ),
        Index(
            "uq_paper_copies_one_open",
            "case_id",
            unique=True,
            sqlite_where=text("ending IS NULL"),
            postgresql_where=text("ending IS NULL"),
        ),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    edition: Mapped[int]
    language: Mapped[str]
    answers: Mapped[Sealed]
    signature: Mapped[Sealed]
    begun_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    handed_on_at: Mapped[datetime | None] = mapped_column(default=None)
    ending: Mapped[str | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    affidavit_id: Mapped[UUID | None] = mapped_column(ForeignKey("affidavits.id"), default=None)


class PaperTypist(Record):
    """That somebody typed of a copy, changed its pages or handed it on; whoever did never compares it."""

    __tablename__ = "paper_typists"
    __table_args__ = (UniqueConstraint("copy_id", "person_id"),)

    copy_id: Mapped[UUID] = mapped_column(ForeignKey("paper_copies.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]


class PaperPage(Record):
    """A file that shows the paper, or a part of it; one that is taken off is shown to nobody any more."""

    __tablename__ = "paper_pages"
    __table_args__ = (UniqueConstraint("copy_id", "number"),)

    copy_id: Mapped[UUID] = mapped_column(ForeignKey("paper_copies.id"))
    scan_id: Mapped[UUID] = mapped_column(ForeignKey("signed_scans.id"), unique=True)
    number: Mapped[int]
    taken_off_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_off_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)


class PaperComparison(Record):
    """What somebody who did not type a copy said of it beside the paper; ``digest`` is of the text shown."""

    __tablename__ = "paper_comparisons"
    __table_args__ = (
        UniqueConstraint("copy_id", "number"),
        CheckConstraint("same OR words IS NOT NULL", name="says_what_differs"),
    )

    copy_id: Mapped[UUID] = mapped_column(ForeignKey("paper_copies.id"))
    number: Mapped[int]
    same: Mapped[bool]
    digest: Mapped[str]
    compared_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    compared_at: Mapped[datetime]
    words: Mapped[OptionalSealed] = mapped_column(default=None)


class PaperLetter(Record):
    """That the letter about a filed paper went to the candidate, with the copy; once for each paper."""

    __tablename__ = "paper_letters"

    copy_id: Mapped[UUID] = mapped_column(ForeignKey("paper_copies.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[datetime]
