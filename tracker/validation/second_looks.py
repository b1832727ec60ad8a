"""What is read of second looks: how the second reader sees the searcher's checks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.findings.models import Finding, FindingVersion
from tracker.validation.check_answers import GivenAnswer, opened_answers
from tracker.validation.models import SecondLook
from tracker.validation.slots import LOOK_GROUND

_LOOKS = (
    select(
        *SecondLook.__table__.columns,
        SecondLook.looked_by.label("answered_by"),
        SecondLook.looked_at.label("answered_at"),
        FindingVersion.finding_id,
        Person.name,
    )
    .join(FindingVersion, FindingVersion.id == SecondLook.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .join(Person, Person.id == SecondLook.looked_by)
    .where(Finding.case_id == bindparam("case"))
    .order_by(SecondLook.turn, SecondLook.number)
)


def looks_of(session: Session, case_id: UUID) -> tuple[GivenAnswer, ...]:
    """Return every second look taken in a case, opened, the oldest first; at most two statements."""
    return opened_answers(session, case_id, session.execute(_LOOKS, {"case": case_id}).all(), LOOK_GROUND)
