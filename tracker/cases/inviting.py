"""Invitations: a link and a code given apart from it, both shown once and kept only as digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import cast
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.invitation_codes import hash_code, new_code, new_token, token_digest
from tracker.cases.models import Case, Invitation
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.stages import missing_to_invite
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation as it is shown, once: the secret part of its link, its code, and until when they hold."""

    token: str
    code: str
    expires_at: datetime


def issue_invitation(work: UnitOfWork, case: CaseFacts) -> Issued:
    """Make a link and a code for a candidate; those made before stop working.

    Also how a candidate who lost the way in gets a new one, after HR has made sure who asks.
    """
    permit(work.actor, Permission.INVITE_CANDIDATE, case)
    require(missing_to_invite(case.seen_as))
    stop_invitations(work, case, reason="replaced")
    settings = cast(Settings, work.session.info["settings"])
    token, code = new_token(), new_code()
    digest, expires_at = token_digest(token), work.now() + timedelta(hours=settings.invitation_hours)
    work.add(
        Invitation(
            case_id=case.case_id,
            token_digest=digest,
            code_hash=hash_code(work.session, digest, code),
            tries_left=settings.invitation_tries,
            issued_by=work.actor.person_id,
            issued_at=work.now(),
            expires_at=expires_at,
        )
    )
    about = ("case", case.reference)
    record(work, Event.INVITATION_ISSUED, about=about, case_id=case.case_id, expires=expires_at)
    if case.stage is Stage.OPENED:
        row = work.session.get_one(Case, case.case_id)
        after = Stage.AFFIDAVIT_PENDING
        record(
            work,
            Event.CASE_STAGE_CHANGED,
            about=about,
            case_id=case.case_id,
            before=case.stage,
            after=after,
        )
        work.change(row, stage=after.value)
    return Issued(token, code, expires_at)


def stop_invitation(work: UnitOfWork, case: CaseFacts) -> None:
    """Stop the link that works now; raises NotFound where none does."""
    permit(work.actor, Permission.INVITE_CANDIDATE, case)
    if not stop_invitations(work, case, reason="by-hand"):
        raise NotFound


def stop_invitations(work: UnitOfWork, case: CaseFacts, *, reason: str) -> int:
    """Stop every link of a case that still works, and return how many; who calls has asked for permission."""
    live = select(Invitation).where(
        Invitation.case_id == case.case_id,
        Invitation.stopped_at.is_(None),
        Invitation.expires_at > work.now(),
    )
    rows = work.session.scalars(live).all()
    for row in rows:
        work.change(row, stopped_at=work.now())
    if rows:
        about = ("case", case.reference)
        record(work, Event.INVITATION_STOPPED, about=about, case_id=case.case_id, reason=reason)
    return len(rows)


class InvitationState(Enum):
    """What an invitation is good for."""

    LIVE = "works"
    """The link takes the code."""
    STOPPED = "stopped"
    """Stopped by hand, replaced, or after too many wrong codes."""
    EXPIRED = "expired"
    """Its time is over."""


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation as HR sees it: never its link or code."""

    issued_at: datetime
    issued_by: str
    expires_at: datetime
    stopped_at: datetime | None
    tries_left: int
    state: InvitationState


_INVITATIONS = (
    select(
        Invitation.issued_at,
        Person.name,
        Invitation.expires_at,
        Invitation.stopped_at,
        Invitation.tries_left,
    )
    .outerjoin(Person, Person.id == Invitation.issued_by)
    .where(Invitation.case_id == bindparam("case_id"))
    .order_by(Invitation.issued_at.desc(), Invitation.id)
)

_WORKING = select(func.max(Invitation.expires_at)).where(
    Invitation.case_id == bindparam("case_id"),
    Invitation.stopped_at.is_(None),
    Invitation.expires_at > bindparam("now"),
)


def invitations_of(session: Session, case_id: UUID, now: datetime) -> tuple[InvitationLine, ...]:
    """Return the invitations of a case, newest first, in one statement."""
    return tuple(
        InvitationLine(
            issued_at=row.issued_at,
            issued_by=row.name or "",
            expires_at=row.expires_at,
            stopped_at=row.stopped_at,
            tries_left=row.tries_left,
            state=_state(row.stopped_at, row.expires_at, now),
        )
        for row in session.execute(_INVITATIONS, {"case_id": case_id})
    )


def invited_until(session: Session, case_id: UUID, now: datetime) -> datetime | None:
    """Return until when a link of a case works, None where none does."""
    return session.scalar(_WORKING, {"case_id": case_id, "now": now})


def _state(stopped_at: datetime | None, expires_at: datetime, now: datetime) -> InvitationState:
    if stopped_at is not None:
        return InvitationState.STOPPED
    return InvitationState.LIVE if expires_at > now else InvitationState.EXPIRED
