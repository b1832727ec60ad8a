"""Where a case stands in review, what became of it, and what the board was sent."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.queries import names_of
from tracker.board.models import Packet
from tracker.board.queries import Altered
from tracker.board.sealing import sealer_of
from tracker.clock import agency_zone
from tracker.ledger.queries import ledger_page
from tracker.policy.facts import CaseFacts
from tracker.policy.review import Act, ReviewFacts
from tracker.policy.stages import RELEASED
from tracker.policy.vocabulary import Stage
from tracker.release.models import Release, Return
from tracker.release.packet_page import RenderedPage
from tracker.release.standing import SubmissionState

_RETURNED = (
    select(Person.name, Return.returned_at)
    .join(Return, Return.returned_by == Person.id)
    .where(Return.submission_id == bindparam("which"))
)
_RELEASED = (
    select(Person.name, Release.released_at)
    .join(Release, Release.released_by == Person.id)
    .where(Release.case_id == bindparam("which"))
    .order_by(Release.number.desc())
    .limit(1)
)

_PAGE = select(
    Packet.id, Packet.version, Packet.reference, Packet.fingerprint, Packet.words, Packet.page
).where(Packet.id == bindparam("packet"))


def released_page(session: Session, case_id: UUID, packet_id: UUID) -> RenderedPage:
    """Return the page of a packet as it was released; raises Altered where it is not, byte for byte."""
    row = session.execute(_PAGE, {"packet": packet_id}).one()
    (content,) = sealer_of(session).open_many(
        session, [(case_id, "packets", "page", row.id, row.version, row.page)]
    )
    if hashlib.sha256(content).hexdigest() != row.fingerprint:
        raise Altered(row.reference)
    return RenderedPage(content, row.words, row.fingerprint)


def review_facts(session: Session, case: CaseFacts, submission: SubmissionState | None) -> ReviewFacts:
    """Return where a case stands in review, by its newest submission, as the rules judge it."""
    if submission is None:
        return ReviewFacts(case.reference, case.stage)
    recalled = _act(submission.submitter, submission.recalled_at) if submission.recalled_at else None
    returned = _done(session, _RETURNED, submission.submission_id) if case.stage is Stage.SEARCH else None
    released = _done(session, _RELEASED, case.case_id) if case.stage in RELEASED else None
    return ReviewFacts(
        case_reference=case.reference,
        stage=case.stage,
        submitted=True,
        opened=submission.opened_at is not None,
        recalled=recalled,
        returned=returned,
        released=released,
    )


def beginning_of(session: Session, case: CaseFacts) -> tuple[UUID, Act] | None:
    """Return who began the newest review of a case, and when, as the ledger has it."""
    lines = ledger_page(session, case_id=case.case_id, events=("REVIEW_OPENED",), limit=1).lines
    if not lines or lines[0].damaged:
        return None
    who = UUID(lines[0].actor_id)
    return who, _act(names_of(session, [who])[who], lines[0].at)


def _done(session: Session, query: Select[str, datetime], which: UUID) -> Act | None:
    row = session.execute(query, {"which": which}).one_or_none()
    return _act(*row) if row else None


def _act(by: str, at: datetime) -> Act:
    return Act(by, at.astimezone(agency_zone()))
