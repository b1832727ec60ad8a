"""What the walls of the database say, so that a test passes by the wall that it means and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from migrations.author_walls import rules

ADDED_TO = "can only be added to: rows are never changed"
KEPT = "keeps its rows: they are never deleted"
EMPTIED = "keeps its rows: it is never emptied"
REPLACED = "keeps its rows: another cannot take the place of one"
STAYS = "cannot be changed"
ONCE = "can be set only once"
AUTHORS = ("author", "untied", "designated")
"""The walls that ask who writes in a case, by name."""


@contextmanager
def refused(words: str) -> Iterator[None]:
    """Make sure that the database refuses what is done here, by the wall that says these words."""
    with pytest.raises(IntegrityError, match=words):
        yield


def against(statement: str) -> str:
    """Return what stands against a change, or a deletion, of what is only added to or stays as it was."""
    return KEPT if statement.startswith("DELETE") else f"{ADDED_TO}|{STAYS}"


def broken(constraint: str, sqlite: str = "") -> str:
    """Return what either database says of a constraint that is not met; SQLite does not name keys."""
    return f"{constraint}|{sqlite}" if sqlite else constraint


@contextmanager
def lifted(connection: Connection, table: str, *names: str) -> Iterator[None]:
    """Take walls of a table down for as long as this goes on, for rows that nobody could write any more."""
    if not names:
        yield
        return
    if connection.dialect.name == "postgresql":
        for name in names:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER wall_{table}_{name}"))
        yield
        for name in names:
            connection.execute(text(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER wall_{table}_{name}"))
        return
    meant = {f"wall_{table}_{name}{act}" for name in names for act in ("", "_update", "_delete")}
    told = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    walls = [row for row in connection.execute(told, {"table": table}).all() if row.name in meant]
    assert len(walls) >= len(names), f"not all of {names} stand around {table}"
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN")  # the driver begins none for a wall, so that half would stay
    for wall in walls:
        connection.exec_driver_sql(f"DROP TRIGGER {wall.name}")
    try:
        yield
    finally:  # PostgreSQL takes them back with the transaction; here they may be gone, or back already
        for wall in walls:
            connection.exec_driver_sql(wall.sql.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))


@contextmanager
def past_authors(connection: Connection, table: str) -> Iterator[None]:
    """Let anybody write in a case as its investigator does, so that what comes after it is tried alone."""
    names = [rule.name for rule in rules(connection.dialect.name) if rule.table == table]
    with lifted(connection, table, *(name for name in names if name in AUTHORS)):
        yield
