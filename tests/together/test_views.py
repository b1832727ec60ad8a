"""The pages of sessions: what each side sees and sends, and what others do not."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from tests.affidavits.reading import ease, grade, words_of
from tests.affidavits.test_words import NOT_SAID
from tests.factories.protocol import Bench
from tests.pages.filled import send
from tests.people import Browser, People
from tracker.clock import FixedClock
from tracker.db import clock_of
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.together_answers import TimeAnswer
from tracker.together.queries import SessionRow, sessions_of
from tracker.web.moments import on_the_clock

NOTE = "Posts of the last year, to the end."


def newest(bench: Bench, case: CaseFacts) -> SessionRow:
    return bench.read(lambda session: sessions_of(session, case.case_id)[0])


def said(browser: Browser, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.text[:2000]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def soon(bench: Bench) -> str:
    """Return a time an hour from now, as it is typed."""
    at = bench.read(lambda session: on_the_clock(clock_of(session).now() + timedelta(hours=1)))
    return f"{at:%Y-%m-%dT%H:%M}"


def offer(dana: Browser, case: CaseFacts, **changes: str) -> str:
    address = f"/cases/{case.reference}/sessions/new"
    told = {"place": "Room 2 at the unit", "first": "2027-05-03T10:00", "second": "2027-05-04T17:00"}
    response = send(dana, address, **(told | changes))
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def choose(phone: Browser, reference: str, **changes: str) -> str:
    response = send(phone, f"/a/sessions/{reference}", **changes)
    assert response.status_code == 303, response.text
    return str(response.location)


@pytest.fixture(autouse=True)
def early(clock: FixedClock) -> None:
    """The times that these tests offer lie ahead."""
    assert clock.now().year < 2027


def test_the_case_leads_to_its_sessions_and_an_empty_list_says_what_it_means(
    dana: Browser, case: CaseFacts
) -> None:
    assert f'href="/cases/{case.reference}/sessions"' in dana.get(f"/cases/{case.reference}").text
    page = said(dana, f"/cases/{case.reference}/sessions")
    assert "No session was offered." in page
    assert "Offer times for a session" in page


def test_the_diary_leads_to_each_session_and_says_what_an_empty_one_means(
    dana: Browser, case: CaseFacts, people: People
) -> None:
    reference = offer(dana, case)
    page = dana.get("/sessions").text
    assert f'href="/cases/{case.reference}/sessions/{reference}"' in page
    assert f'href="/cases/{case.reference}#call"' in page
    other = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    assert "Nobody is to be called or met." in said(other, "/sessions")


def test_a_session_from_the_offer_to_the_candidates_word(
    dana: Browser,
    phone: Browser,
    marisol: Actor,
    bench: Bench,
    case: CaseFacts,
    people: People,
    clock: FixedClock,
) -> None:
    reference = offer(dana, case, second=soon(bench))
    status = said(phone, "/a/status")
    assert "Tell us which time suits you." in status
    assert 'class="btn btn-primary" href="/a/sessions/' in phone.get("/a/status").text
    assert "You do not need to do anything now." not in status
    assert "Room 2 at the unit" in said(phone, f"/a/sessions/{reference}")
    assert choose(phone, reference, answer="time-1") == "/a/status"
    assert "A time to meet is agreed." in said(phone, "/a/status")
    agreed = newest(bench, case)
    assert agreed.chosen_at == agreed.times[1]
    assert not agreed.by_telephone
    clock.advance(timedelta(minutes=70))
    phone, dana = people.browser(marisol), people.browser(bench.dana)
    bench.correct(case, reference, 2)
    assert "Read what we noted about our meeting." in said(phone, "/a/status")
    noted = said(phone, f"/a/sessions/{reference}/noted")
    assert "Facebook: marisol.p" in noted
    assert "You chose it here" in noted
    assert NOTE not in noted
    response = send(phone, f"/a/sessions/{reference}/noted", answer="different", words="We met in room 3.")
    assert response.location == "/a/status"
    assert "We met in room 3." in said(phone, f"/a/sessions/{reference}/noted")
    seen = said(dana, f"/cases/{case.reference}/sessions/{reference}")
    assert "We met in room 3." in seen
    assert NOTE in seen
    timeline = said(dana, f"/cases/{case.reference}/timeline")
    assert f"said what was different in session {reference}" in timeline


def test_a_session_is_recorded_on_its_page_with_the_words_to_read(
    dana: Browser, bench: Bench, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    reference = offer(dana, case, agreed="y", first=soon(bench))
    clock.advance(timedelta(hours=1))
    dana = people.browser(bench.dana)
    address = f"/cases/{case.reference}/sessions/{reference}/record"
    page = said(dana, address)
    assert "You hold the device. I do not touch it." in page
    assert "Usted tiene el aparato. Yo no lo toco." in page
    told = {"script_read": "y", "holder": "candidate", "accounts": "2", "shown": NOTE}
    times = {"started": "2026-01-05T10:00", "ended": "2026-01-05T10:20"}
    bad = send(dana, address, **(told | {"holder": "somebody-else", **times}))
    assert bad.status_code == 422
    assert "the candidate holds the device" in bad.text
    assert NOTE in bad.text, "nothing typed is lost"
    missing = send(dana, address, shown=NOTE)
    assert missing.status_code == 422
    assert "then tick that you read them" in missing.text
    response = send(dana, address, **told, **just_now(bench))
    assert response.status_code == 303, response.text
    record = newest(bench, case).record
    assert record is not None
    assert record.accounts == (2,)


def just_now(bench: Bench) -> dict[str, str]:
    now = bench.read(lambda session: on_the_clock(clock_of(session).now()))
    return {"started": f"{now:%Y-%m-%dT%H:%M}", "ended": f"{now:%Y-%m-%dT%H:%M}"}


def test_not_wanting_to_meet_is_an_answer_like_the_others(
    dana: Browser, phone: Browser, bench: Bench, case: CaseFacts
) -> None:
    reference = offer(dana, case)
    choose(phone, reference, answer="not-any-more")
    assert newest(bench, case).answer is TimeAnswer.NOT_ANY_MORE
    assert "This does not count against you." in said(phone, f"/a/sessions/{reference}")
    choose(phone, reference, answer="another-time", words="Mornings")
    assert "Mornings" in said(dana, f"/cases/{case.reference}/sessions/{reference}")


def test_sending_twice_changes_nothing_more(
    dana: Browser, phone: Browser, bench: Bench, case: CaseFacts
) -> None:
    reference = bench.meet(case, 2)
    address = f"/a/sessions/{reference}/noted"
    told = {"number": "1", "answer": "confirmed"}
    assert phone.post(address, data=told).status_code == 303
    again = phone.post(address, data=told)
    assert again.status_code == 422
    assert "You answered this already." in again.text


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"answer": "time-99"},
        {"answer": "time-"},
        {"answer": "agreed"},
        {"answer": "' OR 1=1 --"},
        {"answer": "another-time", "words": "x" * 5000},
        {"answer": "another-time", "words": "my password is hunter22"},
        {"answer": "another-time", "words": "\x00\u202e"},
    ],
)
def test_hostile_answers_meet_words(
    dana: Browser, phone: Browser, case: CaseFacts, typed: dict[str, str]
) -> None:
    reference = offer(dana, case)
    response = phone.post(f"/a/sessions/{reference}", data=typed)
    assert response.status_code in (303, 422), response.text[:500]
    assert "hunter22" not in response.text


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"mode": "public-only", "place": "x", "first": "2027-05-03T10:00"},
        {"mode": "together", "place": "x", "first": "yesterday"},
        {"mode": "together", "place": "x", "first": "1999-01-01T10:00"},
        {"mode": "together", "place": "x", "first": "9999-12-31T20:00"},
        {"mode": "together", "place": "x", "first": "0001-01-01T00:00"},
        {"mode": "together", "place": "x" * 999, "first": "2027-05-03T10:00"},
    ],
)
def test_hostile_offers_meet_words(dana: Browser, case: CaseFacts, typed: dict[str, str]) -> None:
    response = dana.post(f"/cases/{case.reference}/sessions/new", data=typed)
    assert response.status_code == 422, response.text[:500]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"accounts": "x"},
        {"accounts": "9" * 40},
        {"holder": "x", "stopped_by": "x", "language": "x", "started": "x"},
    ],
)
def test_hostile_records_meet_words(
    dana: Browser, bench: Bench, case: CaseFacts, typed: dict[str, str]
) -> None:
    reference = offer(dana, case, agreed="y")
    address = f"/cases/{case.reference}/sessions/{reference}/record"
    told = {"script_read": "y", "holder": "candidate", "accounts": "2", "shown": NOTE, **just_now(bench)}
    response = send(dana, address, **(told | typed)) if typed else dana.post(address)
    assert response.status_code == 422, response.text[:500]


@pytest.mark.clause("Hamden D.2")
def test_who_does_not_work_on_the_case_sees_none_of_it(
    bench: Bench, case: CaseFacts, people: People, phone: Browser
) -> None:
    reference = bench.meet(case, 2)
    own = (f"/a/sessions/{reference}", f"/a/sessions/{reference}/noted")
    staff = (f"/cases/{case.reference}/sessions", f"/cases/{case.reference}/sessions/{reference}")
    other = bench.ready("Ana Lima")
    ana = Actor(other.candidate_id, Role.CANDIDATE, "Candidate", case_id=other.case_id)
    foreign = people.browser(ana)
    luis = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    member = people.browser(people.make("Member Reyes", Role.BOARD_MEMBER))
    hr = people.browser(bench.hr)
    for address in own:
        assert foreign.get(address).status_code == 404
        assert member.get(address).status_code == 403
        assert phone.get(address).status_code == 200
    for address in staff:
        assert luis.get(address).status_code == 404
        assert phone.get(address).status_code == 403
        assert hr.get(address).status_code == 403
        answer = member.get(address)
        assert answer.status_code == 403
        assert "Room 2" not in answer.text
        assert NOTE not in answer.text
    assert member.get("/board").status_code == 200
    assert reference not in member.get("/board").text
    assert foreign.get("/a/sessions/T-ZZZZZZ").status_code == 404


def test_an_auditor_sees_the_record_and_not_the_note(bench: Bench, case: CaseFacts, people: People) -> None:
    reference = bench.meet(case, 2)
    auditor = people.browser(people.make("Grace Tan", Role.AUDITOR))
    page = said(auditor, f"/cases/{case.reference}/sessions/{reference}")
    assert "Room 2 at the unit" in page
    assert NOTE not in page
    assert "sealed and not opened here" in page
    assert "marisol.p" not in page
    assert auditor.get(f"/cases/{case.reference}/sessions/{reference}/record").status_code == 403


def test_a_search_by_a_way_that_needs_a_session_leads_to_the_sessions(dana: Browser, case: CaseFacts) -> None:
    typed = {"method": "together-session", "signed_in": "with-candidate", "account": "2", "place": "Facebook"}
    response = send(
        dana,
        f"/cases/{case.reference}/steps/03/search",
        query="m",
        result="nothing-found",
        department_device="y",
        **typed,
    )
    assert response.status_code == 409
    assert f'href="/cases/{case.reference}/sessions"' in response.text


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_candidates_pages_are_easy_to_read_and_blame_nobody(
    dana: Browser,
    phone: Browser,
    marisol: Actor,
    bench: Bench,
    case: CaseFacts,
    people: People,
    clock: FixedClock,
    language: str,
) -> None:
    reference = offer(dana, case, agreed="y", first=soon(bench))
    pages = [phone.get(f"{language}/a/{one}").text for one in ("status", f"sessions/{reference}")]
    clock.advance(timedelta(minutes=70))
    phone = people.browser(marisol)
    bench.correct(case, reference, 2, password_seen=True)
    pages.append(phone.get(f"{language}/a/sessions/{reference}/noted").text)
    pages.append(phone.get(f"{language}/a/status").text)
    for page in map(words_of, pages):
        assert (ease(page) >= 55) if language else (grade(page) <= 8)
        assert not NOT_SAID.search(page)


@pytest.mark.clause("Hampton F.2")
def test_what_was_agreed_by_telephone_is_asked_of_the_candidate(
    dana: Browser,
    phone: Browser,
    marisol: Actor,
    bench: Bench,
    case: CaseFacts,
    people: People,
    clock: FixedClock,
) -> None:
    reference = offer(dana, case, agreed="y", first=soon(bench))
    own = f"/a/sessions/{reference}"
    assert "We noted that you agreed to a time to meet. Tell us if that is so." in said(phone, "/a/status")
    assert f'class="btn btn-primary" href="{own}"' in phone.get("/a/status").text
    assert "by telephone or in person. Is that so?" in said(phone, own)
    assert not re.search(r'value="time-\d+"[^>]* checked', phone.get(own).text), "whoever is asked chooses"
    assert "told by telephone or in person" in said(dana, f"/cases/{case.reference}/sessions/{reference}")
    clock.advance(timedelta(minutes=70))
    bench.correct(case, reference, 2)
    phone, dana = people.browser(marisol), people.browser(bench.dana)
    noted = said(phone, f"{own}/noted")
    assert "By telephone or in person, as Dana Ruiz noted" in noted
    assert "If you did not agree to meet, say that something was different." in noted
    waits = "a look made in this session is logged once the candidate says that it was so"
    assert waits in said(dana, f"/cases/{case.reference}/sessions/{reference}")
    assert send(phone, f"{own}/noted", answer="confirmed").location == "/a/status"
    assert waits not in said(dana, f"/cases/{case.reference}/sessions/{reference}")


def test_a_candidates_own_yes_takes_the_place_of_what_was_told(
    dana: Browser, phone: Browser, bench: Bench, case: CaseFacts
) -> None:
    reference = offer(dana, case, agreed="y", first=soon(bench))
    choose(phone, reference, answer="time-0")
    assert "A time to meet is agreed." in said(phone, "/a/status")
    assert "(told by telephone or in person)" not in said(
        dana, f"/cases/{case.reference}/sessions/{reference}"
    )
