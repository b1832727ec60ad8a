"""What lies behind one cell of the uniformity table: each search by time, person, place, method and result.

What was searched for, and what was noted, stays sealed; nothing here opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.db import clock_of
from tracker.oversight.kept_work import kept_work
from tracker.oversight.uniformity import column_of
from tracker.policy.answers import NotFound
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.uniformity import Cell, Column
from tracker.policy.vocabulary import Method, SearchResult, StepStatus
from tracker.policy.words import STEPS
from tracker.protocol.models import (
    Request,
    RequestRuling,
    SearchEntry,
    SearchSession,
    SearchVoid,
    StepOutcome,
)
from tracker.protocol.queries import definition_of
from tracker.requisitions.models import Requisition
from tracker.together.models import TogetherSession

_asker, _ruler, _voider = aliased(Person), aliased(Person), aliased(Person)
_SEARCHES = (
    select(
        SearchEntry.reference,
        SearchEntry.searched_at,
        SearchEntry.logged_at,
        SearchEntry.place,
        SearchEntry.method,
        SearchEntry.signed_in,
        SearchEntry.result,
        SearchEntry.pages_seen,
        Person.name.label("searcher"),
        Request.reference.label("request"),
        _asker.name.label("asked_by"),
        _ruler.name.label("approved_by"),
        SearchVoid.voided_at,
        _voider.name.label("voided_by"),
        TogetherSession.reference.label("session"),
    )
    .join(Person, Person.id == SearchEntry.logged_by)
    .outerjoin(Request, Request.id == SearchEntry.request_id)
    .outerjoin(_asker, _asker.id == Request.asked_by)
    .outerjoin(RequestRuling, (RequestRuling.request_id == Request.id) & RequestRuling.approved)
    .outerjoin(_ruler, _ruler.id == RequestRuling.ruled_by)
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .outerjoin(_voider, _voider.id == SearchVoid.voided_by)
    .outerjoin(SearchSession, SearchSession.search_id == SearchEntry.id)
    .outerjoin(TogetherSession, TogetherSession.id == SearchSession.session_id)
    .where(SearchEntry.case_id == bindparam("case_id"), SearchEntry.step == bindparam("step"))
    .order_by(SearchEntry.searched_at, SearchEntry.reference)
)
_OUTCOMES = (
    select(
        StepOutcome.number,
        StepOutcome.outcome,
        StepOutcome.recorded_at,
        Person.name.label("recorded_by"),
        Request.reference.label("request"),
        Request.excuse_code,
        _asker.name.label("asked_by"),
        _ruler.name.label("approved_by"),
    )
    .join(Person, Person.id == StepOutcome.recorded_by)
    .outerjoin(Request, Request.id == StepOutcome.request_id)
    .outerjoin(_asker, _asker.id == Request.asked_by)
    .outerjoin(RequestRuling, (RequestRuling.request_id == Request.id) & RequestRuling.approved)
    .outerjoin(_ruler, _ruler.id == RequestRuling.ruled_by)
    .where(StepOutcome.case_id == bindparam("case_id"), StepOutcome.step == bindparam("step"))
    .order_by(StepOutcome.number)
)

_REQUISITION = select(Requisition.reference).where(Requisition.id == bindparam("requisition_id"))

OUTCOMES: dict[StepStatus, str] = {
    **STEPS,
    StepStatus.NOT_STARTED: "Opened again",
    StepStatus.IN_PROGRESS: "Opened again",
}
"""How a step ended, in words."""


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One search without its sealed words; ``request`` is set for work beyond the protocol.

    ``session`` is the session with the candidate in which it was made, empty for any other.
    """

    reference: str
    searched_at: datetime
    logged_at: datetime
    place: str
    method: Method
    signed_in: str
    result: SearchResult
    pages_seen: int
    searcher: str
    request: str
    asked_by: str
    approved_by: str
    voided_at: datetime | None
    voided_by: str
    session: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How the step was closed, excused or opened again, oldest first; ``excuse`` in words."""

    number: int
    outcome: str
    recorded_at: datetime
    recorded_by: str
    request: str
    excuse: str
    asked_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """One step of one candidate beside its peers; ``cell`` is None for a candidate who withdrew."""

    case: str
    requisition: str
    title: str
    step: StepDefinition
    cell: Cell | None
    peers: Column | None
    searches: tuple[SearchLine, ...]
    outcomes: tuple[OutcomeLine, ...]


def cell_of(session: Session, case: CaseFacts, step: str) -> CellPage:
    """Return what lies behind a cell, in 13 statements or fewer; raises NotFound for a step nobody has."""
    definition = definition_of(session, case.requisition_id)
    try:
        found = definition.step(step)
    except KeyError:
        raise NotFound from None
    table = kept_work(session, case.requisition_id).matrix_at(clock_of(session).now())
    cells = (cell for row in table.rows if row.reference == case.reference for cell in row.cells)
    return CellPage(
        case=case.reference,
        requisition=session.scalars(_REQUISITION, {"requisition_id": case.requisition_id}).one(),
        title=case.requisition_title,
        step=found,
        cell=next((cell for cell in cells if cell.code == step), None),
        peers=column_of(table, step),
        searches=_searches(session, case.case_id, step),
        outcomes=_outcomes(session, case.case_id, step, definition),
    )


def _searches(session: Session, case_id: UUID, step: str) -> tuple[SearchLine, ...]:
    return tuple(
        SearchLine(
            reference=row.reference,
            searched_at=row.searched_at,
            logged_at=row.logged_at,
            place=row.place,
            method=Method(row.method),
            signed_in=row.signed_in,
            result=SearchResult(row.result),
            pages_seen=row.pages_seen,
            searcher=row.searcher,
            request=row.request or "",
            asked_by=row.asked_by or "",
            approved_by=row.approved_by or "",
            voided_at=row.voided_at,
            voided_by=row.voided_by or "",
            session=row.session or "",
        )
        for row in session.execute(_SEARCHES, {"case_id": case_id, "step": step})
    )


def _outcomes(
    session: Session, case_id: UUID, step: str, definition: ProtocolDefinition
) -> tuple[OutcomeLine, ...]:
    lines = []
    for row in session.execute(_OUTCOMES, {"case_id": case_id, "step": step}):
        excuse = definition.excuse(row.excuse_code) if row.excuse_code else None
        lines.append(
            OutcomeLine(
                number=row.number,
                outcome=OUTCOMES[StepStatus(row.outcome)],
                recorded_at=row.recorded_at,
                recorded_by=row.recorded_by,
                request=row.request or "",
                excuse=excuse.words if excuse else "",
                asked_by=row.asked_by or "",
                approved_by=row.approved_by or "",
            )
        )
    return tuple(lines)
