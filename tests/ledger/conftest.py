"""What tests of the ledger ask for: lines to look at, and a way around the application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from migrations.walls import append_only, lift
from tracker.accounts.models import Person
from tracker.db import Record, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.notes import Signer
from tracker.ledger.verify import Witness
from tracker.oversight.models import LedgerCheck
from tracker.policy.actors import SYSTEM
from tracker.settings import Settings

SIGNER = Signer("tracker.example/ledger", bytes(range(32)))


class Around:
    """Somebody with the database's own client: no application, no settings of ours, no walls once lifted."""

    def __init__(self, connection: Connection, session: Session) -> None:
        """Work on one connection of one's own; the session lets go of what it reads first."""
        self.connection, self.session = connection, session
        self.sqlite = connection.dialect.name == "sqlite"

    def run(self, statement: str, **values: Any) -> list[Any]:
        """Run a statement and commit it; what fails changes nothing."""
        self.session.rollback()
        try:
            result = self.connection.execute(text(statement), values)
            rows = list(result.all()) if result.returns_rows else []
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise
        return rows

    def tamper(self, statement: str, **values: Any) -> None:
        """Take the walls away first, as only the owner of the database can."""
        self.session.rollback()
        op = Operations(MigrationContext.configure(self.connection))
        for table in Record.metadata.tables:
            lift(op, table)
        self.connection.commit()
        self.run(statement, **values)


@pytest.fixture
def session(session: Session, settings: Settings) -> Session:
    """The session, on a ledger that nobody has signed yet."""
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        op = Operations(MigrationContext.configure(connection))
        lift(op, "ledger_checkpoints")
        connection.execute(text("DELETE FROM ledger_checkpoints"))
        append_only(op, "ledger_checkpoints")
    engine.dispose()
    return session


@pytest.fixture
def around(session: Session, settings: Settings) -> Iterator[Around]:
    """A connection past the application; on SQLite with ``recursive_triggers`` and foreign keys off."""
    engine = create_engine(settings.database)
    with engine.connect() as connection:
        yield Around(connection, session)
        session.rollback()
    engine.dispose()


@pytest.fixture
def witness(settings: Settings) -> Witness:
    """What is known of the ledger from outside."""
    return Witness(SIGNER.name, (SIGNER.verifier,))


def check(size: int = 0, *, sound: bool = True) -> LedgerCheck:
    """Return a row that needs no other."""
    from tests.conftest import NOON

    return LedgerCheck(
        checked_by=SYSTEM.person_id, checked_at=NOON, size=size, root="00", sound=sound, problems=0
    )


def person(name: str = "Dana Ruiz") -> Person:
    """Return a row that may be changed, with a sealed cell."""
    from tests.conftest import NOON

    return Person(
        reference=f"P-{uuid4().hex[:6]}",
        name=name,
        email=b"sealed",
        email_index=uuid4().bytes,
        password_hash="",
        created_at=NOON,
    )


def write(count: int = 1, *, rows: bool = True) -> list[LedgerCheck]:
    """Add lines to the ledger, each with a row written in the same act."""
    made = []
    for number in range(count):
        with unit_of_work(SYSTEM) as work:
            if rows:
                made.append(work.add(check(number)))
            record(work, Event.CAPTURES_SWEPT, count=number)
    return made
