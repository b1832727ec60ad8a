"""What is read of people takes as many statements for many as for few."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.factories.accounts import crowd
from tests.people import People
from tests.vault.counting import statements
from tracker.accounts.people import people_list, person_page
from tracker.accounts.queries import names_of
from tracker.clock import FixedClock
from tracker.db import db
from tracker.policy.actors import Role


def test_the_list_of_people_takes_three_statements(
    session: Session, people: People, clock: FixedClock
) -> None:
    counts = []
    for number in (10, 200):
        crowd(people, number)
        with statements(db.engine) as seen:
            view = people_list(session, clock.now().date())
        counts.append(len([one for one in seen if one.startswith("SELECT")]))
        assert len(view.people) >= number
    assert counts == [3, 3]
    last = view.people[-1]
    assert (last.name, last.roles) == ("Person 199", (Role.INVESTIGATOR,))
    assert last.searcher_until is not None


def test_a_persons_page_takes_four_statements(session: Session, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    with statements(db.engine) as seen:
        view = person_page(session, dana.person_id)
    assert len([one for one in seen if one.startswith("SELECT")]) == 4
    assert view.email == "dana.ruiz@riverton.example"
    assert [held.role for held in view.roles] == [Role.INVESTIGATOR]
    assert view.designations[0].designated_by == "Chief Avery Stone"


def test_names_of_nobody_need_no_statement(session: Session) -> None:
    with statements(db.engine) as seen:
        assert names_of(session, ()) == {}
    assert not seen
