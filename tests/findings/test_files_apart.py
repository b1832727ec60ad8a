"""Several files of one page, of which not the same is said; the tool's own fingerprints; the caps."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.findings.test_captures import sealed_files
from tests.findings.test_uploads import captures_in
from tests.pages.findings import CAPTURE
from tests.people import Browser, People
from tracker.findings import capture_service
from tracker.findings.forms_captures import GROUPS_APART
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SignedIn
from tracker.settings import Settings


def sends(browser: Browser, case: CaseFacts, chosen: dict[str, list[bytes]], **values: Any) -> TestResponse:
    """Send the form with files in several of its groups."""
    empty = {f"apart-{number}-shows": "" for number in range(GROUPS_APART)}
    fields = CAPTURE | empty | values
    sent = {
        name: [(BytesIO(data), f"{number}.png") for number, data in enumerate(datas)]
        for name, datas in chosen.items()
    }
    return browser.post(
        f"/cases/{case.reference}/captures/new", data=fields | sent, content_type="multipart/form-data"
    )


SAID_TWICE = 2
"""What is wrong stands in the summary of the page and beside its field."""


def words_of(answer: TestResponse) -> str:
    """Return what stands on a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_files_described_apart_say_their_own_and_take_the_rest_from_above(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    chosen = {"files": [files.png("1")], "apart-1-files": [files.png("2"), files.png("3")]}
    apart = {
        "apart-1-shows": "The answers below the post.",
        "apart-1-no_source_reason": "Shown in a session together.",
        "apart-1-captured_at": "2026-03-09T09:20",
        "apart-1-captured_zone": "UTC",
        "apart-1-signed_in": "with-candidate",
    }
    assert sends(dana, case, chosen, **apart).status_code == 303
    *others, first = sorted(captures_in(evidence, case), key=lambda row: row.shows)
    assert (first.shows, first.source_link) == (CAPTURE["shows"], CAPTURE["source_link"])
    for row in others:
        assert (row.shows, row.source_link) == ("The answers below the post.", "")
        assert row.no_source_reason == "Shown in a session together."
        assert (row.tool, row.signed_in) == (CAPTURE["tool"], SignedIn("with-candidate"))
        assert (row.captured_zone, f"{row.captured_at:%H:%M}") == ("UTC", "09:20")


def test_a_moment_is_judged_on_the_clock_of_its_own_zone(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    chosen = {"files": [files.png("1")], "apart-0-files": [files.png("2")], "apart-1-files": [files.png("3")]}
    answer = sends(
        dana,
        case,
        chosen,
        captured_at="2026-03-08T02:30",
        captured_zone="America/Phoenix",
        **{"apart-0-captured_zone": "America/Chicago", "apart-1-captured_at": "2025-11-02T01:30"},
        **{"apart-1-captured_zone": "America/New_York", "apart-1-shows": "In the night of two ones."},
    )
    assert answer.status_code == 422
    assert words_of(answer).count("There is no 02:30 on 2026-03-08 in the zone Central:") == SAID_TWICE
    told = {f"{row.captured_at:%m-%d %H:%M}": row.reference for row in captures_in(evidence, case)}
    assert set(told) == {"03-08 09:30", "11-02 05:30"}
    page = words_of(dana.get(f"/cases/{case.reference}/captures/{told['11-02 05:30']}"))
    assert "2025-11-02 01:30 Eastern (EDT), first of the two times that this clock showed it" in page


def test_a_group_that_says_too_little_keeps_only_its_own_files_out(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings
) -> None:
    chosen = {"files": [files.png("1")], "apart-0-files": [files.png("2")]}
    answer = sends(dana, case, chosen, **{"apart-0-captured_at": "2031-01-01T09:00", "apart-2-tool": "Alone"})
    assert answer.status_code == 422
    assert "The time of the capture must be in the past." in words_of(answer)
    assert "Choose the files that this is said of." in words_of(answer)
    assert [row.shows for row in captures_in(evidence, case)] == [CAPTURE["shows"]]
    assert len(sealed_files(settings)) == 1


def test_the_tools_own_fingerprint_matches_or_needs_a_reason(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    same = hashlib.sha256(files.png("1")).hexdigest()
    sends(dana, case, {"files": [files.png("1")]}, own_sha256=f"SHA256 (0.png) = {same.upper()}")
    (row,) = captures_in(evidence, case)
    place = f"/cases/{case.reference}/captures/{row.reference}"
    assert "The same as of the file as it came" in words_of(dana.get(place))
    refused = sends(dana, case, {"files": [files.png("2")]}, own_sha256="0" * 64)
    assert refused.status_code == 422
    assert "The fingerprint that the tool gave begins with 00000000" in words_of(refused)
    assert len(captures_in(evidence, case)) == 1
    reason = "The tool counts without its own last line."
    kept = sends(dana, case, {"files": [files.png("2")]}, own_sha256="0" * 64, own_sha256_note=reason)
    assert f"Why: {reason}" in words_of(dana.get(kept.location))
    unread = sends(dana, case, {"files": [files.png("3")]}, own_sha256="abc")
    assert "Line 1 holds no SHA-256" in words_of(unread)


def test_a_duplicate_is_said_and_the_others_are_kept(
    case: CaseFacts, evidence: Evidence, dana: Browser, bench: Bench
) -> None:
    elsewhere = bench.ready("Somebody Else")
    evidence.keep(elsewhere, files.png("2"))
    there = evidence.keep(case, files.png("1")).reference
    answer = sends(dana, case, {"files": [files.png("1"), files.png("2"), files.png("2")]})
    second = captures_in(evidence, case)[1].reference
    assert answer.status_code == 409
    words = words_of(answer)
    assert f"'0.png' is the same file as capture {there}. Link to it instead?" in words.replace("&#39;", "'")
    assert f"is the same file as capture {second}. Link to it instead?" in words
    assert elsewhere.reference not in words


def test_caps_of_case_and_person_are_said_before_and_hold(
    case: CaseFacts, evidence: Evidence, dana: Browser, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.keep(case, files.png("1"))
    settings: Settings = people.app.extensions["settings"]
    small = settings.model_copy(update={"case_bytes": 120, "person_day_bytes": 110})
    monkeypatch.setitem(people.app.extensions, "settings", small)
    monkeypatch.setattr(capture_service, "settings_of", lambda _session: small)
    shown = words_of(dana.get(f"/cases/{case.reference}/captures/new"))
    assert "This case has 1 capture of 60," in shown
    assert "of 110 bytes today." in shown
    answer = sends(dana, case, {"files": [files.png("2")]})
    assert "One person can add 110 bytes a day" in words_of(answer)
    assert "The captures of a case can take up 120 bytes" in words_of(answer)
    assert len(captures_in(evidence, case)) == 1


def test_custody_says_from_where_and_all_of_a_case_are_verified_at_once(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    answer = sends(dana, case, {"files": [files.png("1")]})
    assert dana.get(answer.location).get_data(as_text=True).count("127.0.0.1") == 2
    captures = f"/cases/{case.reference}/captures"
    assert "Verify all captures now" in words_of(dana.get(captures))
    done = dana.post(f"/cases/{case.reference}/verify-captures", data={"then": "captures"})
    assert "Every capture is as it was received." in words_of(dana.get(done.location))
