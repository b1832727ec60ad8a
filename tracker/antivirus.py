"""Asks clamd about files as they arrive: each byte goes to it as it is sealed, and none to a disk of ours.

The protocol is clamd's INSTREAM: the command, then pieces each with its length before it, then a length of
zero; one line comes back. A scanner that is not there, gives no answer, or hangs up midway leaves a file not
scanned, with the reason; what that means is the agency's policy, and never a fault of the page.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from sqlalchemy.orm import Session

from tracker.health_checks import HealthCheck
from tracker.policy.arrivals import UNSCANNED, NotScanned, Scan, Scanned
from tracker.settings import Settings

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
ASKED_SECONDS = 3
"""So long a page waits for the daemon's name."""
FOUND = b"FOUND"
"""How a line ends that tells of malware, whatever it is called."""
CLEAN = b"stream: OK"
TOO_LARGE = b"size limit exceeded"
UNSAFE = re.compile(r"[^\w.:()/+-]")

log = logging.getLogger(__name__)


class Infected(Exception):
    """A scanner found malware in a file; ``signature`` is what the scanner calls it."""

    def __init__(self, signature: str) -> None:
        """Keep what the scanner calls it, for the log alone."""
        super().__init__(signature)
        self.signature = signature
        log.error("a file was not kept: the malware scanner found %s", signature)


class Scanner:
    """Asks one clamd about one file."""

    def __init__(self, place: str, seconds: float) -> None:
        """Ask the daemon at ``unix:<path>`` or ``tcp:<host>:<port>``; no step may last longer than said."""
        self._place, self._seconds = place, seconds
        self._socket: socket.socket | None = None
        self._by = ""
        self._trouble: NotScanned | None = None

    @property
    def name(self) -> str:
        """Return how the daemon names itself and its signatures, empty where it did not answer."""
        return self._by if self._trouble is None else ""

    def begin(self) -> None:
        """Learn who scans, and begin."""
        try:
            with self._connected() as asked:
                asked.sendall(b"zVERSION\0")
                self._by = _words(_answer(asked))
            self._socket = self._connected()
            self._socket.sendall(b"zINSTREAM\0")
        except OSError as error:
            self._give_up(error)

    def feed(self, data: bytes) -> None:
        """Hand on the next bytes."""
        if self._socket is None:
            return
        try:
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                self._socket.sendall(struct.pack(">I", len(piece)) + piece)
        except OSError as error:
            self._hung_up(error)

    def finish(self) -> Scanned:
        """Return what was found; raises Infected."""
        if self._socket is not None:
            try:
                self._socket.sendall(struct.pack(">I", 0))
                self._judge(_answer(self._socket))
            except OSError as error:
                self._hung_up(error)
        self.close()
        if self._trouble is not None:
            return Scanned(Scan.NOT_SCANNED, self._by, self._trouble)
        return Scanned(Scan.CLEAN, self._by)

    def close(self) -> None:
        """Let the daemon go."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _judge(self, answer: bytes) -> None:
        if answer.rstrip().endswith(FOUND):
            self.close()
            raise Infected(_words(answer.rstrip().removesuffix(FOUND).removeprefix(b"stream: ")))
        if answer != CLEAN:
            too_large = TOO_LARGE in answer.lower()
            self._trouble = NotScanned.TOO_LARGE if too_large else NotScanned.NO_ANSWER
            log.warning("the malware scanner answered %r", _words(answer))

    def _connected(self) -> socket.socket:
        kind, _, where = self._place.partition(":")
        if kind == "tcp":
            host, _, port = where.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), timeout=self._seconds)
        there = socket.socket(socket.AF_UNIX)
        there.settimeout(self._seconds)
        trouble = there.connect_ex(where)
        if trouble:
            there.close()
            raise OSError(trouble, os.strerror(trouble))
        return there

    def _hung_up(self, error: OSError) -> None:
        """Read what the daemon said before it hung up: a size that it does not take, or what it found."""
        asked, answer = self._socket, b""
        if asked is not None:
            with suppress(OSError):
                answer = _answer(asked)
        if answer:
            self._judge(answer)
            self.close()
        else:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        log.warning("the malware scanner does not answer (%s)", type(error).__name__)
        self._trouble = NotScanned.NO_ANSWER
        self.close()


class NoScanner(Scanner):
    """Stands in where none is set up."""

    def __init__(self) -> None:
        """Ask nobody."""
        super().__init__("", 0)

    def begin(self) -> None:
        """Ask nobody."""

    def finish(self) -> Scanned:
        """Say that nobody looked."""
        return UNSCANNED


def scanner_of(settings: Settings) -> Callable[[], Scanner]:
    """Return what makes the scanner of each file, as the agency has set it up."""
    if not settings.antivirus:
        return NoScanner
    return lambda: Scanner(settings.antivirus, settings.antivirus_seconds)


def keeps_unscanned(settings: Settings) -> bool:
    """Say whether the agency keeps a file that nobody looked through: one policy for all files."""
    return settings.antivirus_without == "keep"


def look_through(settings: Settings, content: bytes) -> Scanned:
    """Return what the agency's scanner says of a file that is held in memory; raises Infected."""
    scanner = scanner_of(settings)()
    scanner.begin()
    scanner.feed(content)
    return scanner.finish()


def scanner_check(session: Session) -> HealthCheck:
    """Say who looks through files for malware, and what becomes of a file while nobody does."""
    settings, name = cast(Settings, session.info["settings"]), "malware scanner"
    keeps = keeps_unscanned(settings)
    otherwise = "files are kept and marked as not scanned" if keeps else "no file is kept"
    if not settings.antivirus:
        return HealthCheck(name, keeps, f"none is set up: {otherwise}; TRACKER_ANTIVIRUS names one")
    asked = Scanner(settings.antivirus, min(settings.antivirus_seconds, ASKED_SECONDS))
    asked.begin()
    asked.close()
    if not asked.name:
        return HealthCheck(name, False, f"{settings.antivirus} does not answer: {otherwise}")
    return HealthCheck(name, True, f"{asked.name} looks through files as they arrive")


def _answer(asked: socket.socket) -> bytes:
    """Read one answer, which ends with a null sign or with the connection; in the time of a step."""
    answer, seconds = b"", asked.gettimeout() or 0
    until = time.monotonic() + seconds
    while len(answer) < LONGEST_ANSWER and not answer.endswith((b"\0", b"\n")):
        asked.settimeout(max(until - time.monotonic(), 0.001))
        piece = asked.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    if not answer:
        raise ConnectionAbortedError("the scanner hung up without an answer")
    return answer.rstrip(b"\0\n")


def _words(answer: bytes) -> str:
    return UNSAFE.sub(" ", answer.decode("ascii", "replace"))[:120].strip()
