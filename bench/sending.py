"""Sends large web archives to a server, as a browser does: as the body of a request, and in a form."""

from __future__ import annotations

import base64
import hashlib
import socket
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlencode

from flask.testing import FlaskClient

from bench.installation import Installation
from tests.dice import seeded
from tests.pages.findings import CAPTURE
from tests.pages.protocol import filled_in
from tracker.findings.views_stream import FORM_BYTES

BLOCK = 1 << 20
BOUNDARY = "----bench-captures"
CREATED, SEE_OTHER = 201, 303


class Evidence:
    """A web archive of exactly so many bytes, of records of 1 MiB with a digest each."""

    block: ClassVar[bytes] = seeded(7).randbytes(BLOCK)
    _digest: ClassVar[str] = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()

    def __init__(self, number: int, size: int) -> None:
        """Make one that differs from all others by its number."""
        self.number, self.size = number, size

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes."""
        whole = len(self._head(0, BLOCK)) + BLOCK + 4
        many, left = divmod(self.size, whole)
        if left < whole // 2:  # the last record takes up what is left, and must have room for its head
            many, left = many - 1, left + whole
        for number in range(many):
            yield self._head(number, BLOCK)
            yield self.block
            yield b"\r\n\r\n"
        body = left - len(self._head(many, BLOCK, said=False)) - 4
        yield self._head(many, body, said=False)
        yield (self.block * 2)[:body]
        yield b"\r\n\r\n"

    def _head(self, number: int, size: int, *, said: bool = True) -> bytes:
        digest = f"WARC-Block-Digest: sha1:{self._digest}\r\n" if said else ""
        return (
            f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:{self.number:06}:{number:06}>\r\n"
            f"{digest}Content-Length: {size:09}\r\n\r\n"
        ).encode()


class Door:
    """Somebody who is signed in and sends captures of one case."""

    def __init__(self, house: Installation, browser: FlaskClient, port: int, case: str) -> None:
        """Send with the cookie of a browser that is signed in."""
        cookie = browser.get_cookie(house.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self._browser, self._port, self._page = browser, port, f"/cases/{case}/captures/new"
        self._stream, self._cookie = f"/cases/{case}/captures/stream", f"{cookie.key}={cookie.value}"

    def raw(self, evidence: Evidence) -> None:
        """Send it as the body of a request."""
        said = urlencode(self._said() | {"file_name": "large.warc"}).encode()
        head = [f"PUT {self._stream} HTTP/1.1", "Content-Type: application/octet-stream"]
        head.append(f"{FORM_BYTES}: {len(said)}")
        self._send(head, (said,), evidence, (), CREATED)

    def form(self, evidence: Evidence) -> None:
        """Send it in a form."""
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self._said().items()
        ]
        parts.append(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="large.warc"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        head = [f"POST {self._page} HTTP/1.1", f"Content-Type: multipart/form-data; boundary={BOUNDARY}"]
        before, after = "".join(parts).encode(), f"\r\n--{BOUNDARY}--\r\n".encode()
        self._send(head, (before,), evidence, (after,), SEE_OTHER)

    def _said(self) -> dict[str, str]:
        return filled_in(self._browser.get(self._page).get_data(as_text=True), self._page) | CAPTURE

    def _send(
        self,
        head: list[str],
        before: tuple[bytes, ...],
        evidence: Evidence,
        after: tuple[bytes, ...],
        expected: int,
    ) -> None:
        length = sum(map(len, (*before, *after))) + evidence.size
        head += [f"Host: 127.0.0.1:{self._port}", f"Cookie: {self._cookie}", f"Content-Length: {length}"]
        with socket.create_connection(("127.0.0.1", self._port), 600) as line:
            line.sendall("\r\n".join((*head, "Connection: close", "", "")).encode())
            for piece in _all(before, evidence, after):
                line.sendall(piece)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        status = int(answer.split(b" ", 2)[1])
        assert status == expected, answer[:4000]


def _all(before: tuple[bytes, ...], evidence: Evidence, after: tuple[bytes, ...]) -> Iterator[bytes]:
    yield from before
    yield from evidence.pieces()
    yield from after
