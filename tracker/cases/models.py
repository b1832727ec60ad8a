"""Rows of candidates, cases, invitations, assignments, conflicts, and of who opened what."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Candidate(Record):
    """A person seeking employment or a volunteer post; sealed under a key of the candidate's own.

    ``language`` is that of what we send to them, empty for English.
    """

    __tablename__ = "candidates"

    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Sealed]
    email: Mapped[OptionalSealed]
    phone: Mapped[OptionalSealed]
    email_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(default=None)


class Case(Record):
    """One candidate's background check in one requisition.

    ``corrected_from`` is the stage from which a correction took it, None before the first.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("requisition_id", "candidate_id"),
        Index("ix_cases_requisition_stage", "requisition_id", "stage", "due_at", "id"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"), index=True)
    stage: Mapped[str]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    corrected_from: Mapped[str | None] = mapped_column(default=None)


class Assignment(Record):
    """A case given to a background investigator; at most one is live."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "uq_assignments_live",
            "case_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    assigned_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class HandoverWords(Record):
    """What an investigator leaves in words for whoever has the case next; sealed, added to, never changed.

    The database takes them from whoever has the case by ``assignment_id`` alone.
    """

    __tablename__ = "handover_words"
    __table_args__ = (Index("ix_handover_words_case", "case_id", "written_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignments.id"))
    words: Mapped[Sealed]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]


class ConflictDeclaration(Record):
    """What a person said of ties to a candidate, before the case was shown; the strictest one counts."""

    __tablename__ = "conflict_declarations"
    __table_args__ = (Index("ix_conflict_declarations_case_person", "case_id", "person_id", "declared_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str]
    tie: Mapped[str | None]
    explanation: Mapped[OptionalSealed]
    declared_at: Mapped[datetime]


class ConflictRuling(Record):
    """What somebody else ruled on a declared tie, and why; it can be upheld once, and lifted once.

    The declaration itself never changes: both stay.
    """

    __tablename__ = "conflict_rulings"
    __table_args__ = (
        UniqueConstraint("declaration_id", "ruling"),
        CheckConstraint("ruling IN ('upheld', 'lifted')", name="upheld_or_lifted"),
    )

    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("conflict_declarations.id"))
    ruling: Mapped[str]
    reason: Mapped[Sealed]
    ruled_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ruled_at: Mapped[datetime]


class AgeWindow(Record):
    """The month in which a candidate turns 18, sealed; it decides only whether a post may be used.

    The row of the highest ``turn`` counts; all stay, and go with the case. Nobody is shown the month again.
    """

    __tablename__ = "age_windows"
    __table_args__ = (UniqueConstraint("case_id", "turn"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    turn: Mapped[int]
    month: Mapped[Sealed]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class AccessEntry(Record):
    """Who opened what of a case, written before the bytes leave.

    ``raw`` marks material that no decision maker may see; such an entry is an exposure, for ever, and the
    database refuses a seat or a decision to whoever has one (Hamden D.2). ``thing`` names the kind opened,
    ``reference`` the very object, empty for the case as a whole. ``opened_from`` is the network address that
    staff opened it from.
    """

    __tablename__ = "access_entries"
    __access_entry__: ClassVar[bool] = True
    __table_args__ = (
        Index("ix_access_entries_case_person", "case_id", "person_id", "raw"),
        Index("ix_access_entries_person_at", "person_id", "opened_at"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID]
    role: Mapped[str]
    thing: Mapped[str]
    reference: Mapped[str]
    raw: Mapped[bool]
    opened_at: Mapped[datetime]
    opened_from: Mapped[str | None] = mapped_column(default=None)


class InvitationCode(Record):
    """The code that a candidate is told apart from every link; all links of one code share its tries.

    ``code_hash`` is bound to ``bound_to``; where that is empty, to the code's own id. ``tries_given`` is what
    it was made with, to which the tries go back once it is typed right; where it is empty, they never do.
    """

    __tablename__ = "invitation_codes"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    code_hash: Mapped[str]
    tries_left: Mapped[int]
    issued_by: Mapped[UUID]
    issued_at: Mapped[datetime]
    bound_to: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)
    tries_given: Mapped[int | None] = mapped_column(default=None)


class Invitation(Record):
    """A candidate's way in: a link, of which only the digest is kept, and the code that it takes.

    A link from before codes had rows of their own has no ``code_id``, and holds the code's digest and tries
    itself until it is used; later ones leave both empty. ``channel`` is how it went out.
    """

    __tablename__ = "invitations"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    issued_by: Mapped[UUID]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    code_hash: Mapped[str] = mapped_column(default="")
    tries_left: Mapped[int] = mapped_column(default=0)
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)
    code_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation_codes.id"), default=None, index=True)
    channel: Mapped[str | None] = mapped_column(default=None)


class LinkRequest(Record):
    """That somebody asked for a new link, from where, and what came of it."""

    __tablename__ = "link_requests"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    asked_from: Mapped[str]
    sent: Mapped[bool]
    asked_at: Mapped[datetime]
