"""Connections to SQLite: the settings of each, whose turn it is to write, and a log that is given back."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from tracker import engines
from tracker.db import db
from tracker.settings import ROOT

MEGABYTE = 1_048_576
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "busy_timeout": 10_000,
    "journal_size_limit": 4 * MEGABYTE,
}
"""What SQLite says of a connection of ours: FULL is 2, ON is 1."""


def _engine(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / 'one.sqlite'}")
    engines.prepare(engine)
    return engine


def test_what_a_long_act_let_the_log_grow_to_is_given_back(tmp_path: Path) -> None:
    engine = _engine(tmp_path)
    log = tmp_path / "one.sqlite-wal"
    with engine.connect().execution_options(**{engines.WRITING: True}) as connection:
        connection.execute(text("CREATE TABLE kept (cell BLOB)"))
        connection.execute(text("INSERT INTO kept VALUES (zeroblob(:size))"), {"size": 12 * MEGABYTE})
        connection.commit()
        assert log.stat().st_size > 12 * MEGABYTE
        for _ in range(3):
            connection.execute(text("INSERT INTO kept VALUES (x'00')"))
            connection.commit()
        assert log.stat().st_size <= 4 * MEGABYTE
    engine.dispose()


@pytest.mark.sqlite
def test_a_connection_of_the_house_has_every_setting_that_the_records_depend_on(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        kept = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS}
    assert kept == SETTINGS
    # Some builds of SQLite delete securely unasked; ours is asked wherever it runs.
    assert dict(engines.SQLITE_PRAGMAS).keys() == SETTINGS.keys()


def test_an_act_takes_the_writers_place_before_it_reads_and_a_look_does_not(tmp_path: Path) -> None:
    engine, said = _engine(tmp_path), []
    event.listen(engine, "before_cursor_execute", lambda *of: said.append(of[2]))
    for options in ({engines.WRITING: True}, {}):
        with engine.connect().execution_options(**options) as connection:
            connection.execute(text("SELECT 1"))
    assert said == ["BEGIN IMMEDIATE", "SELECT 1", "BEGIN", "SELECT 1"]
    with engine.connect().execution_options(**{engines.WRITING: True}) as first:
        first.execute(text("SELECT 1"))
        with engine.connect() as second:
            second.execute(text("SELECT 1"))  # who looks is let in
        with engine.connect().execution_options(**{engines.WRITING: True}) as second:
            second.connection.cursor().execute("PRAGMA busy_timeout=0")
            with pytest.raises(OperationalError, match="database is locked"):
                second.execute(text("SELECT 1"))
    engine.dispose()


WAITS = """
import sys
from sqlalchemy import create_engine
from tracker.engines import writers_turn
print("waiting", flush=True)
with writers_turn(create_engine(sys.argv[1])):
    print("my turn", flush=True)
"""


def test_another_process_waits_for_its_turn(tmp_path: Path) -> None:
    engine = _engine(tmp_path)
    with ThreadPoolExecutor(1) as outside:
        with engines.writers_turn(engine):
            command = [sys.executable, "-c", WAITS, str(engine.url)]
            other = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
            assert other.stdout is not None
            assert other.stdout.readline() == "waiting\n"
            told = outside.submit(other.communicate)
            with pytest.raises(TimeoutError):
                told.result(timeout=1)
        assert told.result(timeout=60)[0] == "my turn\n"
    assert other.returncode == 0
    engine.dispose()
