"""Mails that no act sends, but time: rooms say what has become due, and here each is posted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.sending import mail_word
from tracker.db import clock_of, db, unit_of_work
from tracker.engines import wait_for_turn
from tracker.mail.queries import no_mail_since
from tracker.policy.actors import SYSTEM
from tracker.policy.mailing import MailKind
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Reminder:
    """A mail that has become due in a case, unless one of its kind was posted ``since`` that moment."""

    kind: MailKind
    case_id: UUID
    candidate_id: UUID
    since: datetime
    due: date | None = None


Seeker = Callable[[Session, datetime], Iterable[Reminder]]
"""What a room finds due at a moment, in all cases."""


def post_reminders(seekers: Iterable[Seeker]) -> int:
    """Post what has become due, each in an act of its own, and return how many mails it was."""
    session = db.session
    if not cast(Settings, session.info["settings"]).mail_available:
        return 0
    now = clock_of(session).now()
    found = [reminder for seek in seekers for reminder in seek(session, now)]
    session.rollback()
    return sum(_post(reminder) for reminder in found)


def _post(reminder: Reminder) -> bool:
    """Post a mail, unless another worker did meanwhile."""
    with unit_of_work(SYSTEM) as work:
        wait_for_turn(work.session, f"reminder {reminder.case_id}")
        if not work.session.scalar(select(no_mail_since(reminder.case_id, reminder.since, reminder.kind))):
            return False
        return mail_word(
            work,
            reminder.kind,
            case_id=reminder.case_id,
            candidate_id=reminder.candidate_id,
            due=reminder.due,
        )
