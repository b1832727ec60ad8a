"""What was handed in of a statement that was sworn before a notary: as it waits, and as it was sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, distinct, func, select
from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.affidavits.document import fingerprint
from tracker.affidavits.models import ScanCheck, SignedScan
from tracker.affidavits.scans import Scan, open_scan
from tracker.affidavits.slots import SCAN_DETAILS, SCAN_REASON
from tracker.affidavits.waiting_statement import Waiting
from tracker.policy.answers import NotFound
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_UNCHECKED = (
    select(
        SignedScan.id,
        SignedScan.version,
        SignedScan.page,
        SignedScan.media,
        SignedScan.size,
        SignedScan.fingerprint,
        SignedScan.details,
        SignedScan.handed_in_at,
        SignedScan.handed_in_by,
    )
    .outerjoin(ScanCheck, ScanCheck.scan_id == SignedScan.id)
    .where(SignedScan.statement_id == bindparam("statement"), ScanCheck.id.is_(None))
    .order_by(SignedScan.page)
)
_SENT_BACK = (
    select(
        ScanCheck.id,
        ScanCheck.version,
        ScanCheck.reason,
        ScanCheck.checked_at,
        SignedScan.id.label("scan_id"),
        SignedScan.version.label("scan_version"),
        SignedScan.details,
    )
    .join(SignedScan, SignedScan.id == ScanCheck.scan_id)
    .where(SignedScan.statement_id == bindparam("statement"), ScanCheck.same.is_(False))
    .order_by(ScanCheck.checked_at.desc(), SignedScan.page)
    .limit(1)
)

_EARLIER = select(func.count(distinct(SignedScan.handed_in_at))).where(
    SignedScan.case_id == bindparam("case"),
    SignedScan.statement_id.is_not(None),
    SignedScan.handed_in_by.is_(None),
)


@dataclass(frozen=True, slots=True)
class Notary:
    """What the notary's part of the paper says, as whoever handed it in typed it."""

    name: str
    place: str
    signed_on: date
    commission: str = ""
    commission_ends: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return plain values to seal."""
        ends = self.commission_ends.isoformat() if self.commission_ends else None
        return asdict(self) | {"signed_on": self.signed_on.isoformat(), "commission_ends": ends}


def read_notary(values: Mapping[str, Any]) -> Notary:
    """Return what was said of a notary from plain values."""
    ends = values["commission_ends"]
    return Notary(
        name=values["name"],
        place=values["place"],
        signed_on=date.fromisoformat(values["signed_on"]),
        commission=values["commission"],
        commission_ends=date.fromisoformat(ends) if ends else None,
    )


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One file of a paper that was handed in."""

    scan_id: UUID
    page: int
    media: str
    size: int
    sha256: str

    @property
    def is_picture(self) -> bool:
        """Say whether it is shown on a page; other files are downloaded."""
        return self.media.startswith("image/")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A signed paper that waits to be looked at; ``by`` is empty where the candidate handed it in."""

    pages: tuple[ScanPage, ...]
    notary: Notary
    at: datetime
    by: str
    by_id: UUID | None


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why a paper went back to the candidate, in the words of who looked at it, and what was said of it."""

    reason: str
    at: datetime
    notary: Notary


def handed_in(session: Session, case_id: UUID, statement_id: UUID) -> HandedIn | None:
    """Return the paper of a statement that waits to be looked at, opened; None where none does."""
    rows = session.execute(_UNCHECKED, {"statement": statement_id}).all()
    if not rows:
        return None
    first = rows[0]
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    by = first.handed_in_by
    return HandedIn(
        pages=tuple(ScanPage(row.id, row.page, row.media, row.size, row.fingerprint) for row in rows),
        notary=read_notary(sealer.open_json(SCAN_DETAILS, first.id, first.version, first.details)),
        at=first.handed_in_at,
        by=names_of(session, (by,))[by] if by is not None else "",
        by_id=by,
    )


def papers_of(session: Session, case_id: UUID) -> int:
    """Return how many papers the candidate handed in so far, for whichever statement."""
    return session.scalar(_EARLIER, {"case": case_id}) or 0


def sent_back(session: Session, case_id: UUID, statement_id: UUID) -> SentBack | None:
    """Return why the newest paper of a statement went back, None where none did."""
    row = session.execute(_SENT_BACK, {"statement": statement_id}).one_or_none()
    if row is None:
        return None
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    notary = read_notary(sealer.open_json(SCAN_DETAILS, row.scan_id, row.scan_version, row.details))
    return SentBack(sealer.open_text(SCAN_REASON, row.id, row.version, row.reason), row.checked_at, notary)


def page_of(session: Session, case_id: UUID, statement_id: UUID, number: int) -> Scan:
    """Return one file of the paper that waits to be looked at; raises NotFound."""
    waiting = handed_in(session, case_id, statement_id)
    pages = {one.page: one.scan_id for one in waiting.pages} if waiting is not None else {}
    if number not in pages:
        raise NotFound
    return open_scan(session, case_id, pages[number])


def shown_digest(statement: Waiting, paper: HandedIn) -> str:
    """Return a digest of statement and scans together, as they are on the page of who compares them."""
    return fingerprint("\n".join((statement.digest, *(one.sha256 for one in paper.pages))).encode())
