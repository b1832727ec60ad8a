"""Rows of findings in all their versions, evidence notes, captures and custody."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Finding(Record):
    """Something seen that is stated to matter for the job; its words are in its versions."""

    __tablename__ = "findings"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    search_id: Mapped[UUID] = mapped_column(ForeignKey("search_entries.id"), index=True)
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]


class FindingVersion(Record):
    """A finding as written at one time: the observed fact apart from the statement for the board (C.2).

    ``source_link`` or ``no_source_reason`` is there (C.3.c). ``identifiers`` lists, sealed, what ties the
    account to the candidate; ``identifiers_matched`` counts the independent ones.
    """

    __tablename__ = "finding_versions"
    __table_args__ = (UniqueConstraint("finding_id", "number"),)

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    number: Mapped[int]
    observed: Mapped[Sealed]
    statement: Mapped[Sealed]
    relevance: Mapped[Sealed]
    source_link: Mapped[OptionalSealed]
    no_source_reason: Mapped[OptionalSealed]
    identifiers: Mapped[Sealed]
    identifiers_matched: Mapped[int]
    direction: Mapped[str]
    dimension: Mapped[str]
    attribution: Mapped[str]
    posted_on: Mapped[date | None]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]


class EvidenceNote(Record):
    """The investigator's own words on a finding: sealed, append-only, and never for the board."""

    __tablename__ = "evidence_notes"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"), index=True)
    text: Mapped[Sealed]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]


class Capture(Record):
    """A file kept as received, sealed, with its digest and source.

    ``sha256`` is of the bytes received, ``sealed_sha256`` of the sealed file, both in hex; ``size`` is in
    bytes. ``file_id`` names the sealed file in the store.
    """

    __tablename__ = "captures"
    __table_args__ = (Index("ix_captures_case_sha256", "case_id", "sha256"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    file_id: Mapped[UUID] = mapped_column(unique=True)
    file_name: Mapped[Sealed]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    sealed_sha256: Mapped[str]
    source_link: Mapped[OptionalSealed]
    no_source_reason: Mapped[OptionalSealed]
    shows: Mapped[Sealed]
    tool: Mapped[str]
    signed_in: Mapped[str]
    department_device: Mapped[bool]
    captured_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]


class CaptureLink(Record):
    """That a capture shows what a finding says."""

    __tablename__ = "capture_links"
    __table_args__ = (UniqueConstraint("finding_id", "capture_id"),)

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)
    linked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    linked_at: Mapped[datetime]


class CustodyLine(Record):
    """What was done with a capture: added, verified, exported; its openings are access entries."""

    __tablename__ = "custody_lines"

    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)
    act: Mapped[str]
    outcome: Mapped[str]
    done_by: Mapped[UUID]
    done_at: Mapped[datetime]
