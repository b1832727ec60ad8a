"""The rows of the outbox, and when a worker last looked into it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, UtcDateTime


class OutgoingMail(Record):
    """A mail to a candidate, written in the transaction of the act that it tells of.

    ``content`` is the address and what its text is filled with, until the mail is over; ``answer`` what the
    mail server said last. ``useless_at`` is when it has no use any more; ``taken_until`` is until when one
    worker has it in hand.
    """

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (content IS NOT NULL)", name="emptied_when_over"),
        CheckConstraint("(ended_at IS NULL) = (next_try_at IS NOT NULL)", name="tried_until_over"),
        Index("ix_outgoing_mails_due", "next_try_at"),
        Index("ix_outgoing_mails_case", "case_id", "posted_at"),
        Index("ix_outgoing_mails_ended", "ended_at"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    language: Mapped[str]
    case_id: Mapped[UUID | None]
    posted_at: Mapped[datetime]
    useless_at: Mapped[datetime | None]
    content: Mapped[OptionalSealed]
    state: Mapped[str]
    tries: Mapped[int]
    next_try_at: Mapped[datetime | None]
    taken_until: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    code: Mapped[int | None] = mapped_column(default=None)
    answer: Mapped[OptionalSealed] = mapped_column(default=None)


mail_rounds = Table(
    "mail_rounds",
    Record.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime),
)
"""One row, no record: when a worker last looked for mail to send, empty before the first one did."""
