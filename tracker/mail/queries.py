"""What is read of the outbox: the mails of a case, how many wait or were refused, and the last outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import Session

from tracker.mail.models import OutgoingMail, mail_rounds
from tracker.mail.slots import ANSWER
from tracker.policy.mailing import MAIL_KINDS, MAIL_STATES, MailKind, MailState
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as HR sees it: never to whom it went, nor what it said.

    ``at`` is when it was posted. ``said`` is what
    the mail server said last, empty where it said nothing.
    """

    id: UUID
    reference: str
    kind: MailKind
    state: MailState
    at: datetime
    ended_at: datetime | None
    tries: int
    code: int | None
    said: str

    @property
    def kind_words(self) -> str:
        """Say what it is about."""
        return MAIL_KINDS[self.kind]

    @property
    def state_words(self) -> str:
        """Say how far it is."""
        return MAIL_STATES[self.state]


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What became of a mail, for whoever keeps the machine running: no case, no address, no words."""

    reference: str
    kind_words: str
    state_words: str
    at: datetime
    tries: int
    code: int | None


@dataclass(frozen=True, slots=True)
class MailCounts:
    """How the outbox stands: mails by state, since when the oldest waits, and when a worker last looked."""

    by_state: dict[MailState, int]
    oldest: datetime | None
    looked_at: datetime | None

    @property
    def waiting(self) -> int:
        """Return how many are still to be sent."""
        return self.by_state[MailState.WAITING] + self.by_state[MailState.PUT_OFF]

    @property
    def not_sent(self) -> int:
        """Return how many never left: refused, or given up."""
        return self.by_state[MailState.REFUSED] + self.by_state[MailState.GIVEN_UP]


_OF_CASE = (
    select(OutgoingMail)
    .where(OutgoingMail.case_id == bindparam("case_id"))
    .order_by(OutgoingMail.posted_at.desc(), OutgoingMail.id)
)
_COUNTS = select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
_OLDEST = select(func.min(OutgoingMail.posted_at)).where(OutgoingMail.ended_at.is_(None))
_ENDED = (
    select(
        OutgoingMail.reference,
        OutgoingMail.kind,
        OutgoingMail.state,
        OutgoingMail.ended_at,
        OutgoingMail.tries,
        OutgoingMail.code,
    )
    .where(OutgoingMail.ended_at.is_not(None))
    .order_by(OutgoingMail.ended_at.desc(), OutgoingMail.id)
    .limit(bindparam("limit"))
)


def mails_of(session: Session, case_id: UUID) -> tuple[MailLine, ...]:
    """Return the mails of a case, newest first, in two statements."""
    rows = session.scalars(_OF_CASE, {"case_id": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    return tuple(
        MailLine(
            id=row.id,
            reference=row.reference,
            kind=MailKind(row.kind),
            state=MailState(row.state),
            at=row.posted_at,
            ended_at=row.ended_at,
            tries=row.tries,
            code=row.code,
            said=sealer.open_text(ANSWER, row.id, row.version, row.answer) if row.answer else "",
        )
        for row in rows
    )


def no_mail_since(case_id: Any, since: Any, *kinds: MailKind) -> ColumnElement[bool]:
    """Return the condition that a case had no mail of these kinds, or of any, since a moment."""
    found = exists(OutgoingMail.id).where(OutgoingMail.case_id == case_id, OutgoingMail.posted_at >= since)
    return ~(found.where(OutgoingMail.kind.in_([kind.value for kind in kinds])) if kinds else found)


def mail_counts(session: Session) -> MailCounts:
    """Return how the outbox stands, in three statements."""
    counted = {MailState(state): number for state, number in session.execute(_COUNTS)}
    return MailCounts(
        by_state={state: counted.get(state, 0) for state in MailState},
        oldest=session.scalar(_OLDEST),
        looked_at=session.scalar(select(mail_rounds.c.at)),
    )


def last_outcomes(session: Session, *, limit: int = 20) -> tuple[MailOutcome, ...]:
    """Return what became of the mails that were over last, newest first, in one statement."""
    return tuple(
        MailOutcome(
            reference=row.reference,
            kind_words=MAIL_KINDS[MailKind(row.kind)],
            state_words=MAIL_STATES[MailState(row.state)],
            at=row.ended_at,
            tries=row.tries,
            code=row.code,
        )
        for row in session.execute(_ENDED, {"limit": limit})
    )
