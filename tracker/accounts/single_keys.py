"""Whether single keys move through lists for a person: their own choice, kept as what they recorded last."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit

_LAST_CHOICE = (
    select(ledger_entries.c.event)
    .where(
        ledger_entries.c.actor == bindparam("person"),
        ledger_entries.c.event.in_((Event.KEYS_TURNED_ON.name, Event.KEYS_TURNED_OFF.name)),
    )
    .order_by(ledger_entries.c.idx.desc())
    .limit(1)
)


def keys_on(session: Session, person_id: UUID) -> bool:
    """Say whether single keys are on for a person; they are until they are turned off (WCAG 2.2, 2.1.4)."""
    return session.scalar(_LAST_CHOICE, {"person": str(person_id)}) != Event.KEYS_TURNED_OFF.name


def turn_keys(work: UnitOfWork, *, on: bool) -> None:
    """Turn single keys on or off for oneself; the same choice twice is recorded once."""
    permit(work.actor, Permission.USE_OWN_SESSION)
    if keys_on(work.session, work.actor.person_id) != on:
        record(work, Event.KEYS_TURNED_ON if on else Event.KEYS_TURNED_OFF)
