"""What is read of filed affidavits by those who may: the candidate, and staff who open one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.answers import Answers, read_answers
from tracker.affidavits.difference import difference
from tracker.affidavits.models import AccessGrant, Affidavit, AffidavitPaper, DeclaredAccount, GrantUse
from tracker.affidavits.queries import DeclaredAccountRow, declared_accounts
from tracker.affidavits.slots import ANSWERS, DOCUMENT, IN_ENGLISH, SHEET
from tracker.affidavits.words import Say
from tracker.policy.access_modes import NEUTRAL, waits_for_word
from tracker.policy.answers import NotFound
from tracker.policy.vocabulary import AccessMode
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_EDITIONS = (
    select(
        Affidavit.id,
        Affidavit.version,
        Affidavit.reference,
        Affidavit.edition,
        Affidavit.document,
        Affidavit.english,
        Affidavit.answers,
        Affidavit.language,
        Affidavit.fingerprint,
        Affidavit.filed_at,
        AffidavitPaper.fingerprint.label("paper"),
    )
    .outerjoin(AffidavitPaper, AffidavitPaper.affidavit_id == Affidavit.id)
    .where(Affidavit.case_id == bindparam("case"))
    .order_by(Affidavit.edition)
)
_GIVEN = (
    select(
        DeclaredAccount.number,
        AccessGrant.investigator_id,
        AccessGrant.mode,
        AccessGrant.granted_at,
        AccessGrant.ends_at,
        AccessGrant.stopped_at,
        Person.name,
    )
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .outerjoin(Person, Person.id == AccessGrant.investigator_id)
    .where(AccessGrant.case_id == bindparam("case"))
    .order_by(AccessGrant.granted_at, AccessGrant.stopped_at.is_(None))
)
_USES = (
    select(DeclaredAccount.number, GrantUse.used_at)
    .join(AccessGrant, AccessGrant.id == GrantUse.grant_id)
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .where(AccessGrant.case_id == bindparam("case"))
    .order_by(GrantUse.used_at)
)


@dataclass(frozen=True, slots=True)
class Edition:
    """One filed edition, opened; ``intact`` says that its text has the fingerprint that was given out.

    ``english`` is the English text of what was signed in another language, empty for what was signed in it.
    ``paper`` is the fingerprint of its receipt as PDF, empty while that is not made.
    """

    reference: str
    edition: int
    filed_at: datetime
    language: str
    fingerprint: str
    document: bytes
    english: str
    answers: Answers
    changes: tuple[str, ...]
    intact: bool
    paper: str

    @property
    def text(self) -> str:
        """Return the signed text."""
        return self.document.decode()


@dataclass(frozen=True, slots=True)
class AccessRow:
    """How the investigator may look at one account, and when that was used.

    ``who`` is empty while nobody was named. ``live`` says that the access holds now. ``asks_for`` names the
    investigator who has the case now where the access was given to somebody else, or to nobody.
    """

    account: DeclaredAccountRow
    mode: AccessMode
    who: str
    given_at: datetime
    ends_at: datetime
    stopped_at: datetime | None
    live: bool
    asks_for: str
    used: tuple[datetime, ...]

    @property
    def beyond_public(self) -> bool:
        """Say whether it shows more than anyone can see, so that there is something to stop."""
        return self.mode not in NEUTRAL


def editions_of(session: Session, case_id: UUID, say: Say) -> tuple[Edition, ...]:
    """Return every filed edition of a case, oldest first, each with what it changed, in two statements."""
    rows = session.execute(_EDITIONS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    found: list[Edition] = []
    for row in rows:
        document = sealer.open(DOCUMENT, row.id, row.version, row.document)
        english = sealer.open(IN_ENGLISH, row.id, row.version, row.english) if row.english else b""
        answers = read_answers(sealer.open_json(ANSWERS, row.id, row.version, row.answers))
        found.append(
            Edition(
                reference=row.reference,
                edition=row.edition,
                filed_at=row.filed_at,
                language=row.language,
                fingerprint=row.fingerprint,
                document=document,
                english=english.decode(),
                answers=answers,
                changes=difference(found[-1].answers, answers, say) if found else (),
                intact=hashlib.sha256(document).hexdigest() == row.fingerprint,
                paper=row.paper or "",
            )
        )
    return tuple(found)


def edition_of(session: Session, case_id: UUID, number: int | None, say: Say) -> tuple[Edition, int]:
    """Return one edition, the newest unless numbered, and how many there are; raises NotFound."""
    filed = editions_of(session, case_id, say)
    wanted = [one for one in filed if number in (None, one.edition)]
    if not wanted:
        raise NotFound
    return wanted[-1], len(filed)


def access_of(
    session: Session, case_id: UUID, now: datetime, *, investigator_id: UUID | None, investigator: str
) -> tuple[AccessRow, ...]:
    """Return the access to each account in use, in the words of its newest grant, in four statements."""
    accounts = [one for one in declared_accounts(session, case_id) if not one.former]
    given = {row.number: row for row in session.execute(_GIVEN, {"case": case_id})}
    uses = _uses(session, case_id)
    rows = []
    for account in accounts:
        grant = given[account.number]
        live = grant.stopped_at is None and grant.ends_at > now
        mode = AccessMode(grant.mode)
        asks = live and waits_for_word(mode, grant.investigator_id, investigator_id)
        rows.append(
            AccessRow(
                account=account,
                mode=mode,
                who=grant.name or "",
                given_at=grant.granted_at,
                ends_at=grant.ends_at,
                stopped_at=grant.stopped_at,
                live=live,
                asks_for=investigator if asks else "",
                used=uses.get(account.number, ()),
            )
        )
    return tuple(rows)


def _uses(session: Session, case_id: UUID) -> Mapping[int, tuple[datetime, ...]]:
    uses: dict[int, tuple[datetime, ...]] = {}
    for number, used_at in session.execute(_USES, {"case": case_id}):
        uses[number] = (*uses.get(number, ()), used_at)
    return uses


def filed_with(session: Session, fingerprint: str) -> datetime | None:
    """Return when the affidavit was filed whose text or receipt has this fingerprint; None for no match."""
    printed = select(AffidavitPaper.affidavit_id).where(AffidavitPaper.fingerprint == fingerprint)
    same = or_(Affidavit.fingerprint == fingerprint, Affidavit.id.in_(printed))
    return session.scalar(select(func.min(Affidavit.filed_at)).where(same))


def papers_of(session: Session, case_id: UUID) -> Mapping[int, bytes]:
    """Return the receipts of a case as PDF by edition, in two statements."""
    wanted = (
        select(Affidavit.edition, AffidavitPaper.id, AffidavitPaper.version, AffidavitPaper.sheet)
        .join(AffidavitPaper, AffidavitPaper.affidavit_id == Affidavit.id)
        .where(Affidavit.case_id == case_id)
    )
    rows = session.execute(wanted).all()
    if not rows:
        return {}
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return {row.edition: sealer.open(SHEET, row.id, row.version, row.sheet) for row in rows}


def paper_of(session: Session, case_id: UUID, number: int | None) -> tuple[str, bytes]:
    """Return the reference and the receipt of one edition, the newest unless numbered; raises NotFound."""
    wanted = (
        select(Affidavit.reference, AffidavitPaper.id, AffidavitPaper.version, AffidavitPaper.sheet)
        .outerjoin(AffidavitPaper, AffidavitPaper.affidavit_id == Affidavit.id)
        .where(Affidavit.case_id == case_id)
        .order_by(Affidavit.edition.desc())
    )
    if number is not None:
        wanted = wanted.where(Affidavit.edition == number)
    row = session.execute(wanted.limit(1)).one_or_none()
    if row is None or row.sheet is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return row.reference, sealer.open(SHEET, row.id, row.version, row.sheet)
