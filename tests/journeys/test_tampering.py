"""Whoever writes to the database or the files around the application is found, and the place is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from tests.dice import seeded
from tracker.app import create_app
from tracker.checkpointing import witness_of
from tracker.db import Record, db
from tracker.findings.keepers import contents_check
from tracker.ledger.report import Report, Verdict
from tracker.ledger.verify import verify
from tracker.settings import Settings, load_settings

pytestmark = pytest.mark.sqlite  # bytes of its file are changed; tests/ledger changes cells on both
TRIES, MOST = 6, 60


class Stolen:
    """A copy of the installation in the hands of somebody who can write its files."""

    def __init__(self, app: Flask, folder: Path) -> None:
        """Copy everything, and tear the walls down."""
        settings: Settings = app.extensions["settings"]
        with app.app_context():
            db.engine.dispose()
        shutil.copytree(settings.instance, folder)
        self.app = create_app(load_settings(environment="demo", instance=folder))
        self.path = folder / "data" / "tracker.db"
        for (wall,) in self.ask("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.write(f"DROP TRIGGER {wall}")

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Read around the application."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement, values).fetchall()

    def write(self, statement: str, *values: object) -> None:
        """Write around the application."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(statement, values)

    def unlike(self) -> str:
        """Recompute every capture, and return what is said of them."""
        with self.app.app_context():
            return contents_check(db.session).sentence

    def verified(self) -> Report:
        """Verify the ledger and every row."""
        with self.app.app_context():
            return verify(db.session, witness_of(db.session), deep=True)


@pytest.fixture(scope="module")
def stolen(demo_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stolen]:
    """The sample data, stolen."""
    copy = Stolen(demo_app, tmp_path_factory.mktemp("stolen") / "instance")
    assert copy.verified().verdict is Verdict.SOUND
    yield copy
    with copy.app.app_context():
        db.engine.dispose()


def _tables() -> list[str]:
    classes = [mapper.class_ for mapper in Record.registry.mappers]
    return sorted(one.__tablename__ for one in classes if one.__ledgered__)


def _altered(value: object, dice: random.Random) -> object:
    if isinstance(value, bytes):
        place = dice.randrange(len(value))
        return value[:place] + bytes([value[place] ^ (1 << dice.randrange(8))]) + value[place + 1 :]
    if isinstance(value, int):
        return value ^ 1
    if isinstance(value, str) and value:
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return "x"


def _change_a_cell(stolen: Stolen, table: str, dice: random.Random) -> tuple[str, object, object]:
    """Change a cell of a table, and return its column, its row and what it held."""
    columns = [str(row[1]) for row in stolen.ask(f"PRAGMA table_info({table})") if row[1] not in ("id",)]
    for column in dice.sample(columns, len(columns)):
        row_id, before = dice.choice(stolen.ask(f"SELECT id, {column} FROM {table} ORDER BY rowid"))
        try:
            stolen.write(f"UPDATE {table} SET {column} = ? WHERE id = ?", _altered(before, dice), row_id)
        except sqlite3.IntegrityError:
            continue  # another row has that already, which may not stand twice
        return column, row_id, before
    raise AssertionError(f"nothing in {table} can be changed")


def test_a_changed_cell_of_each_table_is_found_and_named(stolen: Stolen) -> None:
    dice = seeded(1)
    tables = [name for name in _tables() if stolen.ask(f"SELECT 1 FROM {name} LIMIT 1")]
    changed = {table: _change_a_cell(stolen, table, dice) for table in tables}
    report = stolen.verified()
    for table, (column, row_id, before) in changed.items():
        stolen.write(f"UPDATE {table} SET {column} = ? WHERE id = ?", before, row_id)
    told = {tuple(problem.sentence.split()[:2]) for problem in report.problems}
    unnamed = [
        f"{table}.{column}"
        for table, (column, row_id, _) in changed.items()
        if told.isdisjoint({(table, str(row_id)), (table, str(UUID(str(row_id))))})
    ]
    assert len(changed) > MOST
    assert report.verdict is Verdict.BROKEN
    assert not unnamed, report.problems
    assert stolen.verified().verdict is Verdict.SOUND


@pytest.mark.parametrize("seed", range(TRIES))
def test_one_changed_byte_of_the_ledger_is_found_and_named(stolen: Stolen, seed: int) -> None:
    dice = seeded(seed)
    idx, body, leaf = dice.choice(stolen.ask("SELECT idx, body, leaf FROM ledger_entries"))
    if dice.random() < 0.5:
        stolen.write("UPDATE ledger_entries SET leaf = ? WHERE idx = ?", _altered(leaf, dice), idx)
    else:
        place = dice.randrange(len(str(body)))
        changed = f"{str(body)[:place]}{chr(ord(str(body)[place]) ^ 1)}{str(body)[place + 1 :]}"
        stolen.write("UPDATE ledger_entries SET body = ? WHERE idx = ?", changed, idx)
    report = stolen.verified()
    stolen.write("UPDATE ledger_entries SET body = ?, leaf = ? WHERE idx = ?", body, leaf, idx)
    assert report.verdict is Verdict.BROKEN
    assert report.first_bad == idx


def test_a_ledger_cut_short_is_found(stolen: Stolen) -> None:
    (size, peaks), *_ = stolen.ask("SELECT size, peaks FROM ledger_head")
    lines = stolen.ask("SELECT * FROM ledger_entries WHERE idx >= ?", int(str(size)) - 5)
    stolen.write("DELETE FROM ledger_entries WHERE idx >= ?", int(str(size)) - 5)
    report = stolen.verified()
    for line in lines:
        stolen.write(f"INSERT INTO ledger_entries VALUES ({', '.join('?' * len(line))})", *line)
    assert report.verdict is Verdict.BROKEN
    assert stolen.verified().verdict is Verdict.SOUND
    assert peaks


def test_a_row_added_or_taken_is_found(stolen: Stolen) -> None:
    row = stolen.ask("SELECT * FROM search_entries LIMIT 1")[0]
    stolen.write("DELETE FROM search_entries WHERE id = ?", row[0])
    gone = stolen.verified()
    stolen.write(f"INSERT INTO search_entries VALUES ({', '.join('?' * len(row))})", *row)
    assert gone.verdict is Verdict.BROKEN
    copied = ("f" * 32, *row[1:2], "S-AAAAAA", *row[3:])
    stolen.write(f"INSERT INTO search_entries VALUES ({', '.join('?' * len(row))})", *copied)
    added = stolen.verified()
    stolen.write("DELETE FROM search_entries WHERE id = ?", copied[0])
    assert added.verdict is Verdict.BROKEN


def test_a_changed_byte_of_each_sealed_file_is_found_and_named(stolen: Stolen) -> None:
    dice = seeded(1)
    before = {}
    for file_id, reference in stolen.ask("SELECT file_id, reference FROM captures ORDER BY reference"):
        (path,) = (stolen.path.parent.parent).rglob(f"{UUID(str(file_id))}.sealed")
        before[path, str(reference)] = path.read_bytes()
    for (path, _), sealed in before.items():
        changed = _altered(sealed, dice)
        assert isinstance(changed, bytes)
        path.write_bytes(changed)
    found = stolen.unlike()
    for (path, _), sealed in before.items():
        path.write_bytes(sealed)
    assert len(before) > 5
    assert not {reference for _, reference in before if f"{reference} (changed)" not in found}, found
    assert "each as it was received" in stolen.unlike()
