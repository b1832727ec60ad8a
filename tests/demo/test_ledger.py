"""The ledger of the sample data is as sound as any, and its lines follow one another in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tracker.checkpointing import witness_of
from tracker.db import clock_of, db
from tracker.ledger.entries import read_entry
from tracker.ledger.models import ledger_entries
from tracker.ledger.verify import verify

pytestmark = [pytest.mark.usefixtures("on_demo"), pytest.mark.sqlite]


def test_the_ledger_holds_against_every_row() -> None:
    report = verify(db.session, witness_of(db.session), deep=True)
    assert report.problems == ()
    assert report.exit_status == 0


def test_eight_weeks_pass_without_the_clock_ever_lying_behind() -> None:
    bodies = db.session.scalars(select(ledger_entries.c.body).order_by(ledger_entries.c.idx)).all()
    lines = [read_entry(body.encode()) for body in bodies]
    assert not any(line.skew for line in lines)
    assert timedelta(days=53) <= lines[-1].at - lines[0].at <= timedelta(days=58)  # forty working days
    assert lines[-1].at <= clock_of(db.session).now()
    assert "DEMO_LOADED" in {line.event for line in lines}
