"""Rows of disposal: batches, the cases in them, the ruling of a second person, and what was destroyed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class DisposalBatch(Record):
    """Cases that somebody proposed to dispose of together."""

    __tablename__ = "disposal_batches"

    reference: Mapped[str] = mapped_column(unique=True)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]


class DisposalItem(Record):
    """One case of a batch, as it stood when it was proposed: how it ended, since when and until when kept.

    ``years`` is what the agency's schedule said, None for nothing; ``series`` is where that stands.
    """

    __tablename__ = "disposal_items"
    __table_args__ = (UniqueConstraint("batch_id", "case_id"),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("disposal_batches.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    ending: Mapped[str]
    since: Mapped[date]
    due_on: Mapped[date]
    years: Mapped[int | None]
    series: Mapped[str]


class DisposalRuling(Record):
    """What a second person ruled on a batch; whoever proposed one can only take it back.

    ``reason`` says why it was refused, or by which authorization its records were destroyed.
    """

    __tablename__ = "disposal_rulings"
    __table_args__ = (CheckConstraint("ruling IN ('approved', 'refused')", name="approved_or_refused"),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("disposal_batches.id"), unique=True)
    ruling: Mapped[str]
    reason: Mapped[str]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class Disposal(Record):
    """What became of one case of an approved batch: its keys destroyed, or left out and why.

    The counts say what the case held; ``files`` were removed from the store.
    """

    __tablename__ = "disposals"
    __table_args__ = (
        CheckConstraint("done = (why IS NULL)", name="done_or_why"),
        Index(
            "uq_disposals_done",
            "case_id",
            unique=True,
            sqlite_where=text("done"),
            postgresql_where=text("done"),
        ),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("disposal_items.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    done: Mapped[bool]
    why: Mapped[str | None]
    disposed_on: Mapped[date]
    files: Mapped[int]
    searches: Mapped[int]
    findings: Mapped[int]
    captures: Mapped[int]
