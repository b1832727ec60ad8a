"""One large file as the body of a request: with the form's token, permission and rules."""

from __future__ import annotations

import hashlib
import re
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.findings.test_captures import sealed_files
from tests.findings.test_uploads import Arriving, captures_in, refusals
from tests.pages.findings import CAPTURE
from tests.people import Browser, People
from tracker.accounts import service
from tracker.db import unit_of_work
from tracker.findings.views_stream import FORM_BYTES
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts, PersonFacts
from tracker.settings import Settings
from tracker.vault.chest import KeyChest
from tracker.vault.trouble import KeyTrouble

Look = Callable[[], None]
"""What looks around while a body arrives."""


def seen_by_nobody() -> None:
    """Look at nothing."""


def puts(
    browser: Browser,
    case: CaseFacts,
    data: bytes,
    *,
    short: int = 0,
    head: str = "",
    look: Look = seen_by_nobody,
    **values: Any,
) -> TestResponse:
    """Send a file as the page's script does; ``short`` bytes of it never come."""
    form = urlencode(CAPTURE | {"file_name": "a.png"} | values).encode()
    body = form + data
    coming = {
        "wsgi.input": Arriving(body, look, ends_at=len(body) - short),
        "CONTENT_LENGTH": str(len(body)),
    }
    return browser.put(
        f"/cases/{case.reference}/captures/stream",
        headers={FORM_BYTES: head or str(len(form))},
        content_type="application/octet-stream",
        environ_overrides=coming,
    )


def test_a_body_becomes_a_capture_in_a_small_memory(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    puts(dana, case, files.png("first"))
    data = files.large_png(40_000_000)
    tracemalloc.start()
    try:
        answer = puts(dana, case, data, group="2")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 201
    row = next(one for one in captures_in(evidence, case) if one.size == len(data))
    assert (row.sha256, row.file_name) == (hashlib.sha256(data).hexdigest(), "a.png")
    assert row.tool == CAPTURE["tool"]
    assert answer.get_json() == {
        "kept": row.reference,
        "at": f"/cases/{case.reference}/captures/{row.reference}",
        "draft": False,
    }
    assert peak < len(data) + 8 * 2**20  # the body that the test sends is held once


def test_no_byte_of_a_body_lies_in_clear_while_it_streams_or_after(
    case: CaseFacts,
    evidence: Evidence,
    dana: Browser,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    marker, shared = f"marker-{uuid4()}", Path("/dev/shm")
    before = set(shared.iterdir()) if shared.is_dir() else set()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", None)
    looked: list[int] = []

    def look() -> None:
        looked.append(len(sealed_files(settings)))
        new = (set(shared.iterdir()) - before) if before else set()
        places = (*settings.instance.rglob("*"), *elsewhere.rglob("*"), *new)
        found = [place for place in places if place.is_file() and marker.encode() in read(place)]
        assert not found

    data = files.large_png(4_000_000, marker)
    assert marker.encode() in data
    answer = puts(dana, case, data, look=look, shows=marker)
    assert answer.status_code == 201
    look()
    assert len(looked) > 3
    assert max(looked) == 1
    assert captures_in(evidence, case)[0].size > 3_000_000
    assert list(elsewhere.iterdir()) == []


def read(place: Path) -> bytes:
    """Return what a file holds; one of somebody else's that is gone by now holds nothing."""
    try:
        return place.read_bytes()
    except OSError:
        return b""


def test_what_is_missing_or_unfit_is_said_and_nothing_is_left(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings
) -> None:
    asked = puts(dana, case, b"", shows="")
    assert asked.status_code == 422
    assert "Write what the capture shows, as a fact" in asked.get_json()["refused"]
    assert puts(dana, case, b"").get_json() == {"refused": []}
    assert "'a.png' is cut short" in puts(dana, case, files.png()[:-5]).get_json()["refused"][0]
    assert puts(dana, case, files.large_png(2_000_000), short=500_000).status_code == 400
    for head in ("x", "0", "-1", "99999999", "9" * 12):
        assert puts(dana, case, files.png(), head=head).status_code == 400
    assert sealed_files(settings) == []
    assert refusals(evidence) == ["cut-short"]


def test_nobody_streams_who_could_not_send_the_form(
    case: CaseFacts, bench: Bench, people: People, settings: Settings
) -> None:
    member = people.browser(people.make("Member Reyes", Role.BOARD_MEMBER))
    stranger = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    dana = people.browser(bench.dana)
    for browser, status in ((member, 403), (stranger, 404), (dana, 400)):
        assert puts(browser, case, files.png()).status_code == status
    assert sealed_files(settings) == []
    form = dana.get(f"/cases/{case.reference}/captures/new").get_data(as_text=True)
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', form)[0]
    assert puts(dana, case, files.png(), csrf_token=token).status_code == 201


def test_only_the_page_that_sends_files_lets_its_script_connect_and_only_to_this_site(
    case: CaseFacts, dana: Browser
) -> None:
    form = dana.get(f"/cases/{case.reference}/captures/new")
    assert form.headers["Content-Security-Policy"].endswith("; connect-src 'self'")
    assert f'data-stream="/cases/{case.reference}/captures/stream"' in form.text
    others = dana.get(f"/cases/{case.reference}/captures")
    assert "connect-src" not in others.headers["Content-Security-Policy"]
    assert "sending.js" not in others.text


def test_without_the_case_key_a_body_is_answered_in_words_and_leaves_nothing(
    case: CaseFacts, dana: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> None:
        raise KeyTrouble("the key is not offered")

    with monkeypatch.context() as locked:
        locked.setattr(KeyChest, "open", gone)
        answer = puts(dana, case, files.large_png(2_000_000))
    assert answer.status_code == 503
    assert "key is not offered" not in answer.text
    assert sealed_files(settings) == []
    assert not list(settings.data.rglob("partial/*"))
    assert puts(dana, case, files.png()).status_code == 201


@pytest.mark.clause("Hamden D.3")
@pytest.mark.parametrize("way", ["disabled", "role", "elsewhere"])
def test_who_is_let_go_while_a_file_arrives_adds_nothing(
    case: CaseFacts, evidence: Evidence, dana: Browser, people: People, settings: Settings, way: str
) -> None:
    actor, hr = people.make("Dana Ruiz", Role.INVESTIGATOR), people.make("Pat Reed", Role.HR_ADMIN)
    facts = PersonFacts(actor.person_id)
    done: list[str] = []

    def let_go() -> None:
        if done:
            return
        done.append(way)
        with people.app.app_context(), unit_of_work(hr) as work:
            if way == "disabled":
                service.disable_person(work, facts)
            elif way == "role":
                service.end_role(work, facts, role=Role.INVESTIGATOR)
            else:
                service._end_sessions(work, actor.person_id)
                record(work, Event.SIGNED_OUT, reason="by-hand")

    answer = puts(dana, case, files.large_png(1_200_000), look=let_go)
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/sign-in")
    assert captures_in(evidence, case) == ()
    assert sealed_files(settings) == []
