"""The only writer of voluntary answers, which say of nobody whose they are, and of who read the numbers."""

from __future__ import annotations

from uuid import uuid4

from tracker.db import UnitOfWork
from tracker.impact.answered import index_of, sealer_of, times_answered
from tracker.impact.models import VoluntaryAnswer
from tracker.impact.slots import SAID
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.impact import Said, missing_to_say
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.stages import is_over


def keep_answers(work: UnitOfWork, case: CaseFacts, *, asked_by: Actor, said: Said) -> VoluntaryAnswer:
    """Keep what a candidate says of themselves, sealed apart (29 CFR 1607.4 B).

    ``asked_by`` is the candidate; ``work`` is the system's own, so that the ledger says that somebody
    answered, and neither who nor of which case.
    """
    permit(asked_by, Permission.ANSWER_VOLUNTARILY, case)
    given = times_answered(work.session, case.case_id)
    require(missing_to_say(over=is_over(case.seen_as), given=given))
    row_id = uuid4()
    record(work, Event.VOLUNTARY_ANSWERS_GIVEN)
    return work.add(
        VoluntaryAnswer(
            id=row_id,
            case_index=index_of(work.session, case.case_id),
            number=given + 1,
            answers=sealer_of(work.session).seal_json(
                SAID, row_id, 1, {"sex": said.sex, "heritage": said.heritage}
            ),
        )
    )


def open_impact(work: UnitOfWork, year: int) -> None:
    """Record that the numbers of a year are read (29 CFR 1607.4)."""
    permit(work.actor, Permission.READ_IMPACT)
    record(work, Event.IMPACT_OPENED, year=year)
