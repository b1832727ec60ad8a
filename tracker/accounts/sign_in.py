"""Signing in and out: tries are counted for all workers alike, and only digests of sessions are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.models import Person, SignInAttempt, SignInSession
from tracker.accounts.passwords import password_hash, password_matches
from tracker.accounts.queries import attempts_window, failures_since, last_role, live_roles
from tracker.accounts.service import email_index, set_own_password
from tracker.accounts.session_ids import digest_of, new_session_id, turn_at
from tracker.clock import agency_zone
from tracker.db import UnitOfWork, unit_of_work
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import NotFound, Refused, Unmet, require
from tracker.policy.proofs import Proof, giving_way, missing_to_come_in
from tracker.policy.staff import missing_in_password
from tracker.policy.wording import moment
from tracker.settings import Settings

NOT_MATCHED = Unmet(
    None, "That e-mail address and password do not belong together. Check both and try again."
)
NO_ROLE = Unmet(None, "You have no role here at present. Ask HR to give you one.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as the browser gets it: the id itself exists nowhere else.

    ``gave_way`` counts the sessions of the same person in other places that ended for it.
    """

    session_id: str
    actor: Actor
    gave_way: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """A try to sign in that is on record, and whom it seems to be about."""

    id: UUID
    account: bytes
    person_id: UUID | None
    password_hash: str | None
    name: str


def sign_in_staff(settings: Settings, *, email: str, password: str, left: str = "") -> Opened:
    """Open a session for a member of staff; raises Refused in the same words whatever did not match.

    The try is put on record before the password is looked at, so that tries in parallel count too. ``left``
    is what the browser carried before.
    """
    with unit_of_work(SYSTEM) as work:
        begun = _begin(work, settings, email_index(work.session, email))
    matched = password_matches(password, begun.password_hash)
    if begun.person_id is None or not matched:
        _note_failure(settings, begun)
        raise Refused(NOT_MATCHED)
    with unit_of_work(SYSTEM) as work:
        work.change(work.session.get_one(SignInAttempt, begun.id), succeeded=True)
        role = first_role(work, begun.person_id)
        proofs = frozenset({Proof.PASSWORD})
        return open_session(
            work, settings, subject_id=begun.person_id, role=role, name=begun.name, proofs=proofs, left=left
        )


def first_role(work: UnitOfWork, person_id: UUID) -> Role:
    """Return the role to begin in: the one worked in last, if it is still held."""
    roles = live_roles(work.session, person_id)
    if not roles:
        raise Refused(NO_ROLE)
    before = last_role(work.session, person_id)
    return before if before in roles else roles[0]


def _begin(work: UnitOfWork, settings: Settings, index: bytes) -> Try:
    since = attempts_window(work.now(), settings.wrong_password_minutes)
    failures = failures_since(work.session, index, since)
    if len(failures) >= settings.wrong_passwords:
        raise Refused(_stopped(settings, failures))
    record(work, Event.SIGN_IN_TRIED, account=index.hex()[:8])
    attempt = work.add(SignInAttempt(account_index=index, at=work.now(), succeeded=False))
    found = select(Person.id, Person.name, Person.password_hash).where(
        Person.email_index == index, Person.disabled_at.is_(None)
    )
    person = work.session.execute(found).one_or_none()
    if person is None:
        return Try(attempt.id, index, None, None, "")
    return Try(attempt.id, index, person.id, person.password_hash, person.name)


def _stopped(settings: Settings, failures: tuple[datetime, ...]) -> Unmet:
    """Say R-01, with the moment from which a try is looked at again."""
    minutes = settings.wrong_password_minutes
    again = (failures[-settings.wrong_passwords] + timedelta(minutes=minutes)).astimezone(agency_zone())
    return Unmet(
        None,
        f"We stopped for {minutes} minutes. The password was entered {settings.wrong_passwords} times and "
        f"did not match. Try again after {moment(again)}, or call {settings.agency_phone}.",
        ref="R-01",
    )


def _note_failure(settings: Settings, begun: Try) -> None:
    with unit_of_work(SYSTEM) as work:
        since = attempts_window(work.now(), settings.wrong_password_minutes)
        tries = len(failures_since(work.session, begun.account, since))
        account = begun.account.hex()[:8]
        record(work, Event.SIGN_IN_REFUSED, account=account, reason="not-matched")
        if tries >= settings.wrong_passwords:
            record(work, Event.SIGN_IN_LOCKED, account=account, tries=tries)


def open_session(
    work: UnitOfWork,
    settings: Settings,
    *,
    subject_id: UUID,
    role: Role,
    name: str,
    proofs: frozenset[Proof],
    case_id: UUID | None = None,
    goes_on: SignInSession | None = None,
    left: str = "",
) -> Opened:
    """Open a session for a person or a candidate who has proved who they are.

    It ends after the hours of the settings, or, where it goes on from an earlier one, when that would have;
    the earlier one ends as it begins. Others give way to it: the one that the same browser carried, in
    ``left``, and the oldest beyond those that one person can have at once.
    """
    require(missing_to_come_in(role, proofs, demo=settings.demo))
    session_id, now = new_session_id(), work.now()
    actor = Actor(subject_id, role, name, digest_of(session_id).hex()[:16], case_id)
    work.actor = actor
    if goes_on is not None:
        work.change(goes_on, ended_at=now)
    gave_way = _make_room(work, subject_id, digest_of(left) if left else b"", now)
    hours = settings.candidate_hours if role is Role.CANDIDATE else settings.staff_hours
    work.add(
        SignInSession(
            digest=digest_of(session_id),
            subject_id=subject_id,
            role=role,
            case_id=case_id,
            proofs=",".join(sorted(proofs)),
            proved_at=goes_on.proved_at if goes_on else now,
            started_at=now,
            ends_at=goes_on.ends_at if goes_on else now + timedelta(hours=hours),
        )
    )
    record(work, Event.SIGNED_IN, case_id=case_id, role=role)
    return Opened(session_id, actor, gave_way)


def _make_room(work: UnitOfWork, subject_id: UUID, left: bytes, now: datetime) -> int:
    """End what a new session takes the place of, and return how many sessions in other places that were.

    Two sign-ins at once take turns, so that each counts the other. What ends here ends at the very moment at
    which the new one begins: by that it is known as one that gave way.
    """
    wait_for_turn(work.session, turn_at(subject_id))
    live = (
        select(SignInSession)
        .where(
            SignInSession.subject_id == subject_id,
            SignInSession.ended_at.is_(None),
            SignInSession.ends_at > now,
        )
        .order_by(SignInSession.started_at, SignInSession.id)
    )
    rows = [row for row in work.session.scalars(live) if row.ended_at is None]
    for row in rows:
        if row.digest == left:
            work.change(row, ended_at=now)
            record(work, Event.SIGNED_OUT, case_id=work.actor.case_id, reason="to-sign-in-anew")
    oldest = giving_way([row for row in rows if row.digest != left])
    for row in oldest:
        work.change(row, ended_at=now)
        record(work, Event.SESSION_GAVE_WAY, case_id=work.actor.case_id)
    return len(oldest)


def close_session(work: UnitOfWork, *, session_id: str, reason: str = "by-hand") -> None:
    """End a session at once; one that ended meanwhile is left as it is."""
    try:
        row = _live(work, session_id)
    except NotFound:
        return
    work.change(row, ended_at=work.now())
    record(work, Event.SIGNED_OUT, case_id=work.actor.case_id, reason=reason)


def switch_role(work: UnitOfWork, settings: Settings, *, session_id: str, role: Role) -> Opened:
    """Go on in another of one's roles, in a new session that ends when the old one would have.

    Raises NotFound where the session ended meanwhile.
    """
    actor, row = work.actor, _live(work, session_id)
    if role not in live_roles(work.session, actor.person_id):
        raise Refused(Unmet(None, "This is not one of your roles now. Open your roles and choose another."))
    record(work, Event.ROLE_SWITCHED, role=role)
    proofs = frozenset(Proof(name) for name in row.proofs.split(","))
    return open_session(
        work, settings, subject_id=actor.person_id, role=role, name=actor.name, proofs=proofs, goes_on=row
    )


def change_password(settings: Settings, actor: Actor, *, current: str, new: str) -> None:
    """Change one's own password; the old one is asked for, so that an open screen is not enough.

    A try counts like a try to sign in, so that an open screen is no place to guess at the password either.
    """
    require(missing_in_password(new))
    with unit_of_work(actor) as work:
        own = select(Person.email_index).where(Person.id == actor.person_id)
        begun = _begin(work, settings, work.session.execute(own).scalar_one())
    if not password_matches(current, begun.password_hash):
        _note_failure(settings, begun)
        raise Refused(Unmet(None, "The password you use now did not match. Enter it again."))
    new_hash = password_hash(new)
    with unit_of_work(actor) as work:
        work.change(work.session.get_one(SignInAttempt, begun.id), succeeded=True)
        set_own_password(work, new_hash=new_hash)


def _live(work: UnitOfWork, session_id: str) -> SignInSession:
    """Return the actor's session, once whoever else ends sessions of theirs is done."""
    wait_for_turn(work.session, turn_at(work.actor.person_id))
    found = select(SignInSession).where(
        SignInSession.digest == digest_of(session_id), SignInSession.ended_at.is_(None)
    )
    row = work.session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row
