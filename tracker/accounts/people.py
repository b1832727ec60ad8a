"""What the pages about people read: who works here, as what, who may search, and who does not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Designation, Person, RoleGrant, SignInSession
from tracker.accounts.proposed import HeldRole, held_grants
from tracker.accounts.service import EMAIL
from tracker.accounts.standing_roles import STANDS
from tracker.clock import agency_day
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.by_case import may_hold_together, missing_to_stand
from tracker.policy.granting import APPROVERS
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

_giver = aliased(Person)

_PEOPLE = select(Person.id, Person.reference, Person.name, Person.disabled_at).order_by(
    func.lower(Person.name), Person.reference
)
_LIVE_GRANTS = (
    select(RoleGrant.person_id, RoleGrant.role, STANDS.label("stands"))
    .where(RoleGrant.ended_at.is_(None))
    .order_by(RoleGrant.role)
)
_DESIGNATIONS = select(
    Designation.person_id, Designation.starts_on, Designation.ends_on, Designation.ended_at
)
_ONE = select(
    Person.id,
    Person.version,
    Person.reference,
    Person.name,
    Person.email,
    Person.created_at,
    Person.disabled_at,
    Person.agency,
    select(func.max(SignInSession.started_at))
    .where(SignInSession.subject_id == Person.id)
    .scalar_subquery()
    .label("last_sign_in"),
).where(Person.id == bindparam("person"))
_DESIGNATIONS_OF_ONE = (
    select(
        Designation.starts_on,
        Designation.ends_on,
        Designation.ended_at,
        Designation.vetted_on,
        Designation.trained_on,
        Designation.confidentiality_signed_on,
        _giver.name.label("giver"),
    )
    .outerjoin(_giver, _giver.id == Designation.designated_by)
    .where(Designation.person_id == bindparam("person"))
    .order_by(Designation.designated_at.desc())
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list of people.

    ``searcher_until`` is the last day of a designation that holds today, ``searcher_was_until`` the last day
    of the newest one that is over; each None without. ``idle`` says which roles cannot be worked in now.
    """

    id: UUID
    reference: str
    name: str
    roles: tuple[Role, ...]
    searcher_until: date | None
    searcher_was_until: date | None
    disabled: bool
    idle: tuple[Unmet, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The list of people, and what it lacks."""

    people: tuple[PersonLine, ...]
    lacking: tuple[str, ...]


def people_list(session: Session, today: date) -> PeopleList:
    """Return everybody who works here or did, by name, in three statements."""
    roles: dict[UUID, list[Role]] = {}
    idle: set[UUID] = set()
    for grant in session.execute(_LIVE_GRANTS):
        roles.setdefault(grant.person_id, []).append(Role(grant.role))
        if not grant.stands:
            idle.add(grant.person_id)
    designations: dict[UUID, list[Any]] = {}
    for row in session.execute(_DESIGNATIONS):
        designations.setdefault(row.person_id, []).append(row)
    people = tuple(
        PersonLine(
            id=row.id,
            reference=row.reference,
            name=row.name,
            roles=tuple(roles.get(row.id, ())),
            searcher_until=_until(designations.get(row.id, ()), today),
            searcher_was_until=_was_until(designations.get(row.id, ()), today),
            disabled=row.disabled_at is not None,
            idle=missing_to_stand(roles.get(row.id, ()), by_case=row.id not in idle),
        )
        for row in session.execute(_PEOPLE)
    )
    return PeopleList(people, _lacking(people))


def _until(designations: Iterable[Any], today: date) -> date | None:
    live = [one.ends_on for one in designations if one.ended_at is None and one.starts_on <= today]
    return max((ends_on for ends_on in live if ends_on >= today), default=None)


def _was_until(designations: Iterable[Any], today: date) -> date | None:
    over = [
        min(one.ends_on, agency_day(one.ended_at)) if one.ended_at else one.ends_on for one in designations
    ]
    return max((ended for ended in over if ended <= today), default=None)


def _lacking(people: Iterable[PersonLine]) -> tuple[str, ...]:
    """Say which posts too few people hold for the work to go on when one is away."""
    at_work = [person for person in people if not person.disabled]
    lines = []
    if sum(Role.SUPERVISOR in person.roles for person in at_work) < 2:
        lines.append("Fewer than two supervisors: when one is away, nobody can review and release.")
    if sum(not set(APPROVERS).isdisjoint(person.roles) for person in at_work) < 2:
        lines.append("Fewer than two people approve roles, as HR administrator or Chief: none can be given.")
    if not any(person.searcher_until for person in at_work):
        lines.append("Nobody is designated as a searcher, so no search can be made. The Chief designates.")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class HeldDesignation:
    """A designation of somebody as a searcher; ``ended_on`` is set when it ended before its last day."""

    starts_on: date
    ends_on: date
    ended_on: date | None
    vetted_on: date
    trained_on: date
    confidentiality_signed_on: date
    designated_by: str

    def stands(self, today: date) -> bool:
        """Say whether it holds now or will later, so that it can still be ended."""
        return self.ended_on is None and self.ends_on >= today


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: how to reach them, what they work as, whether they may search, and who lends them."""

    id: UUID
    reference: str
    name: str
    email: str
    created_at: datetime
    disabled_at: datetime | None
    last_sign_in: datetime | None
    roles: tuple[HeldRole, ...]
    designations: tuple[HeldDesignation, ...]
    agency: str

    @property
    def live_roles(self) -> tuple[Role, ...]:
        """Return the roles that can be worked in."""
        return tuple(held.role for held in self.roles if held.stands)

    @property
    def idle(self) -> tuple[Unmet, ...]:
        """Say which roles cannot be worked in now."""
        held = [one for one in self.roles if one.ended_at is None]
        return missing_to_stand([one.role for one in held], by_case=all(one.stands for one in held))

    def searches_on(self, today: date) -> bool:
        """Say whether a designation as a searcher is in force on a day."""
        return any(one.starts_on <= today and one.stands(today) for one in self.designations)

    @property
    def by_case(self) -> bool:
        """Say whether roles meet in this person that meet only while duties are by case."""
        return not may_hold_together(frozenset(self.live_roles))


def person_page(session: Session, person_id: UUID) -> PersonPage:
    """Return one person with roles and designations past and present, in four statements."""
    row = session.execute(_ONE, {"person": person_id}).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    return PersonPage(
        id=row.id,
        reference=row.reference,
        name=row.name,
        email=sealer.open_text(EMAIL, row.id, row.version, row.email),
        created_at=row.created_at,
        disabled_at=row.disabled_at,
        last_sign_in=row.last_sign_in,
        roles=held_grants(session, person_id),
        designations=tuple(
            HeldDesignation(
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                ended_on=agency_day(one.ended_at) if one.ended_at else None,
                vetted_on=one.vetted_on,
                trained_on=one.trained_on,
                confidentiality_signed_on=one.confidentiality_signed_on,
                designated_by=one.giver or "",
            )
            for one in session.execute(_DESIGNATIONS_OF_ONE, {"person": person_id})
        ),
        agency=row.agency or "",
    )
