"""Disposal: a batch proposed by one and approved by another, and the keys of its cases destroyed."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.forgetting import forget_forms
from tracker.affidavits.forgetting import forget_accounts
from tracker.cases.forgetting import forget_candidate, mark_disposed
from tracker.cases.holding import hold_candidates, hold_case
from tracker.cases.queries import facts_of
from tracker.checkpointing import keep_disposal, signer_of
from tracker.clock import agency_day
from tracker.db import Record, UnitOfWork, db
from tracker.findings.clearing import clear
from tracker.findings.keepers import files_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import forget_mails
from tracker.policy.answers import NotFound, require
from tracker.policy.disposal import (
    missing_authority,
    missing_to_approve,
    missing_to_propose,
    missing_to_refuse,
)
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.records.batches import APPROVED, REFUSED, Batch, ItemLine, Volume, batch_of, volume_of
from tracker.records.calendar import cases_called
from tracker.records.listed_disposals import told_of_batch
from tracker.records.models_disposal import Disposal, DisposalBatch, DisposalItem, DisposalRuling
from tracker.references import plain
from tracker.requisitions.holding import hold_requisitions
from tracker.settings import Settings
from tracker.vault.vault import vault_of


def propose_batch(work: UnitOfWork, references: Collection[str]) -> DisposalBatch:
    """Propose cases whose time is over for disposal (Hamden A.7); nothing is destroyed yet."""
    permit(work.actor, Permission.PROPOSE_BATCH)
    lines = cases_called(work.session, references)
    person_id, today = work.actor.person_id, agency_day(work.now())
    require(missing_to_propose([line.kept for line in lines], person_id, today))
    batch = work.add(
        DisposalBatch(
            reference=work.reference(DisposalBatch.reference, lambda: plain("Z")),
            proposed_by=work.actor.person_id,
            proposed_at=work.now(),
        )
    )
    work.session.flush()
    for line in lines:
        work.add(
            DisposalItem(
                batch_id=batch.id,
                case_id=line.case_id,
                ending=line.ending.value,
                since=line.kept.since,
                due_on=line.kept.due_on,
                years=line.kept.years,
                series=line.series,
            )
        )
    record(work, Event.BATCH_PROPOSED, about=("batch", batch.reference), cases=len(lines))
    return batch


def refuse_batch(work: UnitOfWork, reference: str, *, reason: str) -> DisposalRuling:
    """Refuse a batch, or take back one's own; nothing of it is destroyed."""
    permit(work.actor, Permission.APPROVE_BATCH)
    batch = _locked(work, reference)
    require(missing_to_refuse(batch.facts, reason))
    record(work, Event.BATCH_REFUSED, about=("batch", reference))
    return _rule(work, batch, REFUSED, reason)


def approve_batch(work: UnitOfWork, reference: str, *, authority: str) -> DisposalRuling:
    """Approve a batch that somebody else proposed: the keys of its cases are destroyed in the same act.

    ``authority`` names the form by which the state or the records officer let them be destroyed.
    A case that a hold or a later record keeps is left out, and it is recorded why.
    """
    permit(work.actor, Permission.APPROVE_BATCH)
    batch = _locked(work, reference)
    today = agency_day(work.now())
    require(missing_to_approve(batch.facts, work.actor.person_id, today) or missing_authority(authority))
    about = ("batch", reference)
    record(work, Event.BATCH_APPROVED, about=about, proposer=batch.line.proposer_id)
    ruling = _rule(work, batch, APPROVED, authority)
    work.session.flush()
    gone: list[UUID] = []
    for item in batch.items:
        gone += _leave_out(work, batch, item) if item.kept_by else _dispose(work, batch, item)
    _afterwards(work, reference, gone)
    return ruling


def dispose_again(work: UnitOfWork, reference: str) -> tuple[str, ...]:
    """Destroy the keys of an approved batch that a backup brought back; return why cases were left out."""
    batch = _locked(work, reference)
    if batch.line.ruling != APPROVED:
        raise NotFound
    open_still = [item for item in batch.items if item.done is None]
    record(work, Event.BATCH_DISPOSED_ANEW, about=("batch", reference), cases=len(open_still))
    gone: list[UUID] = []
    for item in open_still:
        gone += () if item.kept_by else _dispose(work, batch, item)
    _afterwards(work, reference, gone)
    return tuple(
        f"case {item.now.reference}: {' '.join(one.sentence for one in item.kept_by)}"
        for item in open_still
        if item.kept_by
    )


def _afterwards(work: UnitOfWork, reference: str, gone: Collection[UUID]) -> None:
    """Once the act stands, add it to the list outside the database, and clear the disk."""
    work.session.flush()
    settings = cast(Settings, work.session.info["settings"])
    told = told_of_batch(work.session, reference)
    if told["cases"]:
        work.afterwards.append(partial(keep_disposal, settings.checkpoints, signer_of(work.session), told))
    work.afterwards.append(partial(clear, db.engine, vault_of(work.session).files, gone))


def _rule(work: UnitOfWork, batch: Batch, ruling: str, reason: str) -> DisposalRuling:
    return work.add(
        DisposalRuling(
            batch_id=batch.line.batch_id,
            ruling=ruling,
            reason=reason,
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )


def _dispose(work: UnitOfWork, batch: Batch, item: ItemLine) -> tuple[UUID, ...]:
    """Destroy the keys of one case, and return its sealed files, which go once the act stands."""
    case = facts_of(work.session, item.now.case_id)
    files = files_of(work.session, case.case_id)
    _add(work, item, volume_of(work.session, case.case_id, len(files)))
    work.session.flush()
    forget_accounts(work, case)
    forget_mails(work, case.case_id, case=case.reference)
    forget_forms(
        work,
        candidate_id=case.candidate_id,
        case_id=case.case_id,
        called=_called(work.session, case),
        before=item.now.kept.since,
    )
    keys = mark_disposed(work, case) + forget_candidate(work, case.candidate_id)
    record(
        work,
        Event.CASE_DISPOSED,
        about=("case", case.reference),
        case_id=case.case_id,
        batch=batch.line.reference,
        keys=keys,
        files=len(files),
    )
    return files


def _called(session: Session, case: CaseFacts) -> set[str]:
    """Return the references by which addresses lead to a case, and to what is of it."""
    found = {case.reference}
    for table in Record.metadata.sorted_tables:
        if {"case_id", "reference"} <= set(table.c.keys()):
            found |= set(session.scalars(select(table.c.reference).where(table.c.case_id == case.case_id)))
    return found


def _leave_out(work: UnitOfWork, batch: Batch, item: ItemLine) -> tuple[UUID, ...]:
    _add(work, item, Volume(), " ".join(one.sentence for one in item.kept_by))
    record(
        work,
        Event.CASE_NOT_DISPOSED,
        about=("case", item.now.reference),
        case_id=item.now.case_id,
        batch=batch.line.reference,
        reason="on-hold" if item.now.kept.matters else "kept-longer",
    )
    return ()


def _add(work: UnitOfWork, item: ItemLine, held: Volume, why: str = "") -> None:
    work.add(
        Disposal(
            item_id=item.item_id,
            case_id=item.now.case_id,
            done=not why,
            why=why or None,
            disposed_on=agency_day(work.now()),
            files=held.files,
            searches=held.searches,
            findings=held.findings,
            captures=held.captures,
        )
    )


def _locked(work: UnitOfWork, reference: str) -> Batch:
    """Let no case of the batch be held, and no candidate in it get another one, until this act is over."""
    wanted = select(DisposalBatch.id).where(DisposalBatch.reference == reference)
    work.session.execute(wanted.with_for_update())
    today = agency_day(work.now())
    batch = batch_of(work.session, reference, today)
    for case_id in sorted(item.now.case_id for item in batch.items):
        hold_case(work, case_id)
    hold_candidates(work, {item.now.candidate_id for item in batch.items})
    hold_requisitions(work, {item.now.requisition_id for item in batch.items})
    return batch_of(work.session, reference, today)
