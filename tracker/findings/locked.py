"""Evidence notes that cannot be unlocked: IT is told on record and by mail, and the system page says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.standing_roles import working_as
from tracker.accounts.writing_to import mail_people
from tracker.clock import agency_zone
from tracker.db import UnitOfWork, clock_of
from tracker.health_checks import HealthCheck
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.answers import Unreadable
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import reads_all
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.wording import moment

TOLD_FOR = timedelta(days=1)
"""For so long nobody is mailed a second time, and the system page says it."""


def tell_it(work: UnitOfWork, case: CaseFacts, finding: str) -> frozenset[UUID]:
    """Record that notes of a finding could not be unlocked, and mail IT, once a day; return who is mailed."""
    reading = Permission.READ_NOTE if reads_all(work.actor.role) else Permission.UNSEAL_EVIDENCE
    permit(work.actor, reading, case)
    before = _locked_lately(work.session)
    record(work, Event.NOTES_LOCKED, about=("finding", finding), case_id=case.case_id, outcome="denied")
    if before:
        return frozenset()
    try:
        return mail_people(work, MailKind.SEALED_SHUT, working_as(work.session, Role.IT))
    except Unreadable:  # where addresses are sealed just as well, the line and the system page tell IT
        return frozenset()


def notes_check(session: Session) -> HealthCheck:
    """Say whether evidence notes could be unlocked whenever somebody asked, within a day."""
    last = _locked_lately(session)
    if not last:
        return HealthCheck("notes", True, "unlocked whenever somebody asked, since yesterday")
    words = f"could not be unlocked {moment(last[0])}; run: flask --app wsgi check"
    return HealthCheck("notes", False, words)


def _locked_lately(session: Session) -> tuple[datetime, ...]:
    since = clock_of(session).now() - TOLD_FOR
    lines = ledger_page(session, events=(Event.NOTES_LOCKED.name,), since=since, limit=1).lines
    return tuple(line.at.astimezone(agency_zone()) for line in lines)
