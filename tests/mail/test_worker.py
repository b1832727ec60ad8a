"""The command that delivers: once, until it is stopped, or while whoever started it is there."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.mail.conftest import Posting, row
from tests.mail.office import Office
from tracker.cli import deliver
from tracker.clock import FixedClock
from tracker.db import db
from tracker.mail import worker
from tracker.mail.delivering import Send
from tracker.mail.queries import mail_counts


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> object:
    """Look again at once, and give the signals back afterwards."""
    monkeypatch.setattr(worker, "LOOK_EVERY_SECONDS", 0.0)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_once_says_how_many_it_tried(posted: Posting, office: Office, send: Send, app: Flask) -> None:
    posted()
    done = app.test_cli_runner().invoke(deliver, ["--once"])
    assert (done.exit_code, done.output) == (0, "1 mail tried.\n")
    assert len(office.taken) == 1


def test_mail_that_is_off_ends_with_words(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    off = app.extensions["settings"].model_copy(update={"mail_files": False})
    monkeypatch.setitem(app.extensions, "settings", off)
    done = app.test_cli_runner().invoke(deliver, [])
    assert done.exit_code == 78
    assert "mail is off: set TRACKER_SMTP_HOST and TRACKER_MAIL_FROM" in done.output


def test_it_goes_on_until_it_is_told_to_stop(
    posted: Posting, office: Office, send: Send, app: Flask, clock: FixedClock
) -> None:
    mail = posted()
    rounds = iter([True, True, False])
    office.answers.append("451 later")
    office.on_data = lambda: clock.advance(timedelta(minutes=2))
    worker.keep_delivering(app, goes_on=lambda: next(rounds))
    assert row(mail).tries == 1, "not before its time"
    clock.advance(timedelta(minutes=1))
    rounds = iter([True, False])
    worker.keep_delivering(app, goes_on=lambda: next(rounds))
    assert row(mail).state == "handed-over"
    assert mail_counts(db.session).looked_at is not None


def test_a_signal_ends_it_after_the_mail_in_hand(
    posted: Posting, office: Office, send: Send, app: Flask
) -> None:
    first, second = posted(), posted(to="other@mail.example")
    office.on_data = lambda: os.kill(os.getpid(), signal.SIGTERM)
    worker.keep_delivering(app)
    assert sorted((row(first).state, row(second).state)) == ["handed-over", "waiting"]


def test_a_database_that_is_away_is_waited_for(
    posted: Posting, send: Send, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object, **__: object) -> int:
        raise OperationalError("SELECT secret", {}, Exception("gone"))

    monkeypatch.setattr(worker, "deliver_due", away)
    rounds = iter([True, True, False])
    worker.keep_delivering(app, goes_on=lambda: next(rounds))
    assert "the database does not answer (OperationalError); mail waits until it does" in caplog.text
    assert "secret" not in caplog.text


def test_it_knows_whether_its_parent_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lives = worker.parent_lives()
    assert lives()
    monkeypatch.setattr(os, "getppid", lambda: 1)
    assert not lives()
