"""What other rooms read of an affidavit: whether it is filed, which accounts it names, what access it gives.

Everything is of the newest edition. Each function runs a fixed number of statements.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.answers import read_answers
from tracker.affidavits.models import AccessGrant, Affidavit, DeclaredAccount
from tracker.affidavits.slots import ANSWERS, DETAILS, DOCUMENT, HANDLE
from tracker.policy.access_modes import is_live
from tracker.policy.casework import GrantFacts
from tracker.policy.vocabulary import AccessMode
from tracker.vault.format import Domain
from tracker.vault.trouble import Unopenable
from tracker.vault.vault import vault_of

_NEWEST = select(func.max(Affidavit.edition)).where(Affidavit.case_id == bindparam("case")).scalar_subquery()
_NEWEST_AFFIDAVIT = select(
    Affidavit.id,
    Affidavit.version,
    Affidavit.reference,
    Affidavit.edition,
    Affidavit.filed_at,
    Affidavit.fingerprint,
    Affidavit.document,
    Affidavit.answers,
).where(Affidavit.case_id == bindparam("case"), Affidavit.edition == _NEWEST)
_ACCOUNTS = (
    select(
        DeclaredAccount.id,
        DeclaredAccount.version,
        DeclaredAccount.number,
        DeclaredAccount.platform,
        DeclaredAccount.handle,
        DeclaredAccount.details,
        DeclaredAccount.former,
    )
    .join(Affidavit, Affidavit.id == DeclaredAccount.affidavit_id)
    .where(Affidavit.case_id == bindparam("case"), Affidavit.edition == _NEWEST)
    .order_by(DeclaredAccount.number)
)
_GRANTS = (
    select(
        AccessGrant.id,
        AccessGrant.investigator_id,
        AccessGrant.mode,
        AccessGrant.granted_at,
        AccessGrant.ends_at,
        AccessGrant.stopped_at,
        DeclaredAccount.number,
        Person.name,
    )
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .outerjoin(Person, Person.id == AccessGrant.investigator_id)
    .where(AccessGrant.case_id == bindparam("case"))
    .order_by(DeclaredAccount.number, AccessGrant.granted_at, AccessGrant.stopped_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class AffidavitState:
    """Whether and when an affidavit was filed; ``intact`` says that the kept text has its fingerprint still.

    ``edition`` is 0, and the others are empty, while nothing is filed.
    """

    filed: bool = False
    reference: str = ""
    edition: int = 0
    filed_at: datetime | None = None
    fingerprint: str = ""
    intact: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredAccountRow:
    """One declared account, opened.

    ``id`` is the row to refer to; ``number`` is the account's in every edition. ``platform`` is a key of the
    list of platforms, ``platform_name`` what people call it. ``mode`` is how the candidate last said the
    investigator may look (public only, once that was stopped), None for former accounts; ``given_to`` is who
    was named then, None for nobody; ``stopped_at`` since when that access is stopped, None where it is not.
    """

    id: UUID
    number: int
    platform: str
    platform_name: str
    handle: str
    former: bool
    not_remembered: bool
    stopped_year: int | None
    mode: AccessMode | None
    given_to: UUID | None
    stopped_at: datetime | None = None

    @property
    def account(self) -> str:
        """Return the word by which searches and grants name this account, the same in every edition."""
        return account_word(self.number)


@dataclass(frozen=True, slots=True)
class LiveGrant:
    """A grant that holds now, with the id that a search refers to."""

    grant_id: UUID
    facts: GrantFacts


def account_word(number: int) -> str:
    """Return the word by which ``GrantFacts`` and ``SearchFacts`` name an account."""
    return str(number)


def affidavit_state(session: Session, case_id: UUID) -> AffidavitState:
    """Return where the affidavit of a case stands; opens the kept text to see that it is intact."""
    row = session.execute(_NEWEST_AFFIDAVIT, {"case": case_id}).one_or_none()
    if row is None:
        return AffidavitState()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    try:
        text = sealer.open(DOCUMENT, row.id, row.version, row.document)
    except Unopenable:
        text = b""
    intact = hashlib.sha256(text).hexdigest() == row.fingerprint
    return AffidavitState(True, row.reference, row.edition, row.filed_at, row.fingerprint, intact)


def affidavit_filed(session: Session, case_id: UUID) -> bool:
    """Say whether an affidavit is filed in a case; opens nothing."""
    return session.scalar(select(Affidavit.id).where(Affidavit.case_id == case_id).limit(1)) is not None


def filed_reference(session: Session, case_id: UUID) -> str:
    """Return the reference of the newest edition, empty while nothing is filed; opens nothing."""
    newest = select(Affidavit.reference).where(Affidavit.case_id == case_id)
    return session.scalar(newest.order_by(Affidavit.edition.desc()).limit(1)) or ""


def declared_accounts(session: Session, case_id: UUID) -> tuple[DeclaredAccountRow, ...]:
    """Return the accounts of the newest edition, by number; empty while nothing is filed or declared."""
    rows = session.execute(_ACCOUNTS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    standing = session.execute(_GRANTS, {"case": case_id}).all()
    modes = {row.number: _mode(row.mode, row.stopped_at) for row in standing}
    newest = {row.number: row for row in standing}
    accounts = []
    for row in rows:
        details = sealer.open_json(DETAILS, row.id, row.version, row.details)
        handle = sealer.open_text(HANDLE, row.id, row.version, row.handle) if row.handle else ""
        accounts.append(
            DeclaredAccountRow(
                id=row.id,
                number=row.number,
                platform=row.platform,
                platform_name=details["platform_name"],
                handle=handle,
                former=row.former,
                not_remembered=row.handle is None,
                stopped_year=details["stopped_year"],
                mode=None if row.former else modes.get(row.number),
                given_to=newest[row.number].investigator_id if row.number in newest else None,
                stopped_at=newest[row.number].stopped_at if row.number in newest else None,
            )
        )
    return tuple(accounts)


def _mode(mode: str, stopped_at: datetime | None) -> AccessMode:
    return AccessMode(mode) if stopped_at is None else AccessMode.PUBLIC_ONLY


def other_names(session: Session, case_id: UUID) -> tuple[str, ...]:
    """Return the other names and handles of the newest edition, as the candidate wrote them."""
    row = session.execute(_NEWEST_AFFIDAVIT, {"case": case_id}).one_or_none()
    if row is None:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return read_answers(sealer.open_json(ANSWERS, row.id, row.version, row.answers)).other_names


def grants(session: Session, case_id: UUID) -> tuple[GrantFacts, ...]:
    """Return every grant ever given in a case, those stopped and those that name nobody too, in order.

    The order is by account and time.
    """
    return tuple(live.facts for live in _grants(session, case_id))


def stoppable(session: Session, case_id: UUID, at: datetime) -> tuple[int, ...]:
    """Return the numbers of the accounts to which access beyond what is public stands now."""
    return tuple(
        row.number
        for row in session.execute(_GRANTS, {"case": case_id})
        if row.stopped_at is None and row.ends_at > at and row.mode != AccessMode.PUBLIC_ONLY
    )


def live_grant(
    session: Session, case_id: UUID, *, number: int, mode: AccessMode, investigator_id: UUID, at: datetime
) -> LiveGrant | None:
    """Return the grant by which this investigator may look at this account in this way now, or None."""
    for grant in _grants(session, case_id):
        facts = grant.facts
        named = facts.account == account_word(number) and facts.investigator_id == investigator_id
        if named and facts.mode is mode and is_live(facts, at):
            return grant
    return None


def _grants(session: Session, case_id: UUID) -> tuple[LiveGrant, ...]:
    return tuple(
        LiveGrant(
            row.id,
            GrantFacts(
                account=account_word(row.number),
                mode=AccessMode(row.mode),
                investigator_id=row.investigator_id,
                investigator_name=row.name or "",
                starts_at=row.granted_at,
                ends_at=row.ends_at,
                stopped_at=row.stopped_at,
            ),
        )
        for row in session.execute(_GRANTS, {"case": case_id})
    )
