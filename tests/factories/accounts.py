"""Rows of people in great number, for lists: many at once, as no form would add them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from tests.factories.references import next_reference
from tests.people import PASSWORD, People
from tracker.accounts.granting import approve_role, grant_role
from tracker.accounts.models import Designation, Person, RoleGrant
from tracker.accounts.passwords import Cost, password_hash
from tracker.accounts.service import EMAIL, email_index
from tracker.db import unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.facts import PersonFacts
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

QUICK = Cost(memory=64, passes=1)


def crowd(people: People, number: int, role: Role = Role.INVESTIGATOR, name: str = "Person") -> list[Actor]:
    """Add people with a role, designated if they investigate; the password is that of all tests."""
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    made, hashed = [], password_hash(PASSWORD, QUICK)
    with unit_of_work(SYSTEM) as work:
        sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
        for count in range(number):
            row_id, email = uuid4(), f"{uuid4().hex}@riverton.example"
            person = work.add(
                Person(
                    id=row_id,
                    reference=next_reference("P"),
                    name=f"{name} {count:03}",
                    email=sealer.seal(EMAIL, row_id, 1, email),
                    email_index=email_index(work.session, email),
                    password_hash=hashed,
                    created_at=work.now(),
                )
            )
            made.append(Actor(row_id, role, person.name))
            record(work, Event.PERSON_ADDED, about=("person", person.reference), person=row_id)
        work.session.flush()
        for actor in made:
            work.add(
                RoleGrant(
                    person_id=actor.person_id, role=role, granted_by=SYSTEM.person_id, granted_at=work.now()
                )
            )
            if role is Role.INVESTIGATOR:
                work.add(_designation(actor, chief, work.now()))
    return made


def _designation(actor: Actor, chief: Actor, now: datetime) -> Designation:
    today = now.date()
    return Designation(
        person_id=actor.person_id,
        designated_by=chief.person_id,
        designated_at=now,
        starts_on=today - timedelta(days=10),
        ends_on=today + timedelta(days=200),
        vetted_on=today - timedelta(days=30),
        trained_on=today - timedelta(days=20),
        confidentiality_signed_on=today - timedelta(days=15),
    )


def given_by_two(people: People, giver: Actor, person: Actor, role: Role) -> None:
    """Give a role as two people do: one proposes it, and a second administrator approves it."""
    with unit_of_work(giver) as work:
        given = grant_role(work, PersonFacts(person.person_id), role=role)
    if not given:
        approved_by_another(people, person, role)


def approved_by_another(people: People, person: Actor, role: Role) -> None:
    """Let a second administrator approve a role that somebody proposed."""
    another = people.make("Ola Second", Role.HR_ADMIN)
    with people.app.app_context(), unit_of_work(another) as work:
        approve_role(work, PersonFacts(person.person_id), role=role)
