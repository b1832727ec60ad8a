"""Of what candidates are reminded: signing what is ready, the last day, and access that waits for a yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.affidavits.models import AccessGrant, AffidavitDraft
from tracker.affidavits.progress import which_are_ready
from tracker.cases.due import affidavit_due, midnights
from tracker.cases.models import Assignment, Candidate, Case
from tracker.cases.reminding import Reminder
from tracker.clock import agency_day
from tracker.mail.queries import no_mail_since
from tracker.policy.access_modes import NEUTRAL
from tracker.policy.affidavit_window import UNDECIDED, WAITING
from tracker.policy.mailing import DUE_SOON_DAYS, NEWS_FOR, QUIET, READY_FOR, MailKind
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings


def ready_not_signed(session: Session, now: datetime) -> Iterator[Reminder]:
    """Yield the cases in which everything was answered two days ago, and nothing is signed."""
    answered = (
        select(Case.id, Case.candidate_id, Case.opened_at)
        .join(AffidavitDraft, AffidavitDraft.case_id == Case.id)
        .join(Candidate, Candidate.id == Case.candidate_id)
        .where(
            Case.stage.in_([stage.value for stage in WAITING]),
            Candidate.email.is_not(None),
            AffidavitDraft.saved_at <= now - READY_FOR,
            AffidavitDraft.saved_at > now - NEWS_FOR,
            no_mail_since(Case.id, Case.opened_at, MailKind.READY_NOT_SIGNED),
        )
        .order_by(Case.id)
    )
    found = session.execute(answered).all()
    ready = which_are_ready(session, [row.id for row in found])
    for row in found:
        if ready.get(row.id):
            due = affidavit_due(session, row.opened_at)
            last = due if due >= agency_day(now) else None
            yield Reminder(MailKind.READY_NOT_SIGNED, row.id, row.candidate_id, row.opened_at, last)


def due_soon(session: Session, now: datetime) -> Iterator[Reminder]:
    """Yield the cases whose affidavit is due in three days, and whose candidate had no mail of late."""
    first = agency_day(now) - timedelta(days=cast(Settings, session.info["settings"]).affidavit_days)
    began, over = midnights(first, DUE_SOON_DAYS)
    awaited = (
        select(Case.id, Case.candidate_id, Case.opened_at)
        .join(Candidate, Candidate.id == Case.candidate_id)
        .where(
            Case.stage == Stage.AFFIDAVIT_PENDING.value,
            Candidate.email.is_not(None),
            Case.opened_at >= began,
            Case.opened_at < over,
            no_mail_since(Case.id, Case.opened_at, MailKind.DUE_SOON),
            no_mail_since(Case.id, now - QUIET),
        )
        .order_by(Case.id)
    )
    for row in session.execute(awaited).all():
        due = affidavit_due(session, row.opened_at)
        yield Reminder(MailKind.DUE_SOON, row.id, row.candidate_id, row.opened_at, due)


def investigator_changed(session: Session, now: datetime) -> Iterator[Reminder]:
    """Yield the cases in which access stands that whoever has the case now may not use without a yes."""
    passed_on = (
        select(Case.id, Case.candidate_id, Assignment.assigned_at)
        .join(Assignment, and_(Assignment.case_id == Case.id, Assignment.ended_at.is_(None)))
        .join(Candidate, Candidate.id == Case.candidate_id)
        .join(AccessGrant, AccessGrant.case_id == Case.id)
        .where(
            Case.stage.in_([stage.value for stage in UNDECIDED]),
            Candidate.email.is_not(None),
            AccessGrant.stopped_at.is_(None),
            AccessGrant.ends_at > now,
            AccessGrant.mode.not_in([mode.value for mode in NEUTRAL]),
            or_(AccessGrant.investigator_id.is_(None), AccessGrant.investigator_id != Assignment.person_id),
            no_mail_since(Case.id, Assignment.assigned_at, MailKind.INVESTIGATOR_CHANGED),
        )
        .distinct()
        .order_by(Case.id)
    )
    for row in session.execute(passed_on).all():
        yield Reminder(MailKind.INVESTIGATOR_CHANGED, row.id, row.candidate_id, row.assigned_at)
