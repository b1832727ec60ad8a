"""Every page of one case as the board got it, byte for byte, with all its editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.board.models import Packet
from tracker.board.queries import as_released
from tracker.board.sealing import Cell, sealer_of

_PAGES = select(Packet).where(Packet.case_id == bindparam("case_id")).order_by(Packet.edition)


@dataclass(frozen=True, slots=True)
class ReleasedPage:
    """One edition of a packet: its page in the bytes that were released."""

    reference: str
    edition: int
    page: str
    fingerprint: str
    released_at: datetime


def released_pages(session: Session, case_id: UUID) -> tuple[ReleasedPage, ...]:
    """Return what the board got of a case, oldest first, in two statements; raises Altered."""
    rows = session.scalars(_PAGES, {"case_id": case_id}).all()
    if not rows:
        return ()
    cells: list[Cell] = [(case_id, "packets", "page", row.id, row.version, row.page) for row in rows]
    return tuple(
        ReleasedPage(
            reference=row.reference,
            edition=row.edition,
            page=as_released(page, row.fingerprint, row.reference),
            fingerprint=row.fingerprint,
            released_at=row.released_at,
        )
        for row, page in zip(rows, sealer_of(session).open_many(session, cells), strict=True)
    )
