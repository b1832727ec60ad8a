"""Who searched in which case of a requisition, and how much, counted; without a word of what was found."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import String, bindparam, cast, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.models import Case
from tracker.policy.effort import Sitting
from tracker.protocol.models import SearchEntry, SearchVoid

_day = func.substr(cast(SearchEntry.searched_at, String), 1, 10)
"""The day as both databases write it."""
_SITTINGS = (
    select(
        Person.reference.label("person"),
        Person.name,
        Case.reference.label("case"),
        func.count().label("searches"),
        func.min(SearchEntry.searched_at).label("first"),
        func.max(SearchEntry.searched_at).label("last"),
    )
    .join(Case, Case.id == SearchEntry.case_id)
    .join(Person, Person.id == SearchEntry.logged_by)
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .where(
        Case.requisition_id == bindparam("requisition"),
        Case.withdrawn_at.is_(None),
        SearchVoid.id.is_(None),
    )
    .group_by(Person.reference, Person.name, Case.reference, _day)
)


def sittings_of(session: Session, requisition_id: UUID) -> tuple[Sitting, ...]:
    """Return each day's searches of each person in each case of a requisition, in one statement.

    Searches entered in error, and candidates who withdrew, are left out.
    """
    return tuple(
        Sitting(
            row.person, row.name, row.case, row.searches, int((row.last - row.first).total_seconds() // 60)
        )
        for row in session.execute(_SITTINGS, {"requisition": requisition_id})
    )
