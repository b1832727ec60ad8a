"""Links that go out by e-mail, to the address on file; the code never travels with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tracker.cases.candidates import contact_of
from tracker.cases.due import affidavit_due
from tracker.cases.models import Case
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.mail.service import post
from tracker.policy.affidavit_window import WAITING
from tracker.policy.mailing import MailKind, can_be_mailed
from tracker.settings import Settings


def can_mail(work: UnitOfWork, candidate_id: UUID) -> bool:
    """Say whether a mail can go to a candidate."""
    settings = cast(Settings, work.session.info["settings"])
    return settings.mail_available and can_be_mailed(contact_of(work.session, candidate_id).email)


def mail_word(
    work: UnitOfWork,
    kind: MailKind,
    *,
    case_id: UUID,
    candidate_id: UUID,
    due: date | None = None,
    useless_at: datetime | None = None,
) -> bool:
    """Put a mail without any secret into the outbox, in the candidate's language; False where none can go.

    ``useless_at`` is when what it tells of is over.
    """
    if not can_mail(work, candidate_id):
        return False
    contact = contact_of(work.session, candidate_id)
    post(
        work,
        kind=kind,
        to=contact.email,
        language=contact.language,
        case_id=case_id,
        due=due,
        useless_at=useless_at,
    )
    return True


def mail_link(
    work: UnitOfWork, kind: MailKind, *, case_id: UUID, candidate_id: UUID, token: str, until: datetime
) -> None:
    """Put a link into the outbox, in the candidate's language; who calls has asked for permission.

    The mail says by when the affidavit is due, and until when the link works: ``until``. Raises Refused where
    no mail can go there.
    """
    contact = contact_of(work.session, candidate_id)
    link, due = f"/i/{token}", _still_due(work, case_id)
    post(
        work,
        kind=kind,
        to=contact.email,
        language=contact.language,
        case_id=case_id,
        link=link,
        due=due,
        useless_at=until,
    )


def _still_due(work: UnitOfWork, case_id: UUID) -> date | None:
    """Return by when the affidavit of a case is awaited, None once it is filed or the day has passed."""
    found = select(Case.opened_at).where(Case.id == case_id, Case.stage.in_([one.value for one in WAITING]))
    opened_at = work.session.scalar(found)
    due = affidavit_due(work.session, opened_at) if opened_at else None
    return due if due and due >= agency_day(work.now()) else None
