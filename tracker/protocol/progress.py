"""How far the protocol's steps are, in one case or in many at once, without opening any sealed text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.correcting import SEEN_STAGE
from tracker.cases.models import Case
from tracker.clock import agency_day
from tracker.policy.casework import StepFacts
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.steps import EXCUSED, is_settled, steps_for_account
from tracker.policy.vocabulary import SearchResult, Stage, StepStatus
from tracker.protocol.added import Added, added_accounts
from tracker.protocol.models import Request, RequestRuling, SearchEntry, SearchVoid, StepOutcome
from tracker.protocol.pinned import definition_of

CASE_ORDER = (Case.opened_at, Case.reference)
"""The order of cases in a requisition: as they were opened."""

_COUNTS = (
    select(
        SearchEntry.case_id,
        SearchEntry.step,
        SearchEntry.result,
        SearchEntry.request_id.is_not(None).label("extra"),
        func.count().label("many"),
    )
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .where(SearchVoid.id.is_(None), SearchEntry.case_id.in_(bindparam("cases", expanding=True)))
    .group_by(SearchEntry.case_id, SearchEntry.step, SearchEntry.result, SearchEntry.request_id.is_not(None))
)
_newest = (
    select(StepOutcome.case_id, StepOutcome.step, func.max(StepOutcome.number).label("number"))
    .where(StepOutcome.case_id.in_(bindparam("cases", expanding=True)))
    .group_by(StepOutcome.case_id, StepOutcome.step)
    .subquery()
)
_OUTCOMES = (
    select(
        StepOutcome.case_id,
        StepOutcome.step,
        StepOutcome.outcome,
        StepOutcome.recorded_at,
        Request.excuse_code,
        Request.asked_by,
        RequestRuling.approved,
        RequestRuling.ruled_by,
    )
    .join(
        _newest,
        (StepOutcome.case_id == _newest.c.case_id)
        & (StepOutcome.step == _newest.c.step)
        & (StepOutcome.number == _newest.c.number),
    )
    .outerjoin(Request, Request.id == StepOutcome.request_id)
    .outerjoin(RequestRuling, RequestRuling.request_id == Request.id)
)
_CASES = (
    select(Case.id, Case.reference, SEEN_STAGE.label("stage"), Case.opened_at, Case.due_at, Case.withdrawn_at)
    .where(Case.requisition_id == bindparam("requisition"))
    .order_by(*CASE_ORDER)
)


@dataclass(slots=True)
class _Tally:
    """The searches of one step in one case, entries made in error left out."""

    within: int = 0
    found: int = 0
    extra: int = 0
    tried: int = 0
    outcome: Row[*tuple[Any, ...]] | None = None
    added: tuple[Added, ...] = ()

    @property
    def after(self) -> tuple[Added, ...]:
        """Return the accounts declared after the step was ended."""
        ended = self.outcome.recorded_at if self.outcome is not None else None
        return tuple(one for one in self.added if ended is not None and one.declared_at > ended)


@dataclass(frozen=True, slots=True)
class CaseCells:
    """One case of a requisition with all its steps, for comparing it with the others."""

    case_id: UUID
    reference: str
    stage: Stage
    opened_at: datetime
    due_at: datetime
    steps: tuple[StepFacts, ...]
    withdrawn: bool


def steps_of(session: Session, case_id: UUID, definition: ProtocolDefinition) -> tuple[StepFacts, ...]:
    """Return the steps of one case in the protocol's order, in four statements.

    ``searches`` counts those within the protocol that could be made, ``extra`` those beyond it, ``found``
    both; entries made in error count nowhere.
    """
    return steps_of_cases(session, {case_id: definition})[case_id]


def steps_of_cases(
    session: Session, definitions: Mapping[UUID, ProtocolDefinition]
) -> Mapping[UUID, tuple[StepFacts, ...]]:
    """Return the steps of many cases, each by its own protocol, in four statements."""
    tallies = _tallies(session, definitions)
    return {
        case_id: tuple(
            _step(step, definition, tallies.get((case_id, step.code), _Tally())) for step in definition.steps
        )
        for case_id, definition in definitions.items()
    }


def requisition_cells(session: Session, requisition_id: UUID) -> tuple[CaseCells, ...]:
    """Return every case of a requisition with its steps, in six statements; raises NotFound."""
    definition = definition_of(session, requisition_id)
    cases = session.execute(_CASES, {"requisition": requisition_id}).all()
    steps = steps_of_cases(session, {case.id: definition for case in cases})
    return tuple(
        CaseCells(
            case.id,
            case.reference,
            Stage(case.stage),
            case.opened_at,
            case.due_at,
            steps[case.id],
            case.withdrawn_at is not None,
        )
        for case in cases
    )


def next_step(steps: Sequence[StepFacts], waiting: frozenset[str] = frozenset()) -> StepFacts | None:
    """Return the first step that is left to do; ``waiting`` are codes on which a supervisor is to rule."""
    return next((step for step in steps if not is_settled(step) and step.code not in waiting), None)


def _tallies(session: Session, cases: Mapping[UUID, ProtocolDefinition]) -> Mapping[tuple[UUID, str], _Tally]:
    wanted = sorted(cases)
    if not wanted:
        return {}
    tallies: dict[tuple[UUID, str], _Tally] = {}
    for case_id, step, result, extra, many in session.execute(_COUNTS, {"cases": wanted}):
        tally = tallies.setdefault((case_id, step), _Tally())
        tally.tried += many
        tally.extra += many if extra else 0
        tally.within += many if result != SearchResult.COULD_NOT_SEARCH and not extra else 0
        tally.found += many if SearchResult(result).found else 0
    for outcome in session.execute(_OUTCOMES, {"cases": wanted}):
        tallies.setdefault((outcome.case_id, outcome.step), _Tally()).outcome = outcome
    for case_id, added in added_accounts(session, wanted).items():
        for one in added:
            steps = cases[case_id].steps
            for code in steps_for_account(steps, one.platform, former=one.former):
                tally = tallies.setdefault((case_id, code), _Tally())
                tally.added = (*tally.added, one)
    return tallies


def _step(step: StepDefinition, definition: ProtocolDefinition, tally: _Tally) -> StepFacts:
    outcome = tally.outcome
    status = StepStatus(outcome.outcome) if outcome is not None else StepStatus.NOT_STARTED
    after = tally.after if status not in (StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED) else ()
    if after:
        status = StepStatus.IN_PROGRESS
    elif status in (StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED):
        status = StepStatus.IN_PROGRESS if tally.tried else StepStatus.NOT_STARTED
    excused = outcome is not None and status in EXCUSED
    code = outcome.excuse_code or "" if outcome is not None and excused else ""
    return StepFacts(
        code=step.code,
        title=step.title,
        required=step.required,
        status=status,
        searches=tally.within,
        found=tally.found,
        extra=tally.extra,
        expected_searches=step.expected_searches,
        excuse_code=code,
        excuse_known=definition.excuse(code) is not None,
        excuse_asked_by=outcome.asked_by if outcome is not None and excused else None,
        excuse_approved_by=(
            outcome.ruled_by if outcome is not None and excused and outcome.approved else None
        ),
        added=len(after),
        added_on=agency_day(max(one.declared_at for one in after)) if after else None,
        unlooked=sum(not one.looked_at for one in tally.added),
    )
