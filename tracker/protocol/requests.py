"""What was asked for beyond or instead of the protocol, and what was ruled on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.apart import decides_on
from tracker.cases.models import Case
from tracker.cases.queries import facts_of
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import UNREAD
from tracker.policy.vocabulary import Method, StepStatus
from tracker.policy.words import STEPS
from tracker.protocol.models import Request, RequestKind, RequestRuling, SearchEntry, SearchVoid
from tracker.protocol.slots import ASKED_QUERY, ASKED_REASON, RULING_REASON
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

MOST = 200
"""Requests on one page of the list, at the most."""

_ruler = aliased(Person)
_used_by = (
    select(SearchEntry.reference)
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .where(SearchEntry.request_id == Request.id, SearchVoid.id.is_(None))
    .limit(1)
    .scalar_subquery()
)
_REQUESTS = (
    select(
        *Request.__table__.columns,
        Case.reference.label("case_reference"),
        Case.requisition_id,
        Requisition.title.label("requisition_title"),
        Person.name.label("asker"),
        RequestRuling.id.label("ruling_id"),
        RequestRuling.version.label("ruling_version"),
        RequestRuling.approved,
        RequestRuling.reason.label("ruling_reason"),
        RequestRuling.ruled_by,
        RequestRuling.ruled_at,
        _ruler.name.label("ruler"),
        _used_by.label("used_by"),
    )
    .join(Case, Case.id == Request.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Person, Person.id == Request.asked_by)
    .outerjoin(RequestRuling, RequestRuling.request_id == Request.id)
    .outerjoin(_ruler, _ruler.id == RequestRuling.ruled_by)
)
_OF_STEP = _REQUESTS.where(Request.case_id == bindparam("case"), Request.step == bindparam("step")).order_by(
    Request.asked_at.desc(), Request.id
)
_OF_CASE = _REQUESTS.where(Request.case_id == bindparam("case")).order_by(Request.asked_at, Request.id)
_ONE = _REQUESTS.where(Request.reference == bindparam("request"))
_sits = decides_on(bindparam("reader"))
_WAITING = (
    _REQUESTS.where(RequestRuling.id.is_(None), ~_sits, Case.stage.not_in([one.value for one in UNREAD]))
    .order_by(Request.asked_at, Request.id)
    .limit(MOST + 1)
)
_RULED = (
    _REQUESTS.where(RequestRuling.id.is_not(None), ~_sits)
    .order_by(RequestRuling.ruled_at.desc(), Request.id)
    .limit(bindparam("most"))
)
_OPEN_EXCUSES = (
    select(Request.case_id, Request.step)
    .outerjoin(RequestRuling, RequestRuling.request_id == Request.id)
    .where(
        RequestRuling.id.is_(None),
        Request.kind != RequestKind.EXTRA_SEARCH.value,
        Request.case_id.in_(bindparam("cases", expanding=True)),
    )
    .distinct()
)
_CASE_OF = select(Request.case_id).where(Request.reference == bindparam("request"))


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request as the list shows it: nothing sealed."""

    id: UUID
    reference: str
    case_id: UUID
    case_reference: str
    requisition_id: UUID
    requisition_title: str
    kind: RequestKind
    step: str
    excuse_code: str
    asked_by: UUID
    asker: str
    asked_at: datetime
    approved: bool | None
    ruled_by: UUID | None
    ruler: str
    ruled_at: datetime | None
    used_by: str

    @property
    def what(self) -> str:
        """Return what is asked for, in words."""
        if self.kind is RequestKind.EXTRA_SEARCH:
            return "Extra search"
        return f"Excuse: {STEPS[StepStatus(self.kind)].lower()}"

    @property
    def usable(self) -> bool:
        """Say whether this is an approved extra search that is not logged yet."""
        return self.kind is RequestKind.EXTRA_SEARCH and self.approved is True and not self.used_by


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """One request, opened: what would be searched for, why, and the reason of the ruling."""

    line: RequestLine
    reason: str
    query: str
    place: str
    method: Method | None
    ruling_reason: str


@dataclass(frozen=True, slots=True)
class RequestList:
    """What waits for a ruling, oldest first, and what was ruled lately; ``more`` says that more waits."""

    waiting: tuple[RequestLine, ...]
    ruled: tuple[RequestLine, ...]
    more: bool


def request_facts(session: Session, actor: Actor, *, request: str, **_: str) -> CaseFacts:
    """Return the facts of the case that a request is of; raises NotFound."""
    del actor
    case_id = session.scalar(_CASE_OF, {"request": request})
    if case_id is None:
        raise NotFound
    return facts_of(session, case_id)


def request_list(session: Session, reader: UUID, *, ruled: int = 20) -> RequestList:
    """Return the supervisors' list of requests, in two statements; opens nothing.

    Those of boards on which the reader sits, or sat, are left out (Hamden D.2).
    """
    waiting = session.execute(_WAITING, {"reader": reader}).all()
    latest = session.execute(_RULED, {"most": ruled, "reader": reader}).all()
    return RequestList(
        tuple(_line(row) for row in waiting[:MOST]),
        tuple(_line(row) for row in latest),
        more=len(waiting) > MOST,
    )


def request_detail(session: Session, case_id: UUID, reference: str) -> RequestDetail:
    """Return one request of a case, opened, in two statements; raises NotFound."""
    row = session.execute(_ONE, {"request": reference}).one_or_none()
    if row is None or row.case_id != case_id:
        raise NotFound
    return _open(vault_of(session).domain(session, Domain.CASE, case_id), row)


def requests_of_step(session: Session, case_id: UUID, step: str) -> tuple[RequestDetail, ...]:
    """Return what was asked for one step of a case, newest first, opened, in two statements at most."""
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(_OF_STEP, {"case": case_id, "step": step}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_open(sealer, row) for row in rows)


def requests_open(session: Session, case_id: UUID) -> tuple[RequestLine, ...]:
    """Return what of a case waits for a ruling, and which approved searches are to be made; opens nothing."""
    lines = map(_line, session.execute(_OF_CASE, {"case": case_id}))
    return tuple(line for line in lines if line.approved is None or line.usable)


def excuses_waiting(session: Session, cases: Iterable[UUID]) -> frozenset[tuple[UUID, str]]:
    """Return the steps, by case and code, on whose excuse somebody is still to rule, in one statement."""
    wanted = sorted(set(cases))
    if not wanted:
        return frozenset()
    return frozenset((row.case_id, row.step) for row in session.execute(_OPEN_EXCUSES, {"cases": wanted}))


def _line(row: Row[*tuple[Any, ...]]) -> RequestLine:
    return RequestLine(
        id=row.id,
        reference=row.reference,
        case_id=row.case_id,
        case_reference=row.case_reference,
        requisition_id=row.requisition_id,
        requisition_title=row.requisition_title,
        kind=RequestKind(row.kind),
        step=row.step,
        excuse_code=row.excuse_code or "",
        asked_by=row.asked_by,
        asker=row.asker,
        asked_at=row.asked_at,
        approved=row.approved,
        ruled_by=row.ruled_by,
        ruler=row.ruler or "",
        ruled_at=row.ruled_at,
        used_by=row.used_by or "",
    )


def _open(sealer: Sealer, row: Row[*tuple[Any, ...]]) -> RequestDetail:
    query = sealer.open_text(ASKED_QUERY, row.id, row.version, row.query) if row.query else ""
    ruled = row.ruling_id is not None
    return RequestDetail(
        line=_line(row),
        reason=sealer.open_text(ASKED_REASON, row.id, row.version, row.reason),
        query=query,
        place=row.place or "",
        method=Method(row.method) if row.method else None,
        ruling_reason=(
            sealer.open_text(RULING_REASON, row.ruling_id, row.ruling_version, row.ruling_reason)
            if ruled
            else ""
        ),
    )
