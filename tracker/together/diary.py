"""Whom an investigator calls and meets: promised calls and sessions in all their cases, and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.affidavits.calls import Call, calls_due
from tracker.cases.lists import candidate_names
from tracker.cases.models import Assignment, Candidate, Case, ConflictDeclaration
from tracker.policy.calls import is_calling
from tracker.policy.together_answers import CONFIRM_WITHIN, Confirmation, TimeAnswer
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.together.models import TogetherAnswer, TogetherConfirmation, TogetherRecord, TogetherSession

MOST = 200
"""Sessions that are shown, at the most: those offered last."""
_CASE = (
    Case.id,
    Case.reference,
    Case.stage,
    Candidate.id.label("candidate_id"),
    Candidate.version.label("candidate_version"),
    Candidate.name.label("sealed_name"),
)
_OWN = (Assignment.case_id == Case.id) & (Assignment.person_id == bindparam("person"))
_screened = (
    select(ConflictDeclaration.id)
    .where(ConflictDeclaration.case_id == Case.id, ConflictDeclaration.person_id == bindparam("person"))
    .exists()
)
_SEARCHED = (
    select(*_CASE)
    .join(Assignment, _OWN & Assignment.ended_at.is_(None))
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(
        Case.stage.in_(sorted(one.value for one in Stage if is_calling(one))),
        Case.corrected_from.is_(None),
        _screened,
    )
)
_other_answer, _other_record = aliased(TogetherAnswer), aliased(TogetherRecord)
_last_answer = (
    select(func.max(_other_answer.number))
    .where(_other_answer.session_id == TogetherSession.id)
    .correlate(TogetherSession)
    .scalar_subquery()
)
_last_record = (
    select(func.max(_other_record.number))
    .where(_other_record.session_id == TogetherSession.id)
    .correlate(TogetherSession)
    .scalar_subquery()
)
_SESSIONS = (
    select(
        *_CASE,
        TogetherSession.reference.label("session"),
        TogetherSession.mode,
        TogetherSession.offered_at,
        TogetherAnswer.answer,
        TogetherAnswer.chosen_at,
        TogetherRecord.started_at,
        TogetherRecord.recorded_at,
        TogetherConfirmation.answer.label("confirmed"),
    )
    .join(Case, Case.id == TogetherSession.case_id)
    .join(Assignment, _OWN & Assignment.ended_at.is_(None))
    .join(Candidate, Candidate.id == Case.candidate_id)
    .outerjoin(
        TogetherAnswer,
        (TogetherAnswer.session_id == TogetherSession.id) & (TogetherAnswer.number == _last_answer),
    )
    .outerjoin(
        TogetherRecord,
        (TogetherRecord.session_id == TogetherSession.id) & (TogetherRecord.number == _last_record),
    )
    .outerjoin(TogetherConfirmation, TogetherConfirmation.record_id == TogetherRecord.id)
    .where(
        TogetherSession.investigator_id == bindparam("person"),
        _screened,
        or_(
            TogetherRecord.id.is_not(None),
            Case.stage.in_(sorted(one.value for one in Stage if is_calling(one)))
            & Case.corrected_from.is_(None),
        ),
    )
    .order_by(TogetherSession.offered_at.desc(), TogetherSession.reference)
    .limit(MOST)
)


class Turn(Enum):
    """Whose turn it is about a session."""

    OWN = "To do"
    """The investigator's: to offer, to meet, to record, or to read what was different."""
    CANDIDATE = "Waiting for the candidate"
    """The candidate's: to choose a time, or to confirm the record."""
    NOBODY = "Over"
    """Nobody's: it was confirmed, or is not wanted, or nothing was said to it in time."""


@dataclass(frozen=True, slots=True)
class DiaryCall:
    """A call that the candidate was promised, and nobody has made yet."""

    case: str
    candidate: str
    mode: AccessMode
    since: datetime


@dataclass(frozen=True, slots=True)
class DiarySession:
    """One session of one case; ``at`` is when it is held, None before a time is agreed on."""

    case: str
    candidate: str
    reference: str
    mode: AccessMode
    at: datetime | None
    offered_at: datetime
    turn: Turn
    words: str


@dataclass(frozen=True, slots=True)
class Diary:
    """Calls, the longest promised first, and sessions: those ahead by their time, those over newest first."""

    calls: tuple[DiaryCall, ...]
    sessions: tuple[DiarySession, ...]

    def of(self, turn: Turn) -> tuple[DiarySession, ...]:
        """Return the sessions in which it is somebody's turn."""
        return tuple(one for one in self.sessions if one.turn is turn)


def diary_of(session: Session, person_id: UUID, now: datetime) -> Diary:
    """Return whom an investigator calls and meets, in a fixed number of statements."""
    cases = session.execute(_SEARCHED, {"person": person_id}).all()
    sessions = session.execute(_SESSIONS, {"person": person_id}).all()
    calls = calls_due(session, [row.id for row in cases], now)
    names = candidate_names(session, (*(row for row in cases if row.id in calls), *sessions))
    told = [_line(row, names[row.candidate_id], now) for row in sessions]
    ahead = sorted(
        (one for one in told if one.turn is not Turn.NOBODY), key=lambda one: one.at or one.offered_at
    )
    return Diary(
        tuple(sorted(_calls(cases, calls, names), key=lambda one: (one.since, one.case))),
        (*ahead, *(one for one in told if one.turn is Turn.NOBODY)),
    )


def _calls(
    cases: Iterable[Any], calls: Mapping[UUID, tuple[Call, ...]], names: Mapping[UUID, str]
) -> Iterator[DiaryCall]:
    for row in cases:
        for mode in dict.fromkeys(call.mode for call in calls.get(row.id, ())):
            since = min(call.since for call in calls[row.id] if call.mode is mode)
            yield DiaryCall(row.reference, names[row.candidate_id], mode, since)


def _line(row: Any, candidate: str, now: datetime) -> DiarySession:
    turn, words = _turn(row, now)
    return DiarySession(
        case=row.reference,
        candidate=candidate,
        reference=row.session,
        mode=AccessMode(row.mode),
        at=row.started_at or row.chosen_at,
        offered_at=row.offered_at,
        turn=turn,
        words=words,
    )


_ANSWERED: Mapping[str | None, tuple[Turn, str]] = {
    None: (Turn.CANDIDATE, "The candidate chooses a time"),
    TimeAnswer.ANOTHER_TIME.value: (Turn.OWN, "Offer other times"),
    TimeAnswer.NOT_ANY_MORE.value: (Turn.NOBODY, "The candidate wants no meeting"),
}
_CONFIRMED: Mapping[str, tuple[Turn, str]] = {
    Confirmation.CONFIRMED.value: (Turn.NOBODY, "The candidate confirmed the record"),
    Confirmation.DIFFERENT.value: (Turn.OWN, "Read what the candidate says was different"),
}


def _turn(row: Any, now: datetime) -> tuple[Turn, str]:
    if row.confirmed is not None:
        return _CONFIRMED[row.confirmed]
    if row.recorded_at is not None:
        if row.recorded_at + CONFIRM_WITHIN > now:
            return Turn.CANDIDATE, "The candidate can confirm the record"
        return Turn.NOBODY, "Recorded; the candidate said nothing to it"
    if row.answer == TimeAnswer.AGREED.value:
        return Turn.OWN, "Record the meeting" if row.chosen_at <= now else "Meet the candidate"
    return _ANSWERED[row.answer]
