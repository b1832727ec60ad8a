"""Who knows somebody's password: whoever added them, until they changed it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries

_ADDED = (
    select(ledger_entries.c.idx)
    .where(
        ledger_entries.c.event == Event.PERSON_ADDED.name,
        ledger_entries.c.actor == bindparam("by"),
        ledger_entries.c.body.contains(bindparam("of")),
    )
    .limit(1)
)
_CHANGED = (
    select(ledger_entries.c.idx)
    .where(
        ledger_entries.c.event == Event.PASSWORD_CHANGED.name,
        ledger_entries.c.actor == bindparam("of"),
    )
    .limit(1)
)


def knows_password(session: Session, by: UUID, of: UUID) -> bool:
    """Say whether one person made the first password of another, who did not change it since."""
    people = {"by": str(by), "of": str(of)}
    if session.execute(_ADDED, people).first() is None:
        return False
    return session.execute(_CHANGED, {"of": str(of)}).first() is None
