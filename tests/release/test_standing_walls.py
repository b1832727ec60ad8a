"""What holds for ever of whoever reviews, releases or is given a case, and of where cases go (D.2 to D.6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from migrations.disposal_walls import EDGES
from tests.factories.around import alter, past_the_application, put
from tests.factories.release import Reviewed
from tests.release.test_decided_once import REVIEWS, WORKS, World
from tracker.cases.models import Assignment, Case, ConflictDeclaration
from tracker.db import clock_of
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import TRANSITIONS
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings

pytestmark = [pytest.mark.clause("Hamden D.2"), pytest.mark.clause("Hamden D.6")]


def tried(settings: Settings, session: Session, case: CaseFacts, who: Actor) -> dict[str, str]:
    """Write each act of review by somebody, past the application; return what stood against each."""
    said = {}
    for what, act in REVIEWS.items():
        if what == "asks":
            continue
        with past_the_application(settings) as connection, connection.begin() as all_of_it:
            at = clock_of(session).now()
            world = World(connection, case, case.requisition_id, who.person_id, who.person_id, at)
            try:
                act(world, who.person_id)
            except DatabaseError as error:
                said[what] = str(error.orig)
            all_of_it.rollback()
    return said


def test_whoever_reviews_is_a_supervisor_then(session: Session, unit: Reviewed, settings: Settings) -> None:
    case, _ = unit.ready()
    assert tried(settings, session, case, unit.brown) == {}
    luis = unit.people.make("Luis Ortega", Role.INVESTIGATOR)
    assert set(tried(settings, session, case, luis)) == REVIEWS.keys() - {"asks"}


def test_nobody_with_a_tie_reviews(session: Session, unit: Reviewed, settings: Settings) -> None:
    case, _ = unit.ready()
    tie = {"answer": "yes", "tie": "friend", "explanation": None, "declared_at": clock_of(session).now()}
    put(settings, ConflictDeclaration, case_id=case.case_id, person_id=unit.brown.person_id, **tie)
    said = tried(settings, session, case, unit.brown)
    assert set(said) == REVIEWS.keys() - {"asks"}
    assert all("nobody with a tie" in words for words in said.values())


@pytest.mark.parametrize("did", ["logged a search", "wrote a finding"])
def test_whoever_did_the_work_reviews_nothing_though_nothing_else_tells_of_it(
    session: Session, unit: Reviewed, settings: Settings, did: str
) -> None:
    """A row of the work is enough: no assignment and no entry of access stands beside it."""
    case, _ = unit.ready()
    eva, at = unit.searching_supervisor(), clock_of(session).now()
    work = WORKS["searches" if did == "logged a search" else "writes"]
    with past_the_application(settings) as connection, connection.begin() as all_of_it:
        world = World(connection, case, case.requisition_id, eva.person_id, unit.brown.person_id, at)
        work(world, eva.person_id)
        for what, act in REVIEWS.items():
            if what != "asks":
                with (
                    pytest.raises(DatabaseError, match="wrote in it or submitted it"),
                    connection.begin_nested(),
                ):
                    act(world, eva.person_id)
        all_of_it.rollback()


@pytest.mark.clause("Hamden D.3")
def test_a_case_is_given_to_whoever_may_search_then(
    session: Session, unit: Reviewed, settings: Settings
) -> None:
    case, _ = unit.ready(findings=0)
    at = clock_of(session).now()
    given: dict[str, Any] = {"case_id": case.case_id, "assigned_by": unit.brown.person_id, "ended_at": at}
    nobody = unit.people.make("Luis Ortega", Role.INVESTIGATOR, searcher=False)
    titled = unit.people.make("Capt. Ann Lee", Role.SUPERVISOR)
    may = unit.people.make("Sgt. Paul Reed", Role.INVESTIGATOR)
    late = {"assigned_at": at + timedelta(days=400)}
    for who, when in ((nobody, {}), (titled, {}), (may, late)):
        with pytest.raises(DatabaseError, match="whom the Chief designated"):
            put(settings, Assignment, person_id=who.person_id, **given | {"assigned_at": at} | when)
    put(settings, Assignment, person_id=may.person_id, **given, assigned_at=at)


@pytest.mark.clause("Hamden D.5")
def test_a_case_goes_only_the_way_of_every_case(unit: Reviewed, settings: Settings) -> None:
    case, _ = unit.ready(findings=0)
    for after in set(Stage) - TRANSITIONS[case.stage] - {case.stage}:
        with pytest.raises(DatabaseError, match=r"only the way|with an approved batch"):
            alter(settings, Case, case.case_id, stage=after.value, version=99)
    alter(settings, Case, case.case_id, stage=Stage.WITHDRAWN.value, version=99)


def test_the_way_on_file_is_that_of_the_rules() -> None:
    ways = {(before.value, after.value) for before, there in TRANSITIONS.items() for after in there}
    assert set(EDGES) == ways
    assert len(EDGES) == len(ways)
