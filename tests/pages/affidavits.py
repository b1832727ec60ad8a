"""What a candidate does, page by page, over HTTP."""

from __future__ import annotations

import re
from typing import Any

from werkzeug.test import TestResponse

from tests.factories.affidavits import code_for
from tests.people import Browser
from tracker.cases.queries import facts_of
from tracker.db import db

ONLY_ME = {"whose": "me", "visible": "public"}


def seen(html: str) -> str:
    """Return the version of the draft that a page was made from."""
    found = re.search(r'name="seen"[^>]*value="(\d+)"', html)
    assert found, html[:2000]
    return found[1]


def hidden(html: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    assert found, f"{name} is not on the page"
    return found[1]


def answer(browser: Browser, url: str, **fields: Any) -> TestResponse:
    """Open a question and send an answer, as a person would."""
    page = browser.get(url)
    assert page.status_code == 200, (url, page.status_code, page.location)
    typed = {name: value for name, value in fields.items() if value is not None}
    return browser.post(url, data={"seen": seen(page.text), **typed})


def candidate_enters(browser: Browser, token: str, code: str) -> TestResponse:
    """Open the link, press Continue, enter the code."""
    browser.get(f"/i/{token}")
    browser.post(f"/i/{token}")
    browser.code = code
    return browser.post(f"/i/{token}", data={"code": code})


def candidate_adds_account(browser: Browser, platform: str, handle: str, **fields: Any) -> TestResponse:
    """List an account in use."""
    return answer(browser, "/a/accounts/new", platform=platform, handle=handle, **{**ONLY_ME, **fields})


def candidate_answers(browser: Browser, *accounts: tuple[str, str], mode: str = "public-only") -> None:
    """Answer everything: no other names, these accounts, none before, one way of looking for all."""
    answer(browser, "/a/names", has="no")
    answer(browser, "/a/now", uses="yes" if accounts else "no")
    for platform, handle in accounts:
        response = candidate_adds_account(browser, platform, handle)
        assert response.status_code == 303, response.text
    if accounts:
        answer(browser, "/a/accounts", complete="yes")
    answer(browser, "/a/former", has="no")
    if accounts:
        first = browser.get("/a/access").location or ""
        answer(browser, first, mode=mode, same_for_all="y")


def candidate_signs(browser: Browser, name: str, **fields: Any) -> TestResponse:
    """Read the full text and sign it."""
    page = browser.get("/a/sign")
    assert page.status_code == 200, page.location
    carried = {"shown": hidden(page.text, "shown"), "parts": hidden(page.text, "parts")}
    typed = {
        "name": name,
        "place": "Riverton, Connecticut",
        "meant": "y",
        "code": code_to_sign(browser),
        **fields,
    }
    return browser.post("/a/sign", data={**carried, **typed})


def code_to_sign(browser: Browser) -> str:
    """Return the code that the candidate came in with; a new one for who came in without."""
    if browser.code or browser.actor is None or browser.actor.case_id is None:
        return browser.code
    with browser.application.app_context():
        return code_for(browser.actor, facts_of(db.session, browser.actor.case_id))


def candidate_files_affidavit(browser: Browser, name: str, *accounts: tuple[str, str]) -> TestResponse:
    """Answer everything and sign."""
    candidate_answers(browser, *accounts)
    return candidate_signs(browser, name)
