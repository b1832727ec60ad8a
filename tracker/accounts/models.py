"""Rows of people, their roles, their designations as searchers, and their sign-in sessions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class Person(Record):
    """A member of staff or of a board; never deleted, only disabled.

    ``agency`` is the partner agency that lends somebody to search in one case; empty for everybody else.
    """

    __tablename__ = "people"

    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[Sealed]
    email_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    agency: Mapped[str | None] = mapped_column(default=None)


class RoleGrant(Record):
    """A role given to a person, by whom and until when."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "uq_role_grants_live",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    granted_by: Mapped[UUID]
    granted_at: Mapped[datetime]
    ended_by: Mapped[UUID | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Designation(Record):
    """The Chief's act that a person holds a sensitive position and may search (Hamden D.3)."""

    __tablename__ = "designations"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="ends_after_start"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    designated_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    designated_at: Mapped[datetime]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    vetted_on: Mapped[date]
    trained_on: Mapped[date]
    confidentiality_signed_on: Mapped[date]
    ended_by: Mapped[UUID | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class SignInSession(Record):
    """A signed-in browser; only the digest of its id is kept.

    ``subject_id`` is a person's or a candidate's id, by ``role``; ``case_id`` is set for candidates.
    ``proofs`` are the :class:`~tracker.policy.proofs.Proof` shown at ``proved_at``, with commas between.
    """

    __tablename__ = "sign_in_sessions"

    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    role: Mapped[str]
    case_id: Mapped[UUID | None]
    proofs: Mapped[str]
    proved_at: Mapped[datetime]
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class SignInAttempt(Record):
    """A try to sign in, by the blind index of what was typed as the account; counted by all workers alike."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_account_at", "account_index", "at"),)

    account_index: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
    succeeded: Mapped[bool]


class KeptForm(Record):
    """What somebody had typed when the session had ended: kept sealed until they sign in again (R-37)."""

    __tablename__ = "kept_forms"

    subject_id: Mapped[UUID] = mapped_column(index=True)
    path: Mapped[str]
    content: Mapped[Sealed]
    kept_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
