"""What a new installation needs before it can serve: tables and keys."""

from __future__ import annotations

from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import select

from tracker.checkpointing import make_checkpoint
from tracker.db import db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM
from tracker.vault.models import KeyringEntry
from tracker.vault.vault import vault_of


def set_up(app: Flask) -> None:
    """Bring the database to the newest migration and make the first keys; does nothing twice.

    Never makes a key where the database already holds sealed data: a lost key is to be brought back, and
    :class:`~tracker.vault.trouble.KeyTrouble` says which.
    """
    migrations: Alembic = app.extensions["alembic"]
    with app.app_context():
        migrations.upgrade()
        if db.session.scalar(select(KeyringEntry.id).limit(1)) is None:
            with unit_of_work(SYSTEM) as work:
                vault_of(work.session).establish(work.session)
                record(work, Event.SET_UP, keys=1)
            make_checkpoint()
        elif vault_of(db.session).lacks_keys(db.session):
            with unit_of_work(SYSTEM) as work:
                record(work, Event.SET_UP, keys=vault_of(work.session).complete(work.session))
