"""The writer of incidents: recorded, added to line by line, closed by somebody else; nothing is changed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.incidents import (
    IncidentKind,
    LineWords,
    missing_cases,
    missing_to_add,
    missing_to_close,
    missing_to_name,
    missing_to_record,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.records.incidents import IncidentRow, cases_called, incident_row, incident_view, sealer_of
from tracker.records.models_incidents import Incident, IncidentCase, IncidentClosing, IncidentLine
from tracker.records.slots import FOUND, LINE_WHOM, LINE_WORDS, WHY_CLOSED
from tracker.references import plain
from tracker.settings import Settings

_APART = re.compile(r"[\s,;]+")


def record_incident(
    work: UnitOfWork, kind: IncidentKind, found: str, discovered_at: datetime | None, cases: str = ""
) -> Incident:
    """Record what went wrong, so that its clock runs from the discovery (Hampton D.1)."""
    permit(work.actor, Permission.RECORD_INCIDENT)
    named = _references(cases)
    if named:
        permit(work.actor, Permission.NAME_INCIDENT_CASES)
    known = cases_called(work.session, named)
    unknown = tuple(one for one in named if one not in known)
    require((*missing_to_record(found, discovered_at, work.now()), *missing_cases(unknown)))
    if discovered_at is None:
        raise ValueError("the rule asks for the moment")
    row_id, settings = uuid4(), cast(Settings, work.session.info["settings"])
    incident = work.add(
        Incident(
            id=row_id,
            reference=work.reference(Incident.reference, lambda: plain("I")),
            kind=kind.value,
            discovered_at=discovered_at,
            period_hours=settings.incident_hours,
            found=sealer_of(work.session).seal(FOUND, row_id, 1, found.strip()),
            opened_by=work.actor.person_id,
            opened_at=work.now(),
        )
    )
    work.session.flush()
    _touch(work, row_id, known.values())
    record(
        work,
        Event.INCIDENT_RECORDED,
        about=("incident", incident.reference),
        kind=kind.value,
        discovered=discovered_at,
        cases=len(known),
        period=settings.incident_hours,
    )
    return incident


def name_cases(work: UnitOfWork, incident: str, cases: str) -> int:
    """Name further cases that an incident touches, and return how many are new."""
    permit(work.actor, Permission.NAME_INCIDENT_CASES)
    row = _locked(work, incident)
    there = incident_view(work.session, incident).cases
    named = tuple(one for one in _references(cases) if one not in there)
    known = cases_called(work.session, named)
    require(missing_to_name(row.facts, tuple(one for one in named if one not in known), len(known)))
    _touch(work, row.incident_id, known.values())
    record(work, Event.INCIDENT_CASES_NAMED, about=("incident", incident), cases=len(known))
    return len(known)


def add_line(work: UnitOfWork, incident: str, line: LineWords) -> IncidentLine:
    """Write down what was done about an incident, or who was told; the line stays as it is."""
    permit(work.actor, Permission.KEEP_INCIDENT)
    row = _locked(work, incident)
    require(missing_to_add(row.facts, line, work.now()))
    if line.at is None:
        raise ValueError("the rule asks for the moment")
    row_id, sealer, number = uuid4(), sealer_of(work.session), row.facts.steps + 1
    about = ("incident", incident)
    if line.told:
        record(work, Event.INCIDENT_TOLD, about=about, number=number, at=line.at)
    else:
        record(work, Event.INCIDENT_STEP_WRITTEN, about=about, number=number)
    return work.add(
        IncidentLine(
            id=row_id,
            incident_id=row.incident_id,
            number=number,
            told=line.told,
            at=line.at,
            words=sealer.seal(LINE_WORDS, row_id, 1, line.words.strip()),
            whom=sealer.seal(LINE_WHOM, row_id, 1, line.whom.strip()) if line.told else None,
            written_by=work.actor.person_id,
            written_at=work.now(),
        )
    )


def close_record(work: UnitOfWork, incident: str, reason: str) -> IncidentClosing:
    """Close the record of an incident that somebody else recorded; its clock stands from then on."""
    permit(work.actor, Permission.CLOSE_INCIDENT)
    row = _locked(work, incident)
    require(missing_to_close(row.facts, work.actor.person_id, reason))
    row_id = uuid4()
    record(work, Event.INCIDENT_CLOSED, about=("incident", incident))
    return work.add(
        IncidentClosing(
            id=row_id,
            incident_id=row.incident_id,
            reason=sealer_of(work.session).seal(WHY_CLOSED, row_id, 1, reason.strip()),
            closed_by=work.actor.person_id,
            closed_at=work.now(),
        )
    )


def _touch(work: UnitOfWork, incident_id: UUID, cases: object) -> None:
    for case_id in sorted(cast("list[UUID]", cases), key=str):
        work.add(
            IncidentCase(
                incident_id=incident_id,
                case_id=case_id,
                named_by=work.actor.person_id,
                named_at=work.now(),
            )
        )


def _locked(work: UnitOfWork, reference: str) -> IncidentRow:
    """Hold an incident until this act is over, and return it as it is now."""
    work.session.execute(select(Incident.id).where(Incident.reference == reference).with_for_update())
    return incident_row(work.session, reference)


def _references(typed: str) -> tuple[str, ...]:
    """Return the references that were typed, each once, as they are kept."""
    return tuple(dict.fromkeys(one.upper() for one in _APART.split(typed) if one))
