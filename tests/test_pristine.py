"""Every test begins with the same rows, the same walls and an empty store, whatever the one before did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, text

from migrations.walls import standing
from tests.conftest import Home
from tests.people import People
from tracker.db import Record, db
from tracker.policy.actors import Role


def rows_and_walls(home: Home) -> dict[str, Any]:
    """Return every row and every wall of every table."""
    with home.app.app_context():
        connection = db.session.connection()
        names = inspect(connection).get_table_names()
        found: dict[str, Any] = {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in names
        }
        found["walls"] = {
            table.name: standing(connection, table.name) for table in Record.metadata.sorted_tables
        }
        db.session.rollback()
    return found


def work(home: Home) -> None:
    """Add rows, change a row, take one away, and leave a file in the store."""
    People(home.app).make("Dana Ruiz", Role.INVESTIGATOR)
    with home.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE data_keys SET wrapped = wrapped"))
        connection.execute(text("DELETE FROM keyring"))
    (home.settings.captures / "left").write_bytes(b"left")


@pytest.mark.sqlite
def test_a_file_that_grew_goes_back_under_open_connections(home: Home) -> None:
    home.restore()
    file = home.settings.data / "tracker.db"
    first, number = rows_and_walls(home), file.stat().st_ino
    for _ in range(3):
        People(home.app).make("Leo Marsh", Role.INVESTIGATOR)
        with home.app.app_context(), db.engine.begin() as connection:
            grown = connection.execute(text("UPDATE people SET password_hash = hex(zeroblob(2000000))"))
            assert grown.rowcount
        home.restore()
        assert rows_and_walls(home) == first
        with home.app.app_context(), db.engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert file.stat().st_ino == number


@pytest.mark.parametrize("changed", ["rows", "walls", "tables"])
def test_whatever_a_test_did_is_undone(home: Home, changed: str) -> None:
    home.restore()
    first = rows_and_walls(home)
    assert first["ledger_entries"]
    assert first["keyring"]
    for _ in range(2):
        work(home)
        with home.app.app_context(), db.engine.begin() as connection:
            if changed == "walls":
                on = " ON ledger_entries" if home.dialect == "postgresql" else ""
                connection.execute(text(f"DROP TRIGGER wall_ledger_entries_update{on}"))
            elif changed == "tables":
                connection.execute(text("ALTER TABLE people ADD COLUMN nickname TEXT"))
        worked = rows_and_walls(home)
        assert {name for name in first if first[name] != worked[name]} >= {"people", "ledger_entries"}
        home.restore()
        assert rows_and_walls(home) == first
        assert not list(home.settings.captures.iterdir())


def test_what_many_begin_with_is_made_twice_and_stands_as_it_stood(home: Home) -> None:
    made = []

    def begin() -> People:
        home.restore()
        people = People(home.app, home.once)
        people.once("two people", lambda: made.append(people.make("Dana Ruiz", Role.INVESTIGATOR)))
        return people

    begin()
    begin()
    first = rows_and_walls(home)
    for _ in range(2):
        People(home.app).make("Renata Wells", Role.AUDITOR)
        assert rows_and_walls(home) != first
        people = begin()
        assert rows_and_walls(home) == first
        assert people.make("Dana Ruiz", Role.INVESTIGATOR) == made[1]
        assert rows_and_walls(home) == first, "who is there is known"
    assert len(made) == 2


def test_where_something_stands_already_nothing_is_gone_back_to(home: Home) -> None:
    home.restore()
    work(home)
    made = People(home.app, home.once).once("late", lambda: "made beside it")
    assert made == "made beside it"
    assert rows_and_walls(home)["people"]


def test_what_is_built_on_it_comes_back_with_its_files(home: Home) -> None:
    made: list[UUID] = []

    def build() -> UUID:
        made.append(uuid4())
        (home.settings.captures / "held").write_text(str(made[-1]))
        People(home.app).make("Renata Wells", Role.AUDITOR)
        return made[-1]

    def walk() -> tuple[UUID, str]:
        home.restore()
        people = People(home.app, home.once)
        people.once("somebody", lambda: people.make("Dana Ruiz", Role.INVESTIGATOR))
        kept = people.once("a file", build)
        return kept, (home.settings.captures / "held").read_text()

    for _ in range(4):
        kept, words = walk()
        assert (kept, words) == (made[-1], str(made[-1]))
    assert len(made) == 2


@pytest.mark.parametrize("moves", ["rows", "clock"])
def test_whoever_did_something_first_builds_it_anew(home: Home, moves: str) -> None:
    made: list[int] = []

    def walk() -> None:
        home.restore()
        people = People(home.app, home.once)
        people.once("begun", lambda: people.make("Dana Ruiz", Role.INVESTIGATOR))
        if moves == "rows":
            people.make("Renata Wells", Role.AUDITOR)
        else:
            home.clock.advance(timedelta(minutes=1))
        people.once("then", lambda: made.append(1))

    for _ in range(3):
        walk()
    assert len(made) == 3
