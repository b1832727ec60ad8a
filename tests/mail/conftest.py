"""An outbox, and a mail server that it is delivered to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.mail.office import Office, serve
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.mail.delivering import Send
from tracker.mail.models import OutgoingMail
from tracker.mail.service import post
from tracker.mail.worker import sender_of
from tracker.policy.actors import SYSTEM
from tracker.policy.mailing import MailKind
from tracker.settings import Settings

ADDRESS = "marisol.pena@mail.example"
Posting = Callable[..., UUID]


@pytest.fixture
def posted(context: None) -> Posting:
    """Posts a mail by itself."""

    def put(**given: Any) -> UUID:
        told = {"kind": MailKind.INVITATION, "to": ADDRESS, "link": "/i/a-secret-token", **given}
        with unit_of_work(SYSTEM) as work:
            return post(work, **told).id

    return put


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server that takes everything, until it is told otherwise."""
    office = Office()
    server = serve(office)
    office.port = server.port
    yield office
    server.stop()


Point = Callable[..., Send]


@pytest.fixture
def point(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Point:
    """Points the worker at a mail server, and returns what it sends with."""

    def at(port: int, **given: Any) -> Send:
        settings: Settings = app.extensions["settings"]
        where = {
            "mail_files": False,
            "mail_from": "hiring@riverton.example",
            "smtp_host": "127.0.0.1",
            "smtp_port": port,
            "smtp_security": "none",
        }
        monkeypatch.setitem(app.extensions, "settings", settings.model_copy(update=where | given))
        return sender_of(app)

    return at


@pytest.fixture
def send(point: Point, office: Office) -> Send:
    """What sends to that server."""
    return point(office.port)


def row(mail: UUID) -> OutgoingMail:
    """Return a mail as it stands."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(OutgoingMail, mail)


def events_about(mail: UUID) -> list[str]:
    """Return what the ledger holds about a mail, in order."""
    about = f'%"{row(mail).reference}"%'
    lines = select(ledger_entries.c.event).where(ledger_entries.c.body.like(about))
    return list(db.session.scalars(lines.order_by(ledger_entries.c.idx)))
