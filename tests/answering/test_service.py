"""Asking, answering, waiting no longer, and what comes of it, each judged anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories.answering import WORDS, Asked
from tracker.board.models import Packet
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.answering import Ending
from tracker.policy.answers import Refused
from tracker.policy.vocabulary import Stage
from tracker.release import asking
from tracker.release.material import material_of


def test_a_concern_is_asked_answered_judged_and_released_with_the_answer(
    session: Session, unit: Asked
) -> None:
    case, (response,) = unit.asked()
    assert case.stage is Stage.RESPONSE
    case = unit.respond(case, response)
    assert case.stage is Stage.REVIEW
    unit.look_both(case)
    with pytest.raises(Refused, match="Read the answer, and record what comes of it"):
        unit.release(case)
    unit.judge(case, response)
    page = material_of(session, unit.now(case)).page
    assert "It is mine and needs more context." in page.text
    assert WORDS in page.text
    unit.look_both(case)
    unit.release(case)
    assert session.query(Packet).one().fingerprint == page.fingerprint


def test_silence_is_told_as_silence_and_only_after_the_time(
    session: Session, unit: Asked, clock: FixedClock
) -> None:
    case, (response,) = unit.asked()
    with unit_of_work(unit.supervisor) as work, pytest.raises(Refused, match="has until"):
        asking.go_on_without(work, case, response=response)
    clock.advance(timedelta(days=9))
    with unit_of_work(unit.supervisor) as work:
        asking.go_on_without(work, case, response=response)
    (row,) = unit.questions(case)
    assert row.ending is Ending.SILENT
    text = material_of(session, unit.now(case)).page.text
    assert "did not answer by" in text
    assert "That does not count as agreement." in text
