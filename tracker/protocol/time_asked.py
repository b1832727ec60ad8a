"""More time that was asked for and given: for a case, and for a candidate's answer, as the ledger has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.apart import decides_on
from tracker.cases.models import Case
from tracker.cases.queries import facts_of
from tracker.cases.timeline import names_for
from tracker.clock import agency_day, agency_zone
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import UNREAD
from tracker.policy.wording import capital, day
from tracker.protocol.history import LONGER
from tracker.protocol.models_time import TimeRequest, TimeRuling, TimeTakenBack
from tracker.protocol.slots import TIME_REASON, TIME_RULING_REASON
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

MOST = 200
"""Requests on one page of the list, at the most."""
LINES = 60
"""Lines of the ledger about time to answer that are looked at, at the most: the newest."""
SHOWN = 10
"""Of them, those that are shown."""

_ruler = aliased(Person)
_ALL = (
    select(
        *TimeRequest.__table__.columns,
        Case.reference.label("case_reference"),
        Requisition.title.label("requisition_title"),
        Person.name.label("asker"),
        TimeRuling.id.label("ruling_id"),
        TimeRuling.version.label("ruling_version"),
        TimeRuling.approved,
        TimeRuling.reason.label("ruling_reason"),
        TimeRuling.ruled_at,
        _ruler.name.label("ruler"),
        TimeTakenBack.taken_back_at,
    )
    .join(Case, Case.id == TimeRequest.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Person, Person.id == TimeRequest.asked_by)
    .outerjoin(TimeRuling, TimeRuling.request_id == TimeRequest.id)
    .outerjoin(_ruler, _ruler.id == TimeRuling.ruled_by)
    .outerjoin(TimeTakenBack, TimeTakenBack.request_id == TimeRequest.id)
)
_UNRULED = and_(TimeRuling.id.is_(None), TimeTakenBack.id.is_(None))
_apart = ~decides_on(bindparam("reader"))
_WAITING = (
    _ALL.where(_UNRULED, _apart, Case.stage.not_in([one.value for one in UNREAD]))
    .order_by(TimeRequest.asked_at, TimeRequest.id)
    .limit(MOST + 1)
)
_RULED = (
    _ALL.where(TimeRuling.id.is_not(None), _apart)
    .order_by(TimeRuling.ruled_at.desc(), TimeRequest.id)
    .limit(20)
)
_OF_CASE = _ALL.where(TimeRequest.case_id == bindparam("case")).order_by(
    TimeRequest.asked_at.desc(), TimeRequest.id
)
_ONE = _ALL.where(TimeRequest.reference == bindparam("extension"))
_GIVEN = _ALL.where(Case.requisition_id == bindparam("requisition"), TimeRuling.approved).order_by(
    TimeRuling.ruled_at, TimeRequest.id
)
_THOSE = select(Case.id, Case.reference).where(Case.id.in_(bindparam("cases", expanding=True)))


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One request for more time as the list of requests shows it: nothing sealed."""

    id: UUID
    reference: str
    case_id: UUID
    case_reference: str
    requisition_title: str
    asked_by: UUID
    asker: str
    asked_at: datetime
    due_before: datetime
    until: datetime
    approved: bool | None
    ruler: str
    ruled_at: datetime | None
    taken_back_at: datetime | None

    @property
    def waits(self) -> bool:
        """Say whether a supervisor is still to rule on it."""
        return self.approved is None and self.taken_back_at is None

    @property
    def what(self) -> str:
        """Return what is asked for, in words."""
        return "More time for the case"

    @property
    def about(self) -> str:
        """Return which day it would be due, and which one it was."""
        return f"until {day(agency_day(self.until))} instead of {day(agency_day(self.due_before))}"

    @property
    def told(self) -> str:
        """Return what came of it in one sentence, for the page that compares candidates."""
        return f"More time {self.about}: asked for by {self.asker}, given by {self.ruler}."


@dataclass(frozen=True, slots=True)
class TimeDetail:
    """One request for more time, opened."""

    line: TimeLine
    reason: str
    ruling_reason: str


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """More time that a candidate has to answer: in which case, and in a sentence who gave it until when."""

    case_reference: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TimeList:
    """What of time waits for a ruling, what was ruled lately, and what candidates got to answer.

    ``more`` says that more waits than is listed.
    """

    waiting: tuple[TimeLine, ...]
    ruled: tuple[TimeLine, ...]
    answers: tuple[AnswerTime, ...]
    more: bool


def time_list(session: Session, reader: UUID) -> TimeList:
    """Return the supervisors' list of asks for more time, in five statements; opens nothing.

    Cases of candidates whom the reader decides on are left out (Hamden D.2).
    """
    parameters = {"reader": reader}
    waiting = session.execute(_WAITING, parameters).all()
    return TimeList(
        tuple(map(_line, waiting[:MOST])),
        tuple(map(_line, session.execute(_RULED, parameters))),
        _answers(session, reader),
        more=len(waiting) > MOST,
    )


def time_facts(session: Session, actor: Actor, *, extension: str, **_: str) -> CaseFacts:
    """Return the facts of the case that a request for more time is of; raises NotFound."""
    del actor
    case_id = session.scalar(select(TimeRequest.case_id).where(TimeRequest.reference == extension))
    if case_id is None:
        raise NotFound
    return facts_of(session, case_id)


def time_detail(session: Session, case_id: UUID, reference: str) -> TimeDetail:
    """Return one request for more time of a case, opened; raises NotFound."""
    row = session.execute(_ONE, {"extension": reference}).one_or_none()
    if row is None or row.case_id != case_id:
        raise NotFound
    return _opened(session, case_id, (row,))[0]


def times_asked(session: Session, case_id: UUID) -> tuple[TimeDetail, ...]:
    """Return every ask of a case for more time, opened, the newest first; two statements at most."""
    rows = session.execute(_OF_CASE, {"case": case_id}).all()
    return _opened(session, case_id, rows) if rows else ()


def times_waiting(session: Session, case_id: UUID) -> tuple[TimeLine, ...]:
    """Return the asks of a case for more time on which nobody has ruled yet; one statement, opens nothing."""
    return tuple(map(_line, session.execute(_OF_CASE.where(_UNRULED), {"case": case_id})))


def times_given(session: Session, requisition_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """Return, by reference, which cases of a requisition got more time, in sentences; three statements."""
    told: dict[str, tuple[str, ...]] = {}
    for line in map(_line, session.execute(_GIVEN, {"requisition": requisition_id})):
        told[line.case_reference] = (*told.get(line.case_reference, ()), line.told)
    return told


def _answers(session: Session, reader: UUID) -> tuple[AnswerTime, ...]:
    page = ledger_page(session, events=LONGER, limit=LINES)
    cases = sorted({line.case_id for line in page.lines if line.case_id})
    those = session.execute(_THOSE.where(_apart), {"cases": cases, "reader": reader}).all()
    references = {row.id: row.reference for row in those}
    names = names_for(session, page, {})
    return tuple(
        AnswerTime(references[line.case_id], capital(line.sentence(names)), line.at)
        for line in page.lines
        if line.case_id is not None and line.case_id in references
    )[:SHOWN]


def _line(row: Row[*tuple[Any, ...]]) -> TimeLine:
    return TimeLine(
        id=row.id,
        reference=row.reference,
        case_id=row.case_id,
        case_reference=row.case_reference,
        requisition_title=row.requisition_title,
        asked_by=row.asked_by,
        asker=row.asker,
        asked_at=row.asked_at,
        due_before=row.due_before.astimezone(agency_zone()),
        until=row.until.astimezone(agency_zone()),
        approved=row.approved,
        ruler=row.ruler or "",
        ruled_at=row.ruled_at,
        taken_back_at=row.taken_back_at,
    )


def _opened(session: Session, case_id: UUID, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[TimeDetail, ...]:
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        TimeDetail(
            _line(row),
            sealer.open_text(TIME_REASON, row.id, row.version, row.reason),
            sealer.open_text(TIME_RULING_REASON, row.ruling_id, row.ruling_version, row.ruling_reason)
            if row.ruling_id
            else "",
        )
        for row in rows
    )
