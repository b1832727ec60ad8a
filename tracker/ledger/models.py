"""The tables of the ledger; its lines are never changed, and its head only grows."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from tracker.db import Record, UtcDateTime

HEAD = 1
"""The id of the one head row."""

_count = BigInteger().with_variant(Integer(), "sqlite")  # so that SQLite keeps entries in the order of idx

ledger_entries = Table(
    "ledger_entries",
    Record.metadata,
    Column("idx", _count, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    # Copies out of the body, for lines to be found by; a trigger holds them equal to it, and so does verify.
    Column("at", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("case_id", Text),
    CheckConstraint("length(leaf) = 32", name="leaf_is_sha256"),
    Index("ix_ledger_entries_at", "at"),
    Index("ix_ledger_entries_event_idx", "event", "idx"),
    Index("ix_ledger_entries_actor_idx", "actor", "idx"),
    Index("ix_ledger_entries_case_idx", "case_id", "idx"),
)
"""One row a line: ``leaf`` is SHA-256 of a zero byte and ``body``; ``idx`` counts from 0 without a gap."""

ledger_head = Table(
    "ledger_head",
    Record.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("size", _count, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    CheckConstraint(f"id = {HEAD}", name="one_head"),
)
"""The one head: how many lines there are, and their compact range, largest subtree first."""

ledger_checkpoints = Table(
    "ledger_checkpoints",
    Record.metadata,
    Column("size", _count, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("created_at", UtcDateTime(), nullable=False),
)
"""Signed checkpoints: ``key`` is the signing key's id in hex, ``note`` the signed note itself."""
