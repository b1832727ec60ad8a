"""Documents: PDF and plain text, judged as they pass by; nothing is ever run or shown."""

from __future__ import annotations

import codecs
import re

from tracker.findings.formats.seen import Seen
from tracker.findings.formats.tail import Tail
from tracker.findings.formats.unfit import cut_short, damaged, locked

PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
PDF_END = re.compile(rb"startxref[\r\n\t ]+(\d+)[\r\n\t ]+%%EOF")
PDF_TAIL = 4096
ENCRYPT = re.compile(
    b"/"
    + b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"Encrypt")
    + rb"[\r\n\t\f\0 ]*(?:\d+[\r\n\t\f\0 ]+\d+[\r\n\t\f\0 ]+R|<<)"
)
"""The entry of a PDF's trailer that says it is encrypted, in any of the spellings that readers take."""
ENCRYPT_LONGEST = 128

NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Signs that no text holds; tab, line feed, form feed and carriage return it may."""


class Pdf:
    """A PDF that begins and ends as one, and opens without a password."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._tail = Tail(PDF_TAIL)
        self._left = b""

    def feed(self, data: bytes) -> None:
        """Look through the next bytes; raises Unfit for an encrypted one."""
        if not self._tail.seen and not PDF_HEAD.match(data):
            raise damaged("PDF", "its first line is not there")
        self._tail.feed(data)
        text = self._left + data
        if ENCRYPT.search(text):
            raise locked("PDF")
        self._left = text[-ENCRYPT_LONGEST:]

    def finish(self) -> None:
        """Raise Unfit where the end of a PDF is missing."""
        ends = PDF_END.findall(self._tail.bytes())
        if not ends:
            raise cut_short("PDF")
        if int(ends[-1]) >= self._tail.seen:
            raise damaged("PDF", "its list of contents lies behind its end")

    def seen(self) -> tuple[Seen, ...]:
        """Return nothing: what is inside is not looked at."""
        return ()

    def second(self) -> None:
        """Want no second look."""


class Text:
    """Plain text in UTF-8."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, data: bytes) -> None:
        """Read the next bytes; raises Unfit where they are no text."""
        self._decode(data, final=False)
        refuse_other_signs(data, "text")

    def finish(self) -> None:
        """Raise Unfit where the last sign is not whole."""
        self._decode(b"", final=True)

    def seen(self) -> tuple[Seen, ...]:
        """Return nothing: what is inside is not looked at."""
        return ()

    def second(self) -> None:
        """Want no second look."""

    def _decode(self, data: bytes, *, final: bool) -> None:
        try:
            self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            raise damaged("text", "it is not written in UTF-8") from error


def refuse_other_signs(data: bytes, kind: str) -> None:
    """Raise Unfit where a text holds signs that no text has."""
    if NOT_TEXT.search(data):
        raise damaged(kind, "it holds signs that no text has")
