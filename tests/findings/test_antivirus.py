"""Files looked through for malware as they arrive, by a daemon that speaks clamd's protocol or half of it."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.findings.test_captures import sealed_files
from tests.findings.test_files_apart import sends, words_of
from tests.findings.test_uploads import captures_in, refusals
from tests.people import Browser, People
from tracker.antivirus import Infected, Scanner
from tracker.findings import capture_service
from tracker.policy.arrivals import NotScanned, Scan, Scanned
from tracker.policy.facts import CaseFacts
from tracker.settings import Misconfigured, Settings, load_settings

MARK = b"what-the-scanner-looks-for"
VERSION = b"ClamAV 1.4.6/27800/Sat Nov 21 08:00:00 2026\0"


class FakeDaemon(threading.Thread):
    """Speaks VERSION and INSTREAM over any socket; ``way`` says how it fails, if it does."""

    def __init__(self, place: socket.socket, way: str = "") -> None:
        super().__init__(daemon=True)
        self.place, self.way, self.got = place, way, b""
        self.start()

    def run(self) -> None:
        while True:
            try:
                there, _ = self.place.accept()
            except OSError:
                return
            with there:
                self._serve(there)

    def _serve(self, there: socket.socket) -> None:
        asked = b""
        while not asked.endswith(b"\0"):
            asked += there.recv(1)
        if asked == b"zVERSION\0":
            there.sendall(VERSION)
            return
        assert asked == b"zINSTREAM\0"
        stream, self.got = there.makefile("rb"), b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            self.got += stream.read(size)
            if self.way == "too-large" and len(self.got) > 1000:
                there.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            if self.way == "dies":
                return
        if self.way == "mute":
            time.sleep(1.5)
            return
        if self.way == "drips":
            with suppress(OSError):
                for _ in range(60):
                    there.sendall(b"s")
                    time.sleep(0.05)
            return
        answers = {"odd": b"stream: lost my mind\0", "": b"stream: OK\0"}
        found = self.way.encode() if self.way.endswith("\0") else b"stream: Test.Mark-1 FOUND\0"
        there.sendall(found if MARK in self.got else answers[self.way])


@pytest.fixture
def daemon() -> Iterator[Callable[[str], tuple[str, FakeDaemon]]]:
    """Start daemons on loopback, and close them afterwards."""
    open_ones = []

    def start(way: str = "") -> tuple[str, FakeDaemon]:
        place = socket.create_server(("127.0.0.1", 0))
        open_ones.append(place)
        return f"tcp:127.0.0.1:{place.getsockname()[1]}", FakeDaemon(place, way)

    yield start
    for place in open_ones:
        place.close()


def scan(place: str, data: bytes, seconds: float = 1) -> Scanned:
    """Look through some bytes, as they would arrive."""
    scanner = Scanner(place, seconds)
    scanner.begin()
    for start in range(0, len(data), 300):
        scanner.feed(data[start : start + 300])
    return scanner.finish()


def test_every_byte_goes_to_the_daemon_and_its_answer_is_believed(
    daemon: Callable[..., tuple[str, FakeDaemon]], tmp_path: Path
) -> None:
    place, fake = daemon()
    data = bytes(range(256)) * 600
    scanned = scan(place, data)
    assert (scanned.scan, scanned.by, scanned.why) == (Scan.CLEAN, VERSION.decode()[:-1], "")
    assert fake.got == data
    with pytest.raises(Infected) as found:
        scan(place, b"a" * 500 + MARK)
    assert found.value.signature == "Test.Mark-1"
    local = socket.socket(socket.AF_UNIX)
    local.bind(str(tmp_path / "clamd"))
    local.listen()
    FakeDaemon(local)
    assert scan(f"unix:{tmp_path / 'clamd'}", b"x").scan is Scan.CLEAN
    local.close()


@pytest.mark.parametrize(
    "said",
    [f"stream: {'x' * 350} FOUND\0", "FOUND\0", "stream:  FOUND \0"],
    ids=["long", "nameless", "blank"],
)
def test_malware_is_malware_whatever_it_is_called(
    daemon: Callable[..., tuple[str, FakeDaemon]], said: str
) -> None:
    with pytest.raises(Infected):
        scan(daemon(said)[0], MARK)


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("too-large", NotScanned.TOO_LARGE),
        ("dies", NotScanned.NO_ANSWER),
        ("mute", NotScanned.NO_ANSWER),
        ("odd", NotScanned.NO_ANSWER),
        ("drips", NotScanned.NO_ANSWER),
    ],
)
def test_a_daemon_that_fails_leaves_the_file_not_scanned(
    daemon: Callable[..., tuple[str, FakeDaemon]], way: str, why: NotScanned
) -> None:
    scanned = scan(daemon(way)[0], b"x" * 200_000, seconds=0.5)
    assert (scanned.scan, scanned.why) == (Scan.NOT_SCANNED, why)


def test_a_daemon_that_is_not_there_leaves_the_file_not_scanned() -> None:
    for place in ("tcp:127.0.0.1:1", "unix:/nowhere/clamd"):
        assert scan(place, b"x").why is NotScanned.NO_ANSWER


@pytest.mark.parametrize(
    ("way", "without", "kept", "words"),
    [
        ("", "refuse", True, "Nothing found by ClamAV 1.4.6/27800/Sat Nov 21 08:00:00 2026"),
        ("dies", "keep", True, "Not scanned: the malware scanner did not answer"),
        ("dies", "refuse", False, "did not answer, and this agency keeps nothing without. Try"),
    ],
    ids=["clean", "kept without", "refused without"],
)
def test_a_capture_says_whether_it_was_looked_through(
    case: CaseFacts,
    evidence: Evidence,
    bench: Bench,
    people: People,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    daemon: Callable[..., tuple[str, FakeDaemon]],
    way: str,
    without: str,
    kept: bool,
    words: str,
) -> None:
    monkeypatch.setitem(people.app.config, "WTF_CSRF_ENABLED", False)
    browser = people.browser(bench.dana)
    _set_up(monkeypatch, settings, antivirus=daemon(way)[0], antivirus_without=without)
    answer = sends(browser, case, {"files": [files.png("1")]})
    page = browser.get(answer.location) if kept else answer
    assert words in words_of(page)
    assert len(sealed_files(settings)) == int(kept)


def test_an_infected_file_is_not_kept_and_the_attempt_is_recorded_without_it(
    case: CaseFacts,
    evidence: Evidence,
    bench: Bench,
    people: People,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    daemon: Callable[..., tuple[str, FakeDaemon]],
) -> None:
    monkeypatch.setitem(people.app.config, "WTF_CSRF_ENABLED", False)
    browser: Browser = people.browser(bench.dana)
    _set_up(monkeypatch, settings, antivirus=daemon()[0])
    answer = sends(browser, case, {"files": [files.png(MARK.decode()), files.png("clean")]})
    words = words_of(answer).replace("&#39;", "'")
    assert "'0.png' contains a virus. It was not kept, and this is recorded. Tell IT today." in words
    assert "Test.Mark-1" not in words
    assert len(captures_in(evidence, case)) == len(sealed_files(settings)) == 1
    assert refusals(evidence) == ["infected"]


def test_the_place_of_the_daemon_is_checked_at_the_start() -> None:
    with pytest.raises(Misconfigured, match="antivirus is 'localhost'"):
        load_settings(environment="test", antivirus="localhost")


def test_the_real_daemon_where_there_is_one(tmp_path: Path) -> None:
    program = shutil.which("clamd")
    if program is None:
        return
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "own.ndb").write_text(f"Own.Mark:0:*:{MARK.hex()}\n")
    place = tmp_path / "clamd.ctl"
    (tmp_path / "clamd.conf").write_text(
        f"LocalSocket {place}\nDatabaseDirectory {tmp_path / 'marks'}\nForeground yes\nUser root\n"
        f"TemporaryDirectory {tmp_path}\nStreamMaxLength 1M\n"
    )
    with subprocess.Popen(
        [program, "-c", str(tmp_path / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as real:
        try:
            until = time.monotonic() + 20
            while not place.exists() and time.monotonic() < until and real.poll() is None:
                time.sleep(0.1)
            where = f"unix:{place}"
            clean = scan(where, files.png("clean"), seconds=20)
            assert (clean.scan, clean.by[:6]) == (Scan.CLEAN, "ClamAV")
            with pytest.raises(Infected, match="contains a virus") as found:
                scan(where, b"text " + MARK, seconds=20)
            assert found.value.signature.startswith("Own.Mark")
            large = scan(where, b"x" * 3_000_000, seconds=20)
            assert large.why is NotScanned.TOO_LARGE
        finally:
            real.terminate()


def _set_up(monkeypatch: pytest.MonkeyPatch, settings: Settings, **values: str) -> None:
    changed = settings.model_copy(update=values)
    monkeypatch.setattr(capture_service, "settings_of", lambda _session: changed)
