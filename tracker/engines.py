"""How connections to SQLite and PostgreSQL are set up, and how SQLite's writers take turns."""

from __future__ import annotations

import fcntl
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

WRITING = "tracker_writing"
"""The execution option that marks a transaction as one that will write."""

SQLITE_PRAGMAS = (
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),  # an acknowledged write survives a power cut
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),  # destroyed keys leave no bytes behind in the file
    ("recursive_triggers", "ON"),  # or INSERT OR REPLACE walks past the append-only triggers
    ("trusted_schema", "OFF"),
    ("busy_timeout", "10000"),
    ("journal_size_limit", "4194304"),  # what one long act let the log grow to is given back afterwards
)

A_MOMENT = 2_000
"""How many milliseconds writers wait at the most while SQLite's log is emptied."""

_turns: dict[str, threading.Lock] = {}
_turns_guard = threading.Lock()


def prepare(engine: Engine) -> None:
    """Give every connection of the engine the settings that the records depend on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin when we say so, not when the driver guesses
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writers_turn(engine: Engine) -> Iterator[None]:
    """Hold the one writer's place of a SQLite file, across threads and processes.

    SQLite's own busy waiting polls and starves; a lock in the process and ``flock`` beside the file queue
    writers fairly. PostgreSQL needs none of it.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database:
        yield
        return
    with _turns_guard:
        turn = _turns.setdefault(database, threading.Lock())
    with turn:
        if database == ":memory:":
            yield
            return
        with Path(f"{database}.lock").open("a") as queue:
            fcntl.flock(queue, fcntl.LOCK_EX)
            yield


def scrub(engine: Engine, table: str) -> bool:
    """Take the bytes of rows that were deleted from a table out of the database's own files, if it can.

    SQLite has overwritten them in their pages (``secure_delete``); the log that still holds them is emptied.
    PostgreSQL writes the table anew. False where others read or write, so that it is not done yet.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            return _emptied_log(engine, connection)
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        try:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
        except OperationalError:
            return False
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
        return True


def _emptied_log(engine: Engine, connection: Connection) -> bool:
    """Empty SQLite's log, unless somebody reads it for longer than a moment: other writers wait meanwhile."""
    with writers_turn(engine):
        connection.exec_driver_sql(f"PRAGMA busy_timeout={A_MOMENT}")
        try:
            return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={dict(SQLITE_PRAGMAS)['busy_timeout']}")


def wait_for_turn(session: Session, what: str) -> None:
    """Wait until no other transaction has its turn at something, and keep the turn until this one ends.

    SQLite's writers come one after another as they are.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_lock_number(what))))


def _lock_number(what: str) -> int:
    """Return the number under which PostgreSQL knows a lock."""
    return int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)


@contextmanager
def alone(engine: Engine, work: str) -> Iterator[bool]:
    """Tell whether nobody else does this work on the database now; if so, keep others out until it is done.

    Across threads and processes: a lock of PostgreSQL's, else a file beside SQLite's. Whatever ends the
    process lets go of it.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = _lock_number(work)
            got = bool(connection.scalar(select(func.pg_try_advisory_lock(key))))
            try:
                yield got
            finally:
                if got:
                    connection.scalar(select(func.pg_advisory_unlock(key)))
        return
    with Path(f"{engine.url.database}.{work}.lock").open("a") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
