"""Rows in numbers: what is there already, copied with what hangs on it and sealed anew for its own place."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Session

from tests.factories.ways import lead
from tracker.db import Record, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM
from tracker.policy.affidavit_window import UNDECIDED, WAITING
from tracker.policy.vocabulary import Stage
from tracker.references import ALPHABET
from tracker.vault.format import SYSTEM_HOLDER, Domain, Slot
from tracker.vault.sealer import Sealer
from tracker.vault.trouble import NoKey
from tracker.vault.vault import vault_of

TABLES = Record.metadata.tables
COUNTERS = ("number", "turn", "edition")
"""Columns that count rows of one kind below the same thing."""
Row = dict[str, Any]
_numbers = count(1)


AFTERWARDS = ("acknowledgements",)
"""Tables whose rows are refused before rows of others that they do not refer to."""
WHOLE = ("tie_answers",)
"""Tables whose rows are all brought along: whoever read a packet had answered before."""


def below(session: Session, table: str, row_id: UUID, among: Collection[str], most: int) -> list[Row]:
    """Return a row and what refers to it, directly or not, from the tables named; ``most`` of each.

    Rows are dictionaries that know their table under the empty name.
    """
    first = session.execute(select(TABLES[table]).where(TABLES[table].c.id == row_id)).mappings().one()
    found, ids = [{"": table, **first}], {table: {row_id}}
    for other in sorted(Record.metadata.sorted_tables, key=lambda one: one.name in AFTERWARDS):
        if other.name not in among:
            continue
        reaches = [
            (column, key.column.table.name)
            for column in other.columns
            for key in column.foreign_keys
            if key.column.table.name in ids and key.column.name == "id"
        ]
        if reaches:
            rows = select(other).where(
                *(column.in_(ids[name]) | column.is_(None) for column, name in reaches)
            )
            rows = (
                rows.where(reaches[0][0].is_not(None))
                .order_by(*(other.c[name] for name in COUNTERS if name in other.c), other.c.id)
                .limit(None if other.name in WHOLE else most)
            )
            several = [{"": other.name, **row} for row in session.execute(rows).mappings()]
            found += several
            ids[other.name] = {row["id"] for row in several}
    return found


class Copier:
    """Copies rows around the application: ids and references are new, sealed cells open where they are."""

    def __init__(self, session: Session, connection: Connection) -> None:
        """Read with a session, write with a connection."""
        self.session, self.connection = session, connection
        self._sealers: dict[tuple[str, UUID], Sealer] = {}
        self._domains: dict[str, str] = {}

    def copy(self, rows: list[Row], times: int, *, holders: Mapping[UUID, list[UUID]]) -> list[UUID]:
        """Copy rows that belong together as often as said, and return the ids of the first row's copies.

        ``holders`` are those whose keys the cells are sealed with, and for each copy those of the copy.
        """
        batches: dict[str, list[Row]] = {row[""]: [] for row in rows}
        opened = [self._opened(row, holders) for row in rows]
        tops = self._tops(rows[0])
        made = []
        for turn in range(times):
            ids = {row["id"]: uuid4() for row in rows}
            ids |= {old: new[turn] for old, new in holders.items() if old != new[turn]}
            for row, cells in zip(rows, opened, strict=True):
                copied = self._plain(row, ids)
                if row is rows[0]:
                    copied |= {name: top + turn + 1 for name, top in tops.items()}
                for name, (holder, domain, text) in cells.items():
                    slot = Slot(row[""], name)
                    sealer = self._sealer(domain, holders.get(holder, [holder] * times)[turn])
                    copied[name] = sealer.seal(slot, copied["id"], copied["version"], text)
                batches[row[""]].append(copied)
            made.append(ids[rows[0]["id"]])
        over = self._not_over_yet(batches.get("cases", []))
        for table in Record.metadata.sorted_tables:
            if batches.get(table.name):
                self._insert(table, batches[table.name])
        cases = TABLES["cases"]
        for (stage, corrected_from), ids_of in over.items():
            lead(self.connection, ids_of, Stage.SEARCH, stage)
            ended = update(cases).where(cases.c.id.in_(ids_of))
            self.connection.execute(ended.values(corrected_from=corrected_from))
        return made

    def _insert(self, table: Table, rows: list[Row]) -> None:
        """Write rows; cases begin as opened, and are led from there to where they stand."""
        if table.name != "cases":
            self.connection.execute(insert(table), rows)
            return
        self.connection.execute(insert(table), [row | {"stage": Stage.OPENED.value} for row in rows])
        for stage in {row["stage"] for row in rows}:
            there = [row["id"] for row in rows if row["stage"] == stage]
            lead(self.connection, there, Stage.OPENED, stage)

    @staticmethod
    def _not_over_yet(cases: list[Row]) -> dict[tuple[str, str | None], list[UUID]]:
        """Let what is over be searched until all of it stands, since nothing is filed after the end."""
        over: dict[tuple[str, str | None], list[UUID]] = {}
        for case in cases:
            if Stage(case["stage"]) not in WAITING | UNDECIDED or case["corrected_from"]:
                over.setdefault((case["stage"], case["corrected_from"]), []).append(case["id"])
                case |= {"stage": Stage.SEARCH.value, "corrected_from": None}
        return over

    def _plain(self, row: Row, ids: Mapping[UUID, UUID]) -> Row:
        table = TABLES[row[""]]
        copied = {
            name: ids.get(value, value) if isinstance(value, UUID) else value for name, value in row.items()
        }
        del copied[""]
        for column in _unique(table):
            copied[column] = _another(copied[column])
        return copied

    def _tops(self, row: Row) -> dict[str, int]:
        table = TABLES[row[""]]
        counted = {
            name
            for one in table.constraints
            if isinstance(one, UniqueConstraint)
            for name in (column.name for column in one.columns)
        }
        return {
            name: self.connection.execute(select(func.max(table.c[name]))).scalar_one()
            for name in COUNTERS
            if name in counted
        }

    def _opened(self, row: Row, holders: Collection[UUID]) -> dict[str, tuple[UUID, str, bytes]]:
        cells = {}
        for column in TABLES[row[""]].columns:
            sealed = row[column.name]
            if column.info.get("sealed") and sealed is not None:
                slot = Slot(row[""], column.name)
                cells[column.name] = next(self._tried(slot, row, sealed, holders))
        return cells

    def _tried(
        self, slot: Slot, row: Row, sealed: bytes, holders: Collection[UUID]
    ) -> Iterator[tuple[UUID, str, bytes]]:
        domain = {"people": Domain.SYSTEM, "packets": Domain.BOARD, "candidates": Domain.CANDIDATE}
        kind = domain.get(slot.table, Domain.CASE)
        for holder in (SYSTEM_HOLDER,) if kind is Domain.SYSTEM else holders:
            try:
                sealer = self._sealer(kind, holder)
            except NoKey:
                continue
            yield holder, kind, sealer.open(slot, row["id"], row["version"], sealed)

    def _sealer(self, domain: str, holder: UUID) -> Sealer:
        if (domain, holder) not in self._sealers:
            self._sealers[domain, holder] = vault_of(self.session).domain(self.session, domain, holder)
        return self._sealers[domain, holder]

    def prepare(self, holders: Mapping[UUID, Collection[str]]) -> None:
        """Make and remember the keys of new holders, each with the domains that it gets one in."""
        self.connection.commit()
        with unit_of_work(SYSTEM) as work:
            vault = vault_of(work.session)
            for holder, domains in holders.items():
                for domain in domains:
                    self._sealers[domain, holder] = vault.create_key(work.session, holder, domain)
            record(work, Event.DEMO_LOADED, candidates=len(holders))


def _unique(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.unique and not column.foreign_keys:
            yield column.name
    if table.name == "captures":
        yield "sha256"


def _another(value: Any) -> Any:
    number = next(_numbers)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, bytes):
        return os.urandom(len(value))
    if isinstance(value, str) and len(value) == 64:
        return f"{number:064x}"
    if isinstance(value, str):
        head, _, tail = value.rpartition("-")
        letters = ""
        for _place in tail:
            number, rest = divmod(number, len(ALPHABET))
            letters = ALPHABET[rest] + letters
        return f"{head}-{letters}"
    return value
