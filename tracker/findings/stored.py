"""Captures as they are stored: recomputed, and opened as they were received."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.findings.capture_queries import CaptureRow, capture_rows
from tracker.policy.captures import FileState
from tracker.vault.format import Domain
from tracker.vault.trouble import Unopenable
from tracker.vault.vault import vault_of

WHOLE_BYTES = 8 * 1024 * 1024
"""A file up to this size is opened to its end before its first byte leaves."""


def recompute(session: Session, case_id: UUID, capture: CaptureRow) -> FileState:
    """Compute the digest of a capture's bytes anew, and say whether it is the one from when it came."""
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return sealer.verify_file(capture.file_id, capture.sha256)


def recompute_all(session: Session, case_id: UUID) -> tuple[tuple[CaptureRow, FileState], ...]:
    """Compute the digests of all captures of a case anew, with one statement more than for reading them."""
    captures = capture_rows(session, case_id)
    if not captures:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple((one, sealer.verify_file(one.file_id, one.sha256)) for one in captures)


def open_capture(session: Session, case_id: UUID, capture: CaptureRow) -> Iterator[bytes]:
    """Return the bytes of a capture, opened to the end already where it is small.

    Raises :class:`~tracker.vault.trouble.Unopenable` or :class:`~tracker.vault.trouble.FileMissing` at once
    where that can be told before the first byte; a large file that breaks later raises while it is read.
    """
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    opened = sealer.open_file(capture.file_id)
    if opened.size != capture.size:
        opened.close()
        raise Unopenable(f"file {capture.file_id} has another length than recorded")
    return iter(list(opened)) if capture.size <= WHOLE_BYTES else opened


def whole_file(session: Session, case_id: UUID, file_id: UUID, sha256: str) -> Iterator[bytes]:
    """Yield all bytes of a sealed file of a case; raises FileMissing, or Unopenable at its end at the latest.

    ``sha256`` is what they had when they came, in hex.
    """
    digest = hashlib.sha256()
    with vault_of(session).domain(session, Domain.CASE, case_id).open_file(file_id) as opened:
        for piece in opened:
            digest.update(piece)
            yield piece
    if digest.hexdigest() != sha256:
        raise Unopenable(f"file {file_id} is not what was received")
