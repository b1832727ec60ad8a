"""Lists of cases: for HR the states alone, for supervisors who works on what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.due import days_over, due_next
from tracker.cases.models import Assignment, Candidate, Case, Invitation
from tracker.cases.queries import CANDIDATE_NAME
from tracker.policy.stages import OVER
from tracker.policy.vocabulary import Stage
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

PAGE = 100
"""Lines of one page of a list."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as HR sees it: whose, where, how far; nothing of what is in it.

    ``invited_until`` is set while an invitation works. ``due`` is the day by which the affidavit, or after it
    the review, is awaited, None once neither is; ``days_over`` counts the days since.
    """

    reference: str
    candidate_name: str
    requisition: str
    title: str
    stage: Stage
    invited_until: datetime | None
    opened_at: datetime
    due: date | None
    days_over: int


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of cases, newest first; ``older`` is the reference to go on after, empty on the last page."""

    lines: tuple[CaseLine, ...]
    older: str
    counts: Mapping[Stage, int]


def case_list(
    session: Session,
    now: datetime,
    *,
    requisition: str = "",
    stages: Collection[Stage] = (),
    after: str = "",
) -> CaseList:
    """Return the cases with their states, in three statements; ``requisition`` and ``stages`` limit them."""
    found = session.execute(_newest_first(now, requisition, stages, after).limit(PAGE + 1)).all()
    rows = found[:PAGE]
    names = candidate_names(session, rows)
    counted = select(Case.stage, func.count()).group_by(Case.stage)
    if requisition:
        counted = counted.join(Requisition, Requisition.id == Case.requisition_id)
        counted = counted.where(Requisition.reference == requisition)
    return CaseList(
        lines=tuple(_line(session, now, row, names[row.candidate_id]) for row in rows),
        older=rows[-1].reference if len(found) > PAGE else "",
        counts={Stage(stage): number for stage, number in session.execute(counted)},
    )


def _line(session: Session, now: datetime, row: Row[*tuple[Any, ...]], name: str) -> CaseLine:
    stage = Stage(row.stage)
    due = due_next(session, stage, row.opened_at, row.due_at)
    return CaseLine(
        reference=row.reference,
        candidate_name=name,
        requisition=row.requisition,
        title=row.title,
        stage=stage,
        invited_until=row.invited_until,
        opened_at=row.opened_at,
        due=due,
        days_over=days_over(due, now),
    )


def _newest_first(
    now: datetime, requisition: str, stages: Collection[Stage], after: str
) -> Select[*tuple[Any, ...]]:
    invited = (
        select(func.max(Invitation.expires_at))
        .where(Invitation.case_id == Case.id, Invitation.stopped_at.is_(None), Invitation.expires_at > now)
        .correlate(Case)
        .scalar_subquery()
    )
    query = (
        select(
            Case.id,
            Case.reference,
            Case.stage,
            Case.opened_at,
            Case.due_at,
            Case.candidate_id,
            Candidate.version.label("candidate_version"),
            Candidate.name.label("sealed_name"),
            Requisition.reference.label("requisition"),
            Requisition.title,
            invited.label("invited_until"),
        )
        .join(Candidate, Candidate.id == Case.candidate_id)
        .join(Requisition, Requisition.id == Case.requisition_id)
        .order_by(Case.opened_at.desc(), Case.id.desc())
    )
    if requisition:
        query = query.where(Requisition.reference == requisition)
    if stages:
        query = query.where(Case.stage.in_([stage.value for stage in stages]))
    if after:
        at, row_id = _anchor(Case.opened_at, after), _anchor(Case.id, after)
        query = query.where(or_(Case.opened_at < at, and_(Case.opened_at == at, Case.id < row_id)))
    return query


def _anchor(column: Any, reference: str) -> ColumnElement[Any]:
    """Return the place in the list after which a page goes on."""
    other = Case.__table__.alias("anchor")
    return select(other.c[column.key]).where(other.c.reference == reference).scalar_subquery()


def candidate_names(session: Session, rows: Collection[Row[*tuple[Any, ...]]]) -> Mapping[UUID, str]:
    """Open the names of many candidates, in one statement; rows hold the id, version and sealed name."""
    sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.candidate_id for row in rows})
    return {
        row.candidate_id: sealers[row.candidate_id].open_text(
            CANDIDATE_NAME, row.candidate_id, row.candidate_version, row.sealed_name
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One case under way, and who has it; no name where nobody does."""

    reference: str
    candidate_name: str
    title: str
    stage: Stage
    due_at: datetime
    investigator: str
    due_soon: bool


@dataclass(frozen=True, slots=True)
class Load:
    """What one investigator has on hand."""

    name: str
    open_cases: int
    due_this_week: int


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The team's cases, first due first, and each one's load; ``older`` as in :class:`CaseList`."""

    lines: tuple[TeamLine, ...]
    older: str
    unassigned: int
    loads: tuple[Load, ...]


def team_page(session: Session, now: datetime, *, assigned: bool, after: str = "") -> TeamPage:
    """Return the cases under way that somebody has, or nobody, in four statements."""
    found = session.execute(_first_due(assigned, after).limit(PAGE + 1)).all()
    rows = found[:PAGE]
    names = candidate_names(session, rows)
    soon = now + timedelta(days=7)
    loads = tuple(Load(row.name, row.open_cases, row.due or 0) for row in session.execute(_loads(soon)))
    waiting = select(func.count()).select_from(Case).outerjoin(Assignment, _LIVE)
    unassigned = session.scalar(waiting.where(_UNDER_WAY, Assignment.id.is_(None))) or 0
    return TeamPage(
        lines=tuple(
            TeamLine(
                reference=row.reference,
                candidate_name=names[row.candidate_id],
                title=row.title,
                stage=Stage(row.stage),
                due_at=row.due_at,
                investigator=row.investigator or "",
                due_soon=row.due_at < soon,
            )
            for row in rows
        ),
        older=rows[-1].reference if len(found) > PAGE else "",
        unassigned=unassigned,
        loads=loads,
    )


_UNDER_WAY = Case.stage.not_in([stage.value for stage in OVER])
_LIVE = and_(Assignment.case_id == Case.id, Assignment.ended_at.is_(None))


def _first_due(assigned: bool, after: str) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Case.id,
            Case.reference,
            Case.stage,
            Case.due_at,
            Case.candidate_id,
            Candidate.version.label("candidate_version"),
            Candidate.name.label("sealed_name"),
            Requisition.title,
            Person.name.label("investigator"),
        )
        .join(Candidate, Candidate.id == Case.candidate_id)
        .join(Requisition, Requisition.id == Case.requisition_id)
        .outerjoin(Assignment, _LIVE)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(_UNDER_WAY, Assignment.id.is_not(None) if assigned else Assignment.id.is_(None))
        .order_by(Case.due_at, Case.id)
    )
    if after:
        at, row_id = _anchor(Case.due_at, after), _anchor(Case.id, after)
        query = query.where(or_(Case.due_at > at, and_(Case.due_at == at, Case.id > row_id)))
    return query


def _loads(soon: datetime) -> Select[str, int, int]:
    return (
        select(
            Person.name,
            func.count(Case.id).label("open_cases"),
            func.count(Case.id).filter(Case.due_at < soon).label("due"),
        )
        .join(Assignment, and_(Assignment.person_id == Person.id, Assignment.ended_at.is_(None)))
        .join(Case, and_(Case.id == Assignment.case_id, _UNDER_WAY))
        .group_by(Person.id, Person.name)
        .order_by(func.lower(Person.name))
    )
