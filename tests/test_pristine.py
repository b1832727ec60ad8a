"""Every test begins with the same rows, the same walls and an empty store, whatever the one before did."""

from __future__ import annotations

from typing import Any

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
        connection.execute(text("DELETE FROM data_keys"))
    (home.settings.captures / "left").write_bytes(b"left")


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


def test_what_many_begin_with_is_made_once_and_stands_as_it_stood(home: Home) -> None:
    made = []

    def begin() -> People:
        home.restore()
        people = People(home.app, home.once)
        people.first("two people", lambda: made.append(people.make("Dana Ruiz", Role.INVESTIGATOR)))
        return people

    begin()
    first = rows_and_walls(home)
    for _ in range(2):
        People(home.app).make("Renata Wells", Role.AUDITOR)
        assert rows_and_walls(home) != first
        people = begin()
        assert rows_and_walls(home) == first
        assert people.make("Dana Ruiz", Role.INVESTIGATOR) == made[0]
        assert rows_and_walls(home) == first, "who is there is known"
    assert len(made) == 1


def test_where_something_stands_already_nothing_is_gone_back_to(home: Home) -> None:
    home.restore()
    work(home)
    made = People(home.app, home.once).first("late", lambda: "made beside it")
    assert made == "made beside it"
    assert rows_and_walls(home)["people"]
