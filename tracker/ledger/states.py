"""The last recorded state of every row, and the rows of the database held against it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

from sqlalchemy import String, Table, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.ledger.canonical import Uncanonical
from tracker.ledger.entries import Entry, RowDigest
from tracker.ledger.report import Findings
from tracker.ledger.rows import ledgered_tables, live_row

BATCH = 500
UNREADABLE = (Uncanonical, ValueError, TypeError, AttributeError, SQLAlchemyError)


class LastStates:
    """What the ledger last said of each row.

    Kept in a private temporary file that SQLite makes, so that memory does not grow with the records; it
    holds ids and digests only, and is gone when closed.
    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute(
            "CREATE TABLE said (name TEXT, id TEXT, version INTEGER, sha256 TEXT, idx INTEGER, met INTEGER,"
            " PRIMARY KEY (name, id)) WITHOUT ROWID"
        )
        self._file.execute("BEGIN")

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def take(self, entry: Entry, findings: Findings) -> None:
        """Take in what a line says of rows; a version that does not rise is a line played again."""
        for row in entry.rows:
            before = self._said(row.table, row.id)
            if before is not None and before[0] >= row.version:
                told = f"line {entry.idx} tells of {row.table} {row.id} at {row.version} after {before[0]}"
                findings.add("version", told, entry.idx)
            self._file.execute(
                "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, 0)",
                (row.table, row.id, row.version, row.sha256, entry.idx),
            )

    def meet(self, row: RowDigest, findings: Findings) -> None:
        """Hold a row of the database against what was last said of it."""
        said = self._said(row.table, row.id)
        if said is None:
            findings.add("orphan", f"{row.table} {row.id} is in no line of the ledger")
            return
        self.meet_unread(row.table, row.id)
        version, sha256, idx = said
        if row.version != version:
            told = f"{row.table} {row.id} is at version {row.version}, but line {idx} left it at {version}"
            findings.add("row", told)
        elif row.sha256 != sha256:
            findings.add("row", f"{row.table} {row.id} was changed since line {idx}, which last wrote it")

    def meet_unread(self, table: str, row_id: str) -> None:
        """Note that a row is there, whatever it holds."""
        self._file.execute("UPDATE said SET met = 1 WHERE name = ? AND id = ?", (table, row_id))

    def unmet(self) -> Iterator[tuple[str, str, int]]:
        """Yield the table, id and last line of every row that the ledger knows and nobody met."""
        yield from self._file.execute("SELECT name, id, idx FROM said WHERE met = 0 ORDER BY idx, name, id")

    def _said(self, table: str, row_id: str) -> tuple[int, str, int] | None:
        query = "SELECT version, sha256, idx FROM said WHERE name = ? AND id = ?"
        found: tuple[int, str, int] | None = self._file.execute(query, (table, row_id)).fetchone()
        return found


def compare_rows(session: Session, states: LastStates, findings: Findings) -> int:
    """Hold every ledgered row of the database against its last recorded state; return how many there are."""
    count = 0
    for table in ledgered_tables():
        met = Findings()
        try:
            here = _all_at_once(session, table, states, met)
        except UNREADABLE:
            met = Findings()
            here = _one_by_one(session, table, states, met)
        findings.absorb(met)
        count += here
    for name, row_id, idx in states.unmet():
        findings.add("gone", f"{name} {row_id} is gone; line {idx} last wrote it")
    return count


def _all_at_once(session: Session, table: Table, states: LastStates, findings: Findings) -> int:
    count = 0
    for row in _stream(session, table):
        states.meet(row, findings)
        count += 1
    return count


def _stream(session: Session, table: Table) -> Iterator[RowDigest]:
    names = [column.name for column in table.columns]
    found = session.execute(select(table), execution_options={"yield_per": BATCH})
    with closing(found):
        for row in found:
            yield live_row(table, dict(zip(names, row, strict=True)))


def _one_by_one(session: Session, table: Table, states: LastStates, findings: Findings) -> int:
    """Read a table that holds something unreadable row by row, to say which row it is."""
    raw_id = type_coerce(table.c.id, String)
    ids: list[Any] = list(session.execute(select(raw_id)).scalars())
    for one in ids:
        try:
            row = session.execute(select(table).where(raw_id == one)).one()
            states.meet(live_row(table, dict(row._mapping)), findings)
        except UNREADABLE:
            findings.add("row", f"{table.name} {one} cannot be read")
            states.meet_unread(table.name, _id_of(one))
    return len(ids)


def _id_of(raw: object) -> str:
    try:
        return str(UUID(str(raw)))
    except ValueError:
        return str(raw)
