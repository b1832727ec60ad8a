"""How duties are held in the whole agency: turned by the Chief alone, each time as a further row."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.accounts.models_turns import DutyTurn
from tracker.accounts.standing_roles import HELD, by_case_now
from tracker.db import UnitOfWork
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Overtaken, require
from tracker.policy.by_case import TurningFacts, missing_to_turn
from tracker.policy.clauses import Clause
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit


def turn_duties(work: UnitOfWork, *, seen: int, reason: str, compensating_control: str = "") -> DutyTurn:
    """Let duties be by case, or by title again where they are by case (Hamden D.2).

    ``seen`` is how many turns the page showed; raises Overtaken where there are others by now.
    """
    permit(work.actor, Permission.RECORD_DEVIATION)
    wait_for_turn(work.session, HELD)
    known = work.session.scalar(select(func.count()).select_from(DutyTurn)) or 0
    if known != seen:
        raise Overtaken
    by_case = by_case_now(work.session)
    require(missing_to_turn(TurningFacts(work.actor.role, by_case, reason, compensating_control)))
    event = Event.DUTIES_BY_TITLE if by_case else Event.DUTIES_BY_CASE
    record(work, event, clause=Clause.HAMDEN_D_2.key)
    return work.add(
        DutyTurn(
            turn=known + 1,
            by_case=not by_case,
            reason=reason,
            compensating_control="" if by_case else compensating_control,
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
        )
    )
