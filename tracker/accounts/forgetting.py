"""What somebody typed and never saved goes with the case it was for; the room of records decides when."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select

from tracker.accounts.kept_forms import CONTENT
from tracker.accounts.models import KeptForm
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


def forget_forms(work: UnitOfWork, *, candidate_id: UUID, case: str) -> None:
    """Empty what a candidate, or staff on a page of the case, had typed when a session ended."""
    theirs = or_(KeptForm.subject_id == candidate_id, KeptForm.path.contains(f"/{case}"))
    rows = work.session.scalars(select(KeptForm).where(theirs, KeptForm.settled_at.is_(None))).all()
    if not rows:
        return
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    for row in rows:
        emptied = sealer.seal_json(CONTENT, row.id, row.version + 1, {})
        work.change(row, content=emptied, settled_at=work.now())
    record(work, Event.FORMS_FORGOTTEN)
