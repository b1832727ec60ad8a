"""What is read of sessions, live roles and designations, by every room; people's own pages read more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Designation, Person, RoleGrant, SignInAttempt, SignInSession
from tracker.accounts.standing_roles import STANDS
from tracker.clock import agency_day
from tracker.policy.actors import STAFF_ROLES, Actor, Role
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.by_case import missing_to_stand
from tracker.policy.facts import DesignationFacts, PersonFacts

_SESSION = (
    select(
        SignInSession.digest,
        SignInSession.subject_id,
        SignInSession.role,
        SignInSession.case_id,
        Person.name,
        RoleGrant.id.label("grant_id"),
    )
    .outerjoin(Person, (Person.id == SignInSession.subject_id) & Person.disabled_at.is_(None))
    .outerjoin(
        RoleGrant,
        (RoleGrant.person_id == SignInSession.subject_id) & (RoleGrant.role == SignInSession.role) & STANDS,
    )
    .where(
        SignInSession.digest == bindparam("digest"),
        SignInSession.ended_at.is_(None),
        SignInSession.ends_at > bindparam("now"),
    )
)
_LIVE_ROLES = (
    select(RoleGrant.role).where(RoleGrant.person_id == bindparam("person"), STANDS).order_by(RoleGrant.role)
)
_HELD_ROLES = select(RoleGrant.role).where(
    RoleGrant.person_id == bindparam("person"), RoleGrant.ended_at.is_(None)
)
_NAMES = select(Person.id, Person.name).where(Person.id.in_(bindparam("people", expanding=True)))


def session_actor(session: Session, digest: bytes, now: datetime) -> Actor | None:
    """Return who is behind a live session, None if the session, the person or the role has ended."""
    row = session.execute(_SESSION, {"digest": digest, "now": now}).one_or_none()
    if row is None:
        return None
    role = Role(row.role)
    if role is not Role.CANDIDATE and (row.name is None or row.grant_id is None):
        return None
    return Actor(row.subject_id, role, row.name or "Candidate", row.digest.hex()[:16], row.case_id)


def live_roles(session: Session, person_id: UUID) -> tuple[Role, ...]:
    """Return the roles that a person may work in now."""
    return tuple(Role(role) for role in session.scalars(_LIVE_ROLES, {"person": person_id}))


def reference_of(session: Session, person_id: UUID) -> str:
    """Return the reference of a member of staff; empty for everybody else."""
    return session.scalar(select(Person.reference).where(Person.id == person_id)) or ""


def held_roles(session: Session, person_id: UUID) -> frozenset[Role]:
    """Return the roles that a person holds, among them any that cannot be worked in now."""
    return frozenset(Role(role) for role in session.scalars(_HELD_ROLES, {"person": person_id}))


def idle_roles(session: Session, person_id: UUID) -> Mapping[Role, Unmet]:
    """Return the roles that a person holds and cannot work in now, each with the rule's words."""
    held, live = held_roles(session, person_id), live_roles(session, person_id)
    idle = [role for role in STAFF_ROLES if role in held and role not in live]
    return dict(zip(idle, missing_to_stand(held, by_case=not idle), strict=True))


def names_of(session: Session, people: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of members of staff, by id, in one statement."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    return {row.id: row.name for row in session.execute(_NAMES, {"people": wanted})}


_LAST_ROLE = (
    select(SignInSession.role)
    .where(SignInSession.subject_id == bindparam("person"))
    .order_by(SignInSession.started_at.desc())
    .limit(1)
)


def last_role(session: Session, person_id: UUID) -> Role | None:
    """Return the role that a person worked in last, None before the first time."""
    role = session.scalar(_LAST_ROLE, {"person": person_id})
    return Role(role) if role else None


def failures_since(session: Session, account_index: bytes, since: datetime) -> tuple[datetime, ...]:
    """Return when tries on an account did not succeed, oldest first; a success wipes out those before it."""
    success = (
        select(func.max(SignInAttempt.at))
        .where(SignInAttempt.account_index == account_index, SignInAttempt.succeeded)
        .scalar_subquery()
    )
    tries = (
        select(SignInAttempt.at)
        .where(
            SignInAttempt.account_index == account_index,
            SignInAttempt.at > since,
            ~SignInAttempt.succeeded,
            (success.is_(None)) | (SignInAttempt.at > success),
        )
        .order_by(SignInAttempt.at)
    )
    return tuple(session.scalars(tries))


_LIVE_DESIGNATION = (
    select(Designation)
    .where(
        Designation.person_id == bindparam("person"),
        Designation.ended_at.is_(None),
        Designation.starts_on <= bindparam("today"),
        Designation.ends_on >= bindparam("today"),
    )
    .order_by(Designation.ends_on.desc())
    .limit(1)
)
_NEWEST_DESIGNATION = (
    select(Designation)
    .where(Designation.person_id == bindparam("person"))
    .order_by(Designation.designated_at.desc())
    .limit(1)
)


def designation_facts(session: Session, person_id: UUID, today: date) -> DesignationFacts | None:
    """Return the designation that counts: a live one, or else the newest, or None (Hamden D.3)."""
    row = session.scalars(_LIVE_DESIGNATION, {"person": person_id, "today": today}).one_or_none()
    row = row or session.scalars(_NEWEST_DESIGNATION, {"person": person_id}).one_or_none()
    if row is None:
        return None
    return DesignationFacts(
        person_id=row.person_id,
        designated_by=row.designated_by,
        designated_by_role=Role.CHIEF,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        vetted_on=row.vetted_on,
        trained_on=row.trained_on,
        confidentiality_signed_on=row.confidentiality_signed_on,
        ended_on=agency_day(row.ended_at) if row.ended_at else None,
    )


def person_facts(session: Session, actor: Actor, *, person: str, **_: str) -> PersonFacts:
    """Return the facts of the person with a reference; raises NotFound."""
    del actor
    row = session.execute(select(Person.id).where(Person.reference == person)).one_or_none()
    if row is None:
        raise NotFound
    return PersonFacts(row.id, frozenset(live_roles(session, row.id)))


def attempts_window(now: datetime, minutes: int) -> datetime:
    """Return since when wrong tries count."""
    return now - timedelta(minutes=minutes)
