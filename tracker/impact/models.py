"""Rows of voluntary answers; nothing in them says whose they are."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from tracker.db import Record, Sealed


class VoluntaryAnswer(Record):
    """What one candidate said of themselves, sealed; said anew it is a further row, and the newest counts.

    ``case_index`` is a keyed digest of the case, by which the yearly count finds its outcome; there is no
    case, no person and no time in the row (29 CFR 1607.4 B).
    """

    __tablename__ = "voluntary_answers"
    __table_args__ = (UniqueConstraint("case_index", "number"),)

    case_index: Mapped[str]
    number: Mapped[int]
    answers: Mapped[Sealed]
