"""What the questions to a candidate say of findings, as the ten checks judge them: asked when, ended how."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.answering.models import AnswerRequest, AnswerTime
from tracker.clock import agency_day
from tracker.findings.models import FindingVersion
from tracker.policy.casework import AskedFacts

_newest = aliased(AnswerRequest)
_written, _number = (
    select(func.max(column))
    .where(FindingVersion.finding_id == AnswerRequest.finding_id)
    .correlate(AnswerRequest)
    .scalar_subquery()
    for column in (FindingVersion.written_at, FindingVersion.number)
)
_OF_THESE_WORDS = or_(
    AnswerRequest.about_version == _number,
    and_(AnswerRequest.about_version.is_(None), AnswerRequest.asked_at > _written),
)
"""Whether a question was about the newest wording; only where that was not kept is it told by the clock."""
_ASKED = (
    select(
        AnswerRequest.finding_id,
        AnswerRequest.reference,
        AnswerRequest.asked_at,
        AnswerTime.ending,
        AnswerTime.ended_at,
    )
    .join(AnswerTime, AnswerTime.request_id == AnswerRequest.id)
    .where(
        AnswerRequest.case_id == bindparam("case"),
        _OF_THESE_WORDS,
        AnswerRequest.number
        == select(func.max(_newest.number))
        .where(_newest.finding_id == AnswerRequest.finding_id)
        .correlate(AnswerRequest)
        .scalar_subquery(),
    )
)


def asked_of(session: Session, case_id: UUID) -> Mapping[UUID, AskedFacts]:
    """Return the newest question about each finding whose newest version it was about; one statement."""
    return {
        row.finding_id: AskedFacts(
            reference=row.reference,
            asked_on=agency_day(row.asked_at),
            ending=row.ending or "",
            ended_on=agency_day(row.ended_at) if row.ended_at else None,
        )
        for row in session.execute(_ASKED, {"case": case_id})
    }
