"""What a form is sent by no browser of ours: files for words, places that are none, secrets in hiding."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.pages.filled import form_on, values_of
from tests.people import Browser, People, csrf_off
from tracker.release.forms import DecideForm
from tracker.validation.forms import ScreenForm

SECRET = "password: hunter2x"


@pytest.fixture
def dana(people: People) -> tuple[Browser, str, str]:
    """The investigator's browser, a case that is ready, and a search in it."""
    csrf_off(people.app)
    bench = Bench(people)
    case = bench.ready()
    search = Evidence(bench).search(case)
    return people.browser(bench.dana), case.reference, search


@pytest.mark.parametrize("page", ["findings/new", "captures/new", "steps/06/search"])
def test_a_file_in_place_of_words_counts_for_nothing(dana: tuple[Browser, str, str], page: str) -> None:
    browser, case, _ = dana
    address = f"/cases/{case}/{page}"
    names = values_of(form_on(browser.get(address).get_data(as_text=True), address))
    for name in (*names, "observed", "shows", "query", "draft", "identifiers"):
        answer = browser.post(address, data={name: (BytesIO(b"x"), "a.txt")})
        assert answer.status_code == 422, f"{name} at {page}"


@pytest.mark.parametrize("path", ["/sign-in", "/verify"])
def test_nobody_makes_trouble_with_a_file(app: Flask, path: str) -> None:
    csrf_off(app)
    for name in ("email", "password", "fingerprint"):
        answer = app.test_client().post(path, data={name: (BytesIO(b"x"), "a.txt")})
        assert answer.status_code == 422, name


@pytest.mark.parametrize("place", ["²", "9" * 5_000, "-1", "", "٣"])
def test_what_is_no_place_is_no_row(app: Flask, place: str) -> None:
    csrf_off(app)
    odd = {f"asked-{place}-words": "Look again", f"hints-{place}-x": "1"}
    sent = MultiDict(odd | {"asked-0-words": "Step 4"})
    with app.test_request_context("/", method="POST", data=sent):
        assert [entry.form.words.data for entry in DecideForm().asked] == ["Step 4"]
        assert list(ScreenForm().hints) == []


@pytest.mark.parametrize("name", ["seen", "draft"])
def test_a_secret_in_a_hidden_field_is_not_shown_again(dana: tuple[Browser, str, str], name: str) -> None:
    browser, case, search = dana
    answer = browser.post(f"/cases/{case}/findings/new", data={"search": search, name: SECRET})
    assert answer.status_code == 422
    assert "hunter2" not in answer.get_data(as_text=True)
