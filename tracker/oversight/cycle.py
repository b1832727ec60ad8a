"""How long cases take, as the ledger tells it: those decided within a year, those under way, and returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.apart import decides_on
from tracker.cases.models import Assignment, Case
from tracker.clock import agency_day
from tracker.ledger.entries import Entry
from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of
from tracker.policy.cycle_time import OF_STAGE, Span, Taken, Walk, ages, taken
from tracker.policy.returning import ReturnKind, counted_by_kind
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage

YEAR = timedelta(days=365)
"""How far back decided cases are looked at."""
MOST = 2000
"""Decided cases that are looked at, at the most: those opened last."""

_first_given = (
    select(func.min(Assignment.assigned_at))
    .where(Assignment.case_id == Case.id)
    .correlate(Case)
    .scalar_subquery()
)
_others = ~decides_on(bindparam("reader"))
_DECIDED = (
    select(Case.id, Case.reference, Case.opened_at, _first_given.label("assigned_at"))
    .where(
        Case.opened_at >= bindparam("since"),
        Case.stage.in_((Stage.DECIDED.value, Stage.CLOSED.value, Stage.DISPOSED.value))
        | Case.corrected_from.is_not(None),
        _others,
    )
    .order_by(Case.opened_at.desc(), Case.id)
    .limit(MOST)
)
_UNDER_WAY = (
    select(Case.stage, Case.opened_at, Assignment.id.label("given"))
    .outerjoin(Assignment, and_(Assignment.case_id == Case.id, Assignment.ended_at.is_(None)))
    .where(
        Case.stage.not_in([stage.value for stage in FINISHED]),
        Case.corrected_from.is_(None),
        _others,
    )
)
_EVENTS = (Event.CASE_STAGE_CHANGED.name, Event.CASE_RETURNED.name)


@dataclass(frozen=True, slots=True)
class Returns:
    """How often reviews gave cases back: by rounds of a case, and what for, by kind."""

    never: int
    once: int
    often: int
    asked: int
    corrections: int
    kinds: Mapping[ReturnKind, int]


@dataclass(frozen=True, slots=True)
class CycleReport:
    """Cases decided within a year, by their day; open ones by where they stand and their age; returns."""

    closed: tuple[Taken, ...]
    ages: Mapping[Span, tuple[int, ...]]
    returns: Returns


def cycle_report(session: Session, now: datetime, *, reader: UUID) -> CycleReport:
    """Return how long cases took, in three statements; nobody who worked on them is looked at.

    Cases of candidates whom the reader decides on are left out and counted nowhere (Hamden D.2).
    """
    today = agency_day(now)
    rows = session.execute(_DECIDED, {"since": now - 2 * YEAR, "reader": reader}).all()
    told: dict[str, list[Entry]] = {str(row.id): [] for row in rows}
    for entry in entries_of(session, [row.id for row in rows], _EVENTS):
        told[entry.case or ""].append(entry)
    closed, kept = [], []
    for row in rows:
        given = agency_day(row.assigned_at) if row.assigned_at else None
        walk = Walk(row.reference, agency_day(row.opened_at), _steps(told[str(row.id)]), given)
        found = taken(walk)
        if found is not None and found.closed > today - YEAR:
            closed.append(found)
            kept.append(row.id)
    return CycleReport(
        closed=tuple(sorted(closed, key=lambda one: (one.closed, one.reference))),
        ages=_ages(session, today, reader),
        returns=_returns(told, kept),
    )


def _steps(entries: Collection[Entry]) -> tuple[tuple[date, Stage], ...]:
    return tuple(
        (agency_day(entry.at), Stage(entry.params["after"]))
        for entry in entries
        if entry.event == Event.CASE_STAGE_CHANGED.name
    )


def _returns(told: Mapping[str, Collection[Entry]], cases: Collection[UUID]) -> Returns:
    rounds, asked, corrections = [], 0, 0
    kinds: list[list[str]] = []
    for case_id in cases:
        released, returned = False, 0
        for entry in told[str(case_id)]:
            if entry.event == Event.CASE_STAGE_CHANGED.name:
                released = released or entry.params["after"] == Stage.RELEASED.value
            elif released:
                corrections += 1
            else:
                reasons = int(entry.params["reasons"])
                returned, asked = returned + 1, asked + reasons
                kinds.append(entry.params.get("kinds") or [""] * reasons)  # lines from before the list
        rounds.append(returned)
    return Returns(
        never=rounds.count(0),
        once=rounds.count(1),
        often=sum(number > 1 for number in rounds),
        asked=asked,
        corrections=corrections,
        kinds=counted_by_kind(kinds),
    )


def _ages(session: Session, today: date, reader: UUID) -> Mapping[Span, tuple[int, ...]]:
    found = []
    for row in session.execute(_UNDER_WAY, {"reader": reader}):
        stage = Stage(row.stage)
        waits = stage is Stage.SEARCH and row.given is None
        found.append((Span.ASSIGNING if waits else OF_STAGE[stage], agency_day(row.opened_at)))
    return ages(found, today)
