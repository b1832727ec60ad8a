"""The row of what was seen inside a capture's file when it came."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class CaptureInside(Record):
    """What the file of a capture says of itself and holds, as seen once, before it was kept; never changed.

    ``seen`` is a list of what was found: code, count, names.
    """

    __tablename__ = "capture_insides"
    __table_args__ = (UniqueConstraint("capture_id"),)

    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"))
    seen: Mapped[Sealed]
    seen_at: Mapped[datetime]
