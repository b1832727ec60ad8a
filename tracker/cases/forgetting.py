"""What of a case and its candidate goes when the case is disposed of; the room of records decides when."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import missing_to_move
from tracker.policy.vocabulary import Stage
from tracker.policy.words import STAGES
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

NAMELESS = STAGES[Stage.DISPOSED]
"""What stands where a candidate's name stood."""


def mark_disposed(work: UnitOfWork, case: CaseFacts) -> int:
    """Destroy the keys of a case and of its board's copy, and return how many there were."""
    require(missing_to_move(case.stage, Stage.DISPOSED))
    vault = vault_of(work.session)
    work.change(work.session.get_one(Case, case.case_id), stage=Stage.DISPOSED.value)
    work.session.flush()
    return sum(vault.destroy(work.session, domain, case.case_id) for domain in (Domain.CASE, Domain.BOARD))


def forget_candidate(work: UnitOfWork, candidate_id: UUID) -> int:
    """Destroy the keys of a candidate none of whose cases is left, and return how many there were.

    Where the name stood, a word stands that names nobody, under a key that opens nothing from before.
    """
    left = select(func.count(Case.id)).where(
        Case.candidate_id == candidate_id, Case.stage != Stage.DISPOSED.value
    )
    if work.session.scalar(left):
        return 0
    vault, row = vault_of(work.session), work.session.get_one(Candidate, candidate_id)
    destroyed = vault.destroy(work.session, Domain.CANDIDATE, candidate_id)
    sealer = vault.begin_anew(work.session, Domain.CANDIDATE, candidate_id)
    name = sealer.seal(CANDIDATE_NAME, row.id, row.version + 1, NAMELESS)
    work.change(row, name=name, email=None, phone=None, email_index=None)
    record(work, Event.CANDIDATE_FORGOTTEN, about=("candidate", row.reference))
    work.session.flush()
    return destroyed
