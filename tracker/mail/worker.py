"""The worker: it looks into the outbox every few seconds, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker.db import clock_of, db
from tracker.mail.delivering import Send, Taken, deliver_due, note_round
from tracker.mail.sending import poster
from tracker.mail.texts import letter
from tracker.settings import Settings

LOOK_EVERY_SECONDS = 3.0
NOTED_EVERY = timedelta(seconds=30)
"""How often a worker leaves a sign of life, when it has nothing to do."""

REMIND_EVERY = timedelta(minutes=10)
"""How often a worker looks for what time alone makes due."""

log = logging.getLogger(__name__)


def sender_of(app: Flask) -> Send:
    """Return what puts a mail in hand into words and sends it."""
    settings: Settings = app.extensions["settings"]
    post = poster(app, settings)

    def send(taken: Taken) -> None:
        post(
            letter(
                settings,
                reference=taken.reference,
                kind=taken.kind,
                language=taken.language,
                filling=taken.filling,
            )
        )

    return send


def deliver_once(app: Flask, *, remind: Callable[[], int] = lambda: 0) -> int:
    """Post what ``remind`` finds due, send what is due now, and return how many mails were tried."""
    send = sender_of(app)
    note_round()
    _remind(remind)
    return deliver_due(send)


def _remind(remind: Callable[[], int]) -> None:
    try:
        remind()
    except SQLAlchemyError:
        raise
    except Exception as fault:  # what cannot be found due now holds up no mail that waits
        log.error("reminders could not be posted: %s", type(fault).__name__)
        db.session.rollback()


def keep_delivering(
    app: Flask, *, goes_on: Callable[[], bool] = lambda: True, remind: Callable[[], int] = lambda: 0
) -> None:
    """Deliver until a signal comes, or ``goes_on`` says no; the mail in hand is finished first.

    ``remind`` posts what time alone makes due, every few minutes.
    """
    send, stop = sender_of(app), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    noted: datetime | None = None
    reminded: datetime | None = None
    while goes_on() and not stop.is_set():
        try:
            now = clock_of(db.session).now()
            if noted is None or now - noted >= NOTED_EVERY:
                note_round()
                noted = now
            if reminded is None or now - reminded >= REMIND_EVERY:
                _remind(remind)
                reminded = now
            deliver_due(send, goes_on=lambda: not stop.is_set())
        except SQLAlchemyError as trouble:
            log.error("the database does not answer (%s); mail waits until it does", type(trouble).__name__)
        db.session.rollback()
        stop.wait(LOOK_EVERY_SECONDS)


def parent_lives() -> Callable[[], bool]:
    """Return what tells whether the process that started this one is still there."""
    parent = os.getppid()
    return lambda: os.getppid() == parent
