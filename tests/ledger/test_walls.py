"""The walls hold against whoever goes around the application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from migrations.ledger_walls import lift_ledger_walls, raise_ledger_walls
from migrations.walls import (
    append_only,
    append_only_ddl,
    frozen_columns,
    lift,
    never_deleted,
    set_once,
    standing,
)
from tests.ledger.conftest import SIGNER, Around, write
from tests.walls import ADDED_TO, EMPTIED, KEPT, ONCE, REPLACED, STAYS, refused
from tracker.db import unit_of_work
from tracker.ledger.checkpoints import issue
from tracker.ledger.entries import Entry, read_entry
from tracker.ledger.merkle import leaf_hash
from tracker.policy.actors import SYSTEM
from tracker.settings import Settings

TABLES = ("ledger_entries", "ledger_head", "ledger_checkpoints")
ENTRY = (
    "INSERT INTO ledger_entries (idx, body, leaf, at, event, actor, case_id) "
    "VALUES (:idx, :body, :leaf, :at, :event, :actor, :case_id)"
)


AGREE = "the columns of a line agree with its body"
FOLLOWS = "a line of the ledger comes right after the last one"
GROWS = "the head of the ledger grows by one line at a time"
ONE_HEAD = "the ledger has one head, and it began empty"


def contents(around: Around) -> list[Any]:
    """Return everything the ledger's tables hold."""
    return [around.run(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]


@pytest.fixture
def written(session: Session) -> None:
    """A ledger with a few lines and a checkpoint."""
    write(4)
    with unit_of_work(SYSTEM) as work:
        issue(work, SIGNER)


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("UPDATE ledger_entries SET body = '{}'", ADDED_TO),
        ("UPDATE ledger_entries SET leaf = :blob WHERE idx = 1", ADDED_TO),
        ("UPDATE ledger_entries SET event = 'X' WHERE idx = 1", ADDED_TO),
        ("UPDATE ledger_entries SET idx = idx + 100", ADDED_TO),
        ("DELETE FROM ledger_entries", KEPT),
        ("DELETE FROM ledger_entries WHERE idx = 2", KEPT),
        ("UPDATE ledger_head SET size = size - 1", GROWS),
        ("UPDATE ledger_head SET size = 0, peaks = :none", GROWS),
        ("UPDATE ledger_head SET size = size + 1", GROWS),
        ("UPDATE ledger_head SET size = size + 2", GROWS),
        ("UPDATE ledger_head SET peaks = :blob", GROWS),
        ("UPDATE ledger_head SET id = 2", GROWS),
        ("DELETE FROM ledger_head", ONE_HEAD),
        ("INSERT INTO ledger_head (id, size, peaks) VALUES (2, 0, :none)", ONE_HEAD),
        ("UPDATE ledger_checkpoints SET note = 'x'", ADDED_TO),
        ("UPDATE ledger_checkpoints SET size = 1", ADDED_TO),
        ("DELETE FROM ledger_checkpoints", KEPT),
    ],
)
def test_the_ledger_is_not_changed(around: Around, written: None, attack: str, words: str) -> None:
    before = contents(around)
    values = {name: value for name, value in (("blob", b"x" * 32), ("none", b"")) if f":{name}" in attack}
    with refused(words):
        around.run(attack, **values)
    assert contents(around) == before


@pytest.mark.parametrize("pragma", ["ON", "OFF"])
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_sqlite_replaces_no_line(around: Around, written: None, verb: str, pragma: str) -> None:
    if not around.sqlite:
        return  # PostgreSQL has no such statement; its own is below
    around.connection.exec_driver_sql(f"PRAGMA recursive_triggers={pragma}")
    before = contents(around)
    attacks = [
        ("INTO ledger_entries SELECT idx, '{}', leaf, at, event, actor, case_id FROM ledger_entries", AGREE),
        ("INTO ledger_head (id, size, peaks) VALUES (1, 0, x'')", ONE_HEAD),
        ("INTO ledger_checkpoints SELECT size, key, 'other', created_at FROM ledger_checkpoints", REPLACED),
    ]
    for attack, words in attacks:
        with refused(words):
            around.run(f"{verb} {attack}")
    with refused(ADDED_TO):
        around.run("UPDATE OR REPLACE ledger_entries SET idx = 1 WHERE idx = 2")
    assert contents(around) == before


def test_an_upsert_changes_no_line(around: Around, written: None) -> None:
    before = contents(around)
    attacks = [
        (
            "INSERT INTO ledger_entries SELECT * FROM ledger_entries WHERE idx = 1 "
            "ON CONFLICT (idx) DO UPDATE SET body = '{}'",
            FOLLOWS,
        ),
        (
            "INSERT INTO ledger_checkpoints SELECT * FROM ledger_checkpoints WHERE true "
            "ON CONFLICT (size, key) DO UPDATE SET note = 'other'",
            f"{REPLACED}|{ADDED_TO}",
        ),
    ]
    for attack, words in attacks:
        with refused(words):
            around.run(attack)
    assert contents(around) == before


def test_postgresql_empties_no_table_of_the_ledger(around: Around, written: None) -> None:
    if around.sqlite:
        return  # SQLite has no such statement
    before = contents(around)
    for table in TABLES:
        for replica in (False, True):
            if replica:
                around.run("SET session_replication_role = replica")
            with refused(f"{EMPTIED}|{ONE_HEAD}"):
                around.run(f"TRUNCATE {table} CASCADE")
            around.run("SET session_replication_role = DEFAULT")
    with refused(ADDED_TO):
        around.run("UPDATE ledger_entries SET body = '{}'")
    assert contents(around) == before


def values_of(entry: Entry, **other: Any) -> dict[str, Any]:
    """Return the columns of a line, some of them other than they should be."""
    body = entry.body()
    columns = {"idx": entry.idx, "body": body.decode(), "leaf": leaf_hash(body), "event": entry.event}
    return (
        columns | {"actor": entry.actor, "case_id": entry.case, "at": "2026-03-09T16:00:00.000000Z"} | other
    )


def test_a_line_comes_after_the_last_and_agrees_with_its_body(around: Around, written: None) -> None:
    last = around.run("SELECT body FROM ledger_entries ORDER BY idx DESC LIMIT 1")[0].body
    entry = read_entry(last.encode())
    size = entry.idx + 1
    following = Entry(idx=size, at=entry.at, actor="a", role="it", event="E", case="c")
    for wrong in (
        values_of(Entry(idx=size + 1, at=entry.at, actor="a", role="it", event="E")),
        values_of(Entry(idx=0, at=entry.at, actor="a", role="it", event="E")),
        values_of(following, idx=size - 1),
        values_of(following, event="F"),
        values_of(following, actor="b"),
        values_of(following, case_id=None),
        values_of(following, at="2026-03-09T16:00:00.000001Z"),
        values_of(following, body="no JSON"),
    ):
        with pytest.raises(DBAPIError):
            around.run(ENTRY, **wrong)
    if not around.sqlite:
        with refused(AGREE):
            around.run(ENTRY, **values_of(following, leaf=b"x" * 32))
    around.run(ENTRY, **values_of(following))
    with refused(FOLLOWS):  # the head has to follow before the next line
        around.run(ENTRY, **values_of(Entry(idx=size + 1, at=entry.at, actor="a", role="it", event="E")))


SCENE = """
CREATE TABLE stones (
  id INTEGER PRIMARY KEY, code TEXT UNIQUE, kind TEXT NOT NULL,
  note TEXT, ended TEXT, opened TEXT, pinned TEXT
)
"""


@pytest.fixture
def scene(around: Around) -> Iterator[Around]:
    """A table of its own with two rows, and a unique key over those that have not ended."""
    around.run(SCENE)
    around.run("CREATE UNIQUE INDEX uq_stones_live ON stones (kind) WHERE ended IS NULL")
    around.run(
        "INSERT INTO stones (id, code, kind, ended) VALUES (1, 'a', 'flint', NULL), (2, 'b', 'slate', 'x')"
    )
    yield around
    around.connection.rollback()
    around.run("DROP TABLE stones")


def op(around: Around) -> Operations:
    """Return what a migration works with."""
    return Operations(MigrationContext.configure(around.connection))


def held(around: Around, words: str, *attacks: str) -> None:
    """Make sure that every statement is refused in these words and changes nothing."""
    before = around.run("SELECT * FROM stones ORDER BY id")
    for attack in attacks:
        with refused(words):
            around.run(attack)
    assert around.run("SELECT * FROM stones ORDER BY id") == before


REPLACING = (
    "INSERT OR REPLACE INTO stones (id, code, kind) VALUES (1, 'z', 'chalk')",
    "INSERT OR REPLACE INTO stones (id, code, kind) VALUES (3, 'a', 'chalk')",
    "INSERT OR REPLACE INTO stones (id, code, kind) VALUES (3, 'z', 'flint')",
)


def test_append_only(scene: Around) -> None:
    append_only(op(scene), "stones")
    scene.connection.commit()
    held(scene, ADDED_TO, "UPDATE stones SET note = 'x'", "UPDATE stones SET id = 9 WHERE id = 1")
    held(scene, KEPT, "DELETE FROM stones")
    held(scene, *((REPLACED, *REPLACING) if scene.sqlite else (EMPTIED, "TRUNCATE stones")))
    scene.run(
        "INSERT INTO stones (id, code, kind, ended) VALUES (3, 'c', 'flint', 'x'), (4, NULL, 'chalk', NULL)"
    )
    assert len(scene.run("SELECT 1 FROM stones")) == 4


def test_never_deleted(scene: Around) -> None:
    never_deleted(op(scene), "stones")
    scene.connection.commit()
    held(scene, KEPT, "DELETE FROM stones WHERE id = 1")
    moving = (
        "UPDATE OR REPLACE stones SET id = 1 WHERE id = 2",
        "UPDATE OR REPLACE stones SET code = 'a' WHERE id = 2",
    )
    living = ("UPDATE OR REPLACE stones SET kind = 'flint', ended = NULL WHERE id = 2",)
    replacing = (REPLACED, *REPLACING, *moving, *living)
    held(scene, *(replacing if scene.sqlite else (EMPTIED, "TRUNCATE stones")))
    scene.run("UPDATE stones SET note = 'seen', kind = 'flint' WHERE id = 2")
    scene.run("UPDATE stones SET ended = 'now' WHERE id = 1")
    scene.run("INSERT INTO stones (id, code, kind) VALUES (3, 'c', 'flint')")
    assert len(scene.run("SELECT 1 FROM stones")) == 3


def test_frozen_columns(scene: Around) -> None:
    frozen_columns(op(scene), "stones", ["kind", "code"])
    frozen_columns(op(scene), "stones", ["pinned"], once="opened")
    scene.connection.commit()
    held(scene, STAYS, "UPDATE stones SET kind = 'chalk'", "UPDATE stones SET code = NULL WHERE id = 1")
    scene.run("UPDATE stones SET note = 'seen', kind = kind")
    scene.run("UPDATE stones SET pinned = '1'")
    scene.run("UPDATE stones SET pinned = '2', opened = 'now'")
    held(scene, "once opened is set", "UPDATE stones SET pinned = '3'", "UPDATE stones SET pinned = NULL")


def test_set_once(scene: Around) -> None:
    set_once(op(scene), "stones", ["note", "ended"])
    scene.connection.commit()
    scene.run("UPDATE stones SET note = 'x' WHERE id = 1")
    scene.run("UPDATE stones SET ended = 'now' WHERE id = 1")
    held(
        scene,
        ONCE,
        "UPDATE stones SET note = 'y' WHERE id = 1",
        "UPDATE stones SET note = NULL WHERE id = 1",
        "UPDATE stones SET ended = 'later' WHERE id = 2",
    )


def test_a_wall_says_why(scene: Around) -> None:
    set_once(op(scene), "stones", ["note"])
    scene.run("UPDATE stones SET note = 'x'")
    with pytest.raises(IntegrityError, match="note of stones can be set only once"):
        scene.run("UPDATE stones SET note = 'y'")


def test_walls_are_lifted(scene: Around) -> None:
    append_only(op(scene), "stones")
    assert standing(scene.connection, "stones")
    lift(op(scene), "stones")
    scene.connection.commit()
    assert standing(scene.connection, "stones") == ()
    scene.run("DELETE FROM stones")


def test_the_ledgers_walls_come_down_and_go_up_again(settings: Settings, around: Around) -> None:
    engine = create_engine(settings.database)
    with engine.connect() as connection:
        walls = [standing(connection, table) for table in TABLES]
        assert all(walls)
        operations = Operations(MigrationContext.configure(connection))
        lift_ledger_walls(operations)
        assert [standing(connection, table) for table in TABLES] == [(), (), ()]
        connection.execute(text("DELETE FROM ledger_head"))
        raise_ledger_walls(operations)
        assert [standing(connection, table) for table in TABLES] == walls
        assert _head(connection) == (0, b"")
        connection.rollback()
    engine.dispose()


def _head(connection: Connection) -> tuple[int, bytes]:
    row = connection.execute(text("SELECT size, peaks FROM ledger_head")).one()
    return row.size, bytes(row.peaks)


def test_the_statements_can_be_had_without_a_database() -> None:
    assert any("BEFORE TRUNCATE" in statement for statement in append_only_ddl("postgresql", "stones"))
    assert all("TRUNCATE" not in statement for statement in append_only_ddl("sqlite", "stones"))
