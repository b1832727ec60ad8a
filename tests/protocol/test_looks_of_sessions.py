"""A look that was made in a session names it: in the log, on the step, in the cell, and back from there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.affidavits.reading import words_of
from tests.factories.protocol import FACEBOOK, TIKTOK, Bench
from tests.people import Browser, People, csrf_off
from tracker.clock import FixedClock
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SignedIn


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    csrf_off(people.app)
    return Bench(people)


@pytest.fixture
def case(bench: Bench) -> CaseFacts:
    """A case with an account to look at together."""
    return bench.ready(accounts=(TIKTOK, FACEBOOK))


@pytest.fixture
def met(bench: Bench, case: CaseFacts, clock: FixedClock) -> str:
    """A session with a look in it, after a look by oneself."""
    clock.advance(timedelta(hours=1))
    bench.log(case, query="alone.in.public")
    reference = bench.meet(case, 2)
    bench.log(
        case,
        "03",
        query="marisol.p",
        place="Facebook",
        method="together-session",
        signed_in=SignedIn.WITH_CANDIDATE,
        account=2,
    )
    return reference


def test_log_and_step_lead_to_the_session(bench: Bench, people: People, case: CaseFacts, met: str) -> None:
    desk, here = people.browser(bench.dana), f"/cases/{case.reference}"
    link = f'<a href="{here}/sessions/{met}">session {met}</a>'
    for path in ("/searches", "/steps/03"):
        assert desk.get(f"{here}{path}").text.count(link) == 1, path
    assert link not in desk.get(f"{here}/steps/06").text


def test_the_session_leads_to_what_was_logged_of_it_alone(
    bench: Bench, people: People, case: CaseFacts, met: str
) -> None:
    desk, here = people.browser(bench.supervisor), f"/cases/{case.reference}"
    led = f"{here}/searches?session={met}"
    assert f'href="{led}"' in desk.get(f"{here}/sessions/{met}").text
    logged = desk.get(led).text
    assert "marisol.p" in logged
    assert "alone.in.public" not in logged
    assert "alone.in.public" in desk.get(f"{here}/searches").text


@pytest.mark.parametrize("strange", ["T-NOSUCH", "%00", "'; --", "x" * 3000])
def test_no_such_session_has_no_search(
    bench: Bench, people: People, case: CaseFacts, met: str, strange: str
) -> None:
    page = people.browser(bench.dana).get(f"/cases/{case.reference}/searches?session={strange}")
    assert page.status_code in (200, 404)
    assert met not in page.text


def test_the_auditor_sees_it_in_the_cell(bench: Bench, people: People, case: CaseFacts, met: str) -> None:
    auditor: Browser = people.browser(people.make("Robin Vale", Role.AUDITOR))
    page = auditor.get(f"/audit/cases/{case.reference}/steps/03")
    assert page.status_code == 200, page.text[:300]
    assert f'<a href="/cases/{case.reference}/sessions/{met}">session {met}</a>' in page.text
    assert auditor.get(f"/cases/{case.reference}/sessions/{met}").status_code == 200


def test_the_candidate_reads_of_the_session_on_the_page_of_who_looked(
    people: People, case: CaseFacts, met: str
) -> None:
    candidate = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
    phone = people.browser(candidate)
    page = phone.get("/a/access-log").text
    assert f'href="/a/sessions/{met}/noted"' in page
    words = " ".join(words_of(page).split())
    assert "When you met us" in words
    assert "Dana Ruiz" in words.split("When you met us")[1]
    assert "Cuando se reunió con nosotros" in phone.get("/es/a/access-log").text
