"""Signing in and out: tries are counted for all workers alike, and only digests of sessions are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.models import Person, SignInAttempt, SignInSession
from tracker.accounts.passwords import password_matches
from tracker.accounts.plumbing import digest_of, new_session_id
from tracker.accounts.queries import attempts_window, failures_since, live_roles
from tracker.accounts.service import email_index
from tracker.db import UnitOfWork, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import NotFound, Refused, Unmet
from tracker.settings import Settings

NOT_MATCHED = Unmet(
    None, "That e-mail address and password do not belong together. Check both and try again."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as the browser gets it: the id itself exists nowhere else."""

    session_id: str
    actor: Actor


def sign_in_staff(settings: Settings, *, email: str, password: str) -> Opened:
    """Open a session for a member of staff; raises Refused in the same words whatever did not match.

    The try is put on record before the password is looked at, so that tries in parallel count too.
    """
    with unit_of_work(SYSTEM) as work:
        attempt = _begin(work, settings, email)
        index, attempt_id = attempt.account_index, attempt.id
        found = select(Person.id, Person.name, Person.password_hash).where(
            Person.email_index == index, Person.disabled_at.is_(None)
        )
        person = work.session.execute(found).one_or_none()
    matched = password_matches(password, person.password_hash if person else None)
    if person is None or not matched:
        raise Refused(NOT_MATCHED)
    with unit_of_work(SYSTEM) as work:
        work.change(work.session.get_one(SignInAttempt, attempt_id), succeeded=True)
        roles = live_roles(work.session, person.id)
        if not roles:
            raise Refused(Unmet(None, "You have no role here at present. Ask HR to give you one."))
        return open_session(work, settings, subject_id=person.id, role=roles[0], name=person.name)


def _begin(work: UnitOfWork, settings: Settings, email: str) -> SignInAttempt:
    index = email_index(work.session, email)
    since = attempts_window(work.now(), settings.wrong_password_minutes)
    account = index.hex()[:8]
    if failures_since(work.session, index, since) >= settings.wrong_passwords:
        raise Refused(
            Unmet(
                None,
                f"We stopped for {settings.wrong_password_minutes} minutes. The password was entered "
                f"{settings.wrong_passwords} times and did not match. Try again later, or call "
                f"{settings.agency_phone}.",
                ref="R-01",
            )
        )
    record(work, Event.SIGN_IN_TRIED, account=account)
    return work.add(SignInAttempt(account_index=index, at=work.now(), succeeded=False))


def open_session(
    work: UnitOfWork,
    settings: Settings,
    *,
    subject_id: UUID,
    role: Role,
    name: str,
    case_id: UUID | None = None,
) -> Opened:
    """Open a session for a person or a candidate who has proved who they are."""
    session_id = new_session_id()
    hours = settings.candidate_hours if role is Role.CANDIDATE else settings.staff_hours
    work.add(
        SignInSession(
            digest=digest_of(session_id),
            subject_id=subject_id,
            role=role,
            case_id=case_id,
            started_at=work.now(),
            ends_at=work.now() + timedelta(hours=hours),
        )
    )
    actor = Actor(subject_id, role, name, digest_of(session_id).hex()[:16], case_id)
    work.actor = actor
    record(work, Event.SIGNED_IN, case_id=case_id, role=role)
    return Opened(session_id, actor)


def close_session(work: UnitOfWork, *, session_id: str, reason: str = "by-hand") -> None:
    """End a session at once."""
    row = _live(work, session_id)
    work.change(row, ended_at=work.now())
    record(work, Event.SIGNED_OUT, case_id=work.actor.case_id, reason=reason)


def switch_role(work: UnitOfWork, settings: Settings, *, session_id: str, role: Role) -> Opened:
    """Go on in another of one's roles, in a new session; the old one ends."""
    actor = work.actor
    if role not in live_roles(work.session, actor.person_id):
        raise NotFound
    row = _live(work, session_id)
    work.change(row, ended_at=work.now())
    record(work, Event.ROLE_SWITCHED, role=role)
    return open_session(work, settings, subject_id=actor.person_id, role=role, name=actor.name)


def _live(work: UnitOfWork, session_id: str) -> SignInSession:
    found = select(SignInSession).where(
        SignInSession.digest == digest_of(session_id), SignInSession.ended_at.is_(None)
    )
    row = work.session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row
