"""The one step of a case that the board makes, apart from what reaches the vault."""

from __future__ import annotations

from uuid import UUID

from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.correcting import UNDER_CORRECTION
from tracker.policy.vocabulary import Stage


def mark_decided(work: UnitOfWork, case_id: UUID) -> None:
    """Say that the board has decided on a case that is with it.

    One under correction stays where it is for those who correct it, and is decided for everybody else.

    The board's room has asked for permission already.
    """
    case = work.session.get_one(Case, case_id)
    if case.corrected_from is not None and Stage(case.stage) in UNDER_CORRECTION:
        work.change(case, corrected_from=Stage.DECIDED.value)
        return
    if case.stage != Stage.RELEASED:
        return
    about = ("case", case.reference)
    record(
        work,
        Event.CASE_STAGE_CHANGED,
        about=about,
        case_id=case_id,
        before=Stage.RELEASED,
        after=Stage.DECIDED,
    )
    work.change(case, stage=Stage.DECIDED.value)
