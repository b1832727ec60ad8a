"""The text of an answer, byte for byte: plain UTF-8 in a fixed layout, of which the fingerprint is made.

Lines end with a line feed. Every line that begins with ``> `` holds what somebody wrote; nothing typed can
begin a line otherwise, so that no answer can pass for a heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.answering.wording import Asking
from tracker.policy.answering import Choice

_FILE = re.compile(r"file (\S+): (\S+), (\d+) bytes, SHA-256 ([0-9a-f]{64})")

LAYOUT = "answer/1"
"""The name of the layout, written in every document."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that goes with an answer, by what proves it."""

    reference: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sending:
    """An answer at the moment in which it is sent."""

    agency: str
    case: str
    response: str
    asking: Asking
    choice: Choice
    words: str
    for_board: str
    files: Sequence[SentFile]
    language: str
    sent_at: datetime


def document_of(sending: Sending) -> bytes:
    """Return the exact text of an answer."""
    return ("\n".join(_lines(sending)) + "\n").encode()


def fingerprint_of(document: bytes) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(document).hexdigest()


def files_named(document: bytes) -> tuple[SentFile, ...]:
    """Return the files that an answer names, in its order."""
    found = (_FILE.fullmatch(line) for line in document.decode().split("\n"))
    return tuple(SentFile(line[1], line[2], int(line[3]), line[4]) for line in found if line)


def _lines(sending: Sending) -> Iterator[str]:
    yield LAYOUT
    yield f"agency: {sending.agency}"
    yield f"case: {sending.case}"
    yield f"question: {sending.response}"
    yield f"sent: {sending.sent_at.astimezone(UTC).isoformat(timespec='seconds').replace('+00:00', 'Z')}"
    yield f"language: {sending.language}"
    words = sending.asking.words
    yield f"asked about, SHA-256 {words.digest}"
    for part in (words.statement, words.when, words.direction, words.dimension, words.sure):
        yield from _quoted(part)
    yield f"answer: {sending.choice.value}"
    yield "as written"
    yield from _quoted(sending.words)
    yield "as the board reads it"
    yield from _quoted(sending.for_board)
    yield from _files(sending.files)


def _quoted(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"> {line}"


def _files(files: Iterable[SentFile]) -> Iterator[str]:
    for one in files:
        yield f"file {one.reference}: {one.media_type}, {one.size} bytes, SHA-256 {one.sha256}"
