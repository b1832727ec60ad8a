"""Reading the ledger's lines from the first to the last and judging each, with bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.ledger.canonical import Uncanonical
from tracker.ledger.cells import Stored
from tracker.ledger.entries import OUTCOMES, Entry, read_entry, written
from tracker.ledger.merkle import WIDTH, Hashes, grow, leaf_hash
from tracker.ledger.models import ledger_entries
from tracker.ledger.report import Findings

BATCH = 500
NAMES = ("at", "event", "actor", "case_id")
"""The columns that copy members of the body."""


_CELLS = (Stored(ledger_entries.c[name]).label(name) for name in (*NAMES, "body", "leaf"))
_FIRST = select(ledger_entries.c.idx, *_CELLS).order_by(ledger_entries.c.idx).limit(BATCH)
_NEXT = _FIRST.where(ledger_entries.c.idx > bindparam("after"))


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the reading has come: ``peaks`` are of ``size`` lines, as their leaves say.

    ``entry`` is the line just read, None where it could not be read.
    """

    size: int
    peaks: Hashes
    entry: Entry | None


def read_lines(session: Session, findings: Findings) -> Iterator[Reached]:
    """Read every line in order and note what is wrong with each; yield after each line of the chain.

    Where a line is missing, the chain ends: the lines beyond it are judged one by one, but grow no tree.
    """
    size, whole = 0, True
    peaks: Hashes = ()
    earlier: datetime | None = None
    for row in _rows(session):
        entry = _judge(row, earlier, findings)
        earlier = entry.at if entry else earlier
        if row.idx != size and whole:
            whole = False
            findings.add("missing", f"line {size} is missing; the next one is {row.idx}", min(size, row.idx))
        if whole:
            peaks = grow(peaks, size, _leaf(row))
            size += 1
            yield Reached(size, peaks, entry)


def _rows(session: Session) -> Iterator[Row[Any]]:
    batch = session.execute(_FIRST).all()
    while batch:
        yield from batch
        batch = session.execute(_NEXT, {"after": batch[-1].idx}).all()


def _leaf(row: Row[Any]) -> bytes:
    stored: bytes = row.leaf
    return stored if len(stored) == WIDTH else leaf_hash(row.body)


def _judge(row: Row[Any], earlier: datetime | None, findings: Findings) -> Entry | None:
    if leaf_hash(row.body) != row.leaf:
        findings.add("leaf", f"line {row.idx} was changed: its body does not have its hash", row.idx)
    try:
        entry = read_entry(row.body)
    except Uncanonical as error:
        findings.add("body", f"line {row.idx} cannot be read: {error}", row.idx)
        return None
    for kind, sentence in _contradictions(row, entry, earlier):
        findings.add(kind, f"line {row.idx} {sentence}", row.idx)
    return entry


def _contradictions(row: Row[Any], entry: Entry, earlier: datetime | None) -> Iterator[tuple[str, str]]:
    if entry.idx != row.idx:
        yield "sequence", f"says of itself that it is line {entry.idx}"
    if earlier is not None and entry.at < earlier:
        yield "time", f"is of {written(entry.at)}, before the line above it"
    if entry.skew < 0 or (entry.skew and entry.at != earlier):
        yield "time", "says that the clock lay behind where it did not"
    if entry.outcome not in OUTCOMES:
        yield "body", f"has the outcome {entry.outcome}"
    copied = (written(entry.at), entry.event, entry.actor, entry.case)
    for name, said in zip(NAMES, copied, strict=True):
        if getattr(row, name) != (None if said is None else said.encode("utf-8")):
            yield "copies", f"has another {name} beside its body than in it"
    if len({(one.table, one.id) for one in entry.rows}) < len(entry.rows):
        yield "body", "has two digests of one row"
