"""What a supervisor's page shows of the questions to a candidate, and what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.answering.files import FileRow, files_in_case
from tracker.answering.queries import RequestRow, newest_of, requests_of
from tracker.policy.actors import Actor
from tracker.policy.answering import Ending, Outcome
from tracker.policy.answers import NotFound
from tracker.policy.asking import missing_to_go_on
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.protocol.case_top import CaseTop, case_top

GO_ON, REOPEN, WAIVE, TAKE_BACK = "go-on", "reopen", "waive", "take-back"
"""What can be done while an answer is awaited."""
OUTCOMES: tuple[tuple[str, str], ...] = (
    (Outcome.ATTACH.value, "The finding goes to the board with the answer"),
    (Outcome.WITHDRAW.value, "Withdraw the finding"),
    (Outcome.REWORD.value, "Change the wording, and ask again"),
    (Outcome.SEARCH.value, "Search again"),
)
"""What can come of an answer."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One question with the files that came with its answer."""

    request: RequestRow
    files: tuple[FileRow, ...]
    newest: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The questions of a case, the newest first; ``next`` is the one about which something is to be done."""

    top: CaseTop
    asked: tuple[AskedOf, ...]
    next: RequestRow | None
    offered: tuple[tuple[str, str], ...]
    waiting: bool
    over: bool


def answer_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> AnswerPage:
    """Return what was asked in a case and what came of it; raises NotFound where nothing was asked."""
    rows = requests_of(session, case.case_id)
    if not rows:
        raise NotFound
    newest = {row.request_id for row in newest_of(rows).values()}
    files = files_in_case(session, case.case_id)
    waiting = case.stage is Stage.RESPONSE
    pending = (row for row in rows if row.request_id in newest and _pending(row, case.stage))
    upon = next(pending, None)
    over = upon is not None and upon.facts.is_open and not missing_to_go_on(upon.facts, now)
    return AnswerPage(
        top=case_top(session, actor, case),
        asked=tuple(
            AskedOf(
                row,
                tuple(files[one.reference] for one in row.answer.files) if row.answer else (),
                row.request_id in newest,
            )
            for row in reversed(rows)
        ),
        next=upon,
        offered=_offered(upon, over=over),
        waiting=waiting,
        over=over,
    )


def _pending(row: RequestRow, stage: Stage) -> bool:
    if row.facts.is_open:
        return stage is Stage.RESPONSE
    return row.ending is Ending.ANSWERED and row.judged is None and stage is Stage.REVIEW


def _offered(upon: RequestRow | None, *, over: bool) -> tuple[tuple[str, str], ...]:
    if upon is None:
        return ()
    if not upon.facts.is_open:
        return OUTCOMES
    always = (
        (WAIVE, "Record that the candidate gave up the time, in writing"),
        (TAKE_BACK, "Take the question back"),
    )
    if not over:
        return always
    return ((GO_ON, "Go on without an answer"), (REOPEN, "Give the candidate more time"), *always)
