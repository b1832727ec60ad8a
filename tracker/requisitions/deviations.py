"""The Chief's deviations as they are shown: of one requisition or of all, and those for the whole agency."""

from __future__ import annotations

import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Subquery, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.accounts.models_turns import DutyTurn
from tracker.clock import agency_day
from tracker.policy.by_case import AGENCY_WIDE
from tracker.policy.clauses import Clause, clause_called
from tracker.policy.deviations import reaches
from tracker.policy.wording import day
from tracker.requisitions.models import Deviation, Requisition

Over = Callable[[Session, Collection[UUID]], Mapping[UUID, datetime]]
"""Says when requisitions were over with all their cases, as the room of cases tells it."""


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation as it is shown wherever it applies; ``person`` is a name, empty for a whole requisition.

    One for the whole agency has no requisition: it is about how duties are held, and may have ended.
    """

    requisition: str
    title: str
    rule: Clause
    person_id: UUID | None
    person: str
    reason: str
    compensating_control: str
    recorded_by: str
    recorded_at: datetime
    ended_at: datetime | None = None

    @property
    def clause(self) -> str:
        """Return the clause that is deviated from, as it is printed."""
        return self.rule.label

    @property
    def agency_wide(self) -> bool:
        """Say whether it is for the whole agency, and not for one requisition."""
        return not self.requisition

    @property
    def called(self) -> str:
        """Return what it is called, and whom it is for."""
        if self.agency_wide:
            since = day(agency_day(self.recorded_at))
            said = f"{AGENCY_WIDE[0].lower()}{AGENCY_WIDE[1:]}"
            return f"{self.clause} for the whole agency: {said}, since {since}"
        return f"{self.clause} for {self.person}" if self.person else self.clause

    def shows_in(self, requisition: str, opened_at: datetime | None, over_at: datetime | None = None) -> bool:
        """Say whether it is of a requisition, or for the whole agency and reaches that one.

        ``over_at`` is when the requisition was over with all its cases, None while one goes on.
        """
        if not self.agency_wide:
            return self.requisition == requisition
        return reaches(self.recorded_at, self.ended_at, opened_at, over_at)


_about = aliased(Person)
_end = aliased(DutyTurn)


def _of_requisitions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Deviation.id,
            Requisition.reference.label("requisition"),
            Requisition.title,
            Deviation.clause,
            Deviation.person_id,
            _about.name.label("person"),
            Deviation.reason,
            Deviation.compensating_control,
            Person.name.label("recorded_by"),
            Deviation.recorded_at,
            cast(null(), Deviation.recorded_at.type).label("ended_at"),
        )
        .join(Requisition, Requisition.id == Deviation.requisition_id)
        .join(Person, Person.id == Deviation.recorded_by)
        .outerjoin(_about, _about.id == Deviation.person_id)
    )


def _of_the_agency() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DutyTurn.id,
            literal("").label("requisition"),
            literal("").label("title"),
            literal(Clause.HAMDEN_D_2.key).label("clause"),
            cast(null(), Deviation.person_id.type).label("person_id"),
            literal("").label("person"),
            DutyTurn.reason,
            DutyTurn.compensating_control,
            Person.name.label("recorded_by"),
            DutyTurn.recorded_at,
            _end.recorded_at.label("ended_at"),
        )
        .join(Person, Person.id == DutyTurn.recorded_by)
        .outerjoin(_end, _end.turn == DutyTurn.turn + 1)
        .where(DutyTurn.by_case)
    )


def _newest_first(found: Subquery) -> Select[*tuple[Any, ...]]:
    return select(*found.c).order_by(found.c.recorded_at.desc(), found.c.id)


_ALL = _newest_first(union_all(_of_requisitions(), _of_the_agency()).subquery())
_HERE = union_all(
    _of_requisitions().where(Deviation.requisition_id == bindparam("requisition_id")), _of_the_agency()
).subquery()
_IN = (
    _newest_first(_HERE)
    .join_from(_HERE, Requisition, Requisition.id == bindparam("requisition_id"))
    .add_columns(Requisition.reference.label("here"), Requisition.opened_at)
)


def deviation_list(session: Session, requisition_id: UUID | None = None) -> tuple[DeviationLine, ...]:
    """Return the Chief's deviations, of one requisition or of all, newest first, in one statement.

    Among those of one requisition are those for the whole agency that reach it; where there are any, two
    more statements say whether the requisition was over before.
    """
    if requisition_id is None:
        return tuple(_line(row) for row in session.execute(_ALL))
    told = [(_line(row), row) for row in session.execute(_IN, {"requisition_id": requisition_id})]
    wide = any(line.agency_wide for line, _ in told)
    over_at = over_since(session, (requisition_id,)).get(requisition_id) if wide else None
    return tuple(line for line, row in told if line.shows_in(row.here, row.opened_at, over_at))


def over_since(session: Session, requisitions: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Return when requisitions were over with all their cases; those that go on are left out."""
    return typing.cast(Over, session.info["over"])(session, requisitions)


def _line(row: Row[*tuple[Any, ...]]) -> DeviationLine:
    return DeviationLine(
        requisition=row.requisition,
        title=row.title,
        rule=clause_called(row.clause),
        person_id=row.person_id,
        person=row.person or "",
        reason=row.reason,
        compensating_control=row.compensating_control,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        ended_at=row.ended_at,
    )
