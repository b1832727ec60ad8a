"""How a step is closed and opened again: by rule alone, each time as a further row."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, func, select

from tracker.cases.holding import held
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Overtaken, require
from tracker.policy.casework import StepFacts
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.steps import is_closed, missing_to_open_again, missing_to_settle
from tracker.policy.vocabulary import StepStatus
from tracker.protocol.models import StepOutcome
from tracker.protocol.progress import steps_of
from tracker.protocol.surroundings import pinned_step, standing

_LAST = select(func.max(StepOutcome.number)).where(
    StepOutcome.case_id == bindparam("case"), StepOutcome.step == bindparam("step")
)


def last_outcome(work: UnitOfWork, case_id: UUID, step: str) -> int:
    """Return the number of a step's newest outcome, 0 when it has none."""
    return work.session.scalar(_LAST, {"case": case_id, "step": step}) or 0


def step_facts(work: UnitOfWork, case_id: UUID, definition: ProtocolDefinition, code: str) -> StepFacts:
    """Return where one step stands."""
    return next(step for step in steps_of(work.session, case_id, definition) if step.code == code)


def settle_step(
    work: UnitOfWork, case: CaseFacts, *, step: str, status: StepStatus, seen: int | None = None
) -> StepOutcome:
    """Close a step as done, with or without something found, as far as its searches bear it out (Hamden D.5).

    ``seen`` is the number of the outcome that the page was made from. Raises Overtaken when another came.
    """
    case = held(work, case)
    permit(work.actor, Permission.SETTLE_STEP, case)
    definition, pinned = pinned_step(work.session, case, step)
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    _compare(work, case, step, seen)
    facts = step_facts(work, case.case_id, definition, step)
    if is_closed(facts):
        raise Overtaken
    require(missing_to_settle(facts, status))
    return add_outcome(work, case, pinned, status.value)


def open_again(work: UnitOfWork, case: CaseFacts, *, step: str, seen: int | None = None) -> StepOutcome:
    """Open a settled step again, so that searches can be added; how it had ended stays in the record."""
    case = held(work, case)
    permit(work.actor, Permission.SETTLE_STEP, case)
    definition, pinned = pinned_step(work.session, case, step)
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    _compare(work, case, step, seen)
    facts = step_facts(work, case.case_id, definition, step)
    require(missing_to_open_again(facts))
    return add_outcome(work, case, pinned, StepStatus.IN_PROGRESS.value)


def add_outcome(
    work: UnitOfWork, case: CaseFacts, step: StepDefinition, outcome: str, request_id: UUID | None = None
) -> StepOutcome:
    """Add a step's next outcome and tell the ledger; whoever calls has asked for permission."""
    row = work.add(
        StepOutcome(
            case_id=case.case_id,
            step=step.code,
            number=last_outcome(work, case.case_id, step.code) + 1,
            outcome=outcome,
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
            request_id=request_id,
        )
    )
    record(
        work,
        Event.STEP_OUTCOME_RECORDED,
        about=("step", step.code),
        case_id=case.case_id,
        step=step.code,
        step_title=step.title,
        result="opened-again" if outcome == StepStatus.IN_PROGRESS else outcome,
    )
    work.session.flush()
    return row


def _compare(work: UnitOfWork, case: CaseFacts, step: str, seen: int | None) -> None:
    if seen is not None and seen != last_outcome(work, case.case_id, step):
        raise Overtaken
