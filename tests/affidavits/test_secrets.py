"""The two secrets of a way in stand in no log, no line of the ledger and no header."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.factories.affidavits import COMPLETE, NOTHING
from tests.people import People
from tracker.affidavits.answers import Answers
from tracker.cases.inviting import Issued
from tracker.db import db
from tracker.ledger.models import ledger_entries
from tracker.web.pace import Pace

ADDRESS = "marisol.pena@mail.example"
WRONG = "AAAA-AAAA"


@pytest.fixture
def site(app: Flask, people: People) -> Site:
    """The site, with a candidate whose address is on file."""
    return Site(app, people, email=ADDRESS)


def _walked(site: Site) -> tuple[Issued, str]:
    """Go in and out by a link in every way, good and bad; return it, with every header on the way."""
    issued, browser, seen = site.invite(), site.stranger(), []
    link = f"/i/{issued.token}"
    steps = [
        ("GET", link, {}),
        ("HEAD", link, {}),
        ("GET", f"/es{link}", {}),
        ("GET", f"{link}?language=es", {}),
        ("GET", f"/{link}", {}),
        ("POST", link, {"code": WRONG}),
        ("POST", link, {"code": f"{issued.code}X"}),
        ("PUT", link, {}),
        ("POST", link, {"code": issued.code}),
        ("GET", "/a/start", {}),
        ("GET", "/a", {}),
        ("POST", "/a/later", {}),
        ("POST", "/sign-out", {}),
        ("GET", "/a", {}),
        ("GET", link, {}),
        ("POST", link, {"again": "yes"}),
    ]
    for method, address, data in steps:
        answer = browser.open(address, method=method, data=data if method == "POST" else None)
        if not re.search(r"/i/", answer.location or ""):  # an invitation leads to itself in another language
            seen.append(str(answer.headers))
        assert answer.headers["Referrer-Policy"] == "no-referrer", address
    return issued, "\n".join(seen)


def test_neither_secret_is_logged_recorded_or_told_on(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    issued, headers = _walked(site)
    code = issued.code.replace("-", "")
    lines = site.read(lambda _: " ".join(db.session.scalars(select(ledger_entries.c.body))))
    assert "INVITATION_ACCEPTED" in site.read(
        lambda _: list(db.session.scalars(select(ledger_entries.c.event)))
    )
    for place in (caplog.text, lines, headers):
        assert issued.token not in place
        assert issued.code not in place
        assert code not in place


def test_a_fault_on_the_page_of_a_link_logs_no_secret(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = site.invite()

    def faulty(*_: object, **__: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr("tracker.affidavits.views_entry.come_in", faulty)
    monkeypatch.setitem(site.app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = site.stranger().post(f"/i/{issued.token}", data={"code": issued.code})
    assert answer.status_code == 500
    assert issued.token not in answer.text
    assert caplog.records
    assert issued.token not in caplog.text
    assert issued.code not in caplog.text


@pytest.mark.parametrize(
    ("answers", "signs", "lands", "reads"),
    [
        (None, False, "/a/start", "10 to 15 minutes"),
        (replace(NOTHING, uses=""), False, "/a", "Not filed yet"),
        (COMPLETE, False, "/a", "Not filed yet"),
        (COMPLETE, True, "/a/status", "filed"),
    ],
)
def test_who_comes_back_lands_where_they_left_off(
    site: Site, answers: Answers | None, signs: bool, lands: str, reads: str
) -> None:
    issued = site.invite()
    for turn in range(2):
        browser = site.stranger()
        browser.post(f"/i/{issued.token}", data={"code": issued.code})
        page = browser.get("/a/start", follow_redirects=True)
        if turn:
            assert page.request.path == lands
            assert reads in page.text
        elif answers is not None:
            with site.inside() as hiring:
                hiring.answer(site.case, answers)
                if signs:
                    hiring.sign(hiring.now(site.case))
        browser.post("/sign-out")


@pytest.mark.parametrize("inside", ["nobody", "staff", "candidate"])
def test_no_page_of_any_answer_holds_the_secret_of_the_link_it_was_asked_by(
    site: Site, people: People, inside: str
) -> None:
    issued = site.invite()
    browser = {
        "nobody": site.stranger,
        "staff": lambda: people.browser(site.round.hr),
        "candidate": site.phone,
    }[inside]()
    site.app.extensions["tracker.pace"]["affidavits.invitation"] = Pace(most=12)
    link, answered = f"/i/{issued.token}", set[int]()
    large = {"code": "x" * (site.app.config["MAX_CONTENT_LENGTH"] + 1)}
    tries: list[tuple[str, str, dict[str, Any]]] = [
        (method, f"{before}{link}{behind}", {})
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
        for before in ("", "/es", "/es/es", "/", "/a", "/admin")
        for behind in ("", "/", "x", "/x", ".", "%20", "%00", ")", "?language=xx")
    ]
    tries += [
        ("POST", link, {"data": data}) for data in ({"code": WRONG}, {"again": "yes"}, large) for _ in "ab"
    ]
    tries += [("POST", link, {"json": {}}), ("POST", link, {"headers": {"Sec-Fetch-Site": "cross-site"}})]
    tries += [("POST", link, {"headers": {"Host": "elsewhere.example"}})]
    tries += [("POST", link, {"data": {"code": WRONG}})] * 12
    for method, address, given in tries:
        answer = browser.open(address, method=method, **given)
        answered.add(answer.status_code)
        assert issued.token not in answer.text, (method, address, answer.status_code)
    assert answered > {200, 404, 405, 413, 415, 403}
    assert answered & ({409} if inside == "staff" else {422}), answered
    assert answered & ({409} if inside == "staff" else {410}), answered
