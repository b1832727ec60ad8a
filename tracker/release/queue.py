"""The supervisor's queue: what waits for review, oldest first, and what was released last."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.board.models import PacketMeeting
from tracker.board.scheduling import reading_of
from tracker.cases.apart import decides_on
from tracker.cases.lists import candidate_names
from tracker.cases.models import AccessEntry, Assignment, Candidate, Case, ConflictDeclaration
from tracker.cases.openings import Thing
from tracker.cases.said import SAID, STRICTER
from tracker.clock import agency_day, since_midnight
from tracker.policy.meetings import Reading
from tracker.policy.stages import CORRECTABLE
from tracker.policy.vocabulary import ConflictAnswer, Stage
from tracker.policy.wording import day
from tracker.release.models import FirstRelease, Release, Submission
from tracker.release.queue_answers import ANSWER_DUE, MORE_TIME, UNREAD_ANSWER
from tracker.release.queue_rows import ReleasedCase, WaitingCase
from tracker.release.since import changes_since
from tracker.requisitions.meetings import Meeting, meetings_of_boards
from tracker.requisitions.models import BoardMeeting, Requisition

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
_own_first = (
    select(FirstRelease.released_by == bindparam("person"))
    .where(FirstRelease.submission_id == Submission.id)
    .order_by(FirstRelease.turn.desc())
    .limit(1)
    .correlate(Submission)
    .scalar_subquery()
)
_meets_at = (
    select(func.min(BoardMeeting.held_at))
    .where(
        BoardMeeting.requisition_id == Case.requisition_id,
        BoardMeeting.called_off_at.is_(None),
        BoardMeeting.held_at > bindparam("now"),
    )
    .correlate(Case)
    .scalar_subquery()
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
_ORDER = tuple_(Submission.submitted_at, Case.reference)
_WAITING = (
    select(
        *_CASE,
        Case.id.label("case_id"),
        _meets_at.label("meets_at"),
        Submission.number,
        Submission.submitted_at,
        Submission.opened_at,
        Person.name.label("submitter"),
        _own_work.label("own"),
        ANSWER_DUE.label("answer_due"),
        UNREAD_ANSWER.label("unread_answer"),
        MORE_TIME.label("longer"),
        _own_first.label("own_first"),
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Submission, (Submission.case_id == Case.id) & (Submission.number == _newest))
    .join(Person, Person.id == Submission.submitted_by)
    .where(
        Case.stage.in_((Stage.REVIEW.value, Stage.RESPONSE.value)), Submission.recalled_at.is_(None), ~_sits
    )
    .order_by(Submission.submitted_at, Case.reference)
)
_ANCHOR = (
    select(Submission.submitted_at, Case.reference)
    .join(Submission, (Submission.case_id == Case.id) & (Submission.number == _newest))
    .where(Case.reference == bindparam("after"), Submission.recalled_at.is_(None), ~_sits)
)
_still_out = (
    Case.stage == Stage.SEARCH.value,
    Case.corrected_from.is_(None),
    Case.due_at >= bindparam("now"),
    ~_sits,
)
_FIRST_DUE = select(func.min(Case.due_at)).where(*_still_out)
_DUE = select(func.count()).select_from(Case).where(*_still_out, Case.due_at < bindparam("until"))
_RELEASED = (
    select(
        *_CASE,
        Release.number,
        Release.released_at,
        _own_work.label("own"),
        _last_release.label("last"),
        Case.requisition_id,
        BoardMeeting.reference.label("meeting"),
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Release, Release.case_id == Case.id)
    .outerjoin(PacketMeeting, PacketMeeting.packet_id == Release.packet_id)
    .outerjoin(BoardMeeting, BoardMeeting.id == PacketMeeting.meeting_id)
    .where(Case.stage.in_(sorted(one.value for one in CORRECTABLE)), ~_sits)
    .order_by(Release.released_at.desc(), Case.reference, Release.number.desc())
    .limit(RECENT)
)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and what was released last."""

    waiting: tuple[WaitingCase, ...]
    released: tuple[ReleasedCase, ...]
    after: str
    """The case that the next page begins after, empty on the last one."""
    first: bool
    """True on the first page."""
    due_next: str
    """How many cases with investigators are due on the next day on which one is; empty where none is."""

    @property
    def next(self) -> WaitingCase | None:
        """Return the oldest case that the reader may open, None when there is none."""
        return next((one for one in self.waiting if not (one.own or one.tied or one.opened)), None)


def queue_of(session: Session, person_id: UUID, now: datetime, *, after: str = "", most: int = MOST) -> Queue:
    """Return the queue of a supervisor, in a fixed number of statements; boards one sits on are left out.

    It begins after the case named; where that one waits no more, at its beginning.
    """
    person = {"person": person_id, "now": now}
    anchor = session.execute(_ANCHOR, {**person, "after": after}).one_or_none() if after else None
    beyond = tuple_(*anchor) < _ORDER if anchor else true()
    waiting = session.execute(_WAITING.where(beyond).limit(most + 1), person).all()
    released = session.execute(_RELEASED, person).all()
    names, shown = candidate_names(session, (*waiting, *released)), waiting[:most]
    meetings = meetings_of_boards(session, {row.requisition_id for row in released}, now)
    changes = changes_since(session, [row.case_id for row in shown if row.number > 1])
    return Queue(
        waiting=tuple(_waiting(row, names, changes, now) for row in shown),
        released=tuple(
            _released(row, names[row.candidate_id], meetings[row.requisition_id]) for row in released
        ),
        after=shown[-1].reference if len(waiting) > most else "",
        first=anchor is None,
        due_next=_due_next(session, person),
    )


def _released(row: Any, candidate: str, meetings: Collection[Meeting]) -> ReleasedCase:
    superseded = row.number < row.last
    return ReleasedCase(
        reference=row.reference,
        candidate=candidate,
        requisition=row.title,
        released_at=row.released_at,
        number=row.number,
        superseded=superseded,
        asked=row.said is not None,
        own=row.own,
        tied=row.said not in (None, ConflictAnswer.NONE.value),
        meeting=Reading() if superseded else reading_of(row.meeting, meetings),
    )


def _waiting(row: Any, names: Mapping[UUID, str], changes: Mapping[UUID, int], now: datetime) -> WaitingCase:
    return WaitingCase(
        reference=row.reference,
        candidate=names[row.candidate_id],
        requisition=row.title,
        submitter=row.submitter,
        submitted_at=row.submitted_at,
        waited=now - row.submitted_at,
        due_at=row.due_at,
        meets_at=row.meets_at,
        times=row.number,
        changes=changes.get(row.case_id),
        opened=row.opened_at is not None,
        own=row.own,
        asked=row.said is not None,
        tied=row.said not in (None, ConflictAnswer.NONE.value),
        answer_due=row.answer_due,
        answer_over=row.answer_due is not None and row.answer_due <= now,
        answered=row.unread_answer,
        longer=row.longer,
        own_first=row.own_first,
    )


def _due_next(session: Session, person: Mapping[str, Any]) -> str:
    first = session.scalar(_FIRST_DUE, person)
    if first is None:
        return ""
    until = since_midnight(first + timedelta(days=1))
    many, on = session.execute(_DUE, {**person, "until": until}).scalar_one(), agency_day(first)
    return f"{many} due {on:%A}, {day(on)}."
