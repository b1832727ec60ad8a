"""The team's cases for supervisors: who works on what, what is due, and how much each one has on hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import STANDS
from tracker.cases.absences import away_of
from tracker.cases.apart import decides_on
from tracker.cases.came_back import came_back, stage_told
from tracker.cases.deviating import deviations_among
from tracker.cases.due import days_left, is_soon
from tracker.cases.lists import PAGE, anchor, candidate_names
from tracker.cases.models import Assignment, Candidate, Case, ConflictDeclaration
from tracker.clock import agency_day
from tracker.policy.actors import Role
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage
from tracker.policy.workload import OnHand, Workload, hand_of, workload
from tracker.requisitions.deviations import DeviationLine
from tracker.requisitions.models import Requisition
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One case under way, and who has it; no name where nobody does.

    ``days_left`` is negative once it is overdue; a case under correction was done in its time, so has none.
    """

    reference: str
    candidate_name: str
    title: str
    stage: str
    due_at: datetime
    investigator: str
    days_left: int | None

    @property
    def due_soon(self) -> bool:
        """Say whether it is due within a week."""
        return self.days_left is not None and is_soon(self.days_left)


@dataclass(frozen=True, slots=True)
class Load:
    """What one investigator has on hand; ``shut_out`` where HR closed the way in."""

    name: str
    work: Workload
    overdue: int
    due_this_week: int
    shut_out: bool = False

    @property
    def open_cases(self) -> int:
        """Return how many cases are on hand."""
        return self.work.open_cases


@dataclass(frozen=True, slots=True)
class Present:
    """One investigator, and in words when they are away: empty where they are not."""

    name: str
    reference: str
    away: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The team's cases, first due first, and each one's load; ``older`` as in ``CaseList``."""

    lines: tuple[TeamLine, ...]
    older: str
    unassigned: int
    assigned: int
    loads: tuple[Load, ...]
    capacity: int
    deviations: tuple[DeviationLine, ...]
    """The Chief's deviations in the requisitions of the cases shown."""
    people: tuple[Present, ...]

    @property
    def widest(self) -> int:
        """Return how many cases the longest bar stands for: what one person can have, or more."""
        return max(self.capacity, *(one.work.open_cases for one in self.loads), 1)


def team_page(session: Session, now: datetime, *, reader: UUID, assigned: bool, after: str = "") -> TeamPage:
    """Return the cases under way that somebody has, or nobody, in eight statements.

    Cases of candidates whom the reader decides on are left out, and counted nowhere (Hamden D.2).
    """
    found = session.execute(_first_due(assigned, after).limit(PAGE + 1), {"reader": reader}).all()
    rows = found[:PAGE]
    names = candidate_names(session, rows)
    hands = session.execute(_ON_HAND, {"reader": reader}).all()
    returned = came_back(session, {row.id for row in (*rows, *hands) if row.id is not None})
    counted = select(func.count(), func.count(Assignment.id)).select_from(Case).outerjoin(Assignment, _LIVE)
    cases, given = session.execute(counted.where(_SHOWN), {"reader": reader}).one()
    return TeamPage(
        lines=tuple(
            TeamLine(
                reference=row.reference,
                candidate_name=names[row.candidate_id],
                title=row.title,
                stage=stage_told(row.stage, row.corrected_from, returned=row.id in returned),
                due_at=row.due_at,
                investigator=row.investigator or "",
                days_left=None if row.corrected_from else days_left(row.due_at, now),
            )
            for row in rows
        ),
        older=rows[-1].reference if len(found) > PAGE else "",
        unassigned=cases - given,
        assigned=given,
        loads=_loads(hands, returned, now),
        capacity=capacity_of(session),
        deviations=deviations_among(session, {row.requisition: row.requisition_opened_at for row in rows}),
        people=_people(session, agency_day(now)),
    )


def _people(session: Session, today: date) -> tuple[Present, ...]:
    away = away_of(session, today)
    return tuple(
        Present(row.name, row.reference, away[row.id].told(today) if row.id in away else "")
        for row in session.execute(_HERE)
    )


def capacity_of(session: Session) -> int:
    """Return how many open cases one investigator can have at a time, as the agency has set it."""
    return cast(Settings, session.info["settings"]).cases_at_once


_UNDER_WAY = Case.stage.not_in([stage.value for stage in FINISHED])
_OTHERS = ~decides_on(bindparam("reader"))
_SHOWN = and_(_UNDER_WAY, _OTHERS)
_LIVE = and_(Assignment.case_id == Case.id, Assignment.ended_at.is_(None))


def _first_due(assigned: bool, after: str) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Case.id,
            Case.reference,
            Case.stage,
            Case.corrected_from,
            Case.due_at,
            Case.candidate_id,
            Candidate.version.label("candidate_version"),
            Candidate.name.label("sealed_name"),
            Requisition.title,
            Requisition.reference.label("requisition"),
            Requisition.opened_at.label("requisition_opened_at"),
            Person.name.label("investigator"),
        )
        .join(Candidate, Candidate.id == Case.candidate_id)
        .join(Requisition, Requisition.id == Case.requisition_id)
        .outerjoin(Assignment, _LIVE)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(_SHOWN, Assignment.id.is_not(None) if assigned else Assignment.id.is_(None))
        .order_by(Case.due_at, Case.id)
    )
    if after:
        at, row_id = anchor(Case.due_at, after, _OTHERS), anchor(Case.id, after, _OTHERS)
        query = query.where(or_(Case.due_at > at, and_(Case.due_at == at, Case.id > row_id)))
    return query


_INVESTIGATES = (
    exists()
    .where(
        RoleGrant.person_id == Person.id,
        RoleGrant.role == Role.INVESTIGATOR.value,
        STANDS,
    )
    .correlate(Person)
)
_HERE = (
    select(Person.id, Person.name, Person.reference)
    .where(_INVESTIGATES, Person.disabled_at.is_(None))
    .order_by(func.lower(Person.name), Person.reference)
)
_ON_HAND = (
    select(
        Person.id.label("person_id"),
        Person.name,
        Person.disabled_at,
        Case.id,
        Case.reference,
        Case.stage,
        Case.corrected_from,
        Case.opened_at,
        Case.due_at,
        exists()
        .where(ConflictDeclaration.case_id == Case.id, ConflictDeclaration.person_id == Person.id)
        .label("declared"),
    )
    .select_from(Person)
    .outerjoin(Assignment, and_(Assignment.person_id == Person.id, Assignment.ended_at.is_(None)))
    .outerjoin(Case, and_(Case.id == Assignment.case_id, _SHOWN))
    .where(or_(Case.id.is_not(None), and_(_INVESTIGATES, Person.disabled_at.is_(None))))
    .order_by(func.lower(Person.name), Person.id, Case.reference)
)


def _loads(
    rows: Sequence[Row[*tuple[Any, ...]]], returned: Collection[UUID], now: datetime
) -> tuple[Load, ...]:
    people = groupby(rows, key=lambda row: (row.name, row.person_id))
    return tuple(_load(list(found), returned, now) for _, found in people)


def _load(found: Sequence[Row[*tuple[Any, ...]]], returned: Collection[UUID], now: datetime) -> Load:
    """Count one person's cases; who has none is in one row without a case."""
    rows = [row for row in found if row.id is not None]
    left = [days_left(row.due_at, now) for row in rows if row.corrected_from is None]
    return Load(
        name=found[0].name,
        work=workload(
            OnHand(
                row.reference,
                hand_of(Stage(row.stage), returned=row.id in returned, declared=row.declared),
                (agency_day(now) - agency_day(row.opened_at)).days,
            )
            for row in rows
        ),
        overdue=sum(days < 0 for days in left),
        due_this_week=sum(is_soon(days) for days in left),
        shut_out=found[0].disabled_at is not None,
    )
