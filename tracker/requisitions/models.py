"""Rows of requisitions, the seats and meetings of their boards, and the Chief's deviations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record


class Requisition(Record):
    """One requisition for one position, with the protocol and legal profile it is bound to.

    The protocol and the profile are pinned by version and by the SHA-256 of their files, in hex; they are
    frozen by the database once ``opened_at`` is set (Hamden D.1, D.5), and so is ``two_releasers``: that a
    second supervisor confirms each release; empty where one releases.
    """

    __tablename__ = "requisitions"

    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    position_class: Mapped[str]
    incumbents: Mapped[bool]
    profile: Mapped[str]
    profile_version: Mapped[int]
    profile_digest: Mapped[str]
    protocol: Mapped[str | None]
    protocol_version: Mapped[int | None]
    protocol_digest: Mapped[str | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    two_releasers: Mapped[bool | None] = mapped_column(default=None)
    blind: Mapped[bool | None] = mapped_column(default=None)
    """Whether its board reads of candidates by number, frozen by the opening as well."""


class BoardSeat(Record):
    """A decision maker's seat on the board of a requisition; a seat given up stays on record."""

    __tablename__ = "board_seats"
    __table_args__ = (
        Index(
            "uq_board_seats_live",
            "requisition_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    chair: Mapped[bool]
    seated_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    seated_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(default=None)


class BoardMeeting(Record):
    """A meeting of the board of a requisition; one that is called off stays on record."""

    __tablename__ = "board_meetings"

    reference: Mapped[str] = mapped_column(unique=True)
    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"), index=True)
    held_at: Mapped[datetime]
    place: Mapped[str]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    called_off_at: Mapped[datetime | None] = mapped_column(default=None)


class Deviation(Record):
    """The Chief's recorded deviation from a "should" clause, with the control that makes up for it.

    It binds a whole requisition, and where the clause is about persons (D.2, D.3) one named person in it.
    """

    __tablename__ = "deviations"

    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"), index=True)
    clause: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    compensating_control: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
