"""The yearly count: who went on after the boards' decisions of one year, by group, and never by candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.board.models import Decision
from tracker.cases.models import Case
from tracker.clock import agency_day
from tracker.db import clock_of
from tracker.impact.answered import said_in
from tracker.policy.impact import Comparison, compared, years_told
from tracker.policy.vocabulary import Outcome

_DECISIONS = (
    select(Decision.case_id, Decision.outcome, Decision.recorded_at)
    .join(Case, Case.id == Decision.case_id)
    .where(Decision.outcome != Outcome.DEFER, Case.withdrawn_at.is_(None))
    .order_by(Decision.case_id, Decision.number)
)
_FIRST = select(func.min(Decision.recorded_at)).where(Decision.outcome != Outcome.DEFER)


@dataclass(frozen=True, slots=True)
class Impact:
    """One year that is over: how many candidates boards decided on, and the comparison by each question."""

    year: int
    decided: int
    by_sex: Comparison
    by_heritage: Comparison


def years_of(session: Session) -> tuple[int, ...]:
    """Return the years that can be counted, the newest first, in one statement."""
    first = session.scalar(_FIRST)
    return years_told(None if first is None else agency_day(first), _today(session))


def impact_of(session: Session, year: int) -> Impact:
    """Count one year, in three statements; a decision made anew counts in the year of the newest."""
    outcomes = _outcomes(session, year)
    said = said_in(session, outcomes)
    sexes = [(one.sex.value, outcomes[case]) for case, one in said.items() if one.sex is not None]
    groups = [(one.heritage.value, outcomes[case]) for case, one in said.items() if one.heritage is not None]
    return Impact(year, len(outcomes), compared(sexes), compared(groups))


def _outcomes(session: Session, year: int) -> Mapping[UUID, bool]:
    newest = {row.case_id: row for row in session.execute(_DECISIONS)}
    return {
        case_id: row.outcome == Outcome.CONTINUE
        for case_id, row in newest.items()
        if agency_day(row.recorded_at).year == year
    }


def _today(session: Session) -> date:
    return agency_day(clock_of(session).now())
