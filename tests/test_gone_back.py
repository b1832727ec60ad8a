"""A database that went back in time is told of at the start and on the system page."""

from __future__ import annotations

import logging
import shutil

import pytest
from flask import Flask

from tests.people import People
from tracker.app import create_app
from tracker.checkpointing import make_checkpoint
from tracker.cli import check
from tracker.clock import FixedClock
from tracker.db import db
from tracker.health_checks import HealthCheck, run
from tracker.policy.actors import Role
from tracker.settings import Settings


def test_what_contradicts_the_last_export_is_said_at_the_start_and_to_it(
    app: Flask, settings: Settings, clock: FixedClock, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        exported = make_checkpoint()
        found = {check.name: check for check in run(app, ledger=False)}
    assert found["checkpoints"].well
    for note in exported.parent.iterdir():
        note.write_text("not what was signed")
    with caplog.at_level(logging.ERROR):
        again = create_app(settings, clock=clock)
        with again.app_context():
            db.engine.dispose()
    assert "the database is not the newest" in caplog.text
    page = people.browser(people.make("Tom Becker", Role.IT)).get("/admin/system").text
    assert "cannot be relied on" in page


def _found(app: Flask) -> dict[str, HealthCheck]:
    with app.app_context():
        return {check.name: check for check in run(app)}


def test_what_was_exported_and_taken_away_is_missed_at_the_start_and_by_check(
    app: Flask, settings: Settings, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        path = make_checkpoint()
    assert _found(app)["checkpoints"].well
    assert _found(app)["ledger"].well
    path.unlink()
    (path.parent / "latest").unlink()
    with caplog.at_level(logging.ERROR):
        again = create_app(settings, clock=clock)
        with again.app_context():
            db.engine.dispose()
    assert "nothing outside speaks for the newest lines" in caplog.text
    found = _found(app)
    assert not found["checkpoints"].well
    assert path.name in found["checkpoints"].sentence
    assert not found["ledger"].well
    assert "could not be checked in full" in found["ledger"].sentence


def test_a_ledger_that_could_not_be_checked_is_not_called_in_order(app: Flask, settings: Settings) -> None:
    with app.app_context():
        make_checkpoint()
    shutil.rmtree(settings.checkpoints)
    assert not _found(app)["ledger"].well
    done = app.test_cli_runner().invoke(check)
    assert done.exit_code == 1
    assert "TROUBLE ledger" in done.output
