"""What is read of second looks: how the second reader sees the searcher's checks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer
from tracker.validation.check_answers import GivenAnswer
from tracker.validation.models import SecondLook
from tracker.validation.slots import LOOK_GROUND
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_LOOKS = (
    select(*SecondLook.__table__.columns, FindingVersion.finding_id, Person.name)
    .join(FindingVersion, FindingVersion.id == SecondLook.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .join(Person, Person.id == SecondLook.looked_by)
    .where(Finding.case_id == bindparam("case"))
    .order_by(SecondLook.turn, SecondLook.number)
)


def looks_of(session: Session, case_id: UUID) -> tuple[GivenAnswer, ...]:
    """Return every second look taken in a case, opened, the oldest first; at most two statements."""
    rows = session.execute(_LOOKS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        GivenAnswer(
            finding_id=row.finding_id,
            version_id=row.finding_version_id,
            check=Check(row.number),
            turn=row.turn,
            answer=Answer(row.answer),
            ground=sealer.open_text(LOOK_GROUND, row.id, row.version, row.ground),
            answered_by=row.looked_by,
            name=row.name,
            answered_at=row.looked_at,
        )
        for row in rows
    )
