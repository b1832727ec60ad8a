"""Which packages of evidence left: of which case, when, asked for by whom, for whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.exports.models import EvidencePackage
from tracker.exports.slots import RECIPIENT, WHY
from tracker.policy.exporting import PURPOSES, REDACTIONS, SCOPES, Purpose, Redaction, Scope
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

SHOWN = 50
"""Packages on one page."""
_LINES = (
    select(EvidencePackage, Case.reference.label("case"), Person.name)
    .join(Case, Case.id == EvidencePackage.case_id)
    .join(Person, Person.id == EvidencePackage.asked_by)
    .order_by(EvidencePackage.made_at.desc(), EvidencePackage.id)
    .limit(SHOWN + 1)
)
_PLACE = (
    select(EvidencePackage.made_at, EvidencePackage.id)
    .join(Case, Case.id == EvidencePackage.case_id)
    .where(Case.reference == bindparam("case"), EvidencePackage.number == bindparam("number"))
)
_OLDER = _LINES.where(
    or_(
        EvidencePackage.made_at < bindparam("made_at"),
        and_(EvidencePackage.made_at == bindparam("made_at"), EvidencePackage.id > bindparam("id")),
    )
)
_LAST = select(func.coalesce(func.max(EvidencePackage.number), 0)).where(
    EvidencePackage.case_id == bindparam("case_id")
)


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package that left, with what was said of it."""

    case: str
    number: int
    made_at: datetime
    asked_by: str
    purpose: str
    scope: str
    redaction: str
    matter: str
    recipient: str
    why: str
    files: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Return what the package is called."""
        return f"{self.case}-{self.number}"


def package_lines(session: Session, after: str = "") -> tuple[tuple[PackageLine, ...], str]:
    """Return packages that left, newest first, behind the one named; and behind which older ones go on.

    Behind a package that does not exist there is nothing; the second is empty where nothing is older.
    """
    rows = _rows(session, after)
    sealer = vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    lines = tuple(
        PackageLine(
            case=case,
            number=one.number,
            made_at=one.made_at,
            asked_by=name,
            purpose=PURPOSES[Purpose(one.purpose)],
            scope=SCOPES[Scope(one.scope)],
            redaction=REDACTIONS[Redaction(one.redaction)],
            matter=one.matter,
            recipient=sealer.open_text(RECIPIENT, one.id, one.version, one.recipient),
            why=sealer.open_text(WHY, one.id, one.version, one.why),
            files=one.files,
            size=one.size,
            sha256=one.sha256,
        )
        for one, case, name in rows[:SHOWN]
    )
    return lines, lines[-1].name if len(rows) > SHOWN else ""


def _rows(session: Session, after: str) -> Sequence[Row[EvidencePackage, str, str]]:
    if not after:
        return session.execute(_LINES).all()
    case, _, number = after.rpartition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        return ()
    place = session.execute(_PLACE, {"case": case, "number": int(number)}).one_or_none()
    return session.execute(_OLDER, {"made_at": place.made_at, "id": place.id}).all() if place else ()


def last_package(session: Session, case_id: UUID) -> int:
    """Return the number of a case's newest package, 0 before the first."""
    return int(session.execute(_LAST, {"case_id": case_id}).scalar_one())
