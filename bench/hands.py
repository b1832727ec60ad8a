"""Uploads as they come over a wire: by the form or as the body of a request, whole or broken off."""

from __future__ import annotations

import re
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.pages.findings import CAPTURE
from tests.pages.protocol import token_in
from tracker.findings.views_stream import FORM_BYTES

LINE = "a-line-that-no-file-holds-4f1c"
LONGEST_SECONDS = 120
NO_ANSWER = 0
"""Stands for the status of a request that got no answer."""
LINKS = re.compile(r'href="(/cases/[^"#?/]+/steps/\d+)"')


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request: its status, where it leads, and how many seconds it took."""

    status: int
    location: str
    seconds: float


class Sender:
    """Somebody who is signed in at a server and adds captures to one case, with any number of hands."""

    def __init__(self, port: int, person: str) -> None:
        """Sign in, and choose the first case whose steps are to be done."""
        self._port, self._cookie = port, ""
        self._ask("POST", "/demo/sign-in", urlencode({"person": person}).encode(), FORM)
        found = LINKS.search(self._page("/desk"))
        assert found, "nobody has a case to work on"
        self._case = found[1].split("/steps/")[0]
        self._token = token_in(self._page(f"{self._case}/captures/new"))

    def post(self, name: str, data: bytes) -> Answered:
        """Send a file by the form."""
        return self._timed("POST", f"{self._case}/captures/new", *self._form(name, data))

    def put(self, name: str, data: bytes) -> Answered:
        """Send a file as the body of a request, behind what is said of it."""
        said = urlencode(CAPTURE | {"file_name": name, "csrf_token": self._token}).encode()
        heads = {FORM_BYTES: str(len(said)), "Content-Type": "application/octet-stream"}
        return self._timed("PUT", f"{self._case}/captures/stream", said + data, heads)

    def break_off(self, name: str, data: bytes, share: float) -> None:
        """Begin to send a file by the form, and be gone before its end."""
        body, heads = self._form(name, data)
        lines = [f"POST {self._case}/captures/new HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        lines += [f"{head}: {value}" for head, value in (self._heads() | heads).items()]
        lines += [f"Content-Length: {len(body)}", "", ""]
        with socket.create_connection(("127.0.0.1", self._port), LONGEST_SECONDS) as wire:
            wire.sendall("\r\n".join(lines).encode() + body[: int(len(body) * share)])

    def look(self, location: str) -> Answered:
        """Look at a capture as a picture."""
        return self._timed("GET", f"{location}/look", b"", {})

    def _form(self, name: str, data: bytes) -> tuple[bytes, dict[str, str]]:
        fields = CAPTURE | {"csrf_token": self._token}
        head = "".join(
            f'--{LINE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        head += f'--{LINE}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        kind = {"Content-Type": f"multipart/form-data; boundary={LINE}"}
        return head.encode() + data + f"\r\n--{LINE}--\r\n".encode(), kind

    def _timed(self, method: str, address: str, body: bytes, heads: dict[str, str]) -> Answered:
        begun = time.monotonic()
        try:
            status, location, _ = self._ask(method, address, body, heads)
        except (OSError, HTTPException):
            status, location = NO_ANSWER, ""
        return Answered(status, location, time.monotonic() - begun)

    def _page(self, address: str) -> str:
        status, _, page = self._ask("GET", address, b"", {})
        assert status == 200, f"{address}: {status}"
        return page.decode()

    def _heads(self) -> dict[str, str]:
        return {"Cookie": self._cookie} if self._cookie else {}

    def _ask(self, method: str, address: str, body: bytes, heads: dict[str, str]) -> tuple[int, str, bytes]:
        """Ask over a connection of its own; an answer counts though the server took no more of the body."""
        wire = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST_SECONDS)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # it answered before all had come
                wire.request(method, address, body, self._heads() | heads)
            answer = wire.getresponse()
            page = answer.read()
            if not self._cookie:
                self._cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
            return answer.status, answer.getheader("Location") or "", page
        finally:
            wire.close()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
