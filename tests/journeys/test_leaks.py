"""What people type is readable in no log, no temporary file and no file of the installation."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.factories import files
from tests.findings.test_uploads import body_of
from tests.journeys.canaries import found_in
from tests.journeys.office import Office, open_files
from tests.journeys.wire import answered, at_the_wire, begun, comes_in, token_of
from tests.pages.cases import hr_adds_candidate, hr_invites, investigator_declares, supervisor_assigns
from tests.pages.filled import form_on, send, values_of
from tests.pages.findings import CAPTURE, FINDING
from tests.pages.protocol import investigator_asks
from tests.pages.requisitions import hr_draws_up_requisition, hr_opens_requisition, hr_seats_board
from tests.people import Browser

ROUND = "Police officer 2026-L"
"""What is not sealed, and therefore found."""
WORD = "a word that was left lying"
LARGE = 12_000_000
PATIENCE = 20.0
"""Seconds to wait for the server to have done something."""


def wait(until: object, what: str) -> None:
    """Wait until the server has done something."""
    ends = time.monotonic() + PATIENCE
    assert callable(until)
    while not until():
        assert time.monotonic() < ends, f"the server did not {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A department at work."""
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.department.close()


@pytest.fixture(scope="module")
def case(office: Office) -> str:
    """Return a case whose candidate has filed an affidavit, everything done over the wire."""
    department = office.department
    hr, supervisor = (comes_in(office.address, department.email(who)) for who in ("hr", "supervisor"))
    requisition = hr_draws_up_requisition(hr, title=ROUND)
    hr_seats_board(hr, requisition, [department.references[who] for who in ("chair", "member", "member-too")])
    assert hr_opens_requisition(hr, requisition).status_code == 303
    name = office.word("Marisol {}", capital=True)
    case = hr_adds_candidate(
        hr, requisition, name=name, email=office.word("{}@mail.example"), phone="203-555-0142"
    )
    assert supervisor_assigns(supervisor, case, department.references["investigator"]).status_code == 303
    link, code = hr_invites(hr, case)
    office.typed.add(code)
    candidate = at_the_wire(office.address)
    asked = candidate.post(link, data=values_of(form_on(candidate.get(link).text, "#")))
    entered = candidate.post(link, data={**values_of(form_on(asked.text, "#")), "code": code})
    assert entered.status_code == 303, entered.text[:4000]
    _files_affidavit(office, candidate, name, code)
    return case


def _files_affidavit(office: Office, candidate: Browser, name: str, code: str) -> None:
    account = {"platform": "tiktok", "handle": office.word(), "whose": "me", "visible": "public"}
    answers: tuple[tuple[str, dict[str, str]], ...] = (
        ("/a/names", {"has": "yes", "name": office.word("Mari {}")}),
        ("/a/now", {"uses": "yes"}),
        ("/a/accounts/new", account),
        ("/a/accounts", {"complete": "yes"}),
        ("/a/former", {"has": "no"}),
        ("/a/access/1", {"mode": "public-only"}),
        ("/a/other", {"anything_else": office.word("I also write for {}, a magazine.")}),
        ("/a/sign", {"name": name, "place": office.word("{}, Connecticut"), "meant": "y", "code": code}),
    )
    for page, typed in answers:
        answer = send(candidate, page, **typed)
        assert answer.status_code == 303, f"{page}: {answer.text[:4000]}"


@pytest.fixture(scope="module")
def dana(office: Office, case: str) -> Browser:
    """The investigator, who has no tie and has searched."""
    dana = comes_in(office.address, office.department.email("investigator"))
    assert investigator_declares(dana, case).status_code == 303
    assert _logs(office, case, dana, result="found-candidate").status_code == 303
    return dana


def _logs(office: Office, case: str, dana: Browser, **changes: str) -> TestResponse:
    typed = {"query": office.word("Marisol {}"), "note": office.word("One {} on page two")}
    return send(
        dana,
        f"/cases/{case}/steps/02/search",
        **{"result": "nothing-found", "department_device": "y", **typed, **changes},
    )


def _writes(office: Office, case: str, dana: Browser, **changes: str) -> TestResponse:
    words = {name: office.word("Seen: {}.") for name in ("observed", "statement", "relevance", "identifiers")}
    words["source_link"] = office.word("https://social.example/p/{}")
    address = f"/cases/{case}/findings/new"
    search = re.findall(r'value="(S-\w+)"', dana.get(address).text)[0]
    return send(dana, address, **{**FINDING, **words, "search": search, **changes})


def test_what_is_not_sealed_is_found(office: Office, case: str, dana: Browser) -> None:
    assert office.readable({ROUND}) == {ROUND}, "the title of the round stands in the database"
    assert office.readable({f"GET /cases/{case}/conflict"}), "the log tells of every request"
    for place in (office.temporary / "x", office.data / "x"):
        place.write_text(WORD)
        assert office.readable({WORD})
        place.unlink()
    assert not office.readable({WORD})


def test_files_without_a_name_are_looked_through(tmp_path: Path) -> None:
    with tempfile.TemporaryFile(dir=tmp_path) as held:
        held.write(WORD.encode())
        held.flush()
        shown = Path("/proc/self/fd").exists()
        assert bool(shown and found_in(open_files(os.getpid()), [WORD], tmp_path)) is shown


@pytest.mark.clause("Hampton D.1")
def test_what_people_write_is_readable_nowhere(office: Office, case: str, dana: Browser) -> None:
    logged = _logs(office, case, dana, result="found-candidate")
    assert logged.status_code == 303, logged.text[:4000]
    asked = investigator_asks(
        dana,
        case,
        "06",
        "extra",
        query=office.word("{} Riverton"),
        place="Reddit",
        method="public-view",
        reason=office.word("Because of {}."),
    )
    assert asked.status_code == 303, asked.text[:4000]
    written = _writes(office, case, dana)
    assert written.status_code == 303, written.text[:4000]
    noted = send(dana, f"{written.location}/notes/new", text=office.word("I think that {} is a nephew."))
    assert noted.status_code == 303, noted.text[:4000]
    assert not office.readable()


def test_a_capture_on_its_way_lies_nowhere_in_clear(office: Office, case: str, dana: Browser) -> None:
    path, before = f"/cases/{case}/captures/new", office.arriving()
    data = files.large_png(LARGE, office.word("A letter to {}"))
    body, kind = _capture(office, data, token_of(dana, path))
    half = len(body) // 2
    with begun(dana, office.address, path, kind, len(body)) as connection:
        connection.send(body[:half])
        wait(lambda: office.arriving() > before + LARGE // 3, "take the first half in")
        assert not office.readable()
        connection.send(body[half:])
        answer = answered(connection)
    assert answer.status == 303
    assert office.arriving() > before + LARGE
    assert not office.readable()


def test_a_capture_that_breaks_off_leaves_nothing(office: Office, case: str, dana: Browser) -> None:
    path, before = f"/cases/{case}/captures/new", office.arriving()
    data = files.large_png(LARGE, office.word("A portrait of {}"))
    body, kind = _capture(office, data, token_of(dana, path))
    with begun(dana, office.address, path, kind, len(body)) as connection:
        connection.send(body[: len(body) // 2])
        wait(lambda: office.arriving() > before + LARGE // 3, "take the first half in")
    wait(lambda: office.arriving() == before, "clear away what broke off")
    assert not office.readable()


def _capture(office: Office, data: bytes, token: str) -> tuple[bytes, str]:
    words = {"shows": office.word("The letter of {}."), "csrf_token": token}
    words["source_link"] = office.word("https://social.example/p/{}")
    return body_of(data, office.word("{}.png"), **{**CAPTURE, **words})


def test_what_was_refused_is_readable_nowhere(office: Office, case: str, dana: Browser) -> None:
    assert _logs(office, case, dana, result="").status_code == 422
    assert _logs(office, case, dana, note=office.word("password: {}7!")).status_code == 422
    assert _writes(office, case, dana, relevance="").status_code == 422
    address = f"/cases/{case}/captures/new"
    body, kind = _capture(office, files.png(office.word())[:-5], token_of(dana, address))
    with begun(dana, office.address, address, kind, len(body)) as connection:
        connection.send(body)
        assert answered(connection).status == 422
    assert not office.readable()


def test_what_was_too_large_is_readable_nowhere(office: Office, case: str, dana: Browser) -> None:
    long = office.word("{} ") * 60_000
    assert _logs(office, case, dana, note=long).status_code == 413
    assert not office.readable()


def test_what_failed_is_readable_nowhere(office: Office, case: str, dana: Browser) -> None:
    with closing(sqlite3.connect(office.data / "tracker.db")) as around, around:
        around.execute(
            "CREATE TRIGGER out_of_order BEFORE INSERT ON search_entries BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    assert _logs(office, case, dana).status_code == 500
    assert office.readable({"Traceback (most recent call last)"}), "the log tells why"
    assert not office.readable()
