"""Somebody with the database's own client: past the session, the services and every rule of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, create_engine, insert, update

from migrations.walls import standing
from tracker.accounts.models import RoleGrant
from tracker.db import Record, clock_of, db
from tracker.policy.actors import SYSTEM, Role
from tracker.settings import Settings


@contextmanager
def past_the_application(settings: Settings) -> Iterator[Connection]:
    """Open a connection of one's own; on SQLite without ``recursive_triggers`` and foreign keys."""
    db.session.rollback()
    engine = create_engine(settings.database)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def put(settings: Settings, row: type[Record], /, **values: Any) -> UUID:
    """Insert a row and commit it."""
    row_id: UUID = values.pop("id", None) or uuid4()
    with past_the_application(settings) as connection:
        connection.execute(insert(_table(row)).values(id=row_id, version=1, **values))
        connection.commit()
    return row_id


def also_supervisor(settings: Settings, person: UUID) -> None:
    """Give somebody the role of supervisor besides, so that no wall about roles stands in the way."""
    row = {
        "role": Role.SUPERVISOR.value,
        "granted_by": SYSTEM.person_id,
        "granted_at": clock_of(db.session).now(),
    }
    put(settings, RoleGrant, person_id=person, **row)


def alter(settings: Settings, row: type[Record], row_id: UUID, /, **values: Any) -> None:
    """Change a row and commit it."""
    table = _table(row)
    with past_the_application(settings) as connection:
        connection.execute(update(table).where(table.c.id == row_id).values(**values))
        connection.commit()


def without_walls(connection: Connection, table: str) -> None:
    """Take down every wall of a table: for what happens to rows past the database's own rules."""
    sqlite = connection.dialect.name == "sqlite"
    for name in standing(connection, table):
        connection.exec_driver_sql(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))


def _table(row: type[Record]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table
