"""Rows of the search log, the outcomes of protocol steps, and requests to differ from the protocol."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class RequestKind(StrEnum):
    """What can be asked for; the word kept in ``requests.kind``."""

    NOT_APPLICABLE = "not-applicable"
    """That a step be set aside, because it does not apply to this candidate."""
    COULD_NOT_BE_DONE = "could-not-be-done"
    """That a step be set aside, because it could not be done."""
    EXTRA_SEARCH = "extra-search"
    """That one search be made which the protocol does not hold."""


class Request(Record):
    """An ask to differ from the protocol: to excuse a step, or to search beyond it (Hamden D.5).

    ``excuse_code`` is of the protocol's own list of reasons. An extra search says ahead what would be
    searched for, where and how; ``query`` and ``reason`` are sealed.
    """

    __tablename__ = "requests"
    __table_args__ = (
        UniqueConstraint("id", "case_id"),
        UniqueConstraint("id", "asked_by"),
        Index("ix_requests_case_step", "case_id", "step"),
        Index("ix_requests_asked_at", "asked_at", "id"),
        CheckConstraint("(kind = 'extra-search') = (excuse_code IS NULL)", name="excuse_from_the_list"),
        CheckConstraint(
            "(kind = 'extra-search') = (query IS NOT NULL AND place IS NOT NULL AND method IS NOT NULL)",
            name="extra_search_said_ahead",
        ),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    step: Mapped[str]
    excuse_code: Mapped[str | None]
    query: Mapped[OptionalSealed]
    place: Mapped[str | None]
    method: Mapped[str | None]
    reason: Mapped[Sealed]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]


class RequestRuling(Record):
    """A supervisor's yes or no to a request, with the reason; never by who asked.

    ``asked_by`` is the request's own, held to it by the key, so that the database itself can compare.
    """

    __tablename__ = "request_rulings"
    __table_args__ = (
        ForeignKeyConstraint(["request_id", "asked_by"], ["requests.id", "requests.asked_by"]),
        CheckConstraint("ruled_by <> asked_by", name="not_by_who_asked"),
    )

    request_id: Mapped[UUID] = mapped_column(unique=True)
    asked_by: Mapped[UUID]
    approved: Mapped[bool]
    reason: Mapped[Sealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class SearchEntry(Record):
    """One look: what was searched for, where, how, when, by whom, and with what result.

    "Nothing found" is a full record like any other. ``request_id`` is set for work beyond the protocol;
    ``grant_id`` when the look went beyond what is public, without which the database takes no such entry.
    """

    __tablename__ = "search_entries"
    __table_args__ = (
        ForeignKeyConstraint(["request_id", "case_id"], ["requests.id", "requests.case_id"]),
        Index("ix_search_entries_case_step", "case_id", "step", "logged_at"),
        Index("ix_search_entries_case_logged", "case_id", "logged_at", "id"),
        CheckConstraint("pages_seen >= 0", name="pages_not_negative"),
        CheckConstraint("searched_at <= logged_at", name="not_in_the_future"),
        CheckConstraint("department_device", name="on_a_department_device"),
        CheckConstraint(
            "method NOT IN ('candidate-export', 'together-session') OR grant_id IS NOT NULL",
            name="beyond_public_by_grant",
        ),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str]
    query: Mapped[Sealed]
    place: Mapped[str]
    method: Mapped[str]
    signed_in: Mapped[str]
    result: Mapped[str]
    pages_seen: Mapped[int]
    note: Mapped[OptionalSealed]
    department_device: Mapped[bool]
    searched_at: Mapped[datetime]
    logged_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    logged_at: Mapped[datetime]
    declared_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("declared_accounts.id"), default=None)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("access_grants.id"), default=None)
    request_id: Mapped[UUID | None] = mapped_column(default=None)


class SearchVoid(Record):
    """The mark that a search was entered in error; both stay."""

    __tablename__ = "search_voids"

    search_id: Mapped[UUID] = mapped_column(ForeignKey("search_entries.id"), unique=True)
    reason: Mapped[Sealed]
    voided_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    voided_at: Mapped[datetime]


class StepOutcome(Record):
    """How a protocol step ended for one case, or that it was opened again; the highest number counts."""

    __tablename__ = "step_outcomes"
    __table_args__ = (
        UniqueConstraint("case_id", "step", "number"),
        ForeignKeyConstraint(["request_id", "case_id"], ["requests.id", "requests.case_id"]),
        CheckConstraint(
            "(outcome IN ('not-applicable', 'could-not-be-done')) = (request_id IS NOT NULL)",
            name="excused_by_request",
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str]
    number: Mapped[int]
    outcome: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    request_id: Mapped[UUID | None] = mapped_column(default=None)


class SearchSession(Record):
    """The session in which a look beyond what is public was made."""

    __tablename__ = "search_sessions"

    search_id: Mapped[UUID] = mapped_column(ForeignKey("search_entries.id"), unique=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("together_sessions.id"), index=True)
