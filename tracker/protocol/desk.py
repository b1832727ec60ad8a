"""The investigator's desk: the assigned cases, what comes next in each, and whether searching is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.queries import designation_facts
from tracker.affidavits.calls import calls_due
from tracker.cases.due import days_left, is_soon
from tracker.cases.models import Assignment, Candidate, Case, ConflictDeclaration
from tracker.cases.queries import CANDIDATE_NAME
from tracker.clock import agency_day
from tracker.policy.answers import Unmet
from tracker.policy.calls import is_calling
from tracker.policy.deviations import may_search_anyway
from tracker.policy.searchers import missing_at_desk
from tracker.policy.stages import FINISHED as FINISHED_STAGES
from tracker.policy.steps import added_words
from tracker.policy.vocabulary import Stage
from tracker.protocol.asked import excuses_waiting
from tracker.protocol.history import histories
from tracker.protocol.next_act import Group, NextAct, Progress, next_act, progress_of
from tracker.protocol.pinned import definitions_of
from tracker.protocol.standing import steps_of_cases
from tracker.requisitions.models import Requisition
from tracker.requisitions.queries import deviation_facts
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

MOST = 200
"""Open cases on one desk, at the most."""
FINISHED = 20
"""Finished cases on one desk: the newest."""
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
        Assignment.assigned_at,
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
_OVER = _ASSIGNED.where(Case.stage.in_(OVER)).order_by(Case.due_at.desc(), Case.id).limit(FINISHED)
_DECLARED = (
    select(ConflictDeclaration.case_id)
    .where(
        ConflictDeclaration.person_id == bindparam("person"),
        ConflictDeclaration.case_id.in_(bindparam("cases", expanding=True)),
    )
    .distinct()
)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One assigned case; ``days_left`` is negative once it is overdue, None under correction.

    ``call`` says that the candidate was promised a call that nobody has made yet; ``added`` which steps are
    open again because the candidate declared accounts since; ``unheard`` that the candidate answered, and the
    reader of the desk has not read it.
    """

    reference: str
    candidate: str
    requisition: str
    next: NextAct
    call: bool
    unheard: bool
    added: tuple[str, ...]
    progress: Progress
    due_at: datetime
    days_left: int | None
    days_open: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk in its three groups; ``designation`` says why no search is possible, empty where it is.

    ``overdue`` and ``due_soon`` count open cases: those to do and those that wait.
    """

    todo: tuple[DeskRow, ...]
    waiting: tuple[DeskRow, ...]
    done: tuple[DeskRow, ...]
    designation: tuple[Unmet, ...]
    designated_until: date | None
    overdue: int
    due_soon: int
    more: bool

    @property
    def groups(self) -> tuple[tuple[Group, tuple[DeskRow, ...]], ...]:
        """Return the groups with their headings, in order."""
        return (Group.TODO, self.todo), (Group.WAITING, self.waiting), (Group.DONE, self.done)


def desk_of(session: Session, person_id: UUID, now: datetime) -> Desk:
    """Return a person's desk, in a fixed number of statements."""
    rows = session.execute(_OPEN, {"person": person_id}).all()
    over = session.execute(_OVER, {"person": person_id}).all()
    lines = _lines(session, (*rows[:MOST], *over), person_id, now)
    designation = designation_facts(session, person_id, agency_day(now))
    own = (designation,) if designation else ()

    def those(group: Group) -> tuple[DeskRow, ...]:
        return tuple(line for line in lines if line.next.group is group)

    running = (*those(Group.TODO), *those(Group.WAITING))
    counted = [line.days_left for line in running if line.days_left is not None]
    unmet = missing_at_desk(
        person_id,
        own,
        agency_day(now),
        cases=[row.reference for row in rows],
        excepted=_excepted(session, rows, person_id),
    )
    return Desk(
        todo=those(Group.TODO),
        waiting=those(Group.WAITING),
        done=those(Group.DONE),
        designation=unmet,
        designated_until=designation.ends_on if designation and not unmet else None,
        overdue=sum(left < 0 for left in counted),
        due_soon=sum(is_soon(left) for left in counted),
        more=len(rows) > MOST,
    )


def _excepted(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], person_id: UUID) -> frozenset[str]:
    """Return the cases in which the Chief's deviation lets this person search without a designation."""
    deviations = deviation_facts(session)
    return frozenset(
        row.reference for row in rows if may_search_anyway(deviations, row.requisition_id, person_id)
    )


def _lines(
    session: Session, rows: Sequence[Row[*tuple[Any, ...]]], person_id: UUID, now: datetime
) -> tuple[DeskRow, ...]:
    cases = [row.id for row in rows]
    definitions = definitions_of(session, (row.requisition_id for row in rows))
    pinned = {row.id: definitions[row.requisition_id] for row in rows if row.requisition_id in definitions}
    steps = steps_of_cases(session, pinned)
    sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.candidate_id for row in rows})
    parameters = {"person": person_id, "cases": cases}
    declared = frozenset(session.scalars(_DECLARED, parameters)) if cases else frozenset()
    waiting, past = excuses_waiting(session, cases), histories(session, cases)
    calls = calls_due(
        session, (row.id for row in rows if is_calling(Stage(row.stage)) and not row.corrected_from), now
    )
    return tuple(
        DeskRow(
            reference=row.reference,
            candidate=sealers[row.candidate_id].open_text(
                CANDIDATE_NAME, row.candidate_id, row.candidate_version, row.sealed_name
            ),
            requisition=row.title,
            next=next_act(
                Stage(row.stage),
                steps.get(row.id, ()),
                declared=row.id in declared,
                history=past[row.id],
                person=person_id,
                now=now,
                waiting=frozenset(code for case_id, code in waiting if case_id == row.id),
            ),
            call=row.id in calls and row.id in declared,
            unheard=row.id in declared and past[row.id].unheard_by(person_id),
            added=tuple(words for step in steps.get(row.id, ()) if (words := added_words(step))),
            progress=progress_of(steps.get(row.id, ())),
            due_at=row.due_at,
            days_left=None if row.corrected_from else days_left(row.due_at, now),
            days_open=(agency_day(now) - agency_day(row.opened_at)).days,
        )
        for row in rows
    )
