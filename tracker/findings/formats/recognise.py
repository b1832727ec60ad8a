"""Finds out what a file is by its first bytes, holds its name against that, and looks on to its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Protocol

from puremagic import PureError, magic_string

from tracker.findings.formats.documents import NOT_TEXT, Pdf, Text
from tracker.findings.formats.pictures import PNG_SIGNATURE, jpeg, png, webp
from tracker.findings.formats.saved import Html, Mhtml
from tracker.findings.formats.seen import Seen
from tracker.findings.formats.unfit import Unfit
from tracker.findings.formats.wacz import Wacz
from tracker.findings.formats.walk import Walk
from tracker.findings.formats.warc import PackedWarc, warc

HEAD = 8 * 1024
"""How many bytes are looked at before it is said what a file is."""

HTML_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+<(?:!doctype\s+html|html)[\s>]",
    re.I | re.S,
)
MHTML_HEAD = re.compile(rb"^content-type:\s*multipart/related\b", re.I | re.M)


class Inspector(Protocol):
    """Looks at a file of one kind as it passes by."""

    def feed(self, data: bytes) -> None:
        """Look at the next bytes; raises Unfit."""
        ...

    def finish(self) -> None:
        """Say that no byte follows; raises Unfit."""
        ...

    def seen(self) -> tuple[Seen, ...]:
        """Return what was found inside, once all of it has passed by."""
        ...

    def second(self) -> Inspector | None:
        """Return who looks at the whole file once more, where its end says what is in it; None for most."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that is kept: its media type, name in words, endings, and who looks at it."""

    media_type: str
    name: str
    endings: tuple[str, ...]
    inspector: Callable[[], Inspector]
    magic: str = ""
    large: bool = False


class Kind(Enum):
    """The kinds of files that are kept."""

    PNG = Format("image/png", "PNG", (".png",), lambda: Walk("PNG", png), ".png")
    """A picture."""
    JPEG = Format("image/jpeg", "JPEG", (".jpg", ".jpeg", ".jfif"), lambda: Walk("JPEG", jpeg), ".jpg")
    """A picture."""
    WEBP = Format("image/webp", "WebP", (".webp",), lambda: Walk("WebP", webp), ".webp")
    """A picture."""
    PDF = Format("application/pdf", "PDF", (".pdf",), Pdf, ".pdf")
    """A printed page."""
    TEXT = Format("text/plain", "text", (".txt",), Text)
    """Plain text."""
    HTML = Format("text/html", "HTML", (".html", ".htm", ".xhtml"), Html, large=True)
    """A page saved as one file."""
    MHTML = Format("multipart/related", "MHTML", (".mhtml", ".mht"), Mhtml, large=True)
    """A page with its parts."""
    WARC = Format("application/warc", "WARC", (".warc",), lambda: Walk("WARC", warc), large=True)
    """A web archive."""
    PACKED_WARC = Format("application/warc+gzip", "WARC", (".warc.gz",), PackedWarc, ".gz", large=True)
    """A web archive packed with gzip."""
    WACZ = Format("application/wacz", "WACZ", (".wacz",), Wacz, ".zip", large=True)
    """A packaged web archive."""


KEPT = "PNG, JPEG, WebP, PDF, text, HTML, MHTML, WARC or WACZ"
"""The kinds in words."""
ACCEPT = ",".join(ending for kind in Kind for ending in kind.value.endings)
"""The endings, as a file field takes them."""
LIKE_TEXT = frozenset(
    {
        "",
        ".text",
        ".log",
        ".md",
        ".csv",
        ".tsv",
        ".json",
        ".xml",
        *Kind.HTML.value.endings,
        *Kind.MHTML.value.endings,
    }
)
"""Endings of what somebody may have written as plain text; under any other, text is not what was meant."""
BY_MEDIA_TYPE = {kind.value.media_type: kind for kind in Kind}


def recognise(head: bytes, name: str) -> Kind:
    """Say what a file is by its first bytes; raises Unfit where it is no such kind, or named otherwise."""
    kind = _by_content(head)
    named = _by_name(name)
    if kind is None or (kind.value.magic and not _magic_agrees(head, kind.value.magic)):
        raise Unfit("unknown-kind", f"{_looks_like(head)}. The file must be a {KEPT}.")
    if named is not kind:
        ending = kind.value.endings[0]
        as_what = f"is named as {named.value.name}" if named else "has an ending that we do not take"
        misnamed = kind is not Kind.TEXT or PurePath(name).suffix.lower() in LIKE_TEXT
        what_to_do = f"Name it {ending}, or choose another file." if misnamed else "Choose another file."
        raise Unfit("mislabelled", f"{as_what}, and its content is {kind.value.name}. {what_to_do}")
    return kind


def content_of(head: bytes, kinds: Collection[Kind]) -> Kind:
    """Say what a file is by its first bytes, whatever its name; raises Unfit where it is of no such kind."""
    kind = _by_content(head)
    if kind is None or kind not in kinds or not _magic_agrees(head, kind.value.magic):
        raise Unfit("unknown-kind", f"{_looks_like(head)}.")
    return kind


def _by_content(head: bytes) -> Kind | None:
    signatures = (
        (Kind.PNG, head.startswith(PNG_SIGNATURE)),
        (Kind.JPEG, head.startswith(b"\xff\xd8\xff")),
        (Kind.WEBP, head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
        (Kind.PDF, head.startswith(b"%PDF-")),
        (Kind.WACZ, head.startswith(b"PK\x03\x04")),
        (Kind.PACKED_WARC, head.startswith(b"\x1f\x8b\x08")),
        (Kind.WARC, head.startswith(b"WARC/")),
        (Kind.HTML, HTML_HEAD.match(head) is not None),
        (Kind.MHTML, MHTML_HEAD.search(_first_block(head)) is not None),
        (Kind.TEXT, _is_text(head)),
    )
    return next((kind for kind, fits in signatures if fits), None)


def _first_block(head: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]


def _is_text(head: bytes) -> bool:
    if NOT_TEXT.search(head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(head) >= HEAD and error.start >= len(head) - 4  # the head may end within a sign
    return True


def _by_name(name: str) -> Kind | None:
    low = name.lower()
    return next((kind for kind in Kind if low.endswith(kind.value.endings)), None)


def _magic_agrees(head: bytes, ending: str) -> bool:
    try:
        return any(match.extension == ending for match in magic_string(head))
    except PureError:
        return False


def _looks_like(head: bytes) -> str:
    try:
        best = magic_string(head)[0]
    except PureError:
        return "is of a kind that we do not know"
    return f"looks like a file ending in {best.extension}" if best.extension else "is of another kind"
