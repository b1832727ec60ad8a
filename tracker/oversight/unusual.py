"""Openings out of the ordinary in a span of time, with who and which case, for the auditor."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.models import AccessEntry, Assignment, Case
from tracker.cases.said import tied_to
from tracker.clock import agency_zone
from tracker.ledger.entries import moment_of, written
from tracker.ledger.events import REFUSALS
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import Role
from tracker.policy.unusual import Around, Hours, Opening, Unlike, Unusual, unusual

SHOWN = 100
"""How many lines of one sign a page shows, the newest."""


@dataclass(frozen=True, slots=True)
class UnusualLine:
    """One line of what is unusual: by whom, and on which case if it is of one."""

    found: Unlike
    person: str
    name: str
    case: str


@dataclass(frozen=True, slots=True)
class UnusualView:
    """What is unusual in a span of time, by sign, and how much was looked at."""

    signs: tuple[tuple[Unusual, tuple[UnusualLine, ...], int], ...]
    openings: int
    people: int
    who: frozenset[UUID] = frozenset()
    """In whose openings something stands out."""

    @property
    def whole(self) -> int:
        """Return how many lines there are."""
        return sum(len(lines) + more for _, lines, more in self.signs)


_OPENINGS: Select[UUID, UUID, UUID, datetime, str, str] = (
    select(
        AccessEntry.person_id,
        AccessEntry.case_id,
        Case.candidate_id,
        AccessEntry.opened_at,
        AccessEntry.role,
        Case.reference,
    )
    .join(Case, Case.id == AccessEntry.case_id)
    .join(Person, Person.id == AccessEntry.person_id)
    .where(AccessEntry.opened_at >= bindparam("since"), AccessEntry.opened_at < bindparam("until"))
)
_GIVEN = select(Assignment.person_id, Assignment.case_id, Assignment.assigned_at, Assignment.ended_at).where(
    Assignment.case_id.in_(
        select(AccessEntry.case_id).where(
            AccessEntry.opened_at >= bindparam("since"), AccessEntry.opened_at < bindparam("until")
        )
    )
)
_REFUSED = select(ledger_entries.c.actor, ledger_entries.c.at).where(
    ledger_entries.c.event.in_(sorted(REFUSALS)),
    ledger_entries.c.at >= bindparam("since"),
    ledger_entries.c.at < bindparam("until"),
)
_PEOPLE = select(Person.id, Person.reference, Person.name)


def unusual_between(session: Session, since: datetime, until: datetime, hours: Hours) -> UnusualView:
    """Return what is unusual from one moment to another, in five statements however much was opened."""
    span = {"since": since, "until": until}
    rows = session.execute(_OPENINGS, span).all()
    people = {row.id: row for row in session.execute(_PEOPLE)}
    openings = [
        Opening(
            row.person_id, row.case_id, row.candidate_id, _local(row.opened_at), row.role == Role.INVESTIGATOR
        )
        for row in rows
    ]
    lines = unusual(
        openings, _refusals(session, since, until, set(people)), _around(session, openings, span, hours)
    )
    cases = {row.case_id: row.reference for row in rows}
    signs = []
    for sign in Unusual:
        found = [
            UnusualLine(
                line,
                people[line.person_id].reference,
                people[line.person_id].name,
                cases.get(line.case_id, "") if line.case_id else "",
            )
            for line in lines
            if line.sign is sign
        ]
        signs.append((sign, tuple(found[:SHOWN]), max(len(found) - SHOWN, 0)))
    who = frozenset(line.person_id for line in lines)
    return UnusualView(tuple(signs), len(openings), len({one.person_id for one in openings}), who)


def _around(session: Session, openings: list[Opening], span: Mapping[str, datetime], hours: Hours) -> Around:
    given: dict[tuple[UUID, UUID], list[tuple[datetime, datetime | None]]] = {}
    for row in session.execute(_GIVEN, span):
        given.setdefault((row.person_id, row.case_id), []).append((row.assigned_at, row.ended_at))
    tied = tied_to(session, {one.candidate_id for one in openings})
    return Around(hours, tied, given)


def _refusals(
    session: Session, since: datetime, until: datetime, staff: set[UUID]
) -> list[tuple[UUID, datetime]]:
    found = session.execute(_REFUSED, {"since": written(since), "until": written(until)})
    told = []
    for row in found:
        with suppress(ValueError):  # a damaged line is told by the check of the ledger
            told.append((UUID(row.actor), _local(moment_of(row.at))))
    return [(person_id, at) for person_id, at in told if person_id in staff]


def _local(at: datetime) -> datetime:
    return at.astimezone(agency_zone())
