"""The work of a requisition is read once while nothing is done, and anew after any act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.oversight import Audit
from tests.vault.counting import statements
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.oversight import kept_work as keeping
from tracker.oversight import service
from tracker.oversight.kept_work import MOST_KEPT, kept_work, work_of
from tracker.oversight.uniformity import uniformity_of
from tracker.policy.uniformity import CellState
from tracker.requisitions.queries import requisition_facts


@pytest.fixture
def worked(app: Flask, audit: Audit) -> Audit:
    """A requisition in which three cases are worked through."""
    with app.app_context():
        audit.worked(3)
    return audit


def read(session: Session, audit: Audit) -> int:
    """Read what is kept, and return how many statements that took."""
    facts = requisition_facts(session, audit.auditor, requisition=audit.reference)
    with statements(db.engine) as seen:
        kept_work(session, facts.requisition_id)
    session.rollback()
    return len(seen)


def test_readings_leave_it_as_it_is_and_acts_do_not(app: Flask, worked: Audit) -> None:
    with app.app_context():
        facts = requisition_facts(db.session, worked.auditor, requisition=worked.reference)
        first = read(db.session, worked)
        assert first > 1
        assert read(db.session, worked) == 1
        with unit_of_work(worked.auditor) as work:
            service.open_table(work, facts)
        assert read(db.session, worked) == 1, "that somebody read is no act"
        worked.case("Rosa Delgado")
        assert read(db.session, worked) == first
        kept, fresh = (way(db.session, facts.requisition_id) for way in (kept_work, work_of))
        assert kept.cases == fresh.cases
        assert kept.sittings == fresh.sittings


def test_the_clock_alone_makes_gaps(app: Flask, worked: Audit, clock: FixedClock) -> None:
    with app.app_context():
        worked.case("Rosa Delgado")
        facts = requisition_facts(db.session, worked.auditor, requisition=worked.reference)

        def states() -> set[CellState]:
            work = kept_work(db.session, facts.requisition_id)
            table = uniformity_of(db.session, facts, work).table
            return {cell.state for row in table.rows for cell in row.cells}

        before = states()
        clock.advance(timedelta(days=400))
        assert states() >= before - {CellState.NOT_STARTED}
        assert kept_work(db.session, facts.requisition_id).matrix_at(clock.now()) == work_of(
            db.session, facts.requisition_id
        ).matrix_at(clock.now())


def taken_back(audit: Audit) -> None:
    """Read within an act that is then taken back."""
    with unit_of_work(audit.auditor) as work:
        record(work, Event.KEYS_TURNED_ON)
        facts = requisition_facts(work.session, audit.auditor, requisition=audit.reference)
        kept_work(work.session, facts.requisition_id)
        raise ZeroDivisionError


def test_what_was_read_within_an_act_that_is_taken_back_is_read_anew(app: Flask, worked: Audit) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            taken_back(worked)
        assert read(db.session, worked) > 1, "nothing was kept of it"


def test_few_requisitions_stay_in_memory(app: Flask, worked: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        first = read(db.session, worked)
        monkeypatch.setattr(keeping, "MOST_KEPT", 0)
        worked.case("Rosa Delgado")
        assert [read(db.session, worked) for _ in range(2)] == [first, first]
    assert MOST_KEPT > 0
