"""Which cases a review gave back, and in which word the team reads where a case stands."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import stage_words
from tracker.policy.vocabulary import Stage

_BACK = Event.CASE_RETURNED.name
_HANDED = (_BACK, Event.CASE_SUBMITTED.name)


def came_back(session: Session, cases: Collection[UUID]) -> frozenset[UUID]:
    """Return the cases whose newest submission was returned, in one statement."""
    newest = {entry.case: entry.event for entry in entries_of(session, cases, _HANDED)}
    return frozenset(UUID(case) for case, event in newest.items() if case and event == _BACK)


def stage_told(stage: str, corrected_from: str | None, *, returned: bool) -> str:
    """Return the word for where a case stands, as its row has it."""
    before = Stage(corrected_from) if corrected_from else None
    return stage_words(Stage(stage), returned=returned, corrected_from=before)


def stage_of(session: Session, case: CaseFacts) -> str:
    """Return in a word where one case stands, in one statement."""
    returned = case.case_id in came_back(session, (case.case_id,))
    return stage_words(case.stage, returned=returned, corrected_from=case.corrected_from)


def seen_stage_of(session: Session, case: CaseFacts) -> str:
    """Return in a word where one case stands for all who read nothing of a correction, in one statement."""
    return stage_words(case.seen_as, returned=case.case_id in came_back(session, (case.case_id,)))
