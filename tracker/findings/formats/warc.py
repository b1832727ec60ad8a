"""Web archives in WARC, plain or packed with gzip, walked through record by record."""

from __future__ import annotations

import re
import zlib

from tracker.findings.formats.records import Record
from tracker.findings.formats.seen import Notes, Seen
from tracker.findings.formats.unfit import bomb, cut_short, damaged
from tracker.findings.formats.walk import Line, Pass, Structure, Take, Walk

VERSION = re.compile(rb"WARC/1\.[01]")
LONGEST_LINE = 64 * 1024
MOST_LINES = 500
LONGEST_HEAD = 1024 * 1024
MOST_DIGITS = 15

RATIO = 200
"""How many times larger than the file its content may be."""
RATIO_FROM = 8 * 1024 * 1024
"""A content smaller than this may grow as it likes; it harms nobody."""
PIECE = 256 * 1024


def warc(notes: Notes) -> Structure:
    """Walk through the records, at least one: version, headers, as many bytes as said, an empty line."""
    records = 0
    while True:
        version = yield Line(len(b"WARC/1.0"), may_end=records > 0)
        if version == b"" and records:
            return
        if not VERSION.fullmatch(version):
            raise damaged("WARC", "a record does not begin where it should")
        headers: dict[bytes, bytes] = {}
        head = 0
        for _ in range(MOST_LINES):
            line = yield Line(LONGEST_LINE)
            head += len(line)
            if not line:
                break
            if head > LONGEST_HEAD:
                raise damaged("WARC", "a record's head does not end")
            name, colon, value = line.partition(b":")
            if not colon and not line.startswith((b" ", b"\t")):
                raise damaged("WARC", "a record's head has a line that says nothing")
            headers.setdefault(name.strip().lower(), value.strip())
        record = Record(headers, notes)
        yield Pass(_length(headers), record.feed if record.wanted else None)
        if (yield Take(4)) != b"\r\n\r\n":
            raise damaged("WARC", "a record does not have the length that it says")
        record.end()
        records += 1


def _length(headers: dict[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"")
    if not length.isdigit() or len(length) > MOST_DIGITS or b"warc-type" not in headers:
        raise damaged("WARC", "a record does not say its kind and length")
    return int(length)


class PackedWarc:
    """A WARC packed with gzip, in one member or one for each record; unpacked in passing, never kept."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._walk = Walk("WARC", warc)
        self._member = zlib.decompressobj(wbits=31)
        self._begun = False
        self._packed = self._unpacked = 0

    def feed(self, data: bytes) -> None:
        """Unpack the next bytes and walk on; raises Unfit where they do not fit or grow too much."""
        self._packed += len(data)
        piece = b""
        while data or len(piece) == PIECE:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            self._begun = True
            try:
                piece = self._member.decompress(data, PIECE)
            except zlib.error as error:
                raise damaged("WARC", "its packing is broken") from error
            self._unpacked += len(piece)
            if self._unpacked > max(RATIO_FROM, RATIO * self._packed):
                raise bomb(f"holds more than {RATIO} times its own size")
            self._walk.feed(piece)
            data = self._member.unconsumed_tail or self._member.unused_data

    def finish(self) -> None:
        """Raise Unfit where packing or records break off."""
        if not self._begun or not self._member.eof:
            raise cut_short("WARC")
        self._walk.finish()

    def seen(self) -> tuple[Seen, ...]:
        """Return what was found in the records."""
        return self._walk.seen()

    def second(self) -> None:
        """Want no second look."""
