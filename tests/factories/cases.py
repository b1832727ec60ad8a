"""Cases for tests, opened and assigned by the services themselves; inside an application context."""

from __future__ import annotations

from typing import Any

from tests.factories.requisitions import hr
from tests.people import People
from tracker.cases.assigning import assign_case
from tracker.cases.conflicts import declare_conflict
from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import facts_of
from tracker.cases.service import open_case, open_further_case
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.vocabulary import ConflictAnswer


def supervisor(people: People) -> Actor:
    """Return the supervisor."""
    return people.make("Lt. Ama Okafor", Role.SUPERVISOR)


def investigator(people: People) -> Actor:
    """Return a designated investigator."""
    return people.make("Dana Ruiz", Role.INVESTIGATOR)


def again(case: CaseFacts) -> CaseFacts:
    """Return a case's facts as they are now."""
    db.session.rollback()
    return facts_of(db.session, case.case_id)


def case_of(
    people: People, requisition: RequisitionFacts, name: str = "Marisol Peña", email: str = ""
) -> CaseFacts:
    """Add a candidate and open the case."""
    with unit_of_work(hr(people)) as work:
        case_id = open_case(work, requisition, name=name, email=email).id
    return facts_of(db.session, case_id)


def further_case(people: People, requisition: RequisitionFacts, case: CaseFacts) -> CaseFacts:
    """Open a case for the same candidate in another requisition."""
    with unit_of_work(hr(people)) as work:
        case_id = open_further_case(work, requisition, candidate_id=case.candidate_id).id
    return facts_of(db.session, case_id)


def many_cases(people: People, requisition: RequisitionFacts, number: int) -> list[CaseFacts]:
    """Open many cases in one act."""
    with unit_of_work(hr(people)) as work:
        opened = [
            open_case(work, requisition, name=f"Candidate {count}", email="").id for count in range(number)
        ]
    return [facts_of(db.session, case_id) for case_id in opened[:3]]


def assigned(people: People, case: CaseFacts, to: Actor | None = None) -> CaseFacts:
    """Give a case to an investigator, who has not answered the question of ties yet."""
    person = to or investigator(people)
    with unit_of_work(supervisor(people)) as work:
        assign_case(work, case, person_id=person.person_id, seen=case.investigator_id)
    return again(case)


def declared(
    case: CaseFacts, person: Actor, answer: ConflictAnswer = ConflictAnswer.NONE, **words: Any
) -> CaseFacts:
    """Let a person say whether there is a tie."""
    with unit_of_work(person) as work:
        declare_conflict(work, case, answer=answer, **words)
    return again(case)


def opened_by(case: CaseFacts, person: Actor) -> AccessEntry:
    """Let a person open the case's own page, which is raw material."""
    with unit_of_work(person) as work:
        return record_opening(work, case_id=case.case_id, thing=Thing.CASE, reference=case.reference)
