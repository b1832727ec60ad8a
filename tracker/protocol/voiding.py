"""Entries made in error: marked with a reason, and kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, bindparam, select

from tracker.cases.holding import held
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.searching import UNDONE, missing_to_undo, missing_to_void
from tracker.policy.steps import DONE, missing_to_settle
from tracker.policy.vocabulary import StepStatus
from tracker.protocol.models import SearchEntry, SearchVoid
from tracker.protocol.settling import add_outcome, step_facts
from tracker.protocol.slots import VOID_REASON
from tracker.protocol.surroundings import pinned_step, standing
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_ENTRY = select(SearchEntry.id, SearchEntry.step, SearchEntry.logged_by, SearchEntry.logged_at).where(
    SearchEntry.case_id == bindparam("case"), SearchEntry.reference == bindparam("search")
)
_VOIDED = select(SearchVoid.id).where(SearchVoid.search_id == bindparam("search_id"))


def void_search(work: UnitOfWork, case: CaseFacts, *, search: str, reason: str) -> SearchVoid:
    """Mark a search as entered in error, with a reason; both stay (R-35).

    A step that its searches no longer bear out is open again. Raises Overtaken when it is marked already.
    """
    case = held(work, case)
    permit(work.actor, Permission.LOG_SEARCH, case)
    entry = work.session.execute(_ENTRY, {"case": case.case_id, "search": search}).one_or_none()
    if entry is None:
        raise NotFound
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    require(missing_to_void(reason))
    return _void(work, case, search, entry, reason)


def undo_search(work: UnitOfWork, case: CaseFacts, *, search: str) -> SearchVoid:
    """Undo an entry within a minute of logging it: a mark like any other, its reason written here (R-35).

    Raises Overtaken when it is marked already.
    """
    case = held(work, case)
    permit(work.actor, Permission.LOG_SEARCH, case)
    entry = work.session.execute(_ENTRY, {"case": case.case_id, "search": search}).one_or_none()
    if entry is None:
        raise NotFound
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    require(missing_to_undo(search, entry.logged_by, entry.logged_at, work.actor.person_id, work.now()))
    return _void(work, case, search, entry, UNDONE)


def _void(
    work: UnitOfWork, case: CaseFacts, search: str, entry: Row[*tuple[Any, ...]], reason: str
) -> SearchVoid:
    if work.session.scalar(_VOIDED, {"search_id": entry.id}) is not None:
        raise Overtaken
    row = _add_void(work, case, entry.id, reason)
    record(work, Event.SEARCH_VOIDED, about=("search", search), case_id=case.case_id)
    work.session.flush()
    _reopen_unborne(work, case, entry.step)
    return row


def _reopen_unborne(work: UnitOfWork, case: CaseFacts, step: str) -> None:
    definition, pinned = pinned_step(work.session, case, step)
    facts = step_facts(work, case.case_id, definition, step)
    if facts.status in DONE and missing_to_settle(facts, facts.status):
        add_outcome(work, case, pinned, StepStatus.IN_PROGRESS.value)


def _add_void(work: UnitOfWork, case: CaseFacts, search_id: UUID, reason: str) -> SearchVoid:
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    return work.add(
        SearchVoid(
            id=row_id,
            search_id=search_id,
            reason=sealer.seal(VOID_REASON, row_id, 1, reason),
            voided_by=work.actor.person_id,
            voided_at=work.now(),
        )
    )
