"""Rows of incidents: what was found, which cases it touches, what was done and said, and how it ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Incident(Record):
    """Something that went wrong with what is confidential: of which kind, discovered when, found by whom.

    ``period_hours`` is the agency's own period for telling somebody as it was set then, 0 where it set none.
    What was found is sealed with the product's own key, since it outlives the cases.
    """

    __tablename__ = "incidents"
    __table_args__ = (CheckConstraint("period_hours >= 0", name="counted"),)

    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    discovered_at: Mapped[datetime]
    period_hours: Mapped[int]
    found: Mapped[Sealed]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]


class IncidentCase(Record):
    """That an incident touches a case."""

    __tablename__ = "incident_cases"
    __table_args__ = (UniqueConstraint("incident_id", "case_id"),)

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incidents.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    named_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[datetime]


class IncidentLine(Record):
    """What was done about an incident, or who was told of it and when; no line changes another."""

    __tablename__ = "incident_lines"
    __table_args__ = (
        UniqueConstraint("incident_id", "number"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint("told = (whom IS NOT NULL)", name="names_who_was_told"),
    )

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incidents.id"))
    number: Mapped[int]
    told: Mapped[bool]
    at: Mapped[datetime]
    words: Mapped[Sealed]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
    whom: Mapped[OptionalSealed] = mapped_column(default=None)


class IncidentClosing(Record):
    """That somebody who had not recorded an incident closed its record, and why."""

    __tablename__ = "incident_closings"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incidents.id"), unique=True)
    reason: Mapped[Sealed]
    closed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime]
