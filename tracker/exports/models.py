"""Rows of evidence that left the product."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record, Sealed


class EvidencePackage(Record):
    """That evidence of a case left the product: for which matter, for whom, why, and under which digest.

    ``sha256`` is of the bag's last manifest, which seals all other files; ``size`` the ledger's lines that it
    proves against. What was typed is sealed with the product's own key, since it outlives the case.
    """

    __tablename__ = "evidence_packages"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("number > 0", name="counted"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    purpose: Mapped[str]
    scope: Mapped[str]
    redaction: Mapped[str]
    matter: Mapped[str]
    recipient: Mapped[Sealed]
    why: Mapped[Sealed]
    files: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
