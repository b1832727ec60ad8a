"""The worker of the outbox: it takes one mail after another in hand, sends it, and notes what came of it.

A mail is taken for a few minutes by one worker, which is recorded before it is sent. A worker that dies
with a mail in hand lets go of it by that time, and it is sent again: rather twice than never.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from tracker.db import UnitOfWork, clock_of, db, unit_of_work, write_apart
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.models import OutgoingMail, mail_rounds
from tracker.mail.outcomes import Never, NotNow, NotSent
from tracker.mail.service import drop, end, sealed_anew, sealed_answer
from tracker.mail.slots import CONTENT
from tracker.mail.texts import Filling
from tracker.policy.actors import SYSTEM
from tracker.policy.mailing import WITH_LINK, MailKind, MailState, Stopped, next_try
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

LEASE = timedelta(minutes=5)
"""For so long one worker has a mail in hand; longer than a mail server can keep it waiting."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail in hand; ``tries`` counts this try too, and tells one taking from the next."""

    id: UUID
    reference: str
    kind: MailKind
    language: str
    tries: int
    filling: Filling


Send = Callable[[Taken], None]
"""Sends a mail in hand, or raises NotNow or Never."""


def deliver_due(send: Send, *, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Send all mails that are due, one after another, while it ``goes_on``; return how many were tried."""
    tried = 0
    while goes_on() and (taken := take_next()) is not None:
        tried += 1
        _deliver(taken, send)
    return tried


def _deliver(taken: Taken, send: Send) -> None:
    trouble: NotSent | None = None
    try:
        send(taken)
    except NotSent as answer:
        trouble = answer
    except Exception as fault:  # a fault of ours in one mail holds up no other
        log.error("mail %s could not be written: %s", taken.reference, type(fault).__name__)
        trouble = NotNow()
    settle(taken, trouble)


def take_next() -> Taken | None:
    """Take the mail in hand that has been due for longest; None where none is due."""
    while _something_due():
        with unit_of_work(SYSTEM) as work:
            row = work.session.scalars(
                select(OutgoingMail)
                .where(*_due(work.now()))
                .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            if row.useless_at is None or row.useless_at > work.now():
                return _take(work, row)
            drop(work, (row,), Stopped.EXPIRED)
    return None


def _something_due() -> bool:
    """Look without taking the writer's turn."""
    session = db.session
    found = session.execute(select(OutgoingMail.id).where(*_due(clock_of(session).now())).limit(1)).first()
    session.rollback()
    return found is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(OutgoingMail.taken_until.is_(None), OutgoingMail.taken_until <= now)
    return (OutgoingMail.next_try_at <= now, free)


def _take(work: UnitOfWork, row: OutgoingMail) -> Taken:
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    content = sealer.open_json(CONTENT, row.id, row.version, cast(bytes, row.content))
    tries = row.tries + 1
    record(work, Event.MAIL_TAKEN, about=("mail", row.reference), tries=tries)
    work.change(row, tries=tries, taken_until=work.now() + LEASE, **sealed_anew(work, row))
    due = date.fromisoformat(content["due"]) if content["due"] else None
    filling = Filling(to=content["to"], link=content["link"], code=content["code"], due=due)
    kind = MailKind(row.kind)
    if kind in WITH_LINK:
        filling = replace(filling, until=row.useless_at)
    return Taken(row.id, row.reference, kind, row.language, tries, filling)


def settle(taken: Taken, trouble: NotSent | None) -> None:
    """Note what came of a try: None for a mail that the server took.

    Where the mail was taken by another worker meanwhile, only that it was handed over still counts.
    """
    with unit_of_work(SYSTEM) as work:
        row = work.session.scalars(
            select(OutgoingMail).where(OutgoingMail.id == taken.id).with_for_update()
        ).one()
        if row.ended_at is not None or (trouble is not None and row.tries != taken.tries):
            return
        about, told = _told(row)
        if trouble is None:
            record(work, Event.MAIL_HANDED_OVER, about=about, case_id=row.case_id, **told)
            end(work, row, MailState.HANDED_OVER)
        elif isinstance(trouble, Never):
            record(work, Event.MAIL_REFUSED, about=about, case_id=row.case_id, code=trouble.code, **told)
            end(work, row, MailState.REFUSED, code=trouble.code, words=trouble.words)
        else:
            _put_off(work, row, trouble)


def _told(row: OutgoingMail) -> tuple[tuple[str, str], dict[str, Any]]:
    """Return what the ledger is told of every try: which mail, of what kind, and how often it was tried."""
    return ("mail", row.reference), {"what": row.kind, "tries": row.tries}


def _put_off(work: UnitOfWork, row: OutgoingMail, trouble: NotSent) -> None:
    settings = cast(Settings, work.session.info["settings"])
    again = next_try(
        tries=row.tries,
        posted_at=row.posted_at,
        now=work.now(),
        pauses=settings.mail_pauses,
        hours=settings.mail_hours,
    )
    about, told = _told(row)
    told["code"] = trouble.code
    if again is None:
        record(work, Event.MAIL_GIVEN_UP, about=about, case_id=row.case_id, **told)
        end(work, row, MailState.GIVEN_UP, code=trouble.code, words=trouble.words)
        return
    record(work, Event.MAIL_PUT_OFF, about=about, case_id=row.case_id, again=again, **told)
    work.change(
        row,
        content=sealed_anew(work, row)["content"],
        answer=sealed_answer(work, row, trouble.words),
        state=MailState.PUT_OFF.value,
        code=trouble.code,
        next_try_at=again,
        taken_until=None,
    )


def note_round() -> None:
    """Leave a sign of life, for whoever asks whether mail is delivered."""
    write_apart((update(mail_rounds), {"at": clock_of(db.session).now()}))
