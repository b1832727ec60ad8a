"""The supervisor's queue: what waits for review, oldest first, and what was released last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.answering.models import AnswerOutcome, AnswerRequest, AnswerTime, ConcernAnswer
from tracker.cases.apart import decides_on
from tracker.cases.models import AccessEntry, Assignment, Candidate, Case, ConflictDeclaration
from tracker.cases.openings import Thing
from tracker.cases.queries import CANDIDATE_NAME
from tracker.cases.said import SAID, STRICTER
from tracker.clock import agency_day
from tracker.policy.stages import CORRECTABLE
from tracker.policy.vocabulary import ConflictAnswer, Stage
from tracker.release.models import Release, Submission
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

MOST = 200
"""Lines of the queue, at the most."""
RECENT = 20
"""Releases shown below it: the newest."""

_other = aliased(Submission)
_newest = select(func.max(_other.number)).where(_other.case_id == Case.id).correlate(Case).scalar_subquery()
_later = aliased(Release)
_last_release = (
    select(func.max(_later.number)).where(_later.case_id == Case.id).correlate(Case).scalar_subquery()
)
_own_work = or_(
    exists().where(
        AccessEntry.case_id == Case.id,
        AccessEntry.person_id == bindparam("person"),
        AccessEntry.thing == Thing.SEARCHED.value,
    ),
    exists().where(Assignment.case_id == Case.id, Assignment.person_id == bindparam("person")),
)
_said = (
    select(SAID)
    .where(ConflictDeclaration.case_id == Case.id, ConflictDeclaration.person_id == bindparam("person"))
    .order_by(STRICTER.desc())
    .limit(1)
    .correlate(Case)
    .scalar_subquery()
)
_sits = decides_on(bindparam("person"))
_answer_due = (
    select(func.min(AnswerTime.due_at))
    .join(AnswerRequest, AnswerRequest.id == AnswerTime.request_id)
    .where(AnswerRequest.case_id == Case.id, AnswerTime.ending.is_(None))
    .correlate(Case)
    .scalar_subquery()
)
_unread_answer = exists().where(
    AnswerRequest.case_id == Case.id,
    ConcernAnswer.request_id == AnswerRequest.id,
    ~exists().where(AnswerOutcome.request_id == AnswerRequest.id),
)
_CASE = (
    Case.reference,
    Case.due_at,
    Requisition.title,
    Candidate.id.label("candidate_id"),
    Candidate.version.label("candidate_version"),
    Candidate.name.label("sealed_name"),
    _said.label("said"),
)
_WAITING = (
    select(
        *_CASE,
        Submission.number,
        Submission.submitted_at,
        Submission.opened_at,
        Person.name.label("submitter"),
        _own_work.label("own"),
        _answer_due.label("answer_due"),
        _unread_answer.label("unread_answer"),
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Submission, (Submission.case_id == Case.id) & (Submission.number == _newest))
    .join(Person, Person.id == Submission.submitted_by)
    .where(
        Case.stage.in_((Stage.REVIEW.value, Stage.RESPONSE.value)), Submission.recalled_at.is_(None), ~_sits
    )
    .order_by(Submission.submitted_at, Case.reference)
    .limit(MOST + 1)
)
_RELEASED = (
    select(*_CASE, Release.number, Release.released_at, _last_release.label("last"))
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Release, Release.case_id == Case.id)
    .where(Case.stage.in_(sorted(one.value for one in CORRECTABLE)), ~_sits)
    .order_by(Release.released_at.desc(), Case.reference, Release.number.desc())
    .limit(RECENT)
)


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """One case that waits for review, or is under it; ``own`` tells the reader's own search.

    ``asked`` tells that the reader has answered the question about ties, ``tied`` that there is, or may be,
    one. ``days`` counts the midnights since it was submitted. ``answer_due`` is until when the candidate can
    answer, None where nothing is asked; ``answer_over`` that this is past, ``answered`` that an answer came
    of which nothing is recorded yet.
    """

    reference: str
    candidate: str
    requisition: str
    submitter: str
    submitted_at: datetime
    days: int
    due_at: datetime
    times: int
    opened: bool
    own: bool
    asked: bool
    tied: bool
    answer_due: datetime | None
    answer_over: bool
    answered: bool

    @property
    def place(self) -> str:
        """Return which page is about it now: the answer, or the review."""
        return "release.answer" if self.answer_due or self.answered else "release.review"

    @property
    def state(self) -> tuple[str, str]:
        """Return where it stands, as a tag."""
        if self.own or self.tied:
            return "For someone else", "none"
        if self.answer_due is not None:
            return ("No answer by the deadline" if self.answer_over else "Waiting for the answer"), "waiting"
        if self.answered:
            return "Answer came in", "info"
        if self.opened:
            return "In review", "info"
        return ("Submitted again", "waiting") if self.times > 1 else ("Waiting", "waiting")


@dataclass(frozen=True, slots=True)
class ReleasedCase:
    """One release, newest first; ``superseded`` where a correction took its place."""

    reference: str
    candidate: str
    requisition: str
    released_at: datetime
    number: int
    superseded: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and what was released last."""

    waiting: tuple[WaitingCase, ...]
    released: tuple[ReleasedCase, ...]
    more: bool

    @property
    def next(self) -> WaitingCase | None:
        """Return the oldest case that the reader may open, None when there is none."""
        return next((one for one in self.waiting if not (one.own or one.tied or one.opened)), None)


def queue_of(session: Session, person_id: UUID, now: datetime) -> Queue:
    """Return the queue of a supervisor, in a fixed number of statements; boards one sits on are left out."""
    waiting = session.execute(_WAITING, {"person": person_id}).all()
    released = session.execute(_RELEASED, {"person": person_id}).all()
    names = _names(session, (*waiting, *released))
    return Queue(
        waiting=tuple(
            WaitingCase(
                reference=row.reference,
                candidate=names[row.candidate_id],
                requisition=row.title,
                submitter=row.submitter,
                submitted_at=row.submitted_at,
                days=(agency_day(now) - agency_day(row.submitted_at)).days,
                due_at=row.due_at,
                times=row.number,
                opened=row.opened_at is not None,
                own=row.own,
                asked=row.said is not None,
                tied=row.said not in (None, ConflictAnswer.NONE.value),
                answer_due=row.answer_due,
                answer_over=row.answer_due is not None and row.answer_due <= now,
                answered=row.unread_answer,
            )
            for row in waiting[:MOST]
        ),
        released=tuple(
            ReleasedCase(
                reference=row.reference,
                candidate=names[row.candidate_id],
                requisition=row.title,
                released_at=row.released_at,
                number=row.number,
                superseded=row.number < row.last,
                asked=row.said is not None,
            )
            for row in released
        ),
        more=len(waiting) > MOST,
    )


def _names(session: Session, rows: Sequence[Any]) -> dict[UUID, str]:
    sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.candidate_id for row in rows})
    return {
        row.candidate_id: sealers[row.candidate_id].open_text(
            CANDIDATE_NAME, row.candidate_id, row.candidate_version, row.sealed_name
        )
        for row in rows
    }
