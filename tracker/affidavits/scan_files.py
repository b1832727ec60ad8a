"""Files of a scan, looked at before anything is kept: what each is, and whether all of it can be read.

Pictures are taken apart by a program of their own, outside the turn in which rows are written: a large one
costs its sender time, and nobody else memory or a place in the queue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.drawing.drawn import drawn, points_of
from tracker.policy.answers import require
from tracker.policy.arrivals import UNSCANNED, Scanned
from tracker.policy.scans import (
    LARGEST_SCAN,
    MOST_POINTS,
    MOST_POINTS_TOGETHER,
    ScanMedia,
    media_of,
    missing_together,
)

SHOWN_POINTS = 2200
"""The longer side of a picture as it is shown, at the most."""
END_OF_PDF = 2048
"""So many of the last bytes of a PDF hold the sign that ends it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at: its bytes, its kind by its content, and whether all of it can be read."""

    content: bytes
    media: ScanMedia | None
    whole: bool
    scanned: Scanned = UNSCANNED
    """What a malware scanner said of it."""


def look_at(contents: Iterable[bytes]) -> tuple[Looked, ...]:
    """Look at the files of one form; raises Refused where its pictures together have too many points."""
    files = [(content, media_of(content)) for content in contents]
    pictures = [content for content, media in files if _is_picture(content, media)]
    points = list(points_of(pictures, most=MOST_POINTS, together=MOST_POINTS_TOGETHER)) if pictures else []
    require(missing_together(sum(points)))
    read = iter(points)
    return tuple(
        Looked(
            content,
            media,
            whole=next(read) > 0 if _is_picture(content, media) else _ends(content, media),
        )
        for content, media in files
    )


def looked_at(content: bytes | Looked) -> Looked:
    """Return a file with what it is; one that was looked at before is not looked at again."""
    return content if isinstance(content, Looked) else look_at((content,))[0]


def as_jpeg(content: bytes) -> bytes:
    """Return a picture made anew, as JPEG and no larger than it is shown: nothing but what is seen on it.

    Raises :class:`~tracker.drawing.drawn.NotDrawn`.
    """
    return drawn((content,), len(content), most=MOST_POINTS, within=(SHOWN_POINTS, SHOWN_POINTS))


def _is_picture(content: bytes, media: ScanMedia | None) -> bool:
    return media is not None and media.is_picture and len(content) <= LARGEST_SCAN


def _ends(content: bytes, media: ScanMedia | None) -> bool:
    """Say whether a PDF ends as one; its pages are looked at by people, and never opened here."""
    return media is ScanMedia.PDF and len(content) <= LARGEST_SCAN and b"%%EOF" in content[-END_OF_PDF:]
