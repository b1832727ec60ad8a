"""The two dates of a case: by when the candidate files the affidavit, and by when the unit is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from sqlalchemy.orm import Session

from tracker.clock import agency_day, agency_zone
from tracker.policy.affidavit_window import WAITING
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings


def affidavit_due(session: Session, opened_at: datetime) -> date:
    """Return the last day for the affidavit of a case; it ends at midnight by the agency's clock."""
    days = cast(Settings, session.info["settings"]).affidavit_days
    return agency_day(opened_at) + timedelta(days=days)


def due_next(session: Session, stage: Stage, opened_at: datetime, due_at: datetime) -> date | None:
    """Return by when something is awaited: the affidavit, then the review; None once both are done."""
    if stage in WAITING:
        return affidavit_due(session, opened_at)
    return None if stage in FINISHED else agency_day(due_at)


def days_over(due: date | None, now: datetime) -> int:
    """Return how many days ago something was due, 0 while it is not overdue."""
    return max(0, (agency_day(now) - due).days) if due else 0


SOON_DAYS = 7
"""How many days ahead something is due soon."""


def days_left(due_at: datetime, now: datetime) -> int:
    """Return in how many days of the agency something is due, negative once it is overdue."""
    return (agency_day(due_at) - agency_day(now)).days


def is_soon(days: int) -> bool:
    """Say whether something with so many days left is due within a week; what is overdue is not."""
    return 0 <= days <= SOON_DAYS


def midnights(first: date, days: int) -> tuple[datetime, datetime]:
    """Return the moments at which a day of the agency begins, and at which the day so many later ends."""
    began, over = (
        datetime.combine(first + timedelta(days=more), time(), agency_zone()).astimezone(UTC)
        for more in (0, days + 1)
    )
    return began, over
