"""How an investigator asks for more time for a case, and how somebody without a part in it rules on that."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import cast
from uuid import uuid4

from sqlalchemy import bindparam, select

from tracker.cases.holding import held
from tracker.cases.models import Case
from tracker.cases.service import give_time
from tracker.clock import agency_day, agency_zone
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.more_time import (
    TimeFacts,
    TimeRulingFacts,
    missing_to_ask_time,
    missing_to_rule_on_time,
    missing_to_take_back_time,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.refusals import missing_answer_on_ties
from tracker.protocol.models_time import TimeRequest, TimeRuling, TimeTakenBack
from tracker.protocol.slots import TIME_REASON, TIME_RULING_REASON
from tracker.references import plain
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

LAST_MINUTE = time(23, 59)
"""When a day ends by which a case is due."""
_DUE = select(Case.due_at).where(Case.id == bindparam("case"))
_WAITS = (
    select(TimeRequest.id)
    .outerjoin(TimeRuling, TimeRuling.request_id == TimeRequest.id)
    .outerjoin(TimeTakenBack, TimeTakenBack.request_id == TimeRequest.id)
    .where(TimeRequest.case_id == bindparam("case"), TimeRuling.id.is_(None), TimeTakenBack.id.is_(None))
)
_ASKED = select(TimeRequest).where(
    TimeRequest.reference == bindparam("extension"), TimeRequest.case_id == bindparam("case")
)
_RULED = select(TimeRuling.id).where(TimeRuling.request_id == bindparam("request"))
_BACK = select(TimeTakenBack.id).where(TimeTakenBack.request_id == bindparam("request"))


def ask_more_time(work: UnitOfWork, case: CaseFacts, *, until: date, reason: str) -> TimeRequest:
    """Ask that a case be due later; it shows beside the other candidates where it is approved."""
    case = held(work, case)
    permit(work.actor, Permission.ASK_REQUEST, case)
    due_at = work.session.scalars(_DUE, {"case": case.case_id}).one()
    facts = TimeFacts(
        stage=case.stage,
        due=agency_day(due_at),
        until=until,
        today=agency_day(work.now()),
        days=cast(Settings, work.session.info["settings"]).case_days,
        reason=reason,
        waiting=work.session.scalars(_WAITS, {"case": case.case_id}).first() is not None,
        correcting=case.under_correction,
    )
    require(missing_to_ask_time(facts))
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    row = work.add(
        TimeRequest(
            id=row_id,
            reference=work.reference(TimeRequest.reference, lambda: plain("U")),
            case_id=case.case_id,
            due_before=due_at,
            until=datetime.combine(until, LAST_MINUTE, agency_zone()),
            reason=sealer.seal(TIME_REASON, row_id, 1, reason),
            asked_by=work.actor.person_id,
            asked_at=work.now(),
        )
    )
    record(
        work,
        Event.MORE_TIME_ASKED,
        about=("more-time", row.reference),
        case_id=case.case_id,
        ends=agency_day(row.until),
    )
    work.session.flush()
    return row


def take_back_time(work: UnitOfWork, case: CaseFacts, *, extension: str) -> TimeTakenBack:
    """Take one's own ask for more time back, as long as nobody ruled on it; the ask stays."""
    case = held(work, case)
    permit(work.actor, Permission.ASK_REQUEST, case)
    row = _asked(work, case, extension)
    ruled, taken_back = (work.session.scalar(one, {"request": row.id}) is not None for one in (_RULED, _BACK))
    person = work.actor.person_id
    require(missing_to_take_back_time(row.asked_by, person, ruled=ruled, taken_back=taken_back))
    record(
        work,
        Event.MORE_TIME_TAKEN_BACK,
        about=("more-time", row.reference),
        case_id=case.case_id,
        ends=agency_day(row.until),
    )
    back = TimeTakenBack(
        request_id=row.id, asked_by=row.asked_by, taken_back_by=person, taken_back_at=work.now()
    )
    work.add(back)
    work.session.flush()
    return back


def _asked(work: UnitOfWork, case: CaseFacts, extension: str) -> TimeRequest:
    row = work.session.scalars(_ASKED, {"extension": extension, "case": case.case_id}).one_or_none()
    if row is None:
        raise NotFound
    return row


def rule_more_time(
    work: UnitOfWork, case: CaseFacts, *, extension: str, approve: bool, reason: str
) -> TimeRuling:
    """Give more time, or do not, with a reason; a yes makes the case due later at once.

    Raises Overtaken when somebody ruled on it meanwhile.
    """
    case = held(work, case)
    permit(work.actor, Permission.DECIDE_REQUEST, case)
    require(missing_answer_on_ties(work.actor, case))
    row = _asked(work, case, extension)
    if work.session.scalar(_RULED, {"request": row.id}):
        raise Overtaken
    due_at = work.session.scalars(_DUE, {"case": case.case_id}).one()
    facts = TimeRulingFacts(
        ruler=work.actor.person_id,
        asked_by=row.asked_by,
        searchers=case.searchers,
        assigned=case.assigned,
        approve=approve,
        reason=reason,
        stage=case.stage,
        due=agency_day(due_at),
        until=agency_day(row.until),
        today=agency_day(work.now()),
        correcting=case.under_correction,
        taken_back=work.session.scalar(_BACK, {"request": row.id}) is not None,
    )
    require(missing_to_rule_on_time(facts))
    return _ruled(work, case, row, due_at, approve=approve, reason=reason)


def _ruled(
    work: UnitOfWork, case: CaseFacts, row: TimeRequest, due_at: datetime, *, approve: bool, reason: str
) -> TimeRuling:
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    ruling = work.add(
        TimeRuling(
            id=row_id,
            request_id=row.id,
            asked_by=row.asked_by,
            approved=approve,
            reason=sealer.seal(TIME_RULING_REASON, row_id, 1, reason),
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )
    about = ("more-time", row.reference)
    if approve:
        record(
            work,
            Event.MORE_TIME_GIVEN,
            about=about,
            case_id=case.case_id,
            ends=agency_day(row.until),
            ended=agency_day(due_at),
        )
        work.session.flush()  # the database lets a case be due later only where this stands
        give_time(work, case, until=row.until)
    else:
        record(work, Event.MORE_TIME_REFUSED, about=about, case_id=case.case_id, ends=agency_day(row.until))
    work.session.flush()
    return ruling
