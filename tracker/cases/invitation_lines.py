"""What HR and candidates are told of invitations: which were made, how each stands, until when one works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.inviting import Channel
from tracker.cases.models import Invitation, InvitationCode

HOW = {Channel.MAIL: "By e-mail", Channel.LETTER: "By letter", Channel.BY_HAND: "By hand"}
"""How a link went to its candidate."""


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
    """An invitation as HR sees it: never its link or code.

    ``issued_by`` is empty where nobody of the staff made it: the candidate asked for it. ``tries_left`` are
    those of its code.
    """

    issued_at: datetime
    issued_by: str
    expires_at: datetime
    stopped_at: datetime | None
    tries_left: int
    state: InvitationState
    how: str


TRIES_LEFT = case((Invitation.code_id.is_(None), Invitation.tries_left), else_=InvitationCode.tries_left)
"""The tries that a link's code has left."""


def works(now: Any) -> ColumnElement[bool]:
    """Return the condition that a link, joined to its code, works at a moment."""
    return and_(
        Invitation.stopped_at.is_(None),
        Invitation.expires_at > now,
        or_(Invitation.code_id.is_(None), InvitationCode.stopped_at.is_(None)),
    )


_INVITATIONS = (
    select(
        Invitation.issued_at,
        Person.name,
        Invitation.expires_at,
        Invitation.stopped_at,
        InvitationCode.stopped_at.label("code_stopped_at"),
        TRIES_LEFT.label("tries_left"),
        Invitation.channel,
    )
    .outerjoin(InvitationCode, InvitationCode.id == Invitation.code_id)
    .outerjoin(Person, Person.id == Invitation.issued_by)
    .where(Invitation.case_id == bindparam("case_id"))
    .order_by(Invitation.issued_at.desc(), Invitation.id)
)

_WORKING = (
    select(func.max(Invitation.expires_at))
    .outerjoin(InvitationCode, InvitationCode.id == Invitation.code_id)
    .where(Invitation.case_id == bindparam("case_id"), works(bindparam("now")))
)


def invitations_of(session: Session, case_id: UUID, now: datetime) -> tuple[InvitationLine, ...]:
    """Return the invitations of a case, newest first, in one statement."""
    return tuple(
        InvitationLine(
            issued_at=row.issued_at,
            issued_by=row.name or "",
            expires_at=row.expires_at,
            stopped_at=row.stopped_at or row.code_stopped_at,
            tries_left=row.tries_left,
            state=_state(row.stopped_at or row.code_stopped_at, row.expires_at, now),
            how=HOW[Channel(row.channel or Channel.BY_HAND)],
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
