"""When investigators are away: recorded by a supervisor or by themselves, each time as a further row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.models_absences import Absence
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.absences import Away, missing_to_set_away
from tracker.policy.answers import Overtaken, require
from tracker.policy.facts import PersonFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit

_later = aliased(Absence)
_newest = (
    select(func.max(_later.turn))
    .where(_later.person_id == Absence.person_id)
    .correlate(Absence)
    .scalar_subquery()
)
_NOW = select(Absence.person_id, Absence.starts_on, Absence.ends_on).where(
    Absence.turn == _newest, Absence.ends_on >= bindparam("today")
)
_setter = aliased(Person)
_OF_ONE = (
    select(Absence.turn, Absence.starts_on, Absence.ends_on, Absence.set_at, _setter.name)
    .join(_setter, _setter.id == Absence.set_by)
    .where(Absence.person_id == bindparam("person"))
    .order_by(Absence.turn.desc())
)
_TURN = select(func.max(Absence.turn)).where(Absence.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One row about when somebody is away, or is not: both days None."""

    turn: int
    first: date | None
    last: date | None
    set_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Absences:
    """What was recorded of when somebody is away, the newest first."""

    name: str
    reference: str
    lines: tuple[AbsenceLine, ...]

    @property
    def seen(self) -> int:
        """Return how often it was recorded, as a form carries it."""
        return self.lines[0].turn if self.lines else 0

    @property
    def now(self) -> Away | None:
        """Return the days that count, None where somebody is not away."""
        newest = self.lines[0] if self.lines else None
        return Away(newest.first, newest.last) if newest and newest.first and newest.last else None


def set_away(
    work: UnitOfWork, person: PersonFacts, *, first: date | None, last: date | None, seen: int
) -> Absence:
    """Record when somebody is away, in the place of what was recorded before; no days: that they are not.

    ``seen`` counts the recordings that the page knew of; raises Overtaken where there is a further one.
    """
    permit(work.actor, Permission.SET_AWAY, person)
    require(missing_to_set_away(person, first, last, agency_day(work.now())))
    work.session.scalars(select(Person.id).where(Person.id == person.person_id).with_for_update()).one()
    turn = work.session.scalar(_TURN, {"person": person.person_id}) or 0
    if turn != seen:
        raise Overtaken
    if first is None or last is None:
        record(work, Event.AWAY_ENDED, person=person.person_id)
    else:
        record(work, Event.AWAY_SET, person=person.person_id, starts=first, ends=last)
    absence = work.add(
        Absence(
            person_id=person.person_id,
            turn=turn + 1,
            starts_on=first,
            ends_on=last,
            set_by=work.actor.person_id,
            set_at=work.now(),
        )
    )
    work.session.flush()
    return absence


def away_of(session: Session, today: date) -> Mapping[UUID, Away]:
    """Return who is away today, or will be, and when; one statement."""
    return {
        row.person_id: Away(row.starts_on, row.ends_on) for row in session.execute(_NOW, {"today": today})
    }


def absences_of(session: Session, person_id: UUID) -> Absences:
    """Return what was recorded of one person's days away, in two statements."""
    who = session.execute(select(Person.name, Person.reference).where(Person.id == person_id)).one()
    rows = session.execute(_OF_ONE, {"person": person_id}).all()
    return Absences(
        who.name,
        who.reference,
        tuple(AbsenceLine(row.turn, row.starts_on, row.ends_on, row.set_at, row.name) for row in rows),
    )
