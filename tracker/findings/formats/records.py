"""The records of a web archive, each held against the digests that it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.findings.formats.digests import Digest
from tracker.findings.formats.seen import Found, Notes

HEAD_LONGEST = 1024 * 1024
"""Where an answer's head has not ended by then, it is not taken for one."""
HEAD_END = re.compile(rb"\r?\n\r?\n")
IN_CHUNKS = re.compile(rb"^transfer-encoding:[^\n]*chunked", re.I | re.M)


class Record:
    """One record as it passes by: its block, and the payload behind the head of what a server said."""

    def __init__(self, headers: Mapping[bytes, bytes], notes: Notes) -> None:
        """Begin with the record's own head."""
        self._notes = notes
        self._name = _words(headers.get(b"warc-target-uri") or headers.get(b"warc-record-id") or b"")
        self._block = self._digest(headers, b"warc-block-digest")
        elsewhere = headers.get(b"warc-type", b"").lower() == b"revisit" or b"warc-segment-number" in headers
        self._payload = None if elsewhere else self._digest(headers, b"warc-payload-digest")
        self._said = b"warc-block-digest" in headers or (not elsewhere and b"warc-payload-digest" in headers)
        kind = headers.get(b"content-type", b"").replace(b" ", b"").lower()
        self._head: bytes | None = b"" if kind.startswith(b"application/http") else None
        self._in_chunks = False

    @property
    def wanted(self) -> bool:
        """Say whether there is anything to compute."""
        return self._block is not None or self._payload is not None

    def feed(self, data: bytes) -> None:
        """Count the next bytes of the block in."""
        if self._block is not None:
            self._block.feed(data)
        if self._payload is None:
            return
        if self._head is not None:
            self._head += data
            end = HEAD_END.search(self._head)
            if end is None:
                if len(self._head) > HEAD_LONGEST:
                    self._payload, self._head = None, None
                    self._notes.add(Found.DIGEST_UNREAD, self._name)
                return
            self._in_chunks = IN_CHUNKS.search(self._head, 0, end.end()) is not None
            data, self._head = self._head[end.end() :], None
        self._payload.feed(data)

    def end(self) -> None:
        """Note the record, and whether it is what it says."""
        self._notes.add(Found.RECORDS)
        if not self._said:
            self._notes.add(Found.DIGEST_ABSENT)
        if self._block is not None:
            self._notes.add(
                *((Found.DIGEST_RIGHT,) if self._block.right else (Found.DIGEST_WRONG, self._name))
            )
        if self._payload is not None:
            self._end_payload(self._payload)

    def _end_payload(self, payload: Digest) -> None:
        if payload.right:
            self._notes.add(Found.DIGEST_RIGHT)
        elif self._in_chunks:  # tools differ in whether the lengths of the chunks are counted in
            self._notes.add(Found.DIGEST_UNREAD, self._name)
        else:
            self._notes.add(Found.DIGEST_WRONG, self._name)

    def _digest(self, headers: Mapping[bytes, bytes], name: bytes) -> Digest | None:
        if name not in headers:
            return None
        try:
            return Digest(_words(headers[name]))
        except ValueError:
            self._notes.add(Found.DIGEST_UNREAD, self._name)
            return None


def _words(value: bytes) -> str:
    return value.decode("utf-8", "replace").strip("<>")
