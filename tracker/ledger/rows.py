"""The digest of a row: all its columns, the same whether just written or read back, on either database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import cast
from uuid import UUID

from sqlalchemy import Boolean, Table, inspect

from tracker.db import Record
from tracker.ledger.canonical import Uncanonical, canonical
from tracker.ledger.entries import RowDigest, written


def row_digest(table: str, columns: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of the canonical JSON of ``["row", 1, table, {column: value}]``.

    Moments are RFC 3339 in UTC with microseconds, days ISO 8601, ids text, bytes ``sha256:`` and their digest
    in hex; text, whole numbers, booleans and JSON as they are. Fractions are refused. Empty columns are left
    out, so that a column added later, empty, changes no digest.
    """
    plain = {name: _plain(value) for name, value in columns.items() if value is not None}
    return sha256(canonical(["row", 1, table, plain])).hexdigest()


def written_row(record: Record) -> RowDigest:
    """Return the digest of a record as it was just written."""
    table = cast(Table, type(record).__table__)
    values = {name: getattr(record, attribute) for name, attribute in _attributes(type(record))}
    return live_row(table, values)


def live_row(table: Table, values: Mapping[str, object]) -> RowDigest:
    """Return the digest of a row, given the value of each of its columns."""
    columns = {name: _typed(table, name, value) for name, value in values.items()}
    return RowDigest(
        table=table.name,
        id=str(values["id"]),
        version=_version(values["version"]),
        sha256=row_digest(table.name, columns),
    )


def ledgered_tables() -> tuple[Table, ...]:
    """Return the tables whose rows the ledger digests, by name."""
    kinds = (mapper.class_ for mapper in Record.registry.mappers)
    tables = {kind.__tablename__: cast(Table, kind.__table__) for kind in kinds if kind.__ledgered__}
    return tuple(tables[name] for name in sorted(tables))


@cache
def _attributes(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    mapper = inspect(kind)
    columns: Iterable[tuple[str, str]] = (
        (column.name, mapper.get_property_by_column(column).key) for column in kind.__table__.columns
    )
    return tuple(columns)


def _typed(table: Table, name: str, value: object) -> object:
    if value is not None and isinstance(table.columns[name].type, Boolean):
        return bool(value)
    return value


def _version(value: object) -> int:
    if not isinstance(value, int):
        raise Uncanonical("a row's version is a whole number")
    return value


def _plain(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        return "sha256:" + sha256(value).hexdigest()
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return value
