"""What a candidate sends after a time-out is kept sealed, and offered back in its own form and language."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.affidavits.conftest import Site
from tests.answering.conftest import Site as Asking
from tests.factories.protocol import FACEBOOK, Bench
from tests.pages.affidavits import candidate_enters
from tests.people import Browser, People, csrf_off
from tracker.accounts.models import KeptForm
from tracker.cases.inviting import issue_invitation
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode
from tracker.together.service import Offer, offer_session

TYPED = "A canary that sings at eleven"


class Late:
    """A candidate whose session ended while typing."""

    def __init__(self, people: People, clock: FixedClock, hr: Actor, case: CaseFacts) -> None:
        """Invite the candidate."""
        csrf_off(people.app)
        self.app, self.clock = people.app, clock
        with self.app.app_context(), unit_of_work(hr) as work:
            self.issued = issue_invitation(work, facts_of(db.session, case.case_id))
        self.app.test_client_class = Browser
        client = self.app.test_client()
        assert isinstance(client, Browser)
        self.browser = client
        candidate_enters(self.browser, self.issued.token, self.issued.code)

    def sends(self, path: str, language: str, **typed: str) -> str:
        """Send a form too late, come in again, and return what its page then shows."""
        at = f"{language}{path}"
        self.clock.advance(timedelta(minutes=31))
        led = self.browser.post(at, data=typed)
        assert led.location == f"{language}/a/link"
        self._nothing_lies_open()
        code = {"code": self.issued.code}
        back = self.browser.post(f"{language}/i/{self.issued.token}", data=code)
        assert back.location == f"{language}/kept"
        kept = self.browser.get(f"{language}/kept").text
        assert TYPED in kept
        offered = re.search(rf'href="({re.escape(at)}\?kept_form=[0-9a-f-]+)"', kept)
        assert offered, kept
        return self.browser.get(offered[1]).text

    def _nothing_lies_open(self) -> None:
        with self.app.app_context():
            (row,) = db.session.query(KeptForm).all()
            assert TYPED.encode() not in b"".join(v for v in vars(row).values() if isinstance(v, bytes))


LANGUAGES = pytest.mark.parametrize("language", ["", "/es"])


@LANGUAGES
@pytest.mark.parametrize("path", ["/a/question", "/a/copy"])
def test_a_question_and_a_request_come_back(
    site: Site, people: People, clock: FixedClock, path: str, language: str
) -> None:
    late = Late(people, clock, site.round.hr, site.case)
    page = late.sends(path, language, words=TYPED)
    assert re.search(rf"<textarea[^>]*>\s*{TYPED}", page)


@LANGUAGES
def test_an_answer_to_offered_times_comes_back(people: People, clock: FixedClock, language: str) -> None:
    bench = Bench(people)
    case = bench.ready(accounts=(FACEBOOK,))
    with people.app.app_context(), unit_of_work(bench.dana) as work:
        offer = Offer(AccessMode.TOGETHER, "Room 2", (clock_of(db.session).now() + timedelta(days=3),))
        reference = offer_session(work, case, offer=offer).reference
    late = Late(people, clock, bench.hr, case)
    page = late.sends(f"/a/sessions/{reference}", language, answer="another-time", words=TYPED)
    assert f'value="{TYPED}"' in page
    assert re.search(r'<input[^>]*value="another-time"[^>]*checked|checked[^>]*value="another-time"', page)


@LANGUAGES
def test_what_is_said_of_a_record_comes_back(people: People, clock: FixedClock, language: str) -> None:
    bench = Bench(people)
    case = bench.ready(accounts=(FACEBOOK,))
    clock.advance(timedelta(hours=1))
    reference = bench.meet(case, 1)
    late = Late(people, clock, bench.hr, case)
    path = f"/a/sessions/{reference}/noted"
    page = late.sends(path, language, answer="different", number="1", words=TYPED)
    assert re.search(rf"<textarea[^>]*>\s*{TYPED}", page)


@LANGUAGES
def test_an_answer_to_a_concern_comes_back(people: People, clock: FixedClock, language: str) -> None:
    site = Asking(people)
    late = Late(people, clock, site.unit.hr, site.case)
    page = late.sends(site.path, language, choice="context", seen="0", words=TYPED)
    assert re.search(rf"<textarea[^>]*>\s*{TYPED}", page)
    assert re.search(r'<input[^>]*value="context"[^>]*checked|checked[^>]*value="context"', page)


def test_asking_for_a_link_needs_no_session_and_so_has_no_time_out(
    site: Site, people: People, clock: FixedClock
) -> None:
    late = Late(people, clock, site.round.hr, site.case)
    clock.advance(timedelta(minutes=31))
    assert late.browser.get("/a/link").status_code == 200
    asked = late.browser.post("/a/link", data={"email": "marisol@mail.example"})
    assert asked.location == "/a/link/asked"
