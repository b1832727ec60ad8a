"""What the signed list outside the database says of a batch: its certificate, and which keys went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case
from tracker.ledger.destroyed import Key
from tracker.records.models_disposal import Disposal, DisposalBatch, DisposalItem, DisposalRuling
from tracker.vault.models import DestroyedKey

_BATCH = (
    select(DisposalBatch, DisposalRuling)
    .join(DisposalRuling, DisposalRuling.batch_id == DisposalBatch.id)
    .where(DisposalBatch.reference == bindparam("batch"))
)
_CASES = (
    select(DisposalItem, Disposal, Case.reference, Case.candidate_id)
    .join(Disposal, Disposal.item_id == DisposalItem.id)
    .join(Case, Case.id == DisposalItem.case_id)
    .where(DisposalItem.batch_id == bindparam("batch_id"), Disposal.done)
    .order_by(Case.reference)
)
_KEYS = select(DestroyedKey.domain, DestroyedKey.holder_id, DestroyedKey.dek_version)
_DISPOSED = (
    select(DisposalBatch.reference)
    .join(DisposalItem, DisposalItem.batch_id == DisposalBatch.id)
    .join(Disposal, Disposal.item_id == DisposalItem.id)
    .join(Case, Case.id == Disposal.case_id)
    .where(Disposal.done)
    .where(
        Case.id.in_(bindparam("lost", expanding=True))
        | Case.candidate_id.in_(bindparam("lost", expanding=True))
    )
    .distinct()
    .order_by(DisposalBatch.reference)
)


def told_of_batch(session: Session, reference: str) -> dict[str, Any]:
    """Return what the list is to say of an approved batch: who let it go by what, each case, and its keys."""
    batch, ruling = session.execute(_BATCH, {"batch": reference}).one()
    rows = session.execute(_CASES, {"batch_id": batch.id}).all()
    holders = {holder for row in rows for holder in (row.DisposalItem.case_id, row.candidate_id)}
    keys: dict[UUID, list[list[Any]]] = {}
    for domain, holder, version in sorted(session.execute(_KEYS.where(DestroyedKey.holder_id.in_(holders)))):
        keys.setdefault(holder, []).append([domain, str(holder), version])
    return {
        "batch": batch.reference,
        "proposed_by": str(batch.proposed_by),
        "proposed_at": batch.proposed_at.isoformat(),
        "ruled_by": str(ruling.ruled_by),
        "ruled_at": ruling.ruled_at.isoformat(),
        "authority": ruling.reason,
        "cases": [_told(row, keys) for row in rows],
    }


def destroyed_keys(session: Session) -> frozenset[Key]:
    """Return every data key that this database says was destroyed."""
    return frozenset((row.domain, row.holder_id, row.dek_version) for row in session.execute(_KEYS))


def batches_of(session: Session, lost: Iterable[Key]) -> tuple[str, ...]:
    """Return the batches with which some keys were destroyed."""
    return tuple(session.scalars(_DISPOSED, {"lost": [holder for _, holder, _ in lost]}))


def _told(row: Row[*tuple[Any, ...]], keys: dict[UUID, list[list[Any]]]) -> dict[str, Any]:
    item, disposal = row.DisposalItem, row.Disposal
    return {
        "case": str(item.case_id),
        "reference": row.reference,
        "ending": item.ending,
        "since": item.since.isoformat(),
        "due_on": item.due_on.isoformat(),
        "years": item.years,
        "series": item.series,
        "disposed_on": disposal.disposed_on.isoformat(),
        "files": disposal.files,
        "searches": disposal.searches,
        "findings": disposal.findings,
        "captures": disposal.captures,
        "keys": [*keys.get(item.case_id, ()), *keys.get(row.candidate_id, ())],
    }
