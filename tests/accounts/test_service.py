"""People, roles and designations: permission first, then separation, then the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.people import PASSWORD, People
from tracker.accounts import service
from tracker.accounts.abilities import EVERYBODY, TELLING, abilities_in
from tracker.accounts.granting import approve_role, grant_role
from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.passwords import Cost, password_hash, password_matches
from tracker.accounts.queries import designation_facts, live_roles
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.ability_words import ABILITIES
from tracker.policy.actors import STAFF_ROLES, SYSTEM, Actor, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.facts import PersonFacts
from tracker.policy.judgement import roles_for
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission
from tracker.policy.searchers import is_current


def add(actor: Actor, *roles: Role, email: str = "sam@riverton.example", password: str = PASSWORD) -> Person:
    with unit_of_work(actor) as work:
        return service.add_person(work, name="Sam Ortiz", email=email, password=password, roles=roles)


@pytest.fixture
def priya(people: People) -> Actor:
    """The HR administrator."""
    return people.make("Priya Nair", Role.HR_ADMIN)


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.HR_ADMIN])
def test_only_hr_adds_people(session: Session, people: People, role: Role) -> None:
    with pytest.raises(Denied):
        add(people.make("Ana Lopez", role), Role.AUDITOR)


def test_addresses_are_one_however_they_are_written(session: Session, priya: Actor) -> None:
    add(priya, Role.AUDITOR, email="sam@riverton.example")
    with pytest.raises(Refused, match="already"):
        add(priya, Role.AUDITOR, email=" SAM@Riverton.example ")


def test_a_reference_that_is_taken_is_drawn_again(people: People, priya: Actor, session: Session) -> None:
    taken = people.reference(priya)
    drawn = iter([taken, taken, "P-FREE22", "P-FREE33"])
    with unit_of_work(SYSTEM) as work:
        assert work.reference(Person.reference, lambda: next(drawn)) == "P-FREE22"


def test_an_address_is_sealed(session: Session, priya: Actor) -> None:
    person = add(priya, Role.AUDITOR)
    assert b"riverton" not in person.email
    assert PASSWORD not in person.password_hash
    assert person.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("password", ["", "short", "x" * 14, "x" * 129])
def test_a_password_is_long_enough_and_not_endless(session: Session, priya: Actor, password: str) -> None:
    with pytest.raises(Refused, match="password"):
        add(priya, Role.AUDITOR, password=password)
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.clause("Hamden D.2")
def test_first_roles_are_separated_too(session: Session, priya: Actor) -> None:
    with pytest.raises(Refused, match="cannot be both"):
        add(priya, Role.SUPERVISOR, Role.BOARD_MEMBER)
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_the_first_administrator_comes_once(session: Session, people: People) -> None:
    def first(actor: Actor) -> Person:
        with unit_of_work(actor) as work:
            return service.add_first_administrator(
                work, name="Priya Nair", email="priya@riverton.example", password=PASSWORD
            )

    first(SYSTEM)
    with pytest.raises(Refused, match="administrator already"):
        first(SYSTEM)
    with pytest.raises(Denied):
        first(people.make("Ana Lopez", Role.HR_ADMIN))


def test_a_role_given_and_ended_stays_on_record(session: Session, people: People, priya: Actor) -> None:
    dana = PersonFacts(people.make("Dana Ruiz", Role.INVESTIGATOR).person_id)
    with unit_of_work(priya) as work:
        service.end_role(work, dana, role=Role.INVESTIGATOR)
    with unit_of_work(priya) as work:
        assert not grant_role(work, dana, role=Role.BOARD_MEMBER)
    with unit_of_work(people.make("Ola Second", Role.HR_ADMIN)) as work:
        approve_role(work, dana, role=Role.BOARD_MEMBER)
    assert live_roles(session, dana.person_id) == (Role.BOARD_MEMBER,)
    grants = session.scalars(select(RoleGrant).where(RoleGrant.person_id == dana.person_id)).all()
    assert {(grant.role, grant.ended_at is None) for grant in grants} == {
        ("investigator", False),
        ("board-member", True),
    }
    newest = ledger_page(session, limit=5).lines
    assert [line.event for line in newest] == [
        "ROLE_APPROVED",
        "ROLE_GRANTED",
        "PERSON_ADDED",
        "ROLE_PROPOSED",
        "ROLE_ENDED",
    ]


def test_one_does_not_change_ones_own(session: Session, priya: Actor) -> None:
    with pytest.raises(Refused, match="own roles"), unit_of_work(priya) as work:
        grant_role(work, PersonFacts(priya.person_id), role=Role.IT)


@pytest.mark.clause("Hamden D.3")
def test_a_designation_counts_from_its_first_to_its_last_day(
    session: Session, people: People, clock: FixedClock
) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    today = clock.now().date()
    assert designation_facts(session, dana.person_id, today) is None
    before = today - timedelta(days=3)
    with unit_of_work(chief) as work:
        service.designate_searcher(
            work,
            PersonFacts(dana.person_id),
            starts_on=today + timedelta(days=1),
            ends_on=today + timedelta(days=5),
            vetted_on=before,
            trained_on=before,
            confidentiality_signed_on=before,
        )

    def current(on: date) -> bool:
        facts = designation_facts(session, dana.person_id, on)
        return facts is not None and is_current(facts, on)

    assert [current(today + timedelta(days=days)) for days in (0, 1, 5, 6)] == [False, True, True, False]
    clock.advance(timedelta(days=2))
    with unit_of_work(chief) as work:
        service.end_designation(work, PersonFacts(dana.person_id))
    assert not current(today + timedelta(days=2))
    with pytest.raises(Refused, match="ended already"), unit_of_work(chief) as work:
        service.end_designation(work, PersonFacts(dana.person_id))


def test_hr_does_not_designate(session: Session, people: People, priya: Actor, clock: FixedClock) -> None:
    today, dana = clock.now().date(), people.make("Dana Ruiz", Role.INVESTIGATOR)
    with pytest.raises(Denied), unit_of_work(priya) as work:
        service.designate_searcher(
            work,
            PersonFacts(dana.person_id),
            starts_on=today,
            ends_on=today + timedelta(days=5),
            vetted_on=today,
            trained_on=today,
            confidentiality_signed_on=today,
        )


def test_nobodys_password_takes_as_long_and_never_matches() -> None:
    stored = password_hash(PASSWORD, Cost(memory=64, passes=1))
    assert password_matches(PASSWORD, stored)
    assert not password_matches(PASSWORD + " ", stored)
    assert not password_matches(PASSWORD, None)
    assert stored != password_hash(PASSWORD, Cost(memory=64, passes=1))


def test_abilities_are_those_of_the_permission_table() -> None:
    for permission in PERMISSIONS:
        roles = roles_for(permission)
        if roles is None or roles >= frozenset(STAFF_ROLES) or not roles & frozenset(STAFF_ROLES):
            continue
        assert permission in ABILITIES, f"say in words what {permission} lets somebody do"
        for role in STAFF_ROLES:
            can = {words.removesuffix(", for oneself alone") for words in abilities_in(role).can}
            assert (ABILITIES[permission] in can) == (role in roles)
    assert not EVERYBODY & set(TELLING)


def test_what_is_for_oneself_alone_is_said_so() -> None:
    opened = ABILITIES[Permission.READ_EXPOSURE]
    assert f"{opened}, for oneself alone" in abilities_in(Role.BOARD_MEMBER).can
    assert opened in abilities_in(Role.SUPERVISOR).can
    assert opened in abilities_in(Role.AUDITOR).can
