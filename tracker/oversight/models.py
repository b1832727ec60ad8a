"""Rows of oversight itself: that the ledger was checked, and what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from tracker.db import Record


class LedgerCheck(Record):
    """A verification of the ledger: when, by whom, up to which entry, and whether it was sound."""

    __tablename__ = "ledger_checks"

    checked_by: Mapped[UUID]
    checked_at: Mapped[datetime]
    size: Mapped[int]
    root: Mapped[str]
    sound: Mapped[bool]
    problems: Mapped[int]
