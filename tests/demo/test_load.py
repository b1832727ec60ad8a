"""The sample data are loaded once, and a load that was interrupted is noticed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from tests.demo.standing import uniformity
from tests.policy.tables import gaps_and_extras
from tracker.app import build
from tracker.checkpointing import witness_of
from tracker.clock import FixedClock, SystemClock
from tracker.db import clock_of, db
from tracker.demo.load import load_once
from tracker.first_run import set_up
from tracker.ledger.queries import ledger_size
from tracker.ledger.verify import verify
from tracker.settings import Settings, load_settings

pytestmark = pytest.mark.sqlite  # sample data are served from an embedded database only


def test_a_second_load_adds_nothing(demo_app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    settings: Settings = demo_app.extensions["settings"]
    with demo_app.app_context():
        before = ledger_size(db.session)
    again = build(settings)
    load_once(again)
    with again.app_context():
        assert ledger_size(db.session) == before
        db.session.close()
        db.engine.dispose()
    assert capsys.readouterr().out == ""


def test_an_interrupted_load_is_said_in_one_line(tmp_path: Path) -> None:
    app = build(load_settings(environment="demo", instance=tmp_path / "instance"))
    set_up(app)
    with pytest.raises(SystemExit) as stopped:
        load_once(app)
    assert str(stopped.value.code).count("\n") == 0
    assert f"Remove {tmp_path / 'instance'} and start again." in str(stopped.value.code)
    with app.app_context():
        db.engine.dispose()


def test_afterwards_the_sessions_go_by_the_machines_clock(tmp_path: Path) -> None:
    app = build(load_settings(environment="demo", instance=tmp_path / "instance"))
    before = app.extensions["settings"]

    class Enough(Exception):
        """The load was interrupted."""

    with app.app_context():
        engine = db.engine

    def stop(_connection: object) -> None:
        raise Enough

    event.listen(engine, "commit", stop)
    with pytest.raises(Enough):
        load_once(app)
    event.remove(engine, "commit", stop)
    with app.app_context():
        assert isinstance(clock_of(db.session), SystemClock)
        assert app.extensions["settings"] is before
        db.engine.dispose()


def test_it_loads_on_a_weekend_too(tmp_path: Path) -> None:
    """At night on a Saturday, with a week-end before the day of loading; the other tests load it today."""
    clock = FixedClock(datetime(2026, 11, 21, 5, 40, tzinfo=UTC))
    app = build(load_settings(environment="demo", instance=tmp_path / "instance"), clock)
    load_once(app)
    with app.app_context():
        assert verify(db.session, witness_of(db.session)).exit_status == 0
        seen = uniformity("Police Officer 2026-A")
        assert gaps_and_extras(seen) == (1, 1)
        db.engine.dispose()
