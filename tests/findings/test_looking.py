"""A capture looked at: drawn anew, on record, by who may read it; and what cannot be drawn, in words."""

from __future__ import annotations

from base64 import b64decode

import pytest

from tests.factories import files
from tests.factories.findings import Evidence
from tests.findings.test_captures import sealed_files
from tests.people import Browser, People
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings

PICTURE = 'src="data:image/jpeg;base64,'
NOT_DRAWN = "This could not be drawn"


def look(browser: Browser, case: CaseFacts, capture: str, page: int | str = 1) -> tuple[int, str]:
    """Open the page on which a capture is looked at."""
    answer = browser.get(f"/cases/{case.reference}/captures/{capture}/look?page={page}")
    return answer.status_code, answer.get_data(as_text=True)


def test_a_picture_is_shown_drawn_anew_and_that_is_on_record(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    row = evidence.keep(case, files.png("where it was taken"))
    status, page = look(dana, case, row.reference)
    assert status == 200
    drawn = b64decode(page.split(PICTURE)[1].split('"')[0])
    assert drawn.startswith(b"\xff\xd8")
    assert b"where it was taken" not in drawn
    (newest,) = evidence.read(lambda session: ledger_page(session, case_id=case.case_id, limit=1)).lines
    assert newest.event == "CAPTURE_OPENED"


def test_what_cannot_be_drawn_is_said_in_words(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings
) -> None:
    pdf = evidence.keep(case, files.pdf(), "page.pdf").reference
    assert PICTURE in look(dana, case, pdf)[1]
    for number in (0, 2, -1, 10**9):
        status, page = look(dana, case, pdf, number)
        assert (status, NOT_DRAWN in page, PICTURE in page) == (200, True, False)
    assert PICTURE in look(dana, case, pdf, "x")[1]
    holds_itself = files.pdf(words="B").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    assert NOT_DRAWN in look(dana, case, evidence.keep(case, holds_itself, "b.pdf").reference)[1]
    for path in sealed_files(settings):
        data = bytearray(path.read_bytes())
        data[-20] ^= 1
        path.write_bytes(data)
    assert NOT_DRAWN in look(dana, case, pdf)[1]


def test_only_who_may_read_it_looks_and_nobody_at_a_web_archive(
    case: CaseFacts, evidence: Evidence, dana: Browser, people: People
) -> None:
    row = evidence.keep(case)
    others = {"Member Reyes": (Role.BOARD_MEMBER, 403), "Grace Kim": (Role.AUDITOR, 403)}
    others |= {"Luis Ortega": (Role.INVESTIGATOR, 404)}
    for name, (role, status) in others.items():
        assert look(people.browser(people.make(name, role)), case, row.reference)[0] == status
    assert look(dana, case, "K-22222")[0] == 404
    for data, name in ((files.html(), "a.html"), (files.wacz(), "a.wacz"), (files.warc(), "a.warc")):
        assert look(dana, case, evidence.keep(case, data, name).reference)[0] == 404


@pytest.mark.parametrize(
    ("data", "words"), [(files.html(), "Download"), (files.png(), "shown as a new picture")]
)
def test_the_page_of_a_capture_says_how_it_can_be_looked_at(
    case: CaseFacts, evidence: Evidence, dana: Browser, data: bytes, words: str
) -> None:
    name = "a.png" if data.startswith(b"\x89") else "a.html"
    row = evidence.keep(case, data, name)
    page = dana.get(f"/cases/{case.reference}/captures/{row.reference}").get_data(as_text=True)
    assert words in page
    assert ("/look" in page) is (name == "a.png")
