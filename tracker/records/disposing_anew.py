"""What an older backup brought back is disposed of anew, by the signed list outside the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from tracker.checkpointing import disposals_of, keep_disposal, signer_of
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.records.batches import APPROVED
from tracker.records.disposing import dispose_again
from tracker.records.listed_disposals import batches_of, destroyed_keys, told_of_batch
from tracker.records.models_disposal import DisposalBatch, DisposalItem, DisposalRuling
from tracker.settings import Settings
from tracker.vault.vault import vault_of


def dispose_anew() -> tuple[int, tuple[str, ...]]:
    """Dispose anew of each listed batch whose keys are here; return how many went, and what stood in the way.

    A batch is put back as two people decided it; the walls judge it as they judge any other.
    """
    done, left, vault = 0, list[str](), vault_of(db.session)
    for told in disposals_of(db.session).batches:
        keys = {
            (domain, UUID(holder), version)
            for case in told["cases"]
            for domain, holder, version in case["keys"]
        }
        if not vault.brought_back(db.session, keys):
            continue
        try:
            with unit_of_work(SYSTEM) as work:
                _put_back(work, told)
                left += dispose_again(work, told["batch"])
        except (Refused, DatabaseError) as refusal:
            words = refusal.orig if isinstance(refusal, DatabaseError) else refusal
            left.append(f"batch {told['batch']}: {words}")
            continue
        done += 1
        if not left and vault.brought_back(db.session, keys):
            left.append(f"batch {told['batch']}: its keys are here, though it stands as disposed of")
    return done, tuple(left)


def list_again() -> int:
    """Add to the list what the database says was disposed of and the list lacks; return how many batches."""
    lacking = destroyed_keys(db.session) - disposals_of(db.session).keys
    folder = cast(Settings, db.session.info["settings"]).checkpoints
    batches = batches_of(db.session, lacking) if lacking else ()
    told = [told_of_batch(db.session, batch) for batch in batches]
    return sum(keep_disposal(folder, signer_of(db.session), one) for one in told)


def _put_back(work: UnitOfWork, told: Mapping[str, Any]) -> None:
    """Write a batch down again as the list has it: proposed by one, approved by another, when they did."""
    session = work.session
    batch = session.scalars(
        select(DisposalBatch).where(DisposalBatch.reference == told["batch"])
    ).one_or_none()
    if batch is None:
        batch = work.add(
            DisposalBatch(
                reference=told["batch"],
                proposed_by=UUID(told["proposed_by"]),
                proposed_at=datetime.fromisoformat(told["proposed_at"]),
            )
        )
        session.flush()
        for case in told["cases"]:
            work.add(_item(batch.id, case))
        session.flush()
    if session.scalars(select(DisposalRuling.id).where(DisposalRuling.batch_id == batch.id)).first() is None:
        work.add(
            DisposalRuling(
                batch_id=batch.id,
                ruling=APPROVED,
                reason=told["authority"],
                ruled_by=UUID(told["ruled_by"]),
                ruled_at=datetime.fromisoformat(told["ruled_at"]),
            )
        )
        session.flush()


def _item(batch_id: UUID, case: Mapping[str, Any]) -> DisposalItem:
    return DisposalItem(
        batch_id=batch_id,
        case_id=UUID(case["case"]),
        ending=case["ending"],
        since=date.fromisoformat(case["since"]),
        due_on=date.fromisoformat(case["due_on"]),
        years=case["years"],
        series=case["series"],
    )
