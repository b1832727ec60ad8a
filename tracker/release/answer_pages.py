"""What a supervisor's page shows of the questions to a candidate, and what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.answering.files import FileRow, files_in_case
from tracker.answering.queries import RequestRow, newest_of, requests_of
from tracker.policy.actors import Actor
from tracker.policy.answer_words import JUDGED
from tracker.policy.answering import Ending, Meanwhile, Outcome
from tracker.policy.answers import NotFound
from tracker.policy.asking import missing_to_go_on
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.protocol.case_top import CaseTop, case_top

Offered = Outcome | Meanwhile
"""What can come of an answer, or be done about a question that has none."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One question with the files that came with its answer, and what can be done about it now."""

    request: RequestRow
    files: tuple[FileRow, ...]
    newest: bool
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The questions of a case, the newest first; ``next`` is the one about which something is to be done."""

    top: CaseTop
    asked: tuple[AskedOf, ...]
    next: RequestRow | None
    offered: tuple[Offered, ...]


def answer_page(
    session: Session, actor: Actor, case: CaseFacts, now: datetime, about: str = ""
) -> AnswerPage:
    """Return what was asked in a case and what came of it; raises NotFound where nothing was asked.

    ``about`` is the question that the reader chose, if any; else an answer comes before a time that is over,
    and both before one that runs.
    """
    rows = requests_of(session, case.case_id)
    if not rows:
        raise NotFound
    newest = {row.request_id for row in newest_of(rows).values()}
    files = files_in_case(session, case.case_id)
    asked = tuple(
        AskedOf(
            request=row,
            files=tuple(files[one.reference] for one in row.answer.files) if row.answer else (),
            newest=row.request_id in newest,
            offered=_offered(row, case.stage, now) if row.request_id in newest else (),
        )
        for row in reversed(rows)
    )
    chosen = _chosen(asked, now, about)
    return AnswerPage(
        top=case_top(session, actor, case),
        asked=asked,
        next=chosen.request if chosen else None,
        offered=chosen.offered if chosen else (),
    )


def _chosen(asked: tuple[AskedOf, ...], now: datetime, about: str) -> AskedOf | None:
    open_to = [one for one in asked if one.offered]
    named = [one for one in open_to if one.request.reference == about]
    return next(iter(named or sorted(open_to, key=lambda one: _rank(one, now))), None)


def _rank(one: AskedOf, now: datetime) -> int:
    facts = one.request.facts
    if facts.ending is Ending.ANSWERED:
        return 0
    if not facts.is_open:
        return 3
    return 2 if missing_to_go_on(facts, now) else 1


def _offered(row: RequestRow, stage: Stage, now: datetime) -> tuple[Offered, ...]:
    """Return what can be done about the newest question of a finding, as codes with words."""
    if row.facts.is_open and stage is Stage.RESPONSE:
        over = not missing_to_go_on(row.facts, now)
        return tuple(one for one in Meanwhile if over or one is not Meanwhile.GO_ON)
    if stage is not Stage.REVIEW:
        return ()
    if row.ending in (Ending.SILENT, Ending.WAIVED):
        return (Meanwhile.REOPEN,)
    return tuple(JUDGED) if row.ending is Ending.ANSWERED and row.judged is None else ()
