"""Who worked on a case before declaring a tie to its candidate: the reviewer is told (Hamden D.2)."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy import case as case_when
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.models import AccessEntry, ConflictDeclaration
from tracker.cases.openings import Thing
from tracker.clock import agency_day
from tracker.policy.facts import CaseFacts
from tracker.policy.separation import said_of_late_tie
from tracker.policy.vocabulary import ConflictAnswer

_FIRST = (
    select(ConflictDeclaration.person_id, func.min(ConflictDeclaration.declared_at).label("declared_at"))
    .where(
        ConflictDeclaration.case_id == bindparam("case"),
        ConflictDeclaration.answer != ConflictAnswer.NONE.value,
        ConflictDeclaration.person_id.in_(bindparam("people", expanding=True)),
    )
    .group_by(ConflictDeclaration.person_id)
    .subquery("first_said")
)
_SEARCHES = func.sum(case_when((AccessEntry.thing == Thing.SEARCHED.value, 1), else_=0))
_LATE = (
    select(Person.name, _FIRST.c.declared_at, _SEARCHES.label("searches"))
    .join(Person, Person.id == _FIRST.c.person_id)
    .join(
        AccessEntry,
        and_(
            AccessEntry.case_id == bindparam("case"),
            AccessEntry.person_id == _FIRST.c.person_id,
            AccessEntry.raw,
        ),
    )
    .group_by(Person.name, _FIRST.c.person_id, _FIRST.c.declared_at)
    .order_by(_FIRST.c.declared_at, Person.name)
)


def late_ties(session: Session, case: CaseFacts) -> tuple[str, ...]:
    """Return a sentence for each who searched in a case, or had it, and declared a tie after opening it.

    Nobody opens anything of the case after declaring one, so what they opened came before.
    """
    people = sorted(case.tied & case.worked)
    if not people:
        return ()
    rows = session.execute(_LATE, {"case": case.case_id, "people": people})
    return tuple(said_of_late_tie(row.name, agency_day(row.declared_at), row.searches) for row in rows)
