"""Pages that a browser or a tool saved as one file: HTML and MHTML, judged as they pass by, and never shown.

What such a file says of where and when it was saved is noted as its own word, and believed by nobody.
"""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from tracker.findings.formats.documents import refuse_other_signs
from tracker.findings.formats.seen import Found, Notes, Seen
from tracker.findings.formats.tail import Tail
from tracker.findings.formats.unfit import bomb, cut_short, damaged

MHTML_HEAD_LONGEST = 64 * 1024
MHTML_TAIL = 4096
MOST_PARTS = 10_000
MARK_LINE_LONGEST = 80
EMPTY_LINE = re.compile(rb"\n\r?\n")
HTML_TAIL = 64 * 1024
HTML_HEAD = 64 * 1024
"""Where SingleFile's comment stands, if it stands anywhere."""

SINGLE_FILE = re.compile(
    rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}"
    rb"url: ?([^\r\n]{1,2000})\s{1,20}saved date: ?([^\r\n>]{1,200})",
    re.I,
)


class Html:
    """One page of HTML, as a browser or SingleFile saves it."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._tail = Tail(HTML_TAIL)
        self._head = b""

    def feed(self, data: bytes) -> None:
        """Read the next bytes; raises Unfit where they are no text."""
        refuse_other_signs(data, "HTML")
        if len(self._head) < HTML_HEAD:
            self._head += data[:HTML_HEAD]
        self._tail.feed(data)

    def finish(self) -> None:
        """Raise Unfit where the page breaks off within a tag."""
        end = self._tail.bytes()
        if end.rfind(b"<") > end.rfind(b">"):
            raise cut_short("HTML")

    def seen(self) -> tuple[Seen, ...]:
        """Return what SingleFile wrote into the page, if it did."""
        notes = Notes()
        if said := SINGLE_FILE.search(self._head):
            link, date = (part.decode("utf-8", "replace").strip() for part in said.groups())
            notes.add(Found.SAVED_FROM, link)
            notes.add(Found.SAVED_ON, date)
        return notes.seen()

    def second(self) -> None:
        """Want no second look."""


class Mhtml:
    """A page with all its parts in one file, as browsers save it."""

    def __init__(self) -> None:
        """Begin, before the first byte."""
        self._held = b""
        self._at = 0
        self._mark = b""
        self._in_head = True
        self._parts = 0
        self._tail = Tail(MHTML_TAIL)
        self._notes = Notes()

    def feed(self, data: bytes) -> None:
        """Read the head of the page and of each part; raises Unfit where the first is another."""
        self._tail.feed(data)
        self._held = self._held[self._at :] + data
        self._at = 0
        while self._read_head() if self._in_head else self._go_on():
            pass

    def finish(self) -> None:
        """Raise Unfit where the last part does not end."""
        if not self._mark or self._mark + b"--" not in self._tail.bytes():
            raise cut_short("MHTML")

    def seen(self) -> tuple[Seen, ...]:
        """Return how many parts there are, and from where they say they came."""
        return self._notes.seen()

    def second(self) -> None:
        """Want no second look."""

    def _read_head(self) -> bool:
        """Read a head if all of it is there; raises Unfit where it does not end."""
        end = self._end_of_head()
        if end is None:
            if len(self._held) - self._at <= MHTML_HEAD_LONGEST:
                return False
            raise damaged("MHTML", "the head of a part does not end")
        head, self._at = self._held[self._at : end], end
        self._note(BytesHeaderParser(policy=compat32).parsebytes(head))
        self._in_head = False
        return True

    def _end_of_head(self) -> int | None:
        """Return where the empty line behind a head ends; a head can be that line alone."""
        for line in (b"\n", b"\r\n"):
            if self._held.startswith(line, self._at):
                return self._at + len(line)
        end = EMPTY_LINE.search(self._held, self._at, self._at + MHTML_HEAD_LONGEST)
        return end.end() if end else None

    def _go_on(self) -> bool:
        """Pass over a part's content, to behind the next mark between parts; what is held is never moved."""
        found = self._held.find(self._mark, self._at)
        if found < 0:
            self._at = max(self._at, len(self._held) - len(self._mark))
            return False
        behind = found + len(self._mark)
        line_end = self._held.find(b"\n", found, behind + MARK_LINE_LONGEST)
        if line_end < 0 and len(self._held) < behind + MARK_LINE_LONGEST:
            self._at = found
            return False
        self._in_head = line_end >= 0 and not self._held.startswith(b"--", behind)
        self._at = line_end + 1 if self._in_head else behind
        return True

    def _note(self, head: Message) -> None:
        if self._mark:
            self._notes.add(Found.PARTS)
            self._parts += 1
            if self._parts > MOST_PARTS:
                raise bomb(f"has more than {MOST_PARTS:,} parts")
            if place := head["Content-Location"]:
                self._notes.add(Found.PART_OF, str(place))
            return
        self._mark = b"--" + _boundary(head)
        if place := head["Snapshot-Content-Location"]:
            self._notes.add(Found.SAVED_FROM, str(place))
        if date := head["Date"]:
            self._notes.add(Found.SAVED_ON, str(date))


def _boundary(message: Message) -> bytes:
    boundary = message.get_boundary()
    if message.get_content_type() != "multipart/related" or not boundary or not message["MIME-Version"]:
        raise damaged("MHTML", "its head does not name its parts")
    return boundary.encode("utf-8", "surrogateescape")
