"""Proving: the ledger verified from its first line, beside hashing the same bytes and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from bench.installation import Installation
from bench.rounds import Pair
from tracker.checkpointing import witness_of
from tracker.db import db
from tracker.ledger.models import ledger_entries
from tracker.ledger.verify import verify


def record(house: Installation) -> Iterator[Pair]:
    """Yield the check that an auditor presses, and the deep one of the command line."""
    with house.app.app_context():
        bodies = [body.encode() for body in db.session.scalars(select(ledger_entries.c.body))]

    def check(*, deep: bool) -> None:
        with house.app.app_context():
            assert verify(db.session, witness_of(db.session), deep=deep).exit_status == 0

    def hashed() -> None:
        for body in bodies:
            hashlib.sha256(hashlib.sha256(body).digest()).digest()

    lines = f"{len(bodies):,} lines"
    yield Pair(
        f"verify the ledger, {lines}", lambda: check(deep=False), "SHA-256 of the same", hashed, rounds=10
    )
    yield Pair(
        "and hold every row against it", lambda: check(deep=True), "SHA-256 of the same", hashed, rounds=5
    )
