"""The statement of a case that is ready and waits to be sworn: as it is read, and what is told of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.answers import Answers, read_answers
from tracker.affidavits.models import PendingStatement, ScanCheck, SignedScan, StatementEnd
from tracker.affidavits.slots import STATEMENT, STATEMENT_ANSWERS, STATEMENT_ENGLISH
from tracker.affidavits.told import Told
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.vocabulary import Language
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

if TYPE_CHECKING:
    from tracker.affidavits.words import Say

_WAITS = (
    select(PendingStatement)
    .outerjoin(StatementEnd, StatementEnd.statement_id == PendingStatement.id)
    .where(PendingStatement.case_id == bindparam("case"), StatementEnd.id.is_(None))
    .order_by(PendingStatement.made_at.desc())
    .limit(1)
)
_UNFILED = (
    select(
        PendingStatement.id,
        PendingStatement.version,
        PendingStatement.reference,
        PendingStatement.text,
        PendingStatement.english,
        PendingStatement.made_at,
    )
    .outerjoin(StatementEnd, StatementEnd.statement_id == PendingStatement.id)
    .where(PendingStatement.case_id == bindparam("case"), func.coalesce(StatementEnd.why, "") != "filed")
    .order_by(PendingStatement.made_at, PendingStatement.reference)
)
_SCANS = exists().where(SignedScan.statement_id == PendingStatement.id).correlate(PendingStatement)
_CHECKED = select(ScanCheck.scan_id)
_STANDS = _WAITS.with_only_columns(
    PendingStatement.reference,
    PendingStatement.method,
    _SCANS.where(SignedScan.id.not_in(_CHECKED)).label("unchecked"),
    _SCANS.where(SignedScan.id.in_(_CHECKED)).label("sent_back"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that waits, opened; ``intact`` says that its text has the digest that was given out."""

    statement_id: UUID
    reference: str
    edition: int
    method: SigningMethod
    language: Language
    profile: str
    profile_version: int
    text: str
    english: str
    answers: Answers
    digest: str
    access_ends_at: datetime
    made_at: datetime
    investigator_id: UUID | None

    @property
    def intact(self) -> bool:
        """Say whether the text is the one that was made ready."""
        return hashlib.sha256(self.text.encode()).hexdigest() == self.digest


def waiting_of(session: Session, case_id: UUID) -> Waiting | None:
    """Return the statement of a case that waits to be sworn, None where none does, in two statements."""
    row = session.scalars(_WAITS, {"case": case_id}).one_or_none()
    if row is None:
        return None
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    english = sealer.open_text(STATEMENT_ENGLISH, row.id, row.version, row.english) if row.english else ""
    return Waiting(
        statement_id=row.id,
        reference=row.reference,
        edition=row.edition,
        method=SigningMethod(row.method),
        language=Language(row.language),
        profile=row.profile,
        profile_version=row.profile_version,
        text=sealer.open_text(STATEMENT, row.id, row.version, row.text),
        english=english,
        answers=read_answers(sealer.open_json(STATEMENT_ANSWERS, row.id, row.version, row.answers)),
        digest=row.digest,
        access_ends_at=row.access_ends_at,
        made_at=row.made_at,
        investigator_id=row.investigator_id,
    )


@dataclass(frozen=True, slots=True)
class MadeReady:
    """A text that was made ready to be sworn and is not filed, opened: it waits, or it waited once."""

    reference: str
    text: str
    english: str
    made_at: datetime


def statements_of(session: Session, case_id: UUID) -> tuple[MadeReady, ...]:
    """Return the texts of a case that were made ready and not filed, oldest first, in two statements."""
    rows = session.execute(_UNFILED, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        MadeReady(
            reference=row.reference,
            text=sealer.open_text(STATEMENT, row.id, row.version, row.text),
            english=sealer.open_text(STATEMENT_ENGLISH, row.id, row.version, row.english)
            if row.english
            else "",
            made_at=row.made_at,
        )
        for row in rows
    )


def waiting_for(session: Session, case_id: UUID, method: SigningMethod) -> Waiting:
    """Return the statement that waits to be sworn in one way; raises NotFound where none does."""
    waiting = waiting_of(session, case_id)
    if waiting is None or waiting.method is not method:
        raise NotFound
    return waiting


def to_be_sworn(session: Session, case_id: UUID, method: SigningMethod) -> str:
    """Return the reference of the statement that waits to be sworn in one way, or nothing; opens none."""
    row = session.execute(_STANDS, {"case": case_id}).one_or_none()
    return str(row.reference) if row is not None and row.method == method else ""


def tell_statement(session: Session, facts: CaseFacts, _now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell the candidate that the statement is not filed before it is sworn, in one statement."""
    row = session.execute(_STANDS, {"case": facts.case_id}).one_or_none()
    if row is None:
        return ()
    if row.method != SigningMethod.NOTARY:
        words = _("Not filed yet. Your statement is ready to be sworn. Come to us and bring an ID card.")
        return (Told(words, _("See how"), "affidavits.ways", due=True),)
    if row.unchecked:
        words = _("Not filed yet. We have your signed paper. Someone here looks at it first.")
        return (Told(words, _("See what you sent"), "affidavits.notary"),)
    if row.sent_back:
        words = _("Not filed yet. We looked at your signed paper, and something is left to do.")
        return (Told(words, _("See what to do"), "affidavits.notary", due=True),)
    words = _("Not filed yet. Sign your statement before a notary, then send us a photo or scan of it.")
    return (Told(words, _("See how"), "affidavits.notary", due=True),)
