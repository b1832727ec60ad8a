"""The team's cases for supervisors: who works on what, what is due, and how much each one has on hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.due import days_left, is_soon, soon_bounds
from tracker.cases.lists import PAGE, anchor, candidate_names
from tracker.cases.models import Assignment, Candidate, Case
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage
from tracker.requisitions.models import Requisition


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One case under way, and who has it; no name where nobody does.

    ``days_left`` is negative once it is overdue; a case under correction was done in its time, so has none.
    """

    reference: str
    candidate_name: str
    title: str
    stage: Stage
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
    open_cases: int
    overdue: int
    due_this_week: int
    shut_out: bool = False


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The team's cases, first due first, and each one's load; ``older`` as in ``CaseList``."""

    lines: tuple[TeamLine, ...]
    older: str
    unassigned: int
    loads: tuple[Load, ...]


def team_page(session: Session, now: datetime, *, assigned: bool, after: str = "") -> TeamPage:
    """Return the cases under way that somebody has, or nobody, in four statements."""
    found = session.execute(_first_due(assigned, after).limit(PAGE + 1)).all()
    rows = found[:PAGE]
    names = candidate_names(session, rows)
    loads = tuple(
        Load(row.name, row.open_cases, row.overdue, row.due, row.disabled_at is not None)
        for row in session.execute(_loads(now))
    )
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
                days_left=None if row.corrected_from else days_left(row.due_at, now),
            )
            for row in rows
        ),
        older=rows[-1].reference if len(found) > PAGE else "",
        unassigned=unassigned,
        loads=loads,
    )


_UNDER_WAY = Case.stage.not_in([stage.value for stage in FINISHED])
_AWAITED = Case.corrected_from.is_(None)
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
        at, row_id = anchor(Case.due_at, after), anchor(Case.id, after)
        query = query.where(or_(Case.due_at > at, and_(Case.due_at == at, Case.id > row_id)))
    return query


def _loads(now: datetime) -> Select[str, datetime | None, int, int, int]:
    first, last = soon_bounds(now)
    return (
        select(
            Person.name,
            Person.disabled_at,
            func.count(Case.id).label("open_cases"),
            func.count(Case.id).filter(_AWAITED, Case.due_at < first).label("overdue"),
            func.count(Case.id).filter(_AWAITED, Case.due_at >= first, Case.due_at < last).label("due"),
        )
        .join(Assignment, and_(Assignment.person_id == Person.id, Assignment.ended_at.is_(None)))
        .join(Case, and_(Case.id == Assignment.case_id, _UNDER_WAY))
        .group_by(Person.id, Person.name, Person.disabled_at)
        .order_by(func.lower(Person.name))
    )
