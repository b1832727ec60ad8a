"""Certificates of uniformity: what was approved otherwise for whom, and those issued (Hamden D.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.oversight.models import UniformityCertificate
from tracker.policy.answers import NotFound
from tracker.protocol.models import Request, RequestRuling
from tracker.requisitions.models import Requisition

_asker, _ruler = aliased(Person), aliased(Person)
_APPROVED = (
    select(
        Request.reference.label("request"),
        Case.reference.label("case"),
        Request.kind,
        Request.step,
        Request.excuse_code,
        _asker.name.label("asked_by"),
        _ruler.name.label("approved_by"),
        RequestRuling.ruled_at,
    )
    .join(Case, Case.id == Request.case_id)
    .join(RequestRuling, (RequestRuling.request_id == Request.id) & RequestRuling.approved)
    .join(_asker, _asker.id == Request.asked_by)
    .join(_ruler, _ruler.id == RequestRuling.ruled_by)
    .where(Case.requisition_id == bindparam("requisition"), Case.withdrawn_at.is_(None))
    .order_by(RequestRuling.ruled_at, Request.reference)
)
_LINES = (
    select(
        UniformityCertificate.number,
        UniformityCertificate.size,
        UniformityCertificate.sha256,
        UniformityCertificate.issued_at,
        Person.name.label("issued_by"),
        Requisition.reference.label("requisition"),
    )
    .join(Person, Person.id == UniformityCertificate.issued_by)
    .join(Requisition, Requisition.id == UniformityCertificate.requisition_id)
    .where(UniformityCertificate.requisition_id == bindparam("requisition"))
    .order_by(UniformityCertificate.number.desc())
)
_NOTE = select(UniformityCertificate.note).where(
    UniformityCertificate.requisition_id == bindparam("requisition"),
    UniformityCertificate.number == bindparam("number"),
)
_LAST = select(func.coalesce(func.max(UniformityCertificate.number), 0)).where(
    UniformityCertificate.requisition_id == bindparam("requisition")
)


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved for one candidate otherwise than the protocol has it: by whom, with which reason.

    ``excuse`` is a code of the protocol's list, empty for a search beyond it, whose reason is sealed.
    """

    request: str
    case: str
    kind: str
    step: str
    excuse: str
    asked_by: str
    approved_by: str
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One certificate among those of its requisition."""

    requisition: str
    number: int
    size: int
    sha256: str
    issued_by: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was signed: ``said`` is what it certifies, ``newer`` the one that supersedes it."""

    line: CertificateLine
    note: str
    said: Mapping[str, Any]
    newer: int | None

    @property
    def text(self) -> str:
        """Return what was signed, as canonical JSON."""
        return self.note.partition("\n")[0]


def approved_in(session: Session, requisition_id: UUID) -> tuple[Approved, ...]:
    """Return what was approved otherwise in the cases of a requisition, oldest first, in one statement."""
    return tuple(
        Approved(
            request=row.request,
            case=row.case,
            kind=row.kind,
            step=row.step,
            excuse=row.excuse_code or "",
            asked_by=row.asked_by,
            approved_by=row.approved_by,
            approved_at=row.ruled_at,
        )
        for row in session.execute(_APPROVED, {"requisition": requisition_id})
    )


def certificates_of(session: Session, requisition_id: UUID) -> tuple[CertificateLine, ...]:
    """Return the certificates of a requisition, the newest first, in one statement."""
    return tuple(_line(row) for row in session.execute(_LINES, {"requisition": requisition_id}))


def certificate_of(session: Session, requisition_id: UUID, number: int) -> Certificate:
    """Return one certificate of a requisition, in two statements; raises NotFound."""
    lines = certificates_of(session, requisition_id)
    line = next((line for line in lines if line.number == number), None)
    if line is None:
        raise NotFound
    note = session.execute(_NOTE, {"requisition": requisition_id, "number": number}).scalar_one()
    newer = lines[0].number if lines[0].number != number else None
    return Certificate(line, note, json.loads(note.partition("\n")[0]), newer)


def last_number(session: Session, requisition_id: UUID) -> int:
    """Return the number of a requisition's newest certificate, 0 before the first."""
    return int(session.execute(_LAST, {"requisition": requisition_id}).scalar_one())


def _line(row: Row[*tuple[Any, ...]]) -> CertificateLine:
    return CertificateLine(
        requisition=row.requisition,
        number=row.number,
        size=row.size,
        sha256=row.sha256,
        issued_by=row.issued_by,
        issued_at=row.issued_at,
    )
