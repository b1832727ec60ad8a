"""The sessions that were held, as the rules of the search log need them; opens nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.queries import account_word
from tracker.clock import agency_zone
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.together import MeetingFacts
from tracker.policy.together_answers import CONFIRM_WITHIN, Confirmation
from tracker.policy.vocabulary import AccessMode
from tracker.together.models import TogetherAnswer, TogetherConfirmation, TogetherRecord, TogetherSession
from tracker.together.queries import ACCOUNTS

_TOLD_BY = (
    select(TogetherAnswer.told_by)
    .where(TogetherAnswer.session_id == TogetherSession.id)
    .order_by(TogetherAnswer.number.desc())
    .limit(1)
    .scalar_subquery()
)
"""Who recorded the newest answer for the candidate, empty where the candidate gave it."""
_HELD = (
    select(
        _TOLD_BY.label("told_by"),
        TogetherSession.reference,
        TogetherRecord.id,
        TogetherRecord.mode,
        TogetherRecord.number,
        TogetherRecord.recorded_by,
        TogetherRecord.started_at,
        TogetherRecord.ended_at,
        TogetherRecord.recorded_at,
        TogetherConfirmation.answer,
    )
    .join(TogetherRecord, TogetherRecord.session_id == TogetherSession.id)
    .outerjoin(TogetherConfirmation, TogetherConfirmation.record_id == TogetherRecord.id)
    .where(TogetherSession.case_id == bindparam("case"))
    .order_by(TogetherSession.reference, TogetherRecord.number)
)


def meetings_of(session: Session, case: CaseFacts) -> tuple[MeetingFacts, ...]:
    """Return the sessions that were held, each by its newest record, in two statements; opens nothing."""
    values = {"case": case.case_id}
    accounts: dict[UUID, frozenset[str]] = {}
    for record_id, number in session.execute(ACCOUNTS, values):
        accounts[record_id] = accounts.get(record_id, frozenset()) | {account_word(number)}
    newest = {row.reference: row for row in session.execute(_HELD, values)}
    return tuple(
        MeetingFacts(
            reference=row.reference,
            mode=AccessMode(row.mode),
            investigator_id=row.recorded_by,
            started_at=row.started_at,
            ended_at=row.ended_at,
            accounts=accounts.get(row.id, frozenset()),
            disputed=row.answer == Confirmation.DIFFERENT,
            waits_until=_waits_until(row.recorded_at) if row.told_by and not row.answer else None,
        )
        for row in newest.values()
    )


def _waits_until(recorded_at: datetime) -> datetime:
    return (recorded_at + CONFIRM_WITHIN).astimezone(agency_zone())


def session_id_of(session: Session, reference: str) -> UUID:
    """Return the id by which a later room refers to a session; raises NotFound."""
    found = session.scalar(select(TogetherSession.id).where(TogetherSession.reference == reference))
    if found is None:
        raise NotFound
    return found
