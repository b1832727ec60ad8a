"""Who works on a case, who could, and why others cannot (Hamden D.2, D.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Designation, Person, RoleGrant
from tracker.accounts.queries import names_of
from tracker.accounts.standing_roles import works_as
from tracker.cases.absences import away_of
from tracker.cases.bound import BOUND_TO
from tracker.cases.givers import missing_to_move_on, other_givers
from tracker.cases.holding import as_it_stands
from tracker.cases.models import Assignment, Case
from tracker.cases.team import capacity_of
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.mail.service import drop_mails
from tracker.policy.absences import missing_for_presence
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Overtaken, Refused, Unmet, require
from tracker.policy.deviations import may_search_anyway
from tracker.policy.facts import CaseFacts, DesignationFacts
from tracker.policy.mailing import MailKind, Stopped
from tracker.policy.partners import missing_for_bound
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.searchers import missing_to_be_given
from tracker.policy.separation import (
    missing_to_assign,
    missing_to_give,
    missing_to_pass_on,
    missing_to_take_back,
)
from tracker.policy.stages import FINISHED
from tracker.policy.workload import missing_for_capacity
from tracker.requisitions.queries import deviation_facts


@dataclass(frozen=True, slots=True)
class Assignable:
    """An investigator, with the open cases on hand; ``unmet`` says why this case cannot be given to them.

    ``away`` says in words when they are away, empty where they are not.
    """

    person_id: UUID
    reference: str
    name: str
    open_cases: int
    unmet: tuple[Unmet, ...]
    away: str = ""


_open_cases = (
    select(func.count())
    .select_from(Assignment)
    .join(Case, and_(Case.id == Assignment.case_id, Case.stage.not_in([stage.value for stage in FINISHED])))
    .where(Assignment.person_id == Person.id, Assignment.ended_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_INVESTIGATORS = (
    select(
        Person.id,
        Person.reference,
        Person.name,
        Person.agency,
        BOUND_TO.label("bound_to"),
        _open_cases.label("open_cases"),
    )
    .join(RoleGrant, RoleGrant.person_id == Person.id)
    .where(works_as(Role.INVESTIGATOR))
    .order_by(func.lower(Person.name), Person.reference)
)
_DESIGNATIONS = select(
    Designation.person_id,
    Designation.designated_by,
    Designation.starts_on,
    Designation.ends_on,
    Designation.vetted_on,
    Designation.trained_on,
    Designation.confidentiality_signed_on,
    Designation.ended_at,
).order_by(Designation.designated_at)
REVIEWING = (
    Event.REVIEW_OPENED,
    Event.CHECK_ANSWERED,
    Event.FINDING_RULED,
    Event.CASE_RETURNED,
    Event.FIRST_RELEASED,
    Event.CASE_RELEASED,
    Event.RELEASE_CORRECTED,
    Event.CANDIDATE_ASKED,
    Event.ANSWER_JUDGED,
    Event.SECOND_LOOK_TAKEN,
)
"""The acts of a review; an investigator answers checks and rules too, and is told apart by the assignment."""
_REVIEWERS = (
    select(ledger_entries.c.actor)
    .where(
        ledger_entries.c.case_id == bindparam("case"),
        ledger_entries.c.event.in_([event.name for event in REVIEWING]),
    )
    .distinct()
)


def assignable(session: Session, case: CaseFacts, today: date, *, giver: UUID) -> tuple[Assignable, ...]:
    """Return all investigators, and why some cannot be given this case by ``giver``, in six statements."""
    others = other_givers(session, case, giver)
    reviewers, capacity = reviewers_of(session, case), capacity_of(session)
    deviations = deviation_facts(session, case.requisition_id)
    away = away_of(session, today)
    designations: dict[UUID, list[DesignationFacts]] = {}
    for row in session.execute(_DESIGNATIONS):
        designations.setdefault(row.person_id, []).append(_designation(row))
    return tuple(
        Assignable(
            person_id=row.id,
            reference=row.reference,
            name=row.name,
            open_cases=row.open_cases,
            away=away[row.id].told(today) if row.id in away else "",
            unmet=(
                *missing_to_give(giver, row.id, others),
                *missing_for_bound(row.name, case.case_id, lent=bool(row.agency), bound_to=row.bound_to),
                *missing_to_assign(case, row.id, row.name, reviewers),
                *missing_for_presence(row.name, away.get(row.id), today),
                *(
                    missing_for_capacity(row.name, row.open_cases, capacity)
                    if row.id != case.investigator_id
                    else ()
                ),
                *missing_to_be_given(
                    row.id,
                    row.name,
                    designations.get(row.id, ()),
                    today,
                    excepted=may_search_anyway(deviations, case.requisition_id, row.id),
                ),
            ),
        )
        for row in session.execute(_INVESTIGATORS)
    )


def reviewers_of(session: Session, case: CaseFacts) -> frozenset[UUID]:
    """Return who took part in a review of a case, as the ledger has it, and never had the case."""
    actors = session.scalars(_REVIEWERS, {"case": str(case.case_id)})
    return frozenset(UUID(actor) for actor in actors) - case.assigned


def _designation(row: Any) -> DesignationFacts:
    return DesignationFacts(
        person_id=row.person_id,
        designated_by=row.designated_by,
        designated_by_role=Role.CHIEF,  # the only writer permits nobody else
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        vetted_on=row.vetted_on,
        trained_on=row.trained_on,
        confidentiality_signed_on=row.confidentiality_signed_on,
        ended_on=agency_day(row.ended_at) if row.ended_at else None,
    )


def assign_case(
    work: UnitOfWork, case: CaseFacts, *, person_id: UUID, seen: UUID | None = None
) -> Assignment:
    """Give a case to an investigator; access that a candidate gave to the one before does not pass on.

    ``seen`` is who had the case on the page that was used; raises Overtaken when that has changed.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ASSIGN_CASE, case)
    now_with = case.investigator_id
    if now_with not in (seen, person_id):
        raise Overtaken
    giver, today = work.actor.person_id, agency_day(work.now())
    people = {one.person_id: one for one in assignable(work.session, case, today, giver=giver)}
    if person_id not in people:
        raise NotFound
    require(missing_to_move_on(work.session, case, giver))
    require(missing_to_pass_on(people[person_id].name, has_it=person_id == now_with))
    require(people[person_id].unmet)
    let_go(work, case)
    about = ("case", case.reference)
    record(work, Event.CASE_ASSIGNED, about=about, case_id=case.case_id, investigator=person_id)
    assignment = work.add(
        Assignment(
            case_id=case.case_id,
            person_id=person_id,
            assigned_by=giver,
            assigned_at=work.now(),
        )
    )
    work.session.flush()
    return assignment


def take_back(work: UnitOfWork, case: CaseFacts, *, seen: UUID | None) -> Assignment:
    """Take a case back from ``seen``, who had it on the page that was used; refused if that changed."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ASSIGN_CASE, case)
    now_with = case.investigator_id
    require(missing_to_move_on(work.session, case, work.actor.person_id))
    ended = let_go(work, case) if now_with == seen else None
    if ended is not None:
        return ended
    name = names_of(work.session, [now_with])[now_with] if now_with is not None else ""
    raise Refused(*missing_to_take_back(name))


def step_away(work: UnitOfWork, case: CaseFacts) -> Assignment | None:
    """Give a case back because of a tie; who calls has recorded the tie, with permission."""
    row = _end_assignment(work, case) if case.investigator_id == work.actor.person_id else None
    if row is not None:
        record(work, Event.ASSIGNMENT_GIVEN_BACK, about=("case", case.reference), case_id=case.case_id)
    return row


def let_go(work: UnitOfWork, case: CaseFacts) -> Assignment | None:
    """End what a case's investigator has of it; who calls has asked for permission."""
    row = _end_assignment(work, case)
    if row is not None:
        about = ("case", case.reference)
        record(work, Event.ASSIGNMENT_ENDED, about=about, case_id=case.case_id, investigator=row.person_id)
    return row


def _end_assignment(work: UnitOfWork, case: CaseFacts) -> Assignment | None:
    live = select(Assignment).where(Assignment.case_id == case.case_id, Assignment.ended_at.is_(None))
    row = work.session.scalars(live).one_or_none()
    if row is None:
        return None
    work.change(row, ended_at=work.now())
    drop_mails(work, case.case_id, reason=Stopped.PASSED_ON, kinds=(MailKind.TIME_TO_CHOOSE,))
    work.session.flush()  # the database allows one live assignment, so the old one ends first
    return row
