"""Whoever withdraws is searched for no longer, from that moment on, and is not asked why."""

from __future__ import annotations

import re

from tests.affidavits.conftest import Site
from tests.affidavits.reading import words_of
from tests.factories.affidavits import NAME
from tests.pages.affidavits import candidate_answers, candidate_signs
from tests.people import Browser
from tracker.cases.queries import facts_of
from tracker.db import db
from tracker.ledger.models import ledger_entries
from tracker.policy.vocabulary import Stage


def test_the_search_stops_at_once_and_the_clock_begins(site: Site, phone: Browser) -> None:
    issued = site.invite()
    candidate_answers(phone, ("instagram", "marisol"), mode="together")
    candidate_signs(phone, NAME)
    phone.post("/a/question", data={"words": "When do I hear?"})
    desk, case = site.desk(site.round.dana), site.case.reference
    assert desk.get(f"/cases/{case}/steps/01/search").status_code == 200
    asked = phone.get("/a/withdraw").text
    assert "You do not have to say why." in asked
    assert "<textarea" not in asked
    assert phone.post("/a/withdraw").location == "/a/status"
    looking = desk.get(f"/cases/{case}/steps/01/search")
    assert looking.status_code == 409
    logged = desk.post(f"/cases/{case}/steps/01/search", data={"query": "marisol", "result": "nothing-found"})
    assert logged.status_code in (409, 422)
    with site.inside():
        assert facts_of(db.session, site.case.case_id).stage is Stage.WITHDRAWN
        searched = db.session.execute(
            ledger_entries.select().where(ledger_entries.c.event == "SEARCH_LOGGED")
        ).all()
    assert searched == []
    assert "Your application is over." in site.stranger().get(f"/i/{issued.token}").text
    for path in ("/a/sign", "/a/change", "/a/stop/2", "/a/agree/1"):
        assert phone.get(path).status_code in (303, 404, 409), path
    status = " ".join(words_of(phone.get("/a/status").text).split())
    assert re.search(r"You withdrew your application on March 9, 2026. Nothing more is searched.", status)
    assert "That time began when you withdrew, and lasts until March 9, 2028 at the least." in status
    assert "Ended" in status


def test_whoever_withdrew_keeps_the_right_to_ask_and_to_a_copy(site: Site, phone: Browser) -> None:
    candidate_answers(phone, ("instagram", "marisol"))
    candidate_signs(phone, NAME)
    phone.post("/a/withdraw")
    assert phone.post("/a/question", data={"words": "What do you keep?"}).status_code == 303
    assert phone.post("/a/copy", data={"words": "All that I may see"}).status_code == 303
    assert phone.post("/a/copy/take").mimetype == "application/zip"
    assert phone.get("/a/access-log").status_code == 200
    desk = site.desk(site.round.hr)
    found = re.search(r'href="(/questions/H-[^"]+)"', desk.get("/questions").text)
    assert found
    assert desk.post(found[1], data={"seen": "0", "words": "What the law asks of us."}).status_code == 303
    assert "What the law asks of us." in phone.get("/a/question").text
