"""How a database goes back to the rows that it had at some moment, whatever a test did to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, text

BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND state <> 'idle'
"""
SHAPE = """
WITH ours AS (SELECT oid, xmin FROM pg_class WHERE oid >= 16384 AND relnamespace = 'public'::regnamespace)
SELECT md5(string_agg(line, ';' ORDER BY line)) FROM (
  SELECT concat_ws(' ', 'table', oid, xmin) FROM ours
  UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, a.xmin) FROM pg_attribute a
    JOIN ours ON ours.oid = attrelid
  UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'rule', oid, xmin) FROM pg_constraint WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'wall', oid, tgname, tgenabled, tgfoid) FROM pg_trigger
) AS every (line)
"""
"""A digest of tables, columns, functions, constraints and walls, that any change to one of them changes."""

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
WALLS = """
SELECT tgrelid::regclass::text AS "table", tgname AS name, tgtype & 8 <> 0 AS on_delete FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled = 'A'
"""


def _digests(tables: Iterable[str]) -> str:
    """Return what makes a function of the session: of a hundred tables, it plans anew those that changed."""
    each = (
        f"RETURN QUERY SELECT '{name}', coalesce(md5(string_agg(concat(ctid, xmin), ',')), '') "
        f"FROM public.{name};"
        for name in tables
    )
    return f"""CREATE FUNCTION pg_temp.digests() RETURNS TABLE (name text, digest text) LANGUAGE plpgsql
        AS $$ BEGIN {" ".join(each)} END $$"""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, the digest of its first rows, and the walls that stand in the way of going back to them."""

    name: str
    rows: str
    walls: tuple[str, ...]

    def back(self) -> tuple[str, ...]:
        """Return the statements that take its first rows back, walls down before and up after."""
        down = ", ".join(f"DISABLE TRIGGER {wall}" for wall in self.walls)
        up = ", ".join(f"ENABLE ALWAYS TRIGGER {wall}" for wall in self.walls)
        return (
            *([f"ALTER TABLE public.{self.name} {down}"] if down else []),
            f"DELETE FROM public.{self.name}",
            *([f"INSERT INTO public.{self.name} SELECT * FROM first_{self.name}"] if self.rows else []),
            *([f"ALTER TABLE public.{self.name} {up}"] if up else []),
        )


class File:
    """A SQLite file that goes back to what it held, under the connections that are open to it.

    A connection reads 86 tables and 450 walls when it is opened, which takes as long as many a test.
    """

    def __init__(self, database: Path, let_go: Callable[[], None], used: Callable[[], bool]) -> None:
        """Watch over a file; ``let_go`` closes what the application holds open, ``used`` says if it works."""
        self.database, self._let_go, self._used = database, let_go, used
        self._kept: sqlite3.Connection | None = None
        self._number = self._mode = 0

    def close(self) -> None:
        """Close whatever is open."""
        self._let_go()
        if self._kept:
            self._kept.close()
        self._kept = None

    def held(self) -> sqlite3.Connection:
        """Return a copy, in memory, of what it holds now."""
        self._mode = self.database.stat().st_mode
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(self.database)) as connection:
            connection.backup(copy)
        return copy

    def go_back(self, held: sqlite3.Connection) -> None:
        """Let it hold what it held: page by page in the file that is there, or in a new one."""
        if not self._written_over(held):
            self.close()
            for left in self.database.parent.glob(f"{self.database.name}*"):
                left.unlink()
            self.database.touch()
            self.database.chmod(self._mode)
            self._kept = sqlite3.connect(self.database, isolation_level=None, check_same_thread=False)
            held.backup(self._kept)
            self._kept.execute("PRAGMA journal_mode = WAL")
            self._kept.execute(f"PRAGMA schema_version = {_shape(held)}")
            self._number = self.database.stat().st_ino

    def _written_over(self, held: sqlite3.Connection) -> bool:
        """Write over what is there; False where another file or shape, or somebody at work, is in the way.

        The shape is counted up by the copying, and told as it is: whoever has it open need not read it again.
        """
        same = self.database.exists() and self.database.stat().st_ino == self._number
        if not self._kept or not same or self._used():
            return False
        try:
            if _shape(self._kept) != _shape(held):
                return False
            held.backup(self._kept)
            self._kept.execute(f"PRAGMA schema_version = {_shape(held)}")
        except sqlite3.Error:
            return False
        return True


def _shape(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA schema_version").fetchone()[0])


class Copied:
    """The rows of a SQLite database at a moment: a copy of its pages."""

    def __init__(self, file: File) -> None:
        """Keep what it holds now."""
        self._file, self._held = file, file.held()

    def close(self) -> None:
        """Forget it."""
        self._held.close()

    def restore(self) -> bool:
        """Go back to those rows."""
        self._file.go_back(self._held)
        return True


class Pristine:
    """The rows of a PostgreSQL database at a moment, in a session of their own; much quicker than a copy."""

    def __init__(self, address: str) -> None:
        """Remember what stands at an address now."""
        self._engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._session: Connection = self._engine.connect()
        self._run("SET session_replication_role = replica")  # foreign keys off; walls stay up
        self._shape = self._ask(SHAPE)[0][0]
        names = [row[0] for row in self._ask(TABLES)]
        self._run(_digests(names))
        rows = self._rows()
        walls = self._ask(WALLS)
        self._tables = {name: self._table(name, rows[name], walls) for name in names}

    def close(self) -> None:
        """Forget it."""
        self._session.close()
        self._engine.dispose()

    def restore(self) -> bool:
        """Go back to those rows; return False if the database must be copied anew instead.

        That is so when its shape changed, or when somebody is still in the middle of something.
        """
        if self._ask(BUSY)[0][0] or self._ask(SHAPE)[0][0] != self._shape:
            return False
        now = self._rows()
        changed = [table for name, table in self._tables.items() if now[name] != table.rows]
        if changed:
            steps = [step for table in changed for step in table.back()]
            self._run("; ".join(["BEGIN", *steps, "COMMIT"]))
        if any(table.rows for table in changed):
            rows = self._rows()
            for table in changed:
                self._tables[table.name] = _Table(table.name, rows[table.name], table.walls)
        return True

    def _table(self, name: str, rows: str, walls: Sequence[Any]) -> _Table:
        if rows:
            self._run(f"CREATE TEMPORARY TABLE first_{name} AS TABLE public.{name}")
        return _Table(name, rows, tuple(w.name for w in walls if w.table == name and (rows or w.on_delete)))

    def _rows(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self._ask("SELECT * FROM pg_temp.digests()")}

    def _ask(self, statement: str) -> Sequence[Any]:
        return self._session.execute(text(statement)).all()

    def _run(self, statements: str) -> None:
        self._session.exec_driver_sql(statements)
