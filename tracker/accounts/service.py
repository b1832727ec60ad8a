"""The only writer of people, roles and designations."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.accounts.models import Designation, Person, RoleGrant
from tracker.accounts.passwords import LONGEST, SHORTEST, password_hash
from tracker.accounts.queries import live_roles
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Denied, NotFound, Refused, Unmet, require
from tracker.policy.facts import PersonFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.separation import missing_to_hold
from tracker.references import plain
from tracker.vault.format import Slot
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

EMAIL = Slot("people", "email")


def canonical_email(email: str) -> str:
    """Return the form in which e-mail addresses are compared."""
    return email.strip().casefold()


def email_index(work_session: object, email: str) -> bytes:
    """Return the blind index by which an e-mail address is found."""
    return vault_of(work_session).blind_index("people", "email", canonical_email(email))


def add_person(work: UnitOfWork, *, name: str, email: str, password: str, roles: tuple[Role, ...]) -> Person:
    """Add a member of staff or of a board, with the first roles."""
    permit(work.actor, Permission.ADD_PERSON)
    return _add(work, name=name, email=email, password=password, roles=roles)


def add_first_administrator(work: UnitOfWork, *, name: str, email: str, password: str) -> Person:
    """Add the administrator with whom everything begins; refused once there is one."""
    if work.actor.role is not Role.SYSTEM:
        raise Denied(Permission.ADD_PERSON)
    there = select(RoleGrant.id).where(RoleGrant.role == Role.HR_ADMIN, RoleGrant.ended_at.is_(None)).limit(1)
    if work.session.scalar(there) is not None:
        raise Refused(Unmet(None, "There is an administrator already, who can add further people."))
    return _add(work, name=name, email=email, password=password, roles=(Role.HR_ADMIN,))


def _add(work: UnitOfWork, *, name: str, email: str, password: str, roles: tuple[Role, ...]) -> Person:
    require(missing_in_password(password))
    vault, person_id = vault_of(work.session), uuid4()
    index = email_index(work.session, email)
    if work.session.scalar(select(Person.id).where(Person.email_index == index)) is not None:
        raise Refused(Unmet(None, "Somebody is here with that e-mail address already."))
    sealer = vault.domain(work.session, "system", SYSTEM_HOLDER)
    person = work.add(
        Person(
            id=person_id,
            reference=plain("P"),
            name=name,
            email=sealer.seal(EMAIL, person_id, 1, canonical_email(email)),
            email_index=index,
            password_hash=password_hash(password),
            created_at=work.now(),
        )
    )
    record(work, Event.PERSON_ADDED, about=("person", person.reference), person=person.id)
    for role in roles:
        _grant(work, person.id, role, held=frozenset(roles[: roles.index(role)]))
    work.session.flush()
    return person


def missing_in_password(password: str) -> tuple[Unmet, ...]:
    """Say what keeps a staff password from being taken."""
    if len(password) < SHORTEST:
        return (Unmet(None, f"Choose a longer password: at least {SHORTEST} characters."),)
    if len(password) > LONGEST:
        return (Unmet(None, f"Choose a shorter password: at most {LONGEST} characters."),)
    return ()


def grant_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> RoleGrant:
    """Give a person one more role, as far as separation of duties allows."""
    permit(work.actor, Permission.CHANGE_ROLES, person)
    held = frozenset(live_roles(work.session, person.person_id))
    return _grant(work, person.person_id, role, held=held)


def _grant(work: UnitOfWork, person_id: UUID, role: Role, *, held: frozenset[Role]) -> RoleGrant:
    require(missing_to_hold(held, role))
    grant = RoleGrant(person_id=person_id, role=role, granted_by=work.actor.person_id, granted_at=work.now())
    record(work, Event.ROLE_GRANTED, person=person_id, role=role)
    return work.add(grant)


def end_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> RoleGrant:
    """End a role; what was done in it stays on record."""
    permit(work.actor, Permission.CHANGE_ROLES, person)
    live = select(RoleGrant).where(
        RoleGrant.person_id == person.person_id, RoleGrant.role == role, RoleGrant.ended_at.is_(None)
    )
    grant = work.session.scalars(live).one_or_none()
    if grant is None:
        raise NotFound
    record(work, Event.ROLE_ENDED, person=person.person_id, role=role)
    return work.change(grant, ended_by=work.actor.person_id, ended_at=work.now())


def disable_person(work: UnitOfWork, person: PersonFacts) -> Person:
    """Close a person's way in; nobody is deleted."""
    permit(work.actor, Permission.DISABLE_PERSON, person)
    row = work.session.get_one(Person, person.person_id)
    sealer = vault_of(work.session).domain(work.session, "system", SYSTEM_HOLDER)
    email = sealer.open(EMAIL, row.id, row.version, row.email)
    record(work, Event.PERSON_DISABLED, about=("person", row.reference), person=row.id)
    return work.change(row, disabled_at=work.now(), email=sealer.seal(EMAIL, row.id, row.version + 1, email))


def designate_searcher(
    work: UnitOfWork,
    person: PersonFacts,
    *,
    starts_on: date,
    ends_on: date,
    vetted_on: date,
    trained_on: date,
    confidentiality_signed_on: date,
) -> Designation:
    """Record that a person holds a sensitive position and may search (Hamden D.3)."""
    permit(work.actor, Permission.DESIGNATE_SEARCHER, person)
    if ends_on <= starts_on:
        raise Refused(Unmet(None, "The last day of a designation comes after its first."))
    record(work, Event.SEARCHER_DESIGNATED, person=person.person_id, starts=str(starts_on), ends=str(ends_on))
    return work.add(
        Designation(
            person_id=person.person_id,
            designated_by=work.actor.person_id,
            designated_at=work.now(),
            starts_on=starts_on,
            ends_on=ends_on,
            vetted_on=vetted_on,
            trained_on=trained_on,
            confidentiality_signed_on=confidentiality_signed_on,
        )
    )


def end_designation(work: UnitOfWork, person: PersonFacts) -> Designation:
    """End a live designation before its last day."""
    permit(work.actor, Permission.END_DESIGNATION, person)
    today = work.now().date()
    live = select(Designation).where(
        Designation.person_id == person.person_id,
        Designation.ended_at.is_(None),
        Designation.ends_on >= today,
    )
    designation = work.session.scalars(live).first()
    if designation is None:
        raise NotFound
    record(work, Event.DESIGNATION_ENDED, person=person.person_id)
    return work.change(designation, ended_by=work.actor.person_id, ended_at=work.now())
