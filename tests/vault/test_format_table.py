"""docs/FORMAT.md opens a copy of the database and of the store, given the keys: each cell and each file."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.vault import decoder
from tests.vault.test_format_page import PAGE
from tracker.settings import Settings

ROW = re.compile(r"^\| `(\w+)` \| (`\w+`.*?) \| (case|board|system|candidate) \| (.+) \|$", re.M)
INVENTORY = Path(__file__).parents[1] / "structure" / "sealed_columns.txt"
SYSTEM = "00000000-0000-0000-0000-000000000001"
TABLE = {
    table: (dict(re.findall(r"`(\w+)`( JSON)?", columns)), domain, way.strip("`"))
    for table, columns, domain, way in ROW.findall(PAGE.read_text("utf-8"))
}
"""Of each table: its sealed columns and whether they hold JSON, the domain, and the way to the holder."""


class Copy:
    """A copy of the data and the keys, read with nothing but SQLite and the decoder."""

    def __init__(self, settings: Settings) -> None:
        """Take the database, the keys of the file provider and the store."""
        self.rows = sqlite3.connect(f"file:{settings.data / 'tracker.db'}?mode=ro", uri=True)
        self.rows.row_factory = sqlite3.Row
        self.store = settings.captures
        lines = [
            line
            for file in (settings.instance / "keys").glob("*.key")
            for line in file.read_text("utf-8").splitlines()
        ]
        keys = dict(line.split() for line in lines if line.strip() and not line.startswith("#"))
        self.keys: dict[tuple[str, str, int], bytes] = {}
        for row in self.ask("SELECT * FROM data_keys"):
            of = row["domain"], str(uuid.UUID(row["holder_id"])), row["dek_version"]
            self.keys[of] = decoder.unwrap(
                bytes.fromhex(keys[row["kek_id"]]), row["kek_id"], *of, row["wrapped"]
            )

    def ask(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows of a statement."""
        return self.rows.execute(statement, values).fetchall()

    def holder(self, row: sqlite3.Row, way: str) -> str:
        """Follow the way from a row to its holder."""
        if way == "the fixed holder":
            return SYSTEM
        *steps, last = way.split()
        for column, table in (step.split(".") for step in steps):
            (row,) = self.ask(f"SELECT * FROM {table} WHERE id = ?", row[column])
        return str(uuid.UUID(row["id" if last == "row" else last]))

    def cells(self) -> Iterator[tuple[str, str, bytes]]:
        """Open every sealed cell by the page's table: its column, what it should hold, and its content."""
        for table, (columns, domain, way) in TABLE.items():
            for row in self.ask(f"SELECT * FROM {table}"):
                holder = self.holder(row, way)
                for column, kind in columns.items():
                    if (cell := row[column]) is not None:
                        key = self.keys[domain, holder, int.from_bytes(cell[2:4])]
                        said = decoder.open_cell(key, table, column, row["id"], row["version"], holder, cell)
                        yield f"{table}.{column}", kind, said

    def files(self) -> Iterator[tuple[sqlite3.Row, bytes]]:
        """Open every capture's file."""
        for row in self.ask("SELECT * FROM captures"):
            holder, file_id = str(uuid.UUID(row["case_id"])), str(uuid.UUID(row["file_id"]))
            sealed = (self.store / file_id[:2] / f"{file_id}.sealed").read_bytes()
            key = self.keys["case", holder, int.from_bytes(sealed[2:4])]
            yield row, decoder.open_file(key, file_id, holder, sealed)


def test_the_table_names_every_sealed_column() -> None:
    named = [f"{table}.{column}" for table, (columns, *_) in TABLE.items() for column in columns]
    assert sorted(named) == INVENTORY.read_text("utf-8").splitlines()


@pytest.mark.sqlite
def test_the_page_alone_opens_every_cell_and_file_of_the_sample_data(demo_app: Flask) -> None:
    copy = Copy(demo_app.extensions["settings"])
    opened: dict[str, int] = {}
    for column, kind, content in copy.cells():
        opened[column] = opened.get(column, 0) + 1
        assert _is_json(content) == bool(kind), column
    assert sum(opened.values()) > 1_000
    assert len(opened) > 30
    files = list(copy.files())
    assert files
    for row, content in files:
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row["size"], _hex(row["sha256"]))
    copy.rows.close()


def _is_json(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict | list)
    except ValueError:
        return False


def _hex(digest: Any) -> str:
    return digest.hex() if isinstance(digest, bytes) else str(digest)
