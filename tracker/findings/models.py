"""Rows of findings in all their versions, drafts, evidence notes, captures and custody."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Finding(Record):
    """Something seen that is stated to matter for the job; its words are in its versions."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("id", "case_id"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    search_id: Mapped[UUID] = mapped_column(ForeignKey("search_entries.id"), index=True)
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]


class FindingVersion(Record):
    """A finding as written at one time: the observed fact apart from the statement for the board (C.2).

    ``source_link`` or ``no_source_reason`` is there (C.3.c), and, before release, ``no_capture_reason`` where
    no capture shows it. ``identifiers`` lists, sealed, what ties the account to the candidate;
    ``identifiers_matched`` counts the independent ones. ``posted_about`` is ``month`` or ``year`` where
    ``posted_on`` stands for all of it, None where it is the very day, or unknown.
    """

    __tablename__ = "finding_versions"
    __table_args__ = (
        UniqueConstraint("finding_id", "number"),
        CheckConstraint("source_link IS NOT NULL OR no_source_reason IS NOT NULL", name="source_or_reason"),
    )

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"))
    number: Mapped[int]
    observed: Mapped[Sealed]
    statement: Mapped[Sealed]
    relevance: Mapped[Sealed]
    source_link: Mapped[OptionalSealed]
    no_source_reason: Mapped[OptionalSealed]
    no_capture_reason: Mapped[OptionalSealed]
    identifiers: Mapped[Sealed]
    identifiers_matched: Mapped[int]
    direction: Mapped[str]
    dimension: Mapped[str]
    attribution: Mapped[str]
    posted_on: Mapped[date | None]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
    posted_about: Mapped[str | None] = mapped_column(default=None)


class FindingDraft(Record):
    """What somebody has typed of a finding and not saved as one, so that nothing is lost on the way.

    ``finding_id`` is set when it is to be a further version. Once ``settled_at`` is set, the draft became a
    version or was given up, and ``content`` is emptied.
    """

    __tablename__ = "finding_drafts"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("findings.id"))
    content: Mapped[Sealed]
    kept_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kept_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


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
    bytes. ``file_id`` names the sealed file in the store. ``captured_zone`` is the zone of the clock that
    the capture was made by, as in ``America/New_York``. The same file is kept once in a case.
    """

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("case_id", "sha256"),
        UniqueConstraint("id", "case_id"),
        CheckConstraint("size > 0", name="not_empty"),
        CheckConstraint("department_device", name="on_a_department_device"),
        CheckConstraint("captured_at <= uploaded_at", name="not_in_the_future"),
        CheckConstraint("source_link IS NOT NULL OR no_source_reason IS NOT NULL", name="source_or_reason"),
    )

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
    tool: Mapped[Sealed]
    signed_in: Mapped[str]
    department_device: Mapped[bool]
    captured_at: Mapped[datetime]
    captured_zone: Mapped[str]
    uploaded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]


class CaptureLink(Record):
    """That a capture shows what a finding of the same case says."""

    __tablename__ = "capture_links"
    __table_args__ = (
        UniqueConstraint("finding_id", "capture_id"),
        ForeignKeyConstraint(["finding_id", "case_id"], ["findings.id", "findings.case_id"]),
        ForeignKeyConstraint(["capture_id", "case_id"], ["captures.id", "captures.case_id"]),
    )

    case_id: Mapped[UUID] = mapped_column(index=True)
    finding_id: Mapped[UUID]
    capture_id: Mapped[UUID] = mapped_column(index=True)
    linked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    linked_at: Mapped[datetime]


class CaptureArrival(Record):
    """How a capture came in: whether it was looked through for malware, and what its tool said of it.

    ``scan`` is a :class:`~tracker.policy.arrivals.Scan`, ``scanner`` what looked through it, and
    ``scan_reason`` why nothing did. ``own_sha256`` is the digest that the tool gave, None if it gave none;
    where it is not that of the bytes received, a reason stands beside it.
    """

    __tablename__ = "capture_arrivals"
    __table_args__ = (
        CheckConstraint("scan IN ('clean', 'not-scanned')", name="nothing_infected"),
        CheckConstraint("scan = 'clean' OR scan_reason <> ''", name="scanned_or_reason"),
        CheckConstraint("own_sha256 IS NULL OR own_matches IS NOT NULL", name="compared"),
        CheckConstraint(
            "own_matches IS NULL OR own_matches OR own_sha256_note IS NOT NULL", name="differs_with_reason"
        ),
    )

    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), unique=True)
    scan: Mapped[str]
    scanner: Mapped[str]
    scan_reason: Mapped[str]
    own_sha256: Mapped[str | None]
    own_matches: Mapped[bool | None]
    own_sha256_note: Mapped[OptionalSealed]


class CustodyLine(Record):
    """What was done with a capture: added, verified, exported; its openings are access entries.

    ``done_from`` is the network address that it was done from, empty for lines of before this was kept.
    """

    __tablename__ = "custody_lines"

    capture_id: Mapped[UUID] = mapped_column(ForeignKey("captures.id"), index=True)
    act: Mapped[str]
    outcome: Mapped[str]
    done_by: Mapped[UUID]
    done_at: Mapped[datetime]
    done_from: Mapped[str | None] = mapped_column(default=None)


class VerifyRun(Record):
    """One round in which the digest of every sealed file is computed anew, in as many sittings as it takes.

    ``came_to`` and ``of_table`` name the file it came to last; ``checked`` and ``failed`` count files.
    """

    __tablename__ = "verify_runs"
    __table_args__ = (CheckConstraint("failed <= checked", name="failed_of_checked"),)

    started_at: Mapped[datetime] = mapped_column(index=True)
    went_on_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    of_table: Mapped[str] = mapped_column(default="")
    came_to: Mapped[UUID | None] = mapped_column(default=None)
    checked: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
