"""Files on their way in and out over HTTP: streamed, refused in words, and never in clear on a disk."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.findings.test_captures import sealed_files
from tests.pages.findings import CAPTURE, investigator_adds_captures
from tests.people import Browser, People
from tracker.findings import stored, views_captures
from tracker.findings.capture_queries import CaptureRow, capture_rows, custody_of
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.captures import FileState
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings
from tracker.vault.trouble import Unopenable

CANARY = b"canary-of-an-upload-7f3a91c0"


def captures_in(evidence: Evidence, case: CaseFacts) -> tuple[CaptureRow, ...]:
    """Return the captures of a case."""
    return evidence.read(lambda session: capture_rows(session, case.case_id))


def refusals(evidence: Evidence) -> list[str]:
    """Return the codes with which the ledger says that files were not kept."""
    lines = ledger_entries.c.body
    told = evidence.read(
        lambda session: list(
            session.scalars(ledger_entries.select().with_only_columns(lines).order_by(ledger_entries.c.idx))
        )
    )
    return [re.findall(r'"reason":"([\w-]+)"', body)[0] for body in told if "CAPTURE_REFUSED" in body]


class Arriving(io.RawIOBase):
    """A request's body that comes piece by piece, with something to look at on the way."""

    def __init__(self, data: bytes, look: Callable[[], None], *, ends_at: int | None = None) -> None:
        self.data, self.look, self.at, self.ends_at = memoryview(data), look, 0, ends_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.look()
        end = len(self.data) if self.ends_at is None else self.ends_at
        piece = self.data[self.at : min(self.at + len(buffer), end)]
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


def body_of(data: bytes, name: str, **values: str) -> tuple[bytes, str]:
    """Return a form with one file as a browser sends it, and its content type."""
    fields = CAPTURE | values
    parts = [
        f'--line\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--line\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    return b"".join(parts) + head + data + b"\r\n--line--\r\n", "multipart/form-data; boundary=line"


def post(
    browser: Browser, case: CaseFacts, body: bytes, kind: str, stream: Any = None, *, length: int = 0
) -> TestResponse:
    """Send a body as it is."""
    coming = {
        "wsgi.input": stream or io.BytesIO(body),
        "CONTENT_LENGTH": str(length or len(body)),
        "CONTENT_TYPE": kind,
    }
    return browser.post(f"/cases/{case.reference}/captures/new", environ_overrides=coming)


def test_a_capture_is_added_and_its_page_tells_its_custody(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    data = files.png("x")
    answer = investigator_adds_captures(dana, case, (data, "../x/shot.png"))
    (row,) = captures_in(evidence, case)
    assert answer.location.endswith(f"/captures/{row.reference}")
    page = dana.get(answer.location).get_data(as_text=True)
    assert f"Capture {row.reference} is sealed and added." in page
    assert "This PNG is shown as a new picture, drawn by a program apart" in page
    assert "2026-03-09 09:30 Eastern (EDT)" in re.sub(r"<[^>]+>", "", page)
    assert row.sha256[:4] in page
    assert row.file_name == "shot.png"
    assert "<img" not in page
    assert page.count("<td") >= 6  # added and opened


def test_several_files_of_one_page_are_added_at_once(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    answer = investigator_adds_captures(dana, case, (files.png(), "a.png"), (files.mhtml(), "a.mhtml"))
    assert answer.location.endswith("/captures")
    page = dana.get(answer.location).get_data(as_text=True)
    for row in captures_in(evidence, case):
        assert row.reference in page
    assert [row.media_type for row in captures_in(evidence, case)].count("image/png") == 1


def test_a_capture_says_in_one_go_all_that_is_missing(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    left_out = {"source_link": "", "no_source_reason": "", "shows": "", "captured_at": "2031-01-01T09:00"}
    answer = investigator_adds_captures(dana, case, (files.png(), "a.png"), **left_out)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for said in (
        "Write what the capture shows, as a fact",
        "Enter the link where it was captured, or write why there is none.",
        "The time of the capture must be in the past.",
    ):
        assert f"</span> {said}" in page
    assert captures_in(evidence, case) == ()


def test_what_is_sound_is_kept_though_another_file_is_not(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings
) -> None:
    answer = investigator_adds_captures(
        dana, case, (files.png(), "a.png"), (b"", "b.png"), shows="Kept words."
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "&#39;b.png&#39; is empty." in page
    assert "&#39;a.png&#39;" not in page
    assert "Kept words." in page
    assert "choose the files once more" not in page
    (row,) = captures_in(evidence, case)
    assert f'href="/cases/{case.reference}/captures/{row.reference}"' in page
    assert len(sealed_files(settings)) == 1
    assert refusals(evidence) == ["empty"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (files.png()[:-5], "a.png", "is cut short: the end of the PNG is missing."),
        (files.pdf(locked=True), "a.pdf", "is password protected. Choose a PDF that opens without one."),
        (files.png(), "a.jpg", "is named as JPEG, and its content is PNG."),
        (
            b"MZ\x90\0" * 30,
            "a.png",
            "The file must be a PNG, JPEG, WebP, PDF, text, HTML, MHTML, WARC or WACZ.",
        ),
        (files.wacz({"../x": b"x"}), "a.wacz", "holds a part that leads outside the package."),
        (files.packed_warc(b"\0" * 20_000_000), "a.warc.gz", "holds more than 200 times its own size."),
    ],
)
def test_hostile_files_are_refused_in_words(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings, data: bytes, name: str, words: str
) -> None:
    answer = investigator_adds_captures(dana, case, (data, name))
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert sealed_files(settings) == []
    assert len(refusals(evidence)) == 1
    assert captures_in(evidence, case) == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"files": None}, "Choose at least one file."),
        ({"captured_at": "yesterday"}, "Enter a day and a time, such as 2026-03-09 14:40"),
        ({"captured_at": "0001-01-01T00:00"}, "Enter a day and a time from 1900-01-01 to"),
        ({"captured_at": "1999-12-31T00:00"}, "Enter the day and time, such as 2026-03-09 14:40"),
        (
            {"captured_at": "2026-03-08T02:30"},
            "There is no 02:30 on 2026-03-08 in the zone Eastern: the clocks go forward over it.",
        ),
        ({"captured_at": "2026-03-09T12:30"}, "The time of the capture must be in the past."),
        ({"captured_zone": "Mars/Olympus"}, "Choose the zone of the clock"),
        ({"source_link": "ftp://x"}, "Enter a link that begins with https:// or http://"),
        ({"source_link": ""}, "Enter the link where it was captured, or write why there is none."),
        ({"department_device": None}, "Captures are made on a department device."),
        ({"signed_in": "yes"}, "Say whether anybody was signed in"),
        ({"tool": "password: hunter2"}, "That looks like a password."),
    ],
)
def test_each_field_says_what_to_change(
    case: CaseFacts, dana: Browser, settings: Settings, values: dict[str, Any], words: str
) -> None:
    chosen = () if "files" in values else ((files.png(), "a.png"),)
    values.pop("files", None)
    answer = investigator_adds_captures(dana, case, *chosen, **values)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert "hunter2" not in page
    assert sealed_files(settings) == []


def test_the_same_file_leads_to_the_capture_that_it_is(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    row = evidence.keep(case)
    finding = evidence.write(case)
    answer = investigator_adds_captures(dana, case, (files.png(), "again.png"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f"is the same file as capture {row.reference}. Link to it instead?" in page
    place = f"/cases/{case.reference}/captures/{row.reference}"
    assert f'href="{place}"' in page
    assert dana.post(f"{place}/link").location == place
    assert dana.post(f"{place}/link", data={"finding": "F-222222"}).status_code == 404
    foreign = evidence.write(evidence.bench.ready("Andre Whitfield"))
    assert dana.post(f"{place}/link", data={"finding": foreign}).status_code == 404
    linked = dana.post(f"{place}/link", data={"finding": finding})
    assert f"findings/{finding}" in dana.get(linked.location).get_data(as_text=True)


def test_twelve_megabytes_never_lie_in_clear(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = files.large_png(12_000_000, CANARY.decode())
    body, kind = body_of(data, f"{CANARY.decode()}.png", shows=CANARY.decode())
    looked = []

    def look() -> None:
        looked.append(len(sealed_files(settings)))
        assert_nothing_in_clear(settings)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was opened")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    answer = post(dana, case, body, kind, Arriving(body, look))
    assert answer.status_code == 303
    assert len(looked) > 3
    assert max(looked) == 1
    (row,) = captures_in(evidence, case)
    assert (row.size, row.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert_nothing_in_clear(settings)


def test_twelve_megabytes_stream_through_a_small_memory(case: CaseFacts, dana: Browser) -> None:
    assert post(dana, case, *body_of(files.png("first"), "a.png")).status_code == 303
    body, kind = body_of(files.large_png(12_000_000), "a.png")
    tracemalloc.start()
    try:
        answer = post(dana, case, body, kind, Arriving(body, lambda: None))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 303
    assert peak < 3 * 2**20


def assert_nothing_in_clear(settings: Settings) -> None:
    """Look for the canary in every file of the installation: database, its log, the store."""
    for path in settings.instance.rglob("*"):
        if path.is_file():
            assert CANARY not in path.read_bytes(), path


def test_a_connection_that_ends_midway_leaves_nothing_behind(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings
) -> None:
    body, kind = body_of(files.large_png(2_000_000), "large.png")
    answer = post(dana, case, body, kind, Arriving(body, lambda: None, ends_at=1_000_000))
    assert answer.status_code == 400
    assert sealed_files(settings) == []
    assert captures_in(evidence, case) == ()


def test_more_than_any_file_may_have_is_refused_before_anything_is_kept(
    case: CaseFacts, dana: Browser, settings: Settings
) -> None:
    body, kind = body_of(files.png(), "a.png")
    stream = Arriving(body, lambda: None)
    answer = post(dana, case, body, kind, stream, length=settings.archive_bytes * 2)
    assert answer.status_code == 413
    assert "The files together must be smaller than 2 GB. None was kept." in answer.get_data(as_text=True)
    assert sealed_files(settings) == []


def test_a_picture_above_its_limit_is_refused(
    case: CaseFacts, dana: Browser, settings: Settings, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = settings.model_copy(update={"image_bytes": 2**20})
    monkeypatch.setitem(people.app.extensions, "settings", small)
    monkeypatch.setattr("tracker.findings.capture_service.settings_of", lambda _session: small)
    answer = post(dana, case, *body_of(files.large_png(2**20), "a.png"))
    assert answer.status_code == 422
    assert "must be smaller than 1 MB." in answer.get_data(as_text=True)
    assert sealed_files(settings) == []


def test_other_forms_keep_their_small_limit(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    finding = evidence.write(case)
    place = f"/cases/{case.reference}/findings/{finding}/notes/new"
    answer = dana.post(place, data={"text": "x" * 1_100_000})
    assert answer.status_code == 413


def test_nobody_uploads_before_the_guard_let_them_in(
    case: CaseFacts, bench: Bench, people: People, settings: Settings
) -> None:
    body, kind = body_of(files.large_png(300_000), "a.png")
    member = people.browser(people.make("Member Reyes", Role.BOARD_MEMBER))
    stranger = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    for browser, status in ((member, 403), (stranger, 404)):
        stream = Arriving(body, lambda: None)
        answer = post(browser, case, body, kind, stream)
        assert (answer.status_code, stream.at) == (status, 0)
    assert sealed_files(settings) == []


def test_a_form_without_its_token_keeps_nothing(
    case: CaseFacts, evidence: Evidence, bench: Bench, people: People, settings: Settings
) -> None:
    browser = people.browser(bench.dana)
    assert investigator_adds_captures(browser, case, (files.png(), "a.png")).status_code == 400
    assert sealed_files(settings) == []
    form = browser.get(f"/cases/{case.reference}/captures/new").get_data(as_text=True)
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', form)[0]
    answer = investigator_adds_captures(browser, case, (files.png(), "a.png"), csrf_token=token)
    assert answer.status_code == 303
    assert len(captures_in(evidence, case)) == 1


def test_a_copy_leaves_as_an_attachment_for_a_reason(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    row = evidence.keep(case, files.html("<script>alert(1)</script>"), "page.html")
    place = f"/cases/{case.reference}/captures/{row.reference}/download"
    assert dana.post(place, data={}).status_code == 422
    answer = dana.post(place, data={"reason": "copy"})
    assert answer.data == files.html("<script>alert(1)</script>")
    assert answer.mimetype == "application/octet-stream"
    expected = {
        "Content-Disposition": f'attachment; filename="{row.reference}.html"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "none",
        "Cache-Control": "no-store",
    }
    assert {name: answer.headers[name] for name in expected} == expected
    lines = evidence.read(lambda session: custody_of(session, case.case_id, row.reference))
    assert sorted(line.act for line in lines) == ["added", "exported", "opened"]


@pytest.mark.parametrize("large", [False, True])
def test_a_copy_of_a_changed_file_never_leaves_whole(
    case: CaseFacts,
    evidence: Evidence,
    dana: Browser,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    large: bool,
) -> None:
    row = evidence.keep(case, files.large_png(2_000_000), "a.png")
    (path,) = sealed_files(settings)
    data = bytearray(path.read_bytes())
    data[-100_000] ^= 1
    path.write_bytes(data)
    place = f"/cases/{case.reference}/captures/{row.reference}/download"
    if large:
        monkeypatch.setattr(stored, "WHOLE_BYTES", 1000)
        monkeypatch.setattr("tracker.findings.handing_out.WHOLE_BYTES", 1000)
        with pytest.raises(Unopenable):
            dana.post(place, data={"reason": "copy"}, buffered=True)
    else:
        answer = dana.post(place, data={"reason": "copy"})
        assert answer.status_code == 409
        assert "is not as it was received" in answer.get_data(as_text=True)
    lines = evidence.read(lambda session: custody_of(session, case.case_id, row.reference))
    assert lines[-1].outcome == "changed"
    assert ("exported" in [line.act for line in lines]) is large


def test_a_large_copy_streams_whole(
    case: CaseFacts, evidence: Evidence, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = files.large_png(2_000_000)
    row = evidence.keep(case, data)
    monkeypatch.setattr(stored, "WHOLE_BYTES", 1000)
    monkeypatch.setattr("tracker.findings.handing_out.WHOLE_BYTES", 1000)
    answer = dana.post(
        f"/cases/{case.reference}/captures/{row.reference}/download", data={"reason": "copy"}, buffered=True
    )
    assert (answer.status_code, answer.data == data) == (200, True)
    assert answer.headers["Content-Length"] == str(len(data))


@pytest.mark.parametrize(
    ("spoil", "words", "state"),
    [
        (None, "is as it was received.", FileState.INTACT),
        ("flip", "is not as it was received. Tell your supervisor today.", FileState.CHANGED),
        ("remove", "is missing. Tell your supervisor today.", FileState.MISSING),
    ],
)
def test_verify_now_says_what_it_found(
    case: CaseFacts,
    evidence: Evidence,
    dana: Browser,
    settings: Settings,
    spoil: str | None,
    words: str,
    state: FileState,
) -> None:
    row = evidence.keep(case)
    (path,) = sealed_files(settings)
    _spoil(path, spoil)
    answer = dana.post(f"/cases/{case.reference}/captures/{row.reference}/verify")
    page = dana.get(answer.location).get_data(as_text=True)
    assert words in page
    (now,) = captures_in(evidence, case)
    assert now.state is state


def _spoil(path: Path, how: str | None) -> None:
    if how == "remove":
        path.unlink()
    if how == "flip":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)


def test_an_auditor_verifies_and_opens_under_a_matter(
    case: CaseFacts, evidence: Evidence, dana: Browser, people: People
) -> None:
    row = evidence.keep(case, shows="What only readers see.")
    auditor = people.browser(people.make("Grace Kim", Role.AUDITOR))
    listed = auditor.get(f"/cases/{case.reference}/captures").get_data(as_text=True)
    assert row.reference in listed
    assert "What only readers see." not in listed
    place = f"/cases/{case.reference}/captures/{row.reference}"
    assert auditor.get(place).status_code == 403
    assert auditor.post(f"{place}/download", data={"reason": "copy"}).status_code == 403
    assert auditor.post(f"{place}/verify").location == f"{place}/unseal"
    assert "What only readers see." not in auditor.get(f"{place}/unseal").get_data(as_text=True)
    opened = auditor.post(f"{place}/unseal", data={"matter": "26-114"}).get_data(as_text=True)
    assert "What only readers see." in opened
    assert "As received" in opened
    assert "Download the copy" in opened
    short = auditor.post(f"{place}/unseal", data={"matter": "x", "copy": "yes"})
    assert short.status_code == 422
    assert "one of them a digit" in short.get_data(as_text=True)
    copy = auditor.post(f"{place}/unseal", data={"matter": "26-114", "copy": "yes"})
    assert copy.headers["Content-Disposition"].startswith(f'attachment; filename="{row.reference}')
    assert hashlib.sha256(copy.data).hexdigest() == row.sha256
    newest = evidence.read(lambda session: ledger_page(session, case_id=case.case_id, limit=2)).lines
    assert [line.event for line in newest] == ["CAPTURE_EXPORTED", "CAPTURE_OPENED"]


def test_the_view_is_the_one_that_streams() -> None:
    from tracker.web.receiving import _STREAMING

    view = views_captures.new_capture
    assert f"{view.__module__}.{view.__name__}" in _STREAMING
