"""Which files can be handed in as the scan of a signed paper (Hampton F.2)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.arrivals import Scan, Scanned
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import worded

LARGEST_SCAN = 25 * 1024 * 1024
"""Bytes of one file, at the most."""
MOST_POINTS = 50_000_000
"""A larger picture is not opened; a page at 600 dots an inch has 34 million, the largest phones take 49."""
MOST_POINTS_TOGETHER = 400_000_000
"""Points of all pictures of one form: thirty photos of 13 million."""


class ScanMedia(StrEnum):
    """What kind of file a scan is, by its content and never by its name."""

    PDF = "application/pdf"
    """A document of pages."""
    PNG = "image/png"
    """A picture."""
    JPEG = "image/jpeg"
    """A photograph."""
    WEBP = "image/webp"
    """A picture as newer phones make it."""

    @property
    def ending(self) -> str:
        """Return how a file of this kind is named: what stands behind the dot, with the dot."""
        return {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}[
            self
        ]

    @property
    def is_picture(self) -> bool:
        """Say whether it can be shown as a picture."""
        return self is not ScanMedia.PDF


_BEGINS: Mapping[ScanMedia, bytes] = {
    ScanMedia.PDF: b"%PDF-",
    ScanMedia.PNG: b"\x89PNG\r\n\x1a\n",
    ScanMedia.JPEG: b"\xff\xd8\xff",
}


def media_of(content: bytes) -> ScanMedia | None:
    """Return what a file is by how it begins, None for one that cannot be handed in."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ScanMedia.WEBP
    return next((media for media, begins in _BEGINS.items() if content.startswith(begins)), None)


@cites(Clause.HAMPTON_F_2)
def missing_in_scan(*, size: int, media: ScanMedia | None, whole: bool = True) -> tuple[Unmet, ...]:
    """Say why a file cannot be handed in; ``whole`` says that all of it can be read as what it is."""
    if not size:
        return (Unmet(Clause.HAMPTON_F_2, "Choose the photo or scan of the signed paper."),)
    if size > LARGEST_SCAN:
        words = worded("Choose a smaller file: up to %(most)s MB.", most=LARGEST_SCAN // 2**20)
        return (Unmet(Clause.HAMPTON_F_2, words),)
    if media is None:
        return (Unmet(Clause.HAMPTON_F_2, "Choose a PDF, or a picture: PNG, JPEG or WebP."),)
    if not whole:
        return (
            Unmet(Clause.HAMPTON_F_2, "This file cannot be read. Scan the paper again, or take a new photo."),
        )
    return ()


@cites(Clause.HAMPTON_F_2)
def infected_scan() -> tuple[Unmet, ...]:
    """Say that a malware scanner found something in one of the files, so that none of them is kept."""
    words = worded("One of the files contains a virus, so none was kept. Scan the paper again, or call us.")
    return (Unmet(Clause.HAMPTON_F_2, words, fix="field:files"),)


@cites(Clause.HAMPTON_F_2)
def missing_in_unscanned(scanned: Scanned, *, keeps_unscanned: bool) -> tuple[Unmet, ...]:
    """Say that the agency keeps no file that nobody looked through for malware."""
    if scanned.scan is Scan.CLEAN or keeps_unscanned:
        return ()
    words = worded(
        "We could not look through the files for viruses, so none was kept. Try later, or call us."
    )
    return (Unmet(Clause.HAMPTON_F_2, words, fix="field:files"),)


@cites(Clause.HAMPTON_F_2)
def missing_together(points: int) -> tuple[Unmet, ...]:
    """Say that the pictures of one form are too large to be looked at together."""
    if points <= MOST_POINTS_TOGETHER:
        return ()
    words = worded("These photos together are too large. Send fewer photos, or smaller ones.")
    return (Unmet(Clause.HAMPTON_F_2, words, fix="field:files"),)
