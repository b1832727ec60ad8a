"""Walls: rules that the database itself holds, on SQLite and on PostgreSQL, whoever writes to it.

For migrations: ``append_only(op, "searches")`` in ``upgrade``, ``lift(op, "searches")`` in ``downgrade``.
A wall is a trigger named ``wall_<table>_...`` that ends the statement with a sentence (an
``IntegrityError``). Where a migration makes a SQLite table anew (a batch), its walls go with the old table
and must be put up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, inspect, text

REFUSE = """
CREATE OR REPLACE FUNCTION wall_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""
"""PostgreSQL's one function behind every wall that needs no more than its trigger's condition."""

FORGET = """
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'wall_refuse'
  ) THEN
    DROP FUNCTION IF EXISTS wall_refuse();
  END IF;
END $$
"""
"""Takes that function away with the last of its walls."""

ASSIGNED = (
    "EXISTS (SELECT 1 FROM assignments WHERE assignments.case_id = {case} "
    "AND assignments.person_id = {person})"
)
"""Who has, or had, a case as its investigator, in SQL."""
SEARCHED = (
    "EXISTS (SELECT 1 FROM access_entries WHERE access_entries.case_id = {case} "
    "AND access_entries.person_id = {person} AND access_entries.thing = 'searched')"
)
"""Who logged a search in a case, in SQL."""
WORKED = f"{ASSIGNED} OR {SEARCHED}"
"""Who worked on a case, in SQL."""


class Operations(Protocol):
    """The part of Alembic's ``op`` that walls need."""

    def get_bind(self) -> Connection:
        """Return the connection that the migration runs on."""
        ...


@dataclass(frozen=True, slots=True)
class Wall:
    """One trigger: before which act on which table, under what condition it refuses, and in what words.

    ``when`` is SQL over ``OLD`` and ``NEW``, empty for always. It may hold a query on SQLite only.
    """

    table: str
    name: str
    act: str
    sentence: str
    when: str = ""

    def ddl(self, dialect: str) -> tuple[str, ...]:
        """Return the statements that put the wall up."""
        name, words = f"wall_{self.table}_{self.name}", self.sentence.replace("'", "''")
        when = f" WHEN ({self.when})" if self.when else ""
        if dialect == "sqlite":
            return (
                f"CREATE TRIGGER {name} BEFORE {self.act} ON {self.table} FOR EACH ROW{when} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
            )
        each = "STATEMENT" if self.act == "TRUNCATE" else "ROW"
        return (
            REFUSE,
            f"CREATE TRIGGER {name} BEFORE {self.act} ON {self.table} FOR EACH {each}{when} "
            f"EXECUTE FUNCTION wall_refuse('{words}')",
            always(self.table, name),
        )


def always(table: str, trigger: str) -> str:
    """Return the PostgreSQL statement that lets a trigger fire in replica sessions too."""
    return f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


@dataclass(frozen=True, slots=True)
class Key:
    """A unique key of a table; ``where`` limits it to some of the rows, empty for all."""

    columns: tuple[str, ...]
    where: str = ""

    def taken(self, table: str, *, moving: bool) -> str:
        """Return SQLite's condition that another row stands where ``NEW`` goes.

        ``OR REPLACE`` would delete that row, and without ``recursive_triggers`` past every other trigger.
        """
        same = " AND ".join(f"{name} = NEW.{name}" for name in self.columns)
        other = " AND rowid <> OLD.rowid" if moving else ""
        if not self.where:
            return f"EXISTS (SELECT 1 FROM {table} WHERE {same}{other})"
        counted = f"EXISTS (SELECT 1 FROM {table} WHERE {same} AND ({self.where}){other})"
        return f"{counted} AND (SELECT {self.where} FROM (SELECT {{new}}))"


def append_only(op: Operations, table: str) -> None:
    """Let rows be added to the table and never changed or taken away."""
    connection = op.get_bind()
    run(connection, append_only_ddl(connection.dialect.name, table, conditions(connection, table)))


def never_deleted(op: Operations, table: str) -> None:
    """Let no row of the table be taken away, nor another be put in its place."""
    connection = op.get_bind()
    moving = conditions(connection, table, moving=True)
    run(connection, _kept_ddl(connection.dialect.name, table, conditions(connection, table), moving))


def frozen_columns(op: Operations, table: str, columns: Sequence[str], *, once: str | None = None) -> None:
    """Let the columns keep the value their row was made with.

    With ``once``, they may change until that column is set: a requisition's protocol until it is opened.
    """
    connection = op.get_bind()
    changed = " OR ".join(_differs(connection, name) for name in columns)
    when = f"OLD.{once} IS NOT NULL AND ({changed})" if once else changed
    since = f" once {once} is set" if once else ""
    sentence = f"{', '.join(columns)} of {table} cannot be changed{since}"
    wall = Wall(table, f"frozen_{columns[0]}", "UPDATE", sentence, when)
    run(connection, wall.ddl(connection.dialect.name))


def set_once(op: Operations, table: str, columns: Sequence[str]) -> None:
    """Let each of the columns, empty at first, be set one time and then keep its value."""
    connection = op.get_bind()
    when = " OR ".join(f"(OLD.{name} IS NOT NULL AND {_differs(connection, name)})" for name in columns)
    sentence = f"{', '.join(columns)} of {table} can be set only once"
    wall = Wall(table, f"once_{columns[0]}", "UPDATE", sentence, when)
    run(connection, wall.ddl(connection.dialect.name))


def lift(op: Operations, table: str) -> None:
    """Take away every wall of the table, before it is dropped or made anew."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    for name in standing(connection, table):
        run(connection, (f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}",))
    if not sqlite:
        run(connection, (FORGET,))


def standing(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the names of the walls that stand around the table."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")
    else:
        query = text("SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(:name) AND NOT tgisinternal")
    names = connection.execute(query, {"name": table}).scalars()
    return tuple(sorted(name for name in names if name.startswith(f"wall_{table}_")))


def append_only_ddl(dialect: str, table: str, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the statements behind :func:`append_only`; ``taken`` as :func:`conditions` returns them."""
    kept = Wall(table, "update", "UPDATE", f"{table} can only be added to: rows are never changed")
    return (*kept.ddl(dialect), *_kept_ddl(dialect, table, taken, ()))


def _kept_ddl(dialect: str, table: str, taken: Iterable[str], moving: Iterable[str]) -> tuple[str, ...]:
    walls = [Wall(table, "delete", "DELETE", f"{table} keeps its rows: they are never deleted")]
    if dialect == "sqlite":
        sentence = f"{table} keeps its rows: another cannot take the place of one"
        walls += [Wall(table, f"replace_{n}", "INSERT", sentence, when) for n, when in enumerate(taken)]
        walls += [Wall(table, f"move_{n}", "UPDATE", sentence, when) for n, when in enumerate(moving)]
    else:
        walls.append(Wall(table, "truncate", "TRUNCATE", f"{table} keeps its rows: it is never emptied"))
    return tuple(statement for wall in walls for statement in wall.ddl(dialect))


def conditions(connection: Connection, table: str, *, moving: bool = False) -> tuple[str, ...]:
    """Return, for SQLite, when another row stands where ``NEW`` goes: one condition for each unique key."""
    if connection.dialect.name != "sqlite":
        return ()
    look = inspect(connection)
    new = ", ".join(f"NEW.{column['name']} AS {column['name']}" for column in look.get_columns(table))
    keys = {Key(tuple(look.get_pk_constraint(table)["constrained_columns"]))}
    keys |= {Key(tuple(key["column_names"])) for key in look.get_unique_constraints(table)}
    for index in look.get_indexes(table):
        if index["unique"]:
            where = index.get("dialect_options", {}).get("sqlite_where", "")
            keys.add(Key(tuple(name for name in index["column_names"] if name), str(where)))
    ordered = sorted(keys, key=lambda key: (key.columns, key.where))
    return tuple(key.taken(table, moving=moving).replace("{new}", new) for key in ordered)


def _differs(connection: Connection, column: str) -> str:
    comparison = "IS NOT" if connection.dialect.name == "sqlite" else "IS DISTINCT FROM"
    return f"NEW.{column} {comparison} OLD.{column}"


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run the statements as they are."""
    driver_reads_percent = connection.dialect.paramstyle in {"format", "pyformat"}
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%") if driver_reads_percent else statement)
