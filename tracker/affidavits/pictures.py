"""Files of a scan, looked at before anything is kept: what each is, and whether all of it can be read.

A picture is taken apart outside the turn in which rows are written, and one at a time in each worker, so that
a large one costs its sender time, and nobody else memory or a place in the queue.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image

from tracker.policy.answers import require
from tracker.policy.scans import LARGEST_SCAN, MOST_POINTS, ScanMedia, media_of, missing_together

SHOWN_POINTS = 2200
"""The longer side of a picture as it is shown, at the most."""
FORMATS = ("PNG", "JPEG", "WEBP")
END_OF_PDF = 2048
"""So many of the last bytes of a PDF hold the sign that ends it."""
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at: its bytes, its kind by its content, and whether all of it can be read."""

    content: bytes
    media: ScanMedia | None
    whole: bool


def look_at(contents: Iterable[bytes]) -> tuple[Looked, ...]:
    """Look at the files of one form; raises Refused where its pictures together have too many points."""
    files = tuple(contents)
    require(missing_together(sum(map(_points, files))))
    return tuple(looked_at(content) for content in files)


def looked_at(content: bytes | Looked) -> Looked:
    """Return a file with what it is; one that was looked at before is not looked at again."""
    if isinstance(content, Looked):
        return content
    media = media_of(content)
    return Looked(
        content, media, media is not None and len(content) <= LARGEST_SCAN and _whole(media, content)
    )


def as_jpeg(content: bytes) -> bytes:
    """Return a picture made anew, as JPEG and no larger than it is shown: nothing but what is seen on it."""
    made = BytesIO()
    with _opened(content) as picture:
        picture.thumbnail((SHOWN_POINTS, SHOWN_POINTS))
        picture.convert("RGB").save(made, "JPEG", quality=85)
    return made.getvalue()


def _points(content: bytes) -> int:
    """Return how many points a picture says that it has, 0 for what is no picture that is opened at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                points = picture.width * picture.height
    except UNREADABLE:
        return 0
    return points if points <= MOST_POINTS else 0


def _whole(media: ScanMedia, content: bytes) -> bool:
    if not media.is_picture:
        return b"%%EOF" in content[-END_OF_PDF:]  # its pages are looked at by people, and never opened here
    try:
        with _opened(content) as picture:
            picture.load()
    except UNREADABLE:
        return False
    return True


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    with _one_at_a_time:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_POINTS:
            raise ValueError("a picture of so many points is not opened")
        with picture:
            yield picture
