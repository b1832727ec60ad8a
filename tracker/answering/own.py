"""What a candidate's pages show of a question: the words, the time, the draft, and what was sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.answering.drafts import Draft, draft_of
from tracker.answering.files import FileRow, files_of
from tracker.answering.models import AnswerDraft, AnswerRequest
from tracker.answering.queries import RequestRow, request_of, requests_of
from tracker.drawing.drawn import NotDrawn, drawn
from tracker.findings.capture_queries import capture_rows
from tracker.findings.labels import PICTURES, kind_name
from tracker.findings.stored import whole_file
from tracker.policy.answering import (
    kept_unsent,
    missing_in_answer,
    missing_to_answer_concern,
    missing_to_extend,
)
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import AnswerRule
from tracker.policy.private_details import without_private_details
from tracker.policy.scans import MOST_POINTS
from tracker.protocol.pinned import profile_of
from tracker.vault.trouble import FileMissing, Unopenable

_TYPED = (
    select(AnswerDraft.request_id)
    .join(AnswerRequest, AnswerRequest.id == AnswerDraft.request_id)
    .where(AnswerRequest.case_id == bindparam("case"))
)


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """One question to a candidate.

    ``closed`` says why no answer is taken, empty while one is. ``for_board`` are the words typed so far as
    the board would read them, ``left_out`` what is left out of them; ``lacking`` keeps them from being sent.
    """

    request: RequestRow
    draft: Draft
    files: tuple[FileRow, ...]
    closed: tuple[Unmet, ...]
    extendable: bool
    for_board: str
    left_out: tuple[str, ...]
    lacking: tuple[Unmet, ...]
    rule: AnswerRule
    posts: tuple[OwnPost, ...]

    @property
    def sent(self) -> bool:
        """Say whether the answer was sent."""
        return self.request.answer is not None


@dataclass(frozen=True, slots=True)
class OwnPost:
    """What is kept of the candidate's own post; ``picture`` says that it can be looked at here."""

    capture: str
    file_id: UUID
    sha256: str
    size: int
    kind: str
    picture: bool
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for its candidate, or is over, in what the status page says of it.

    ``late`` says that the time is over or was given up, and what was typed is kept without being sent.
    """

    reference: str
    due_at: datetime
    open: bool
    sent: bool
    late: bool


def response_page(session: Session, case: CaseFacts, reference: str, now: datetime) -> ResponsePage:
    """Return one question of a case as its candidate sees it, in a fixed number of statements."""
    request = request_of(session, case.case_id, reference)
    draft = draft_of(session, case.case_id, request.request_id)
    files = files_of(session, case.case_id, request.request_id)
    rule = profile_of(session, case.requisition_id).answer
    for_board, left_out = without_private_details(draft.words)
    return ResponsePage(
        request=request,
        draft=draft,
        files=tuple(files[name] for name in draft.files),
        closed=missing_to_answer_concern(request.facts, case.stage, now),
        extendable=not missing_to_extend(request.facts, case.stage, now),
        for_board=for_board,
        left_out=left_out,
        lacking=missing_in_answer(draft.choice, draft.words, rule.words),
        rule=rule,
        posts=posts_of(session, case.case_id, request.asking.captures),
    )


def posts_of(session: Session, case_id: UUID, captures: Collection[str]) -> tuple[OwnPost, ...]:
    """Return what a candidate may see of their own post: what was ticked as such when they were asked."""
    if not captures:
        return ()
    return tuple(
        OwnPost(
            capture=row.reference,
            file_id=row.file_id,
            sha256=row.sha256,
            size=row.size,
            kind=kind_name(row.media_type),
            picture=row.media_type in PICTURES,
            kept_at=row.captured_at,
        )
        for row in capture_rows(session, case_id)
        if row.reference in captures
    )


def own_picture(session: Session, case_id: UUID, post: OwnPost) -> bytes:
    """Return a picture of the candidate's own post, drawn anew; raises NotFound where it cannot be shown."""
    try:
        return drawn(whole_file(session, case_id, post.file_id, post.sha256), post.size, most=MOST_POINTS)
    except (NotDrawn, FileMissing, Unopenable) as error:
        raise NotFound from error


def waiting_of(session: Session, case: CaseFacts, now: datetime) -> tuple[Waiting, ...]:
    """Return the questions of a case that its candidate can answer, or answered; three statements at most."""
    rows = requests_of(session, case.case_id)
    typed = frozenset(session.scalars(_TYPED, {"case": case.case_id})) if rows else frozenset()
    return tuple(
        Waiting(
            reference=row.reference,
            due_at=row.due_at,
            open=not missing_to_answer_concern(row.facts, case.stage, now),
            sent=row.answer is not None,
            late=kept_unsent(row.facts, case.stage, now) and row.request_id in typed,
        )
        for row in rows
    )
