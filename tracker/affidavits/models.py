"""Rows of the affidavit in the making, what is filed or waits to be sworn, accounts, and access grants."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class AffidavitDraft(Record):
    """The candidate's answers so far, saved on every Continue; one for each case."""

    __tablename__ = "affidavit_drafts"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), unique=True)
    answers: Mapped[Sealed]
    saved_at: Mapped[datetime]


class Affidavit(Record):
    """A signed and filed affidavit; an amendment is a further edition and both stay (Hampton F.2).

    ``document`` is the exact text that was shown and signed; ``fingerprint`` is its SHA-256 in hex. What was
    signed in another language is kept in ``english`` too: the same answers, promise and signature in English.
    """

    __tablename__ = "affidavits"
    __table_args__ = (UniqueConstraint("case_id", "edition"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    edition: Mapped[int]
    document: Mapped[Sealed]
    answers: Mapped[Sealed]
    signed_name: Mapped[Sealed]
    signed_place: Mapped[OptionalSealed]
    language: Mapped[str]
    declaration: Mapped[str]
    profile: Mapped[str]
    profile_version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(index=True)
    filed_at: Mapped[datetime]
    english: Mapped[OptionalSealed] = mapped_column(default=None)


class AffidavitPaper(Record):
    """The receipt of a filed affidavit as PDF, kept as the bytes that were made first.

    ``fingerprint`` is the SHA-256 of ``sheet`` in hex, so that the file proves the filing as the text does.
    """

    __tablename__ = "affidavit_papers"

    affidavit_id: Mapped[UUID] = mapped_column(ForeignKey("affidavits.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    sheet: Mapped[Sealed]
    fingerprint: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime]


class DeclaredAccount(Record):
    """One account, or the fact that a username is not remembered, as declared in one edition.

    ``number`` is the account's for good: it stays in every later edition and is never given to another.
    ``platform`` is a key of the list of platforms, ``other`` for one that is not on it. ``account_index``
    is the blind index of platform and canonical handle; empty when not remembered.
    """

    __tablename__ = "declared_accounts"
    __table_args__ = (UniqueConstraint("affidavit_id", "number"),)

    affidavit_id: Mapped[UUID] = mapped_column(ForeignKey("affidavits.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    platform: Mapped[str]
    handle: Mapped[OptionalSealed]
    details: Mapped[Sealed]
    account_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    former: Mapped[bool]


class AccessGrant(Record):
    """The candidate's word on how one named investigator may look at one account, until when.

    A refusal to give more than the public view is the mode "public only": a neutral value like the others.
    A grant is never changed, only stopped; an amendment stops the grants of the edition before and gives its
    own. ``investigator_id`` is empty when nobody was assigned at signing; it then names nobody until the
    candidate agrees to somebody.
    """

    __tablename__ = "access_grants"
    __table_args__ = (Index("ix_access_grants_case_investigator", "case_id", "investigator_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    declared_account_id: Mapped[UUID] = mapped_column(ForeignKey("declared_accounts.id"), index=True)
    investigator_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    mode: Mapped[str]
    granted_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)


class GrantUse(Record):
    """One use of a grant by its investigator: what the candidate's status page shows as "used on"."""

    __tablename__ = "grant_uses"

    grant_id: Mapped[UUID] = mapped_column(ForeignKey("access_grants.id"), index=True)
    used_at: Mapped[datetime]


class PendingStatement(Record):
    """A statement that is ready and waits to be sworn: its text does not change any more (Hampton F.2).

    ``text`` is everything up to the officer's or the notary's part, ``english`` the same in English where it
    is in another language, and ``digest`` the SHA-256 of ``text`` in hex. ``access_ends_at`` is when the
    access in it ends, ``investigator_id`` whom it names; empty for nobody. Changed answers end the
    statement; another is made in its place.
    """

    __tablename__ = "pending_statements"
    __table_args__ = (Index("ix_pending_statements_case", "case_id", "made_at"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    edition: Mapped[int]
    method: Mapped[str]
    language: Mapped[str]
    profile: Mapped[str]
    profile_version: Mapped[int]
    text: Mapped[Sealed]
    answers: Mapped[Sealed]
    digest: Mapped[str] = mapped_column(index=True)
    access_ends_at: Mapped[datetime]
    made_at: Mapped[datetime]
    investigator_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    english: Mapped[OptionalSealed] = mapped_column(default=None)


class StatementEnd(Record):
    """How a statement that waited came to its end: filed, or why not. One for each, for good.

    ``recorded_by`` is who recorded that it was sworn; empty where it was not.
    """

    __tablename__ = "statement_ends"

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("pending_statements.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    why: Mapped[str]
    ended_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)


class SignedScan(Record):
    """A paper that was signed, as the file that was handed in, sealed in the database beside its statement.

    ``fingerprint`` is the SHA-256 of the file in hex, ``page`` its place among several. ``details`` is what
    was said of it, as JSON: of a notary, name, place, commission and day. ``statement_id`` is empty for a
    paper that nobody typed yet. ``handed_in_by`` is empty where the candidate handed it in.
    """

    __tablename__ = "signed_scans"
    __table_args__ = (Index("ix_signed_scans_case", "case_id", "handed_in_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("pending_statements.id"), index=True)
    page: Mapped[int]
    media: Mapped[str]
    size: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(index=True)
    file: Mapped[Sealed]
    details: Mapped[OptionalSealed]
    handed_in_at: Mapped[datetime]
    handed_in_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)


class ScanCheck(Record):
    """What somebody who looked at a scan and its text side by side said of them: once for each scan."""

    __tablename__ = "scan_checks"

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("signed_scans.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    same: Mapped[bool]
    reason: Mapped[OptionalSealed]
    checked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    checked_at: Mapped[datetime]


class SignCode(Record):
    """A code for one signature, sent apart: only a keyed digest of it is kept, and tries are counted."""

    __tablename__ = "sign_codes"
    __table_args__ = (
        CheckConstraint("tries_left >= 0", name="tries_counted"),
        Index("ix_sign_codes_case", "case_id", "made_at"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    code_hash: Mapped[str]
    tries_left: Mapped[int]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Clarification(Record):
    """What staff asked about one answer of ``edition``; ``number`` is that of an account it is of."""

    __tablename__ = "clarifications"
    __table_args__ = (
        CheckConstraint("(about IN ('account', 'access')) = (number IS NOT NULL)", name="of_one_account"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    edition: Mapped[int]
    about: Mapped[str]
    number: Mapped[int | None]
    words: Mapped[Sealed]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]


class ClarificationEnd(Record):
    """How a question about an answer ended: by an edition, in words, or taken back; once, for good."""

    __tablename__ = "clarification_ends"
    __table_args__ = (
        CheckConstraint("how IN ('edition', 'words', 'taken-back')", name="known_ending"),
        CheckConstraint("(how = 'edition') = (affidavit_id IS NOT NULL)", name="by_an_edition"),
        CheckConstraint("(how = 'words') = (words IS NOT NULL)", name="in_words"),
        CheckConstraint("(how = 'taken-back') = (taken_back_by IS NOT NULL)", name="by_staff"),
    )

    clarification_id: Mapped[UUID] = mapped_column(ForeignKey("clarifications.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    how: Mapped[str]
    ended_at: Mapped[datetime]
    words: Mapped[OptionalSealed] = mapped_column(default=None)
    affidavit_id: Mapped[UUID | None] = mapped_column(ForeignKey("affidavits.id"), default=None)
    taken_back_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
