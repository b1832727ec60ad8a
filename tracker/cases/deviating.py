"""Which of the Chief's deviations touch a case, or cases looked over together: shown on each such page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.policy.deviations import touches_work
from tracker.policy.facts import CaseFacts
from tracker.requisitions.deviations import DeviationLine, deviation_list


def deviations_of_case(session: Session, case: CaseFacts) -> tuple[DeviationLine, ...]:
    """Return those of the agency and its requisition, and those for whoever has or had it, or saw it."""
    found = deviation_list(session, case.requisition_id)
    return tuple(one for one in found if touches_work(one.person_id, case))


def deviations_among(
    session: Session, requisitions: Mapping[str, datetime | None]
) -> tuple[DeviationLine, ...]:
    """Return those of requisitions, by reference and with their opening, newest first, in one statement."""
    return tuple(
        one
        for one in deviation_list(session)
        if any(one.shows_in(reference, opened_at) for reference, opened_at in requisitions.items())
    )
