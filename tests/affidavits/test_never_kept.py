"""Neither half of a way in is ever kept with what somebody had typed, whatever ends the session between."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from tests.affidavits.conftest import Site
from tests.pages.affidavits import candidate_answers, candidate_enters, hidden
from tracker.accounts.models import KeptForm
from tracker.clock import FixedClock
from tracker.db import db


def _token(page: str) -> str:
    return unescape(hidden(page, "csrf_token"))


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_form_of_an_invitation_is_never_kept(site: Site, language: str) -> None:
    issued, browser = site.invite(), site.stranger()
    link = f"{language}/i/{issued.token}"
    candidate_enters(browser, issued.token, issued.code)
    site.app.config["WTF_CSRF_ENABLED"] = True
    old = _token(browser.get(link).text)
    browser.post("/sign-out", data={"csrf_token": old})
    fresh = _token(browser.get(link).text)
    assert browser.post(link, data={"csrf_token": fresh, "code": issued.code}).status_code == 303
    late = browser.post(link, data={"csrf_token": old, "code": issued.code})
    assert late.status_code == 400
    assert issued.code not in late.text
    kept = browser.get(f"{language}/kept").text
    assert issued.token not in kept
    assert issued.code not in kept
    with site.inside():
        assert not db.session.query(KeptForm).all()


@pytest.mark.parametrize("code", ["", "123456"])
def test_a_code_typed_to_sign_is_not_kept_with_the_rest(site: Site, clock: FixedClock, code: str) -> None:
    issued, browser = site.invite(), site.stranger()
    candidate_enters(browser, issued.token, issued.code)
    candidate_answers(browser)
    code = code or issued.code
    clock.advance(timedelta(minutes=31))
    assert browser.post("/a/sign", data={"place": "Riverton", "code": code}).location == "/a/link"
    candidate_enters(browser, issued.token, issued.code)
    kept = browser.get("/kept").text
    assert "Riverton" in kept
    assert code not in kept
    with site.inside():
        (row,) = db.session.query(KeptForm).all()
        assert row.path == "/a/sign"
