"""Until when the file of a case is kept for sure, once its application is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.cases.correcting import SEEN_STAGE
from tracker.cases.models import Case
from tracker.clock import agency_day
from tracker.editions.shelf import editions
from tracker.ledger.entries import Entry
from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of
from tracker.policy.retention import ending_of, kept_until
from tracker.policy.stages import is_over
from tracker.policy.vocabulary import Outcome, Stage
from tracker.policy.way_back import WayIn, way_in
from tracker.requisitions.models import Requisition

_CASE: Select[Any] = (
    select(
        SEEN_STAGE.label("stage"),
        Case.withdrawn_at,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(Case.id == bindparam("case"))
)


def file_kept_until(session: Session, case_id: UUID) -> date | None:
    """Return the day until which a file is kept at least; None while the application goes on.

    The time is counted from the withdrawal, or else from the newest decision; without either it has not
    begun. It is what the schedule says for how the application ended. A later record or a hold can keep it
    longer: see the calendar in :mod:`tracker.records`. It takes two statements at most.
    """
    row = session.execute(_CASE, {"case": case_id}).one()
    if not is_over(Stage(row.stage)):
        return None
    withdrawn = row.withdrawn_at is not None
    decided = None if withdrawn else _newest_decision(session, case_id)
    since = row.withdrawn_at or (decided.at if decided else None)
    if since is None:
        return None
    went_on = decided is not None and decided.params.get("decision") == Outcome.CONTINUE
    schedule = editions().profile(row.profile, row.profile_version, row.profile_digest).retention
    return kept_until(agency_day(since), schedule.years(ending_of(withdrawn=withdrawn, went_on=went_on)))


def way_into(session: Session, case_id: UUID, stage: Stage, now: datetime) -> WayIn:
    """Return what the candidate of a case comes in for now; ``stage`` as everybody else sees it."""
    kept = file_kept_until(session, case_id) if is_over(stage) else None
    return way_in(stage, kept_until=kept, today=agency_day(now))


def _newest_decision(session: Session, case_id: UUID) -> Entry | None:
    return max(
        entries_of(session, (case_id,), (Event.DECISION_RECORDED.name,)),
        key=lambda entry: entry.idx,
        default=None,
    )
