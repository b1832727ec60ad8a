"""What was seen inside a capture's file: sealed into its own row, and read from there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.findings import slots
from tracker.findings.capture_queries import CaptureRow
from tracker.findings.formats.seen import Seen, as_plain, from_plain
from tracker.findings.inside_models import CaptureInside
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_SEEN = select(CaptureInside.id, CaptureInside.version, CaptureInside.seen).where(
    CaptureInside.capture_id == bindparam("capture")
)


def inside_row(sealer: Sealer, capture_id: UUID, seen: tuple[Seen, ...], now: datetime) -> CaptureInside:
    """Return the row that keeps what was seen inside a capture's file."""
    row_id = uuid4()
    sealed = sealer.seal_json(slots.INSIDE, row_id, 1, as_plain(seen))
    return CaptureInside(id=row_id, capture_id=capture_id, seen=sealed, seen_at=now)


def inside_of(session: Session, case_id: UUID, capture: CaptureRow) -> tuple[Seen, ...]:
    """Return what was seen inside a capture's file; two statements."""
    row = session.execute(_SEEN, {"capture": capture.capture_id}).one_or_none()
    if row is None:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return from_plain(sealer.open_json(slots.INSIDE, row.id, row.version, row.seen))
