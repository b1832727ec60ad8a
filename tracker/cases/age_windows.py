"""The month in which a candidate turns 18: shown to nobody, and asked only whether a post may be used.

It is sealed under the case's key, so that it goes when the case does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.cases.holding import as_it_stands
from tracker.cases.models import AgeWindow
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.posting import Month, missing_in_month, month_in
from tracker.policy.stages import is_over
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

MONTH = Slot("age_windows", "month")
_NEWEST = (
    select(AgeWindow.id, AgeWindow.version, AgeWindow.month)
    .where(AgeWindow.case_id == bindparam("case"))
    .order_by(AgeWindow.turn.desc())
    .limit(1)
)
_STATE = (
    select(AgeWindow.turn, AgeWindow.set_at, Person.name)
    .join(Person, Person.id == AgeWindow.set_by)
    .where(AgeWindow.case_id == bindparam("case"))
    .order_by(AgeWindow.turn.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class AgeWindowState:
    """What anybody is shown of it: that a month is on record, who put it there, and when."""

    turn: int
    name: str
    set_at: datetime


def age_window_state(session: Session, case_id: UUID) -> AgeWindowState | None:
    """Return what is shown of a case's month, with nothing opened; None where there is none."""
    row = session.execute(_STATE, {"case": case_id}).one_or_none()
    return AgeWindowState(row.turn, row.name, row.set_at) if row else None


def age_window(session: Session, case_id: UUID) -> Month | None:
    """Return the month, to judge when a finding was posted and nothing else; None where none is kept."""
    row = session.execute(_NEWEST, {"case": case_id}).one_or_none()
    if row is None:
        return None
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return month_in(sealer.open_text(MONTH, row.id, row.version, row.month))


def set_age_window(work: UnitOfWork, case: CaseFacts, *, month: str, seen: str) -> AgeWindow:
    """Keep the month of the candidate's 18th birthday, such as ``2019-06``.

    A further one counts in place of the one before, which stays. ``seen`` is how many the page knew of;
    raises Overtaken where somebody kept another meanwhile (R-34).
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.SET_AGE_WINDOW, case)
    require(missing_in_month(month, agency_day(work.now()), over=is_over(case.seen_as)))
    turns = select(func.max(AgeWindow.turn)).where(AgeWindow.case_id == case.case_id)
    before = work.session.scalar(turns) or 0
    if str(before) != seen:
        raise Overtaken
    row_id, kept = uuid4(), str(month_in(month))
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(work, Event.AGE_WINDOW_SET, about=("case", case.reference), case_id=case.case_id, turn=before + 1)
    return work.add(
        AgeWindow(
            id=row_id,
            case_id=case.case_id,
            turn=before + 1,
            month=sealer.seal(MONTH, row_id, 1, kept),
            set_by=work.actor.person_id,
            set_at=work.now(),
        )
    )
