"""The writer of what staff decide about a question: that it takes more time, and what comes of its answer."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from tracker.answering.models import AnswerOutcome, AnswerReopening
from tracker.answering.queries import RequestRow
from tracker.answering.service import time_row
from tracker.answering.slots import OUTCOME_REASON, REOPENED_WHY
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answering import Outcome
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def reopen(
    work: UnitOfWork, case: CaseFacts, request: RequestRow, *, due_at: datetime, reason: str
) -> AnswerReopening:
    """Keep that a question takes more time, until when and why; a time that still runs grows.

    Who calls it has asked whether more time can be given. One that ended stays so: it is asked once more.
    """
    permit(work.actor, Permission.ASK_CANDIDATE, case)
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    about = ("concern", request.reference)
    record(work, Event.ANSWER_TIME_REOPENED, about=about, case_id=case.case_id, due=due_at)
    if request.facts.is_open:
        work.change(time_row(work, request), due_at=due_at)
    return work.add(
        AnswerReopening(
            id=row_id,
            request_id=request.request_id,
            reason=sealer.seal(REOPENED_WHY, row_id, 1, reason),
            due_at=due_at,
            reopened_by=work.actor.person_id,
            reopened_at=work.now(),
        )
    )


def judge(
    work: UnitOfWork, case: CaseFacts, request: RequestRow, *, outcome: Outcome, reason: str
) -> AnswerOutcome:
    """Keep what comes of an answer, and why; who calls it has asked whether it can, and does it."""
    permit(work.actor, Permission.ASK_CANDIDATE, case)
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    about = ("concern", request.reference)
    record(work, Event.ANSWER_JUDGED, about=about, case_id=case.case_id, what=outcome)
    judged = work.add(
        AnswerOutcome(
            id=row_id,
            request_id=request.request_id,
            outcome=outcome.value,
            reason=sealer.seal(OUTCOME_REASON, row_id, 1, reason),
            decided_by=work.actor.person_id,
            decided_at=work.now(),
        )
    )
    work.session.flush()
    return judged
