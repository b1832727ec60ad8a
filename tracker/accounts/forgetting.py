"""What somebody typed and never saved goes with the case it was for; the room of records decides when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from tracker.accounts.kept_forms import CONTENT
from tracker.accounts.models import KeptForm
from tracker.clock import agency_zone
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


def forget_forms(
    work: UnitOfWork, *, candidate_id: UUID, case_id: UUID, called: Collection[str], before: date
) -> None:
    """Empty what a candidate, or staff on a page of the case, had typed when a session ended.

    ``called`` are the references that addresses of the case hold. What was typed ``before`` the case's newest
    record may be of it whatever the address, as the form that adds a candidate is, so it goes as well. What a
    candidate typed in another case stays for that one.
    """
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    begin = datetime.combine(before, time.min, agency_zone())
    of_case = [KeptForm.path.contains(f"/{reference}") for reference in sorted(called)]
    theirs = or_(KeptForm.subject_id == candidate_id, KeptForm.kept_at < begin, *of_case)
    waiting = select(KeptForm).where(theirs, KeptForm.settled_at.is_(None)).order_by(KeptForm.id)
    gone = False
    for row in work.session.scalars(waiting).all():
        content: dict[str, Any] = sealer.open_json(CONTENT, row.id, row.version, row.content)
        if content.get("case", "") in ("", str(case_id)):
            emptied = sealer.seal_json(CONTENT, row.id, row.version + 1, {})
            work.change(row, content=emptied, settled_at=work.now())
            gone = True
    if gone:
        record(work, Event.FORMS_FORGOTTEN)
