"""Whose raw material one person has opened or searched, ever and in whatever role, and what follows (D.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.apart import decides_on, waits_for_the_chief
from tracker.cases.lists import candidate_names
from tracker.cases.models import AccessEntry, Assignment, Candidate, Case
from tracker.cases.openings import Thing
from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.exposure import kept_from
from tracker.policy.words import ROLES
from tracker.requisitions.models import Requisition

PAGE = 50
"""Candidates of one page."""
KINDS: Mapping[Thing, str] = {
    Thing.SEARCHED: "searches logged",
    Thing.CASE: "case",
    Thing.AFFIDAVIT: "affidavit",
    Thing.PAPER: "signed paper",
    Thing.SESSION: "session",
    Thing.SEARCH_LOG: "search log",
    Thing.FINDING: "findings",
    Thing.NOTE: "evidence notes",
    Thing.CAPTURE: "captures",
    Thing.REVIEW: "review",
    Thing.PREVIEW: "board page before release",
    Thing.QUESTION: "question",
    Thing.COPY_REQUEST: "request for a copy",
    Thing.ANSWERS: "answers to concerns",
    Thing.ANSWER_FILE: "files of answers",
    Thing.HANDOVER: "handover",
    Thing.TIES: "explained ties",
}
"""What was opened, in words, in the order of the page: the searches first."""

_ORDER = {thing.value: place for place, thing in enumerate(KINDS)}
_who: BindParameter[Any] = bindparam("person")
_LAST = func.max(AccessEntry.opened_at)
_CANDIDATES = (
    select(
        Case.candidate_id,
        Candidate.version.label("candidate_version"),
        Candidate.name.label("sealed_name"),
        Candidate.reference,
        _LAST.label("last"),
    )
    .join(Case, Case.id == AccessEntry.case_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(AccessEntry.person_id == _who, AccessEntry.raw)
    .group_by(Case.candidate_id, Candidate.version, Candidate.name, Candidate.reference)
    .order_by(_LAST.desc(), Candidate.reference.desc())
)
_OF_ANCHOR = (
    select(func.max(AccessEntry.opened_at))
    .join(Case, Case.id == AccessEntry.case_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(AccessEntry.person_id == _who, AccessEntry.raw, Candidate.reference == bindparam("after"))
)
_OPENED = (
    select(
        Case.candidate_id,
        Case.reference,
        Requisition.title,
        AccessEntry.role,
        AccessEntry.thing,
        func.count().label("times"),
        func.min(AccessEntry.opened_at).label("first"),
        _LAST.label("last"),
    )
    .join(Case, Case.id == AccessEntry.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(
        AccessEntry.person_id == _who,
        AccessEntry.raw,
        Case.candidate_id.in_(bindparam("candidates", expanding=True)),
    )
    .group_by(Case.candidate_id, Case.reference, Requisition.title, AccessEntry.role, AccessEntry.thing)
)
_ROUNDS = (
    select(
        Case.candidate_id,
        Case.reference,
        Requisition.title,
        exists().where(Assignment.case_id == Case.id, Assignment.person_id == _who).label("assigned"),
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(Case.candidate_id.in_(bindparam("candidates", expanding=True)))
    .order_by(Case.opened_at, Requisition.title, Case.reference)
)


@dataclass(frozen=True, slots=True)
class InCase:
    """What somebody opened in one case while working in one role; ``opened`` in words with how often."""

    case: str
    title: str
    role: str
    opened: tuple[str, ...]
    searches: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Exposed:
    """One candidate whose raw material somebody opened, where and as what, and what that keeps them from.

    ``name`` is empty for readers to whom candidates are references.
    """

    name: str
    cases: tuple[InCase, ...]
    kept_from: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class ExposurePage:
    """The candidates of one person, newest opening first; ``older`` names where the next page begins."""

    name: str
    reference: str
    candidates: tuple[Exposed, ...]
    older: str


def exposure_of(
    session: Session,
    person_id: UUID,
    *,
    apart_from: UUID | None,
    named: bool,
    upholds: bool = False,
    after: str = "",
) -> ExposurePage:
    """Return whose raw material somebody opened, in at most six statements.

    Candidates on whom ``apart_from`` decides are left out and counted nowhere (Hamden D.2); where that one
    ``upholds`` decisions as the Chief does, those too whose decision waits for it.
    """
    who = session.execute(select(Person.name, Person.reference).where(Person.id == person_id)).one()
    keys: dict[str, Any] = {"person": person_id, "reader": apart_from}
    query = _told(_CANDIDATES, apart_from, upholds=upholds).limit(PAGE + 1)
    if after:
        anchor = _told(_OF_ANCHOR, apart_from, upholds=upholds)
        keys |= {"after": after, "at": session.scalar(anchor, keys | {"after": after})}
        query = _beyond(query)
    found = session.execute(query, keys).all()
    rows = found[:PAGE]
    names = candidate_names(session, rows) if named else {}
    keys |= {"candidates": [row.candidate_id for row in rows]}
    opened, rounds = _by_candidate(session, _OPENED, keys), _by_candidate(session, _ROUNDS, keys)
    return ExposurePage(
        who.name,
        who.reference,
        tuple(
            _exposed(names.get(row.candidate_id, ""), opened[row.candidate_id], rounds[row.candidate_id])
            for row in rows
        ),
        rows[-1].reference if len(found) > PAGE else "",
    )


def _told(
    query: Select[*tuple[Any, ...]], apart_from: UUID | None, *, upholds: bool
) -> Select[*tuple[Any, ...]]:
    """Leave out on whom the reader decides: no page tells of them, nor begins where they would stand."""
    if apart_from is not None:
        query = query.where(~decides_on(bindparam("reader")))
    return query.where(~waits_for_the_chief()) if upholds else query


def _beyond(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    at: ColumnElement[Any] = bindparam("at", type_=AccessEntry.opened_at.type)
    further = Candidate.reference < bindparam("after")
    return query.having(or_(at > _LAST, and_(at == _LAST, further)))


def _by_candidate(
    session: Session, query: Select[*tuple[Any, ...]], keys: Mapping[str, Any]
) -> Mapping[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = {}
    for row in session.execute(query, keys):
        found.setdefault(row.candidate_id, []).append(row)
    return found


def _exposed(name: str, opened: list[Row[Any]], rounds: list[Row[Any]]) -> Exposed:
    places: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in sorted(opened, key=lambda one: _ORDER[one.thing]):
        places.setdefault((row.reference, row.role), []).append(row)
    cases = sorted((_in_case(rows) for rows in places.values()), key=lambda one: one.last, reverse=True)
    searched = {one.case for one in cases if one.searches}
    return Exposed(
        name,
        tuple(cases),
        kept_from(
            tuple(dict.fromkeys(row.title for row in rounds)),
            tuple(row.reference for row in rounds if row.assigned or row.reference in searched),
        ),
    )


def _in_case(rows: list[Row[Any]]) -> InCase:
    return InCase(
        case=rows[0].reference,
        title=rows[0].title,
        role=ROLES[Role(rows[0].role)],
        opened=tuple(f"{KINDS[Thing(row.thing)]} ({row.times})" for row in rows),
        searches=sum(row.times for row in rows if row.thing == Thing.SEARCHED.value),
        first=min(row.first for row in rows),
        last=max(row.last for row in rows),
    )
