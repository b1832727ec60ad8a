"""Rows of drafts of protocols, each wording that was saved, what was done with it, and what was published."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class ProtocolDraft(Record):
    """A draft of the version after a published one; drafts of a protocol are numbered from one."""

    __tablename__ = "protocol_drafts"
    __table_args__ = (UniqueConstraint("protocol", "number"), CheckConstraint("number > 0", name="counted"))

    protocol: Mapped[str]
    number: Mapped[int]
    base: Mapped[int]
    base_digest: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


class ProtocolWording(Record):
    """A wording of a draft as it was saved; a further one is a row of its own."""

    __tablename__ = "protocol_wordings"
    __table_args__ = (UniqueConstraint("draft_id", "number"), CheckConstraint("number > 0", name="counted"))

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("protocol_drafts.id"))
    number: Mapped[int]
    content: Mapped[str]
    saved_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    saved_at: Mapped[datetime]


class ProtocolDraftAct(Record):
    """What was done with a wording: sent, approved, returned with words about it, or the draft set aside."""

    __tablename__ = "protocol_draft_acts"
    __table_args__ = (
        UniqueConstraint("draft_id", "number"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint("act IN ('sent', 'approved', 'returned', 'set-aside')", name="act"),
    )

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("protocol_drafts.id"))
    number: Mapped[int]
    wording: Mapped[int]
    act: Mapped[str]
    words: Mapped[str]
    done_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    done_at: Mapped[datetime]


class ProtocolEdition(Record):
    """A published version of a protocol that the agency wrote; ``digest`` is over wording, number and day."""

    __tablename__ = "protocol_editions"
    __table_args__ = (UniqueConstraint("protocol", "number"), CheckConstraint("number > 0", name="counted"))

    protocol: Mapped[str]
    number: Mapped[int]
    published_on: Mapped[date]
    content: Mapped[str]
    digest: Mapped[str]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("protocol_drafts.id"), unique=True)
    published_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[datetime]
