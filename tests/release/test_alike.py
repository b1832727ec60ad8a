"""None found and none releasable are alike for the board: page, docket, mails, and the work behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.pages.board import member_accepts_duties
from tests.pages.filled import form_on, values_of
from tests.people import Browser, People
from tests.release.test_recalling import Told
from tests.vault.counting import statements
from tracker.board.models import Packet
from tracker.db import db
from tracker.mail.models import OutgoingMail
from tracker.policy.facts import CaseFacts

FOUND_NONE, WITHHELD = "Andre Whitfield", "Celia Castellon"
"""Names of one length, so that no size differs by them."""
WHY = "The account belongs to somebody of the same name."
OWN = re.compile(
    r'name="(?:csrf_token|form_number)"[^>]*value="[^"]*"|\bB-[0-9A-Z]{6}\b|C-26-[0-9A-Z]{5}'
    r"|<span>[0-9a-f]{4}</span>"
)
"""What is another one on every page: tokens, references, and the fingerprint of a page with its reference."""


class Alike:
    """Two candidates before one board: nothing was found of one, nothing of the other may be released."""

    def __init__(self, app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
        """Release both."""
        with app.app_context():
            settings = app.extensions["settings"].model_copy(update={"mail_files": True})
            monkeypatch.setitem(db.session.info, "settings", settings)
            unit = Told(people)
            none, _ = unit.ready(FOUND_NONE, findings=0)
            held, (finding,) = unit.ready(WITHHELD, findings=1)
            unit.rule(held, finding, WHY)
            unit.look(held, unit.dana)
            unit.look(held, unit.supervisor)
            self.mails: list[list[tuple[str, int]]] = []
            for case in (none, held):
                before = set(db.session.scalars(select(OutgoingMail.id)))
                unit.release(case)
                rows = db.session.scalars(select(OutgoingMail).where(OutgoingMail.id.not_in(before)))
                self.mails.append(sorted((row.kind, len(row.content or b"")) for row in rows))
            self.packets = [self._packet(case) for case in (none, held)]
            self.member = unit.member("Reyes")
            requisition = unit.reference
        self.app, self.browser = app, people.browser(self.member)
        member_accepts_duties(self.browser, requisition)

    @staticmethod
    def _packet(case: CaseFacts) -> str:
        return db.session.scalars(select(Packet.reference).where(Packet.case_id == case.case_id)).one()

    def pages(self, place: str) -> Iterator[tuple[str, int]]:
        """Open a page about each, and yield what it says and how many statements it took."""
        with self.app.app_context():
            engine = db.engine
        for packet in self.packets:
            with statements(engine) as seen:
                answer = self.browser.get(place.format(packet))
            assert answer.status_code == 200
            yield said(answer.get_data(as_text=True)), len(seen)


def said(html: str) -> str:
    """Return a page without what is another one on every page, and without the names."""
    return OWN.sub("", html.replace(FOUND_NONE, "NAME").replace(WITHHELD, "NAME"))


def read(browser: Browser, packet: str) -> str:
    """Read a packet, and return where that leads."""
    address = f"/board/packets/{packet}/acknowledge"
    html = browser.get(f"/board/packets/{packet}").get_data(as_text=True)
    return said(
        browser.post(address, data=values_of(form_on(html, address)) | {"no_own_search": "y"}).headers[
            "Location"
        ]
    )


@pytest.fixture
def alike(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> Alike:
    """Two candidates before one board."""
    return Alike(app, people, monkeypatch)


@pytest.mark.clause("Hampton D.1")
def test_the_board_cannot_tell_none_found_from_none_releasable(alike: Alike) -> None:
    with alike.app.app_context():
        rows = db.session.execute(select(Packet.words, func.length(Packet.page), Packet.edition)).all()
    assert len(rows) == 2
    assert rows[0] == rows[1], "words counted, size of the sealed page, edition"
    docket = alike.browser.get("/board").get_data(as_text=True)
    lines = re.findall(r"<tr\b.*?</tr>", docket, re.DOTALL)
    (none,) = [said(line) for line in lines if FOUND_NONE in line]
    (held,) = [said(line) for line in lines if WITHHELD in line]
    assert none == held
    for place in ("/board/packets/{}", "/board/decisions/{}"):
        (none, few), (held, many) = alike.pages(place)
        assert "withh" not in held.lower()
        assert none == held
        assert few == many, "as much work behind the one as behind the other"


@pytest.mark.clause("Hampton D.1")
def test_whoever_reads_both_is_led_on_alike_and_mailed_alike(alike: Alike) -> None:
    assert alike.mails[0] == alike.mails[1]
    first, second = (read(alike.browser, packet) for packet in alike.packets)
    assert first
    assert second
    docket = alike.browser.get("/board").get_data(as_text=True)
    lines = re.findall(r"<tr\b.*?</tr>", docket, re.DOTALL)
    told = [said(line) for line in lines if FOUND_NONE in line or WITHHELD in line]
    assert len(told) == 2
    assert told[0] == told[1]
