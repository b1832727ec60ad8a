"""Duties by case: turned by the Chief, and which roles can be held and worked in while and after they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.accounts import given_by_two
from tests.factories.around import alter, put
from tests.factories.requisitions import drawn_up, seated
from tests.pages.filled import send, shown, text_of
from tests.people import People
from tracker.accounts.kept_forms import keep_form
from tracker.accounts.models import RoleGrant
from tracker.accounts.models_turns import DutyTurn
from tracker.accounts.people import people_list
from tracker.accounts.queries import held_roles, live_roles
from tracker.accounts.service import end_role
from tracker.accounts.standing_roles import by_case_now
from tracker.accounts.turning import turn_duties
from tracker.db import clock_of, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, Overtaken, Refused
from tracker.policy.facts import PersonFacts
from tracker.settings import Settings

WHY = "We are four people in all."
CONTROL = "The county reads each case afterwards."


@pytest.fixture
def chief(people: People) -> Actor:
    """The Chief."""
    return people.make("Chief Avery Stone", Role.CHIEF)


@pytest.fixture
def hr(people: People) -> Actor:
    """The HR administrator."""
    return people.make("Priya Nair", Role.HR_ADMIN)


def turn(chief: Actor, seen: int) -> None:
    with unit_of_work(chief) as work:
        turn_duties(work, seen=seen, reason=WHY, compensating_control=CONTROL)


@pytest.mark.clause("Hamden D.2")
def test_while_they_are_by_case_more_roles_meet_and_afterwards_some_give_way(
    session: Session, people: People, chief: Actor, hr: Actor
) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, Role.SUPERVISOR)
    with pytest.raises(Refused, match="cannot be both"):
        given_by_two(people, hr, dana, Role.BOARD_MEMBER)
    turn(chief, 0)
    assert by_case_now(session)
    given_by_two(people, hr, dana, Role.BOARD_MEMBER)
    other = people.make("Omar Reed", Role.SUPERVISOR)
    given_by_two(people, hr, other, Role.HR_ADMIN)
    for person, role in ((chief, Role.SUPERVISOR), (dana, Role.AUDITOR), (hr, Role.INVESTIGATOR)):
        with pytest.raises(Refused, match="cannot be both"):
            given_by_two(people, people.make("Lee Park", Role.HR_ADMIN), person, role)
    assert live_roles(session, dana.person_id) == (Role.BOARD_MEMBER, Role.INVESTIGATOR, Role.SUPERVISOR)
    turn(chief, 1)
    assert live_roles(session, dana.person_id) == (Role.INVESTIGATOR, Role.SUPERVISOR)
    assert held_roles(session, dana.person_id) >= {Role.BOARD_MEMBER}
    assert live_roles(session, other.person_id) == (Role.HR_ADMIN,), "who keeps the roles can mend it"
    today = clock_of(session).now().date()
    told = {one.name: [item.sentence for item in one.idle] for one in people_list(session, today).people}
    assert "nobody is both board member and background investigator and supervisor" in told["Dana Ruiz"][0]
    assert told["Priya Nair"] == []
    with unit_of_work(hr) as work:
        end_role(work, PersonFacts(dana.person_id), role=Role.BOARD_MEMBER)
    assert not any(one.idle for one in people_list(session, today).people if one.name == "Dana Ruiz")
    said = session.scalars(select(ledger_entries.c.event).order_by(ledger_entries.c.idx)).all()
    assert said.index("DUTIES_BY_CASE") < said.index("DUTIES_BY_TITLE")


@pytest.mark.usefixtures("context")
def test_two_chiefs_or_tabs_do_not_turn_them_back(chief: Actor, hr: Actor) -> None:
    turn(chief, 0)
    with pytest.raises(Overtaken):
        turn(chief, 0)
    with pytest.raises(Denied), unit_of_work(hr) as work:
        turn_duties(work, seen=1, reason=WHY)


@pytest.mark.clause("Hamden D.2")
def test_the_database_lets_roles_meet_only_meanwhile_and_the_chief_alone_turn_them(
    session: Session, settings: Settings, people: People, chief: Actor, hr: Actor
) -> None:
    now = clock_of(session).now()

    def granted(person: Actor, role: Role, ended_at: datetime | None = None) -> None:
        row = {"role": role.value, "granted_by": SYSTEM.person_id, "granted_at": now, "ended_at": ended_at}
        put(settings, RoleGrant, person_id=person.person_id, **row)

    def turned(number: int, *, by_case: bool, by: Actor = chief, control: str = CONTROL) -> Any:
        values = {"reason": WHY, "compensating_control": control, "recorded_by": by.person_id}
        return put(settings, DutyTurn, turn=number, by_case=by_case, recorded_at=now, **values)

    dana, okafor = people.make("Dana Ruiz", Role.INVESTIGATOR), people.make("Lt. Okafor", Role.SUPERVISOR)
    with pytest.raises(DatabaseError, match="may not meet"):
        granted(dana, Role.BOARD_MEMBER)
    with pytest.raises(DatabaseError, match="by the Chief alone"):
        turned(1, by_case=True, by=hr)
    wrong: tuple[dict[str, Any], ...] = (
        {"number": 1, "by_case": False, "control": ""},
        {"number": 1, "by_case": True, "control": ""},
        {"number": 0, "by_case": False, "control": ""},
        {"number": 3, "by_case": True},
    )
    for values in wrong:
        with pytest.raises(DatabaseError):
            turned(**values)
    row = turned(1, by_case=True)
    with pytest.raises(DatabaseError, match="only be added to"):
        alter(settings, DutyTurn, row, reason="Another")
    granted(dana, Role.BOARD_MEMBER)
    for person, role in ((dana, Role.HR_ADMIN), (chief, Role.INVESTIGATOR), (okafor, Role.AUDITOR)):
        with pytest.raises(DatabaseError, match="may not meet"):
            granted(person, role)
    turned(2, by_case=False, control="")
    with pytest.raises(DatabaseError, match="may not meet"):
        granted(okafor, Role.BOARD_MEMBER)


@pytest.mark.clause("Hamden D.2")
def test_the_chief_turns_them_on_a_page_and_the_people_are_told(
    people: People, chief: Actor, hr: Actor
) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    office, keeper = people.browser(chief), people.browser(hr)
    page, place = "/deviations/duties-by-case", f"/admin/people/{people.reference(dana)}"
    assert "Duties are by title now" in shown(office, page)
    refused = text_of(send(office, page, reason="Few", compensating_control=CONTROL), 422)
    assert "Write why the deviation is needed" in refused
    assert CONTROL in refused
    assert send(office, page, reason=WHY, compensating_control=CONTROL).status_code == 303
    assert "Duties are by case now" in shown(office, page)
    with people.app.app_context():
        given_by_two(people, hr, dana, Role.BOARD_MEMBER)
        decides = Actor(dana.person_id, Role.BOARD_MEMBER, dana.name)
        there = f"/admin/requisitions/{seated(people, drawn_up(people), decides).reference}"
        with unit_of_work(decides) as work:
            keep_form(work, path="/board/x", query="", fields=[("words", "A question")], had_files=False)
    assert "one thing only" in shown(keeper, place)
    assert "cannot work as board member" not in shown(keeper, there)
    member = people.browser(Actor(dana.person_id, Role.BOARD_MEMBER, dana.name))
    assert member.get("/board").status_code == 200
    assert send(office, page, reason="Two more were hired").status_code == 303
    assert member.get("/board").status_code == 303, "the role cannot be worked in any more"
    for where in (place, "/admin/people"):
        assert "Nothing can be done as board member until" in shown(keeper, where)
    own = people.browser(Actor(dana.person_id, Role.INVESTIGATOR, dana.name))
    assert "You cannot work as Board member now" in shown(own, "/roles")
    assert "cannot work as" not in shown(keeper, "/roles")
    assert "It stays kept." in shown(own, "/kept")
    for where in (there, f"{there}/board"):
        assert "Dana Ruiz cannot work as board member now, so nobody records" in shown(keeper, where)
