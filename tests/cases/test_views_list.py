"""A list of candidates, taken through HR's page: looked at, refused by rows, added whole or not at all."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories.cases import case_of
from tests.factories.requisitions import hr, opened
from tests.pages.filled import form_on, shown, text_of, values_of
from tests.people import Browser, People
from tracker.cases import listed
from tracker.cases.csv_rows import MOST_BYTES
from tracker.cases.models import Candidate, Case
from tracker.checkpointing import witness_of
from tracker.db import db, unit_of_work
from tracker.ledger.report import Verdict
from tracker.ledger.verify import verify
from tracker.policy.facts import RequisitionFacts
from tracker.requisitions.service import close_requisition

HEAD = "name,e-mail,telephone,language\n"
THREE = (
    f"{HEAD}Marisol Peña,marisol@example.org,203 555 0137,Spanish\n"
    "Andre Whitfield,,letter,\nKeisha Monroe,,+1 203 555 0138,en\n"
)


@pytest.fixture
def requisition(people: People, app: Flask) -> RequisitionFacts:
    """An open requisition."""
    with app.app_context():
        return opened(people)


@pytest.fixture
def priya(people: People, app: Flask) -> Browser:
    """The HR administrator's browser."""
    return people.browser(hr(people))


def page_of(requisition: RequisitionFacts) -> str:
    return f"/admin/requisitions/{requisition.reference}/candidates/from-file"


def sent(browser: Browser, page: str, content: str | bytes, html: str = "", **changes: str) -> TestResponse:
    """Send a list with the form of a page; of the empty one where no other is given."""
    form = values_of(form_on(html or shown(browser, page), page))
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    data: dict[str, Any] = {**form, "file": (file, "list.csv"), **changes}
    return browser.post(page, data=data, content_type="multipart/form-data")


def counted(app: Flask) -> tuple[int, int]:
    """Return how many candidates and cases there are."""
    with app.app_context():
        found = (db.session.scalar(select(func.count()).select_from(one)) or 0 for one in (Candidate, Case))
        return next(found), next(found)


def troubles_of(text: str) -> list[str]:
    """Return the lines that tell of rows."""
    found = (
        line.replace("&#39;", "'").replace("&#34;", '"') for line in re.findall(r"<li>(Row [^<]*)<", text)
    )
    return list(found)


def test_a_list_is_looked_at_and_then_added(
    priya: Browser, requisition: RequisitionFacts, app: Flask
) -> None:
    page = page_of(requisition)
    assert page in shown(priya, f"/admin/requisitions/{requisition.reference}")
    looked = text_of(sent(priya, page, THREE))
    assert "3 candidates in the file" in looked
    assert "Add 3 candidates" in looked
    assert "By letter: 1." in looked
    assert counted(app) == (0, 0)
    added = sent(priya, page, THREE, looked)
    assert added.status_code == 303
    after = shown(priya, added.headers["Location"])
    assert "Candidates added from the file: 3." in after
    assert {"Marisol Peña", "Andre Whitfield", "Keisha Monroe"} <= set(re.findall(r"\w+ \w+", after))
    assert counted(app) == (3, 3)
    again = text_of(sent(priya, page, THREE, looked), 422)
    assert len(troubles_of(again)) == 3
    assert counted(app) == (3, 3)


def test_each_wrong_row_is_told(priya: Browser, requisition: RequisitionFacts, app: Flask) -> None:
    rows = (
        "Marisol Peña,marisol@example.org,,",
        "Andre Whitfield,,,",
        ",andre@example.org,,",
        "Bo Li,bo,12,",
        "=HYPERLINK(1),bo@example.org,,",
        "Bo Li,@SUM(A1),,",
        "Bo\x00Li,bo@example.org,,",
        "Bo \u202eLi,bo@example.org,,",
        "Bo Li,bo@example.org,,French",
        "Other Peña,MARISOL@example.org,,",
        "password: hunter2,bo@example.org,,",
        f"{'B' * 121},bo@example.org,,",
        "\uff1dBo,bo@example.org,,",
        "\u200b=Bo,@bo,,",
        "Bo Li,<bo@example.org>,,",
    )
    text = text_of(sent(priya, page_of(requisition), HEAD + "\n".join(rows)), 422)
    told = troubles_of(text)
    expected = (
        "Row 3: enter an e-mail address or a telephone number, or write “letter”",
        "Row 4: name: enter the candidate's name",
        "Row 5: e-mail: enter one e-mail address, such as name@example.com; telephone: enter a telephone",
        "Row 6: name: begin with a letter or a number",
        "Row 7: e-mail: begin with a letter or a number",
        "Row 8: name: there are control signs",
        "Row 9: name: there are control signs",
        "Row 10: language: write English or Spanish",
        "Row 11: this has the e-mail address of row 2",
        "Row 12: name: that looks like a password",
        "Row 13: name: ",
        "Row 14: name: begin with a letter or a number",
        "Row 15: name: begin with a letter or a number; this would be a formula in a spreadsheet; e-mail",
        "Row 16: e-mail: enter one e-mail address",
    )
    assert "14 rows have to be mended" in text
    assert [line[: len(start)] for line, start in zip(told, expected, strict=True)] == list(expected)
    assert "hunter2" not in text
    assert counted(app) == (0, 0)


def test_who_is_here_already_is_not_added_again(
    priya: Browser, people: People, requisition: RequisitionFacts, app: Flask
) -> None:
    with app.app_context():
        case_of(people, requisition, email="here@example.org")
        case_of(people, opened(people, "Officer 2026-B"), email="elsewhere@example.org")
    text = text_of(
        sent(priya, page_of(requisition), f"{HEAD}A B,Here@example.org,,\nC D,elsewhere@example.org,,\n"), 422
    )
    first, second = troubles_of(text)
    assert "a candidate of this requisition already" in first
    assert "somebody is here with that e-mail address" in second
    assert "Officer 2026-B" not in text


def test_another_file_than_the_one_looked_at_adds_nothing(
    priya: Browser, requisition: RequisitionFacts, app: Flask
) -> None:
    page = page_of(requisition)
    looked = text_of(sent(priya, page, THREE))
    other = text_of(sent(priya, page, f"{HEAD}Bo Li,,letter,\n", looked), 422)
    assert "This is not the file that you looked at" in other
    assert "Add 1 candidate" in other
    assert counted(app) == (0, 0)


def test_what_becomes_wrong_in_a_late_batch_takes_back_the_early_ones(
    priya: Browser, requisition: RequisitionFacts, app: Flask, monkeypatch: pytest.MonkeyPatch, people: People
) -> None:
    monkeypatch.setattr(listed, "AT_ONCE", 2)
    page = page_of(requisition)
    content = HEAD + "".join(f"Candidate {number},c{number}@example.org,,\n" for number in range(5))
    looked = text_of(sent(priya, page, content))
    with app.app_context():
        case_of(people, requisition, email="c4@example.org")
    answer = text_of(sent(priya, page, content, looked), 422)
    assert "nothing was added" in answer
    assert counted(app) == (1, 1)
    sound = content.replace("c4@", "c9@")
    looked = text_of(sent(priya, page, sound))
    assert sent(priya, page, sound, looked).status_code == 303
    assert counted(app) == (6, 6)
    with app.app_context():
        assert verify(db.session, witness_of(db.session), deep=True).verdict is not Verdict.BROKEN


def test_what_is_no_list_is_refused_in_words(
    priya: Browser, people: People, requisition: RequisitionFacts, app: Flask
) -> None:
    page = page_of(requisition)
    assert "Choose the file" in text_of(
        priya.post(page, data=values_of(form_on(shown(priya, page), page))), 422
    )
    assert "there is no candidate below" in text_of(sent(priya, page, HEAD), 422)
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
    body = b"".join((part, b"x" * (2 * MOST_BYTES), b"\r\n--b--\r\n"))
    large = priya.post(page, data=body, content_type="multipart/form-data; boundary=b")
    assert "must be smaller than 4 MB" in text_of(large, 413)
    assert sent(priya, page, THREE, csrf_token="").status_code == 400
    with app.app_context(), unit_of_work(hr(people)) as work:
        close_requisition(work, requisition)
    closed = text_of(sent(priya, page, THREE), 422)
    assert "closed" in closed
    assert counted(app) == (0, 0)
