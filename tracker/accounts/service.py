"""The only writer of people, roles and designations."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.granting import give, require_others
from tracker.accounts.models import Designation, Person, RoleGrant, SignInSession
from tracker.accounts.passwords import password_hash
from tracker.accounts.queries import live_roles
from tracker.accounts.session_ids import turn_at
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Denied, NotFound, Overtaken, require
from tracker.policy.facts import DesignationFacts, PersonFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.searchers import missing_to_designate, missing_to_end
from tracker.policy.staff import missing_in_password, missing_to_be_first, missing_to_join
from tracker.references import plain
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

EMAIL = Slot("people", "email")


def canonical_email(email: str) -> str:
    """Return the form in which e-mail addresses are compared."""
    return email.strip().casefold()


def email_index(session: Session, email: str) -> bytes:
    """Return the blind index by which an e-mail address is found."""
    return vault_of(session).blind_index("people", "email", canonical_email(email))


def add_person(
    work: UnitOfWork, *, name: str, email: str, password: str, roles: tuple[Role, ...], agency: str = ""
) -> Person:
    """Add a member of staff or of a board, or somebody of a partner agency, and propose the first roles."""
    permit(work.actor, Permission.ADD_PERSON)
    return _add(work, name=name, email=email, password=password, roles=roles, agency=agency)


def add_first_administrator(work: UnitOfWork, *, name: str, email: str, password: str) -> Person:
    """Add the administrator with whom everything begins; refused once there is one."""
    if work.actor.role is not Role.SYSTEM:
        raise Denied(Permission.ADD_PERSON)
    there = select(RoleGrant.id).where(RoleGrant.role == Role.HR_ADMIN, RoleGrant.ended_at.is_(None)).limit(1)
    require(missing_to_be_first(administrators=work.session.scalar(there) is not None))
    return _add(work, name=name, email=email, password=password, roles=(Role.HR_ADMIN,))


def _add(
    work: UnitOfWork, *, name: str, email: str, password: str, roles: tuple[Role, ...], agency: str = ""
) -> Person:
    require(missing_in_password(password))
    person_id, index = uuid4(), email_index(work.session, email)
    known = work.session.scalar(select(Person.id).where(Person.email_index == index)) is not None
    require(missing_to_join(address_known=known))
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    person = work.add(
        Person(
            id=person_id,
            reference=work.reference(Person.reference, lambda: plain("P")),
            name=name,
            email=sealer.seal(EMAIL, person_id, 1, canonical_email(email)),
            email_index=index,
            password_hash=password_hash(password),
            created_at=work.now(),
            agency=agency or None,
        )
    )
    work.session.flush()
    record(work, Event.PERSON_ADDED, about=("person", person.reference), person=person.id)
    for number, role in enumerate(roles):
        give(work, person, role, held=frozenset(roles[:number]))
    work.session.flush()
    return person


def set_own_password(work: UnitOfWork, *, new_hash: str) -> Person:
    """Put a new password in the place of one's own; who calls has checked the old one."""
    permit(work.actor, Permission.USE_OWN_SESSION)
    person = work.session.get(Person, work.actor.person_id)
    if person is None:
        raise NotFound
    record(work, Event.PASSWORD_CHANGED, about=("person", person.reference), person=person.id)
    _end_sessions(work, person.id, but=work.actor.session)
    return _change(work, person, password_hash=new_hash)


def _change(work: UnitOfWork, person: Person, **values: object) -> Person:
    """Give a person's row its next state, its sealed address with it."""
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    email = sealer.open(EMAIL, person.id, person.version, person.email)
    sealed = sealer.seal(EMAIL, person.id, person.version + 1, email)
    return work.change(person, email=sealed, **values)


def end_role(work: UnitOfWork, person: PersonFacts, *, role: Role) -> RoleGrant:
    """End a role at once, never the last one that the work needs; what was done in it stays on record."""
    permit(work.actor, Permission.CHANGE_ROLES, person)
    live = select(RoleGrant).where(
        RoleGrant.person_id == person.person_id, RoleGrant.role == role, RoleGrant.ended_at.is_(None)
    )
    grant = work.session.scalars(live).one_or_none()
    if grant is None:
        raise NotFound
    require_others(work, person.person_id, (role,))
    record(work, Event.ROLE_ENDED, person=person.person_id, role=role)
    _end_sessions(work, person.person_id, role=role)
    return work.change(grant, ended_by=work.actor.person_id, ended_at=work.now())


def disable_person(work: UnitOfWork, person: PersonFacts) -> Person:
    """Close a person's way in at once; nobody is deleted."""
    permit(work.actor, Permission.DISABLE_PERSON, person)
    row = work.session.get_one(Person, person.person_id)
    if row.disabled_at is not None:
        return row
    require_others(work, row.id, live_roles(work.session, row.id))
    record(work, Event.PERSON_DISABLED, about=("person", row.reference), person=row.id)
    _end_sessions(work, row.id)
    return _change(work, row, disabled_at=work.now())


def _end_sessions(work: UnitOfWork, person_id: UUID, *, role: Role | None = None, but: str = "") -> None:
    """End a person's sessions for good: those in one role, or all but the one in which it is asked for."""
    wait_for_turn(work.session, turn_at(person_id))
    live = select(SignInSession).where(
        SignInSession.subject_id == person_id, SignInSession.ended_at.is_(None)
    )
    for row in work.session.scalars(live):
        if (role is None or row.role == role) and not (but and row.digest.hex().startswith(but)):
            work.change(row, ended_at=work.now())


def enable_person(work: UnitOfWork, person: PersonFacts) -> Person:
    """Open the way in again for somebody who was disabled."""
    permit(work.actor, Permission.DISABLE_PERSON, person)
    row = work.session.get_one(Person, person.person_id)
    if row.disabled_at is None:
        return row
    record(work, Event.PERSON_ENABLED, about=("person", row.reference), person=row.id)
    return _change(work, row, disabled_at=None)


def designate_searcher(
    work: UnitOfWork,
    person: PersonFacts,
    *,
    starts_on: date,
    ends_on: date,
    vetted_on: date,
    trained_on: date,
    confidentiality_signed_on: date,
    seen: int | None = None,
) -> Designation:
    """Record that a person may search (Hamden D.3); Overtaken where there are not ``seen`` designations."""
    permit(work.actor, Permission.DESIGNATE_SEARCHER, person)
    _compare(work, person, seen)
    facts = DesignationFacts(
        person_id=person.person_id,
        designated_by=work.actor.person_id,
        designated_by_role=work.actor.role,
        starts_on=starts_on,
        ends_on=ends_on,
        vetted_on=vetted_on,
        trained_on=trained_on,
        confidentiality_signed_on=confidentiality_signed_on,
    )
    roles = frozenset(live_roles(work.session, person.person_id))
    require(missing_to_designate(facts, roles, agency_day(work.now())))
    record(work, Event.SEARCHER_DESIGNATED, person=person.person_id, starts=starts_on, ends=ends_on)
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


def _compare(work: UnitOfWork, person: PersonFacts, seen: int | None) -> None:
    """Hold a person, and raise Overtaken where another designation was recorded since the page was made."""
    work.session.execute(select(Person.id).where(Person.id == person.person_id).with_for_update())
    known = select(func.count()).select_from(Designation).where(Designation.person_id == person.person_id)
    if seen not in (None, work.session.scalar(known)):
        raise Overtaken


def end_designation(
    work: UnitOfWork, person: PersonFacts, *, seen: int | None = None
) -> tuple[Designation, ...]:
    """End every designation of a person that holds now or would later; at once. ``seen`` is as above."""
    permit(work.actor, Permission.END_DESIGNATION, person)
    _compare(work, person, seen)
    standing = select(Designation).where(
        Designation.person_id == person.person_id,
        Designation.ended_at.is_(None),
        Designation.ends_on >= agency_day(work.now()),
    )
    designations = work.session.scalars(standing).all()
    require(missing_to_end(len(designations)))
    record(work, Event.DESIGNATION_ENDED, person=person.person_id)
    return tuple(
        work.change(designation, ended_by=work.actor.person_id, ended_at=work.now())
        for designation in designations
    )
