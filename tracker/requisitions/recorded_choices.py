"""What a requisition is bound to and chooses before it opens, as the ledger hears of it."""

from __future__ import annotations

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.requisitions.models import Requisition


def record_pin(work: UnitOfWork, row: Requisition) -> None:
    """Say to which file of a protocol a requisition is bound, where it is to one."""
    if row.protocol is not None:
        record(
            work,
            Event.PROTOCOL_PINNED,
            about=("requisition", row.reference),
            protocol=row.protocol,
            version=row.protocol_version,
            digest=row.protocol_digest,
        )


def record_choices(
    work: UnitOfWork, requisition: str, *, two_releasers: bool | None = None, blind: bool | None = None
) -> None:
    """Say how many release a page and how the board reads of candidates; None for what was not chosen."""
    about = ("requisition", requisition)
    if two_releasers is not None:
        record(work, Event.TWO_RELEASERS_SET, about=about, releasers=2 if two_releasers else 1)
    if blind is not None:
        record(work, Event.BLIND_DOCKET_SET if blind else Event.NAMED_DOCKET_SET, about=about)
