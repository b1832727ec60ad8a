"""A database that went back in time is told of at the start and on the system page."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from tests.people import People
from tracker.app import create_app
from tracker.checkpointing import make_checkpoint
from tracker.clock import FixedClock
from tracker.db import db
from tracker.health_checks import run
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
