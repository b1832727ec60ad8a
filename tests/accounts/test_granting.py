"""Roles through the pages: one person proposes, another approves, and nothing is in force until then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from migrations.granting_walls import APPROVERS as ON_FILE
from tests.factories.around import put
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import PASSWORD, Browser, People
from tracker.accounts.granting import approve_role, grant_role
from tracker.accounts.models import RoleGrant
from tracker.accounts.models_grants import RoleProposal, RoleRuling
from tracker.accounts.queries import live_roles
from tracker.accounts.service import add_person, disable_person, end_role, set_own_password
from tracker.clock import FixedClock
from tracker.db import clock_of, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.facts import PersonFacts
from tracker.policy.granting import APPROVERS
from tracker.settings import Settings


@pytest.fixture
def helen(people: People) -> Actor:
    """The administrator who proposes."""
    return people.make("Helen Park", Role.HR_ADMIN)


@pytest.fixture
def omar(people: People) -> Actor:
    """The administrator who approves."""
    return people.make("Omar Reed", Role.HR_ADMIN)


def about(person: Actor) -> PersonFacts:
    return PersonFacts(person.person_id)


def ruled(browser: Browser, page: str, act: str) -> int:
    """Rule on a proposed role past what the page offers; return the status."""
    token = values_of(form_on(shown(browser, page), "/sign-out"))
    return browser.post(f"{page}/roles/ruling", data={**token, "role": "auditor", "act": act}).status_code


@pytest.mark.clause("Hampton D.1")
def test_a_role_waits_on_people_for_somebody_else(people: People, helen: Actor, omar: Actor) -> None:
    asker, other = people.browser(helen), people.browser(omar)
    sam = people.make("Sam Ortiz", Role.IT)
    page = f"/admin/people/{people.reference(sam)}"
    with people.app.app_context(), unit_of_work(helen) as work:
        end_role(work, about(sam), role=Role.IT)
    propose = {"act": "give", "role": "auditor"}
    assert send(asker, page, f"{page}/roles", **propose).status_code == 303
    assert "waits for a second person" in text_of(send(asker, page, f"{page}/roles", **propose), 409)
    text = shown(asker, "/admin/people")
    assert "Roles waiting for a second person" in text
    assert "Take back" in text
    assert ">Approve" not in text
    assert ruled(asker, page, "approve") == 409, "whoever proposed it does not approve it"
    assert ruled(people.browser(people.make("Lt. Ama Okafor", Role.SUPERVISOR)), page, "approve") == 403
    assert "by Helen Park" in shown(other, "/admin/people")
    assert "No role is in force now" in shown(other, page)
    assert ruled(other, page, "maybe") == 409
    assert ruled(other, page, "approve") == 303
    text = shown(other, page)
    assert "As Auditor" in text
    assert "by Helen Park and Omar Reed" in text
    assert "Roles waiting" not in text
    assert ruled(other, page, "approve") == 404


def test_a_new_person_opens_nothing_until_their_role_is_approved(
    people: People, helen: Actor, omar: Actor
) -> None:
    asker, other = people.browser(helen), people.browser(omar)
    typed = {"name": "Sam Ortiz", "email": "sam@riverton.example", "roles": ["auditor"]}
    answer = text_of(send(asker, "/admin/people/new", **typed))
    assert "Until then this person can open nothing" in answer
    page = answer[answer.index("/admin/people/P-") :].split('"')[0]
    assert "No role is in force now" in shown(other, page)
    assert ruled(asker, page, "refuse") == 303, "whoever proposed it takes it back"
    assert "Roles waiting" not in shown(other, page)


def test_nobody_approves_their_own_and_nothing_waits_for_ever(
    people: People, session: Session, clock: FixedClock, helen: Actor, omar: Actor
) -> None:
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    with unit_of_work(helen) as work:
        assert not grant_role(work, about(omar), role=Role.IT)
    with pytest.raises(Refused, match="own roles"), unit_of_work(omar) as work:
        approve_role(work, about(omar), role=Role.IT)
    clock.advance(timedelta(days=14))
    with pytest.raises(Refused, match="more than 14 days ago"), unit_of_work(chief) as work:
        approve_role(work, about(omar), role=Role.IT)
    with unit_of_work(helen) as work:
        assert not grant_role(work, about(omar), role=Role.IT)
    with pytest.raises(Denied), unit_of_work(people.make("Lee", Role.AUDITOR)) as work:
        approve_role(work, about(omar), role=Role.IT)
    with unit_of_work(chief) as work:
        approve_role(work, about(omar), role=Role.IT)
    assert Role.IT in live_roles(session, omar.person_id)


def test_what_somebody_proposed_ends_with_their_own_role(people: People, helen: Actor, omar: Actor) -> None:
    sam, chief = people.make("Sam Ortiz", Role.IT), people.make("Chief Avery Stone", Role.CHIEF)
    with people.app.app_context():
        with unit_of_work(helen) as work:
            grant_role(work, about(sam), role=Role.HR_ADMIN)
        with unit_of_work(omar) as work:
            disable_person(work, about(helen))
        with pytest.raises(Refused, match="no longer an HR administrator"), unit_of_work(chief) as work:
            approve_role(work, about(sam), role=Role.HR_ADMIN)


@pytest.mark.parametrize("way", ["role", "disabled"])
def test_the_last_releaser_and_the_last_second_person_stay(people: People, helen: Actor, way: str) -> None:
    okafor, chief = people.make("Lt. Okafor", Role.SUPERVISOR), people.make("Avery Stone", Role.CHIEF)
    for person, words in ((okafor, "only supervisor"), (chief, "only one would be left")):
        with people.app.app_context(), pytest.raises(Refused, match=words), unit_of_work(helen) as work:
            disable_person(work, about(person)) if way == "disabled" else end_role(
                work, about(person), role=person.role
            )
    people.make("Lt. Brown", Role.SUPERVISOR)
    with people.app.app_context(), unit_of_work(helen) as work:
        end_role(work, about(okafor), role=Role.SUPERVISOR)


@pytest.fixture
def write(session: Session, settings: Settings) -> Callable[..., Any]:
    """Write a proposal, its ruling and its role, each if it is asked for, past the application."""
    now = clock_of(session).now()

    def written(
        person: UUID, asker: UUID, ruler: UUID | None, *, role: str = "auditor", given: bool = True
    ) -> None:
        row = {"person_id": person, "role": role}
        proposal = put(settings, RoleProposal, **row, proposed_by=asker, proposed_at=now)
        if ruler:
            ruling = {"ruling": "approved", "ruled_by": ruler, "ruled_at": now}
            put(settings, RoleRuling, proposal_id=proposal, **ruling)
        if given:
            put(settings, RoleGrant, **row, granted_by=asker, granted_at=now, ended_at=None)

    return written


@pytest.mark.clause("Hampton D.1")
def test_the_database_gives_no_role_by_one_person(
    people: People, helen: Actor, omar: Actor, write: Callable[..., Any]
) -> None:
    sam = people.make("Sam Ortiz", Role.IT).person_id
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR).person_id
    asker, other = helen.person_id, omar.person_id
    for values, words in (
        ((sam, asker, None), "given by two people"),
        ((sam, asker, asker), "nobody approves a role that they proposed"),
        ((other, asker, other), "nobody approves a role that they proposed"),
        ((sam, asker, dana), "HR administrator or the Chief alone"),
        ((sam, dana, other), "never for themselves"),
        ((asker, asker, other), "never for themselves"),
    ):
        with pytest.raises(DatabaseError, match=words):
            write(*values)
    write(sam, asker, other, role="hr-administrator")


def test_who_approves_is_on_file_as_in_the_rule() -> None:
    assert tuple(role.value for role in APPROVERS) == ON_FILE


@pytest.mark.clause("Hampton D.1")
def test_who_made_anothers_password_gives_no_role_with_them(
    people: People, helen: Actor, omar: Actor
) -> None:
    with people.app.app_context():
        with unit_of_work(helen) as work:
            row = add_person(
                work, name="Ghost", email="ghost@riverton.example", password=PASSWORD, roles=(Role.HR_ADMIN,)
            )
            ghost = Actor(row.id, Role.HR_ADMIN, "Ghost")
        with unit_of_work(omar) as work:
            approve_role(work, about(ghost), role=Role.HR_ADMIN)
        sam, kim = people.make("Sam Ortiz", Role.BOARD_MEMBER), people.make("Kim Lee", Role.BOARD_MEMBER)
        for asker, second, person in ((helen, ghost, sam), (ghost, helen, kim)):
            with unit_of_work(asker) as work:
                grant_role(work, about(person), role=Role.CHIEF)
            with pytest.raises(Refused, match="first password"), unit_of_work(second) as work:
                approve_role(work, about(person), role=Role.CHIEF)
        with unit_of_work(omar) as work:
            approve_role(work, about(kim), role=Role.CHIEF)
        with unit_of_work(ghost) as work:
            set_own_password(work, new_hash=row.password_hash)
        with unit_of_work(ghost) as work:
            approve_role(work, about(sam), role=Role.CHIEF)
