"""What is read of incidents: the list with the clock, one with its lines, and what the law says of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.editions.shelf import editions
from tracker.policy.answers import NotFound
from tracker.policy.incidents import INCIDENT_KINDS, IncidentFacts, IncidentKind, breach_lines
from tracker.policy.law_line import LawLine
from tracker.records.models_incidents import Incident, IncidentCase, IncidentClosing, IncidentLine
from tracker.records.slots import FOUND, LINE_WHOM, LINE_WORDS, WHY_CLOSED
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

SHOWN = 100
"""Incidents on the list, the newest first."""
_opener, _closer = aliased(Person), aliased(Person)
_written = (
    select(
        IncidentLine.incident_id,
        func.count().label("lines"),
        func.min(IncidentLine.at).filter(IncidentLine.told).label("first_told"),
    )
    .group_by(IncidentLine.incident_id)
    .subquery()
)
_touched = (
    select(IncidentCase.incident_id, func.count().label("cases"))
    .group_by(IncidentCase.incident_id)
    .subquery()
)
_INCIDENTS: Select[*tuple[Any, ...]] = (
    select(
        Incident,
        IncidentClosing,
        _opener.name.label("opener"),
        _closer.name.label("closer"),
        _written.c.lines,
        _written.c.first_told,
        _touched.c.cases,
    )
    .join(_opener, _opener.id == Incident.opened_by)
    .outerjoin(_written, _written.c.incident_id == Incident.id)
    .outerjoin(_touched, _touched.c.incident_id == Incident.id)
    .outerjoin(IncidentClosing, IncidentClosing.incident_id == Incident.id)
    .outerjoin(_closer, _closer.id == IncidentClosing.closed_by)
    .order_by(Incident.opened_at.desc(), Incident.reference)
)
_LINES = (
    select(IncidentLine, Person.name)
    .join(Person, Person.id == IncidentLine.written_by)
    .where(IncidentLine.incident_id == bindparam("incident"))
    .order_by(IncidentLine.number)
)
_CASES = (
    select(Case.reference)
    .join(IncidentCase, IncidentCase.case_id == Case.id)
    .where(IncidentCase.incident_id == bindparam("incident"))
    .order_by(Case.reference)
)
_KNOWN = select(Case.reference, Case.id).where(Case.reference.in_(bindparam("references", expanding=True)))
_PROFILES = select(Requisition.profile, Requisition.profile_version).distinct()


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as the list shows it; nothing sealed is opened for it."""

    incident_id: UUID
    reference: str
    kind: str
    discovered_at: datetime
    opened_by: str
    opened_at: datetime
    closed_by: str
    cases: int
    facts: IncidentFacts


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line of an incident: what was done when, or who was told."""

    number: int
    told: bool
    at: datetime
    words: str
    whom: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident, opened: what was found, every line, and why it was closed."""

    row: IncidentRow
    found: str
    lines: tuple[WrittenLine, ...]
    cases: tuple[str, ...]
    why_closed: str


def incident_rows(session: Session) -> tuple[IncidentRow, ...]:
    """Return the newest incidents with what their clocks need, in one statement."""
    return tuple(_row(found) for found in session.execute(_INCIDENTS.limit(SHOWN)))


def incident_row(session: Session, reference: str) -> IncidentRow:
    """Return one incident as the list shows it; raises NotFound."""
    return _row(_found(session, reference))


def incident_view(session: Session, reference: str) -> IncidentView:
    """Return one incident with its lines, opened, in three statements; raises NotFound."""
    found = _found(session, reference)
    incident, closing = found.Incident, found.IncidentClosing
    sealer = sealer_of(session)
    at = {"incident": incident.id}
    return IncidentView(
        row=_row(found),
        found=sealer.open_text(FOUND, incident.id, incident.version, incident.found),
        lines=tuple(_line(sealer, line, name) for line, name in session.execute(_LINES, at)),
        cases=tuple(session.scalars(_CASES, at)),
        why_closed=sealer.open_text(WHY_CLOSED, closing.id, closing.version, closing.reason)
        if closing
        else "",
    )


def cases_called(session: Session, references: Collection[str]) -> dict[str, UUID]:
    """Return the cases that bear one of some references, in one statement."""
    return {row.reference: row.id for row in session.execute(_KNOWN, {"references": list(references)})}


def law_of_breaches(session: Session) -> tuple[tuple[str, LawLine], ...]:
    """Return what the legal profiles in use here say of breaches, each under the profile's name."""
    used = sorted((row.profile, row.profile_version) for row in session.execute(_PROFILES))
    profiles = (editions().profile(key, version) for key, version in used)
    lines = {(profile.name, line): None for profile in profiles for line in breach_lines(profile.lines)}
    return tuple(lines)


def sealer_of(session: Session) -> Sealer:
    """Return what seals the words of incidents: the product's own key, since they outlive cases."""
    return vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)


def _found(session: Session, reference: str) -> Row[Any]:
    row = session.execute(_INCIDENTS.where(Incident.reference == reference)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _row(row: Row[Any]) -> IncidentRow:
    incident: Incident = row.Incident
    closing: IncidentClosing | None = row.IncidentClosing
    return IncidentRow(
        incident_id=incident.id,
        reference=incident.reference,
        kind=INCIDENT_KINDS[IncidentKind(incident.kind)],
        discovered_at=incident.discovered_at,
        opened_by=row.opener,
        opened_at=incident.opened_at,
        closed_by=row.closer or "",
        cases=row.cases or 0,
        facts=IncidentFacts(
            opened_by=incident.opened_by,
            discovered_at=incident.discovered_at,
            period=incident.period_hours,
            steps=row.lines or 0,
            first_told=row.first_told,
            closed_at=closing.closed_at if closing else None,
        ),
    )


def _line(sealer: Sealer, line: IncidentLine, name: str) -> WrittenLine:
    whom = sealer.open_text(LINE_WHOM, line.id, line.version, line.whom) if line.whom is not None else ""
    words = sealer.open_text(LINE_WORDS, line.id, line.version, line.words)
    return WrittenLine(line.number, line.told, line.at, words, whom, name, line.written_at)
