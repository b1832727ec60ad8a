"""The cases of one investigator: what comes next in each, where it stands, and what else waits there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.calls import calls_due
from tracker.cases.due import SOON_DAYS, days_left, is_soon
from tracker.cases.handing_over import unread_handovers
from tracker.cases.lists import candidate_names
from tracker.cases.models import Assignment, Candidate, Case, ConflictDeclaration
from tracker.clock import agency_day, agency_zone
from tracker.ledger.entries import written
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.policy.calls import is_calling
from tracker.policy.stages import FINISHED as FINISHED_STAGES
from tracker.policy.stages import waits_on_candidate
from tracker.policy.steps import added_words
from tracker.policy.vocabulary import Stage
from tracker.protocol.history import History, histories
from tracker.protocol.next_act import NextAct, Progress, next_act, progress_of
from tracker.protocol.pinned import definitions_of
from tracker.protocol.progress import steps_of_cases
from tracker.protocol.requests import excuses_waiting
from tracker.protocol.worklist import Place, place_of
from tracker.requisitions.models import Requisition
from tracker.together.agreed import Meeting, meetings_agreed

MOST = 1_000
"""Open cases of one investigator, and finished ones, that are looked through at the most."""
OVER = tuple(sorted(stage.value for stage in FINISHED_STAGES))
_ASSIGNED = (
    select(
        Case.id,
        Case.reference,
        Case.stage,
        Case.corrected_from,
        Case.requisition_id,
        Case.opened_at,
        Case.due_at,
        Requisition.reference.label("requisition"),
        Requisition.title,
        Candidate.id.label("candidate_id"),
        Candidate.version.label("candidate_version"),
        Candidate.name.label("sealed_name"),
    )
    .join(Assignment, (Assignment.case_id == Case.id) & Assignment.ended_at.is_(None))
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(Assignment.person_id == bindparam("person"))
)
_OPEN = _ASSIGNED.where(Case.stage.not_in(OVER)).order_by(Case.due_at, Case.id).limit(MOST + 1)
_OVER = _ASSIGNED.where(Case.stage.in_(OVER)).order_by(Case.due_at.desc(), Case.id).limit(MOST)
_DECLARED = (
    select(ConflictDeclaration.case_id)
    .where(
        ConflictDeclaration.person_id == bindparam("person"),
        ConflictDeclaration.case_id.in_(bindparam("cases", expanding=True)),
    )
    .distinct()
)
_ENDED = (
    select(ledger_entries.c.case_id, func.max(ledger_entries.c.at).label("at"))
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event == Event.CASE_STAGE_CHANGED.name,
        ledger_entries.c.at >= bindparam("since"),
    )
    .group_by(ledger_entries.c.case_id)
)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One assigned case; ``days_left`` is negative once it is overdue, None under correction.

    ``call`` says that the candidate was promised a call that nobody has made yet; ``handed_over`` that
    somebody else had the case before, and its reader has not read the handover; ``meetings`` are those
    agreed on and not recorded, with whether each is past; ``added`` which steps are open again because the
    candidate declared accounts since; ``unheard`` that the candidate answered, and the reader of the desk has
    not read it. ``candidate`` is empty in a row that is not shown.
    """

    reference: str
    candidate: str
    requisition: str
    requisition_reference: str
    place: Place
    next: NextAct
    call: bool
    handed_over: bool
    meetings: tuple[tuple[Meeting, bool], ...]
    unheard: bool
    added: tuple[str, ...]
    progress: Progress
    due_at: datetime
    days_left: int | None
    days_open: int
    sealed: Row[*tuple[Any, ...]]

    @property
    def due_soon(self) -> bool:
        """Say whether it is due within a week; what is overdue is not."""
        return self.days_left is not None and is_soon(self.days_left)


@dataclass(frozen=True, slots=True)
class DeskRows:
    """All rows of a person, in no order yet; ``more`` tells that there are more open ones than are read."""

    rows: tuple[DeskRow, ...]
    open: tuple[Row[*tuple[Any, ...]], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of many cases at once."""

    steps: Mapping[UUID, Sequence[Any]]
    declared: frozenset[UUID]
    waiting: frozenset[tuple[UUID, str]]
    past: Mapping[UUID, History]
    calls: Collection[UUID]
    meetings: Mapping[UUID, tuple[Meeting, ...]]
    handed_over: frozenset[UUID]
    recent: frozenset[UUID]


def desk_rows(session: Session, person_id: UUID, now: datetime) -> DeskRows:
    """Return a person's cases without opening any name, in a fixed number of statements."""
    found = session.execute(_OPEN, {"person": person_id}).all()
    over = session.execute(_OVER, {"person": person_id}).all()
    rows = (*found[:MOST], *over)
    known = _known(session, rows, person_id, now)
    return DeskRows(
        tuple(_row(row, known, person_id, now) for row in rows), tuple(found[:MOST]), len(found) > MOST
    )


def with_names(session: Session, rows: Sequence[DeskRow]) -> tuple[DeskRow, ...]:
    """Return rows with the candidates' names, in one statement."""
    names = candidate_names(session, [row.sealed for row in rows])
    return tuple(replace(row, candidate=names[row.sealed.candidate_id]) for row in rows)


def _known(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], person_id: UUID, now: datetime) -> _Known:
    cases = [row.id for row in rows]
    definitions = definitions_of(session, (row.requisition_id for row in rows))
    pinned = {row.id: definitions[row.requisition_id] for row in rows if row.requisition_id in definitions}
    parameters = {"person": person_id, "cases": cases}
    searched = [row.id for row in rows if is_calling(Stage(row.stage)) and not row.corrected_from]
    return _Known(
        steps=steps_of_cases(session, pinned),
        declared=frozenset(session.scalars(_DECLARED, parameters)) if cases else frozenset(),
        waiting=frozenset(excuses_waiting(session, cases)),
        past=histories(session, cases),
        calls=calls_due(session, searched, now),
        meetings=meetings_agreed(session, searched, person_id),
        handed_over=unread_handovers(session, [row.id for row in rows if row.stage not in OVER], person_id),
        recent=_ended_this_month(session, [row.id for row in rows if row.stage in OVER], now),
    )


def _ended_this_month(session: Session, cases: Sequence[UUID], now: datetime) -> frozenset[UUID]:
    if not cases:
        return frozenset()
    began = datetime.combine(agency_day(now).replace(day=1), time(), agency_zone())
    wanted = {"cases": sorted(str(one) for one in cases), "since": written(began)}
    return frozenset(UUID(row.case_id) for row in session.execute(_ENDED, wanted))


def _row(row: Row[*tuple[Any, ...]], known: _Known, person_id: UUID, now: datetime) -> DeskRow:
    steps, past, declared = known.steps.get(row.id, ()), known.past[row.id], row.id in known.declared
    upon = next_act(
        Stage(row.stage),
        steps,
        declared=declared,
        history=past,
        person=person_id,
        now=now,
        waiting=frozenset(code for case_id, code in known.waiting if case_id == row.id),
    )
    call, unheard = declared and row.id in known.calls, declared and past.unheard_by(person_id)
    meetings = known.meetings.get(row.id, ()) if declared else ()
    left = None if row.corrected_from else days_left(row.due_at, now)
    near = call or any(days_left(one.at, now) <= SOON_DAYS for one in meetings)
    return DeskRow(
        reference=row.reference,
        candidate="",
        requisition=row.title,
        requisition_reference=row.requisition,
        place=place_of(
            upon,
            calls=near,
            unheard=unheard,
            days_left=left,
            recent=row.id in known.recent,
            candidate=waits_on_candidate(Stage(row.stage), declared=declared),
        ),
        next=upon,
        call=call,
        handed_over=declared and row.id in known.handed_over,
        meetings=tuple((one, one.at <= now) for one in meetings),
        unheard=unheard,
        added=tuple(words for step in steps if (words := added_words(step))),
        progress=progress_of(steps),
        due_at=row.due_at,
        days_left=left,
        days_open=(agency_day(now) - agency_day(row.opened_at)).days,
        sealed=row,
    )
