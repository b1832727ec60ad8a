"""A search is logged once, undone within a minute, and never ahead of our clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.protocol import TIKTOK, Account, Bench
from tests.pages import protocol as pages
from tests.people import Browser, People
from tracker.clock import FixedClock
from tracker.db import clock_of
from tracker.policy.actors import Role
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.protocol.log_pages import logged_search
from tracker.protocol.queries import searches_of

pytestmark = pytest.mark.clause("Hamden D.5")


@pytest.fixture
def dana(bench: Bench, people: People) -> Browser:
    """The investigator's browser."""
    return people.browser(bench.dana)


def log_of(bench: Bench, case: CaseFacts) -> tuple[SearchFacts, ...]:
    return bench.read(lambda session: searches_of(session, case.case_id))


def opened(dana: Browser, address: str, action: str = "") -> dict[str, str]:
    shown = dana.get(address)
    assert shown.status_code == 200
    filled = pages.filled_in(shown.get_data(as_text=True), action or address)
    return filled | (
        {"department_device": "y"} if address.endswith("/search") or "proposal" in address else {}
    )


def test_a_second_tab_and_a_second_press_log_once(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    address = f"/cases/{case.reference}/steps/06/search"
    first, second = (opened(dana, address) | {"result": "nothing-found", "then": "stay"} for _ in range(2))
    done = dana.post(address, data=first)
    assert (done.status_code, dana.post(address, data=first).location) == (303, done.location)
    told = dana.post(address, data=second)
    text = told.get_data(as_text=True)
    (one,) = log_of(bench, case)
    assert told.status_code == 409
    assert f"it is {one.reference}. Nothing was logged twice" in text
    again = pages.filled_in(text, address) | {"result": "could-not-search", "then": "stay"}
    assert dana.post(address, data=again).status_code == 303
    assert len(log_of(bench, case)) == 2


def test_the_step_page_logs_the_next_look_itself(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    step = f"/cases/{case.reference}/steps/06"
    values = opened(dana, step, f"{step}/search")
    assert "searched_at" not in values
    assert values["method"] == "site-search"
    done = dana.post(
        f"{step}/search", data={**values, "department_device": "y", "result": "nothing-found", "then": "next"}
    )
    assert done.location == f"{step}/search?proposal=2"
    (one,) = log_of(bench, case)
    assert (one.query, one.place) == ("marisol.pena", "TikTok site search")
    shown = dana.get(step).get_data(as_text=True)
    assert f"{one.reference} is logged: nothing found on TikTok site search for “marisol.pena”." in shown


def test_undo_is_a_mark_within_a_minute(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    pages.investigator_logs_search(dana, case.reference, "06")
    pages.investigator_logs_search(dana, case.reference, "06", query="proposal=2")
    first, second = log_of(bench, case)
    step = f"/cases/{case.reference}/steps/06"
    undo = f"/cases/{case.reference}/searches/{second.reference}/undo"
    done = dana.post(undo, data=opened(dana, step, undo))
    assert done.location == step
    assert "is undone" in dana.get(step).get_data(as_text=True)
    entry = bench.read(lambda session: logged_search(session, case.case_id, second.reference))
    assert entry.facts.voided
    assert "within a minute" in entry.void_reason
    assert [one.voided for one in log_of(bench, case)] == [False, True]
    late = f"/cases/{case.reference}/searches/{first.reference}/undo"
    values = opened(dana, step, f"{step}/settle")
    clock = bench.read(clock_of)
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(seconds=61))
    refused = dana.post(late, data={"csrf_token": values["csrf_token"]})
    assert refused.status_code == 409
    assert "Undo works for a minute" in refused.get_data(as_text=True)
    assert ">Undo<" not in dana.get(step).get_data(as_text=True)


def test_nobody_else_undoes(bench: Bench, case: CaseFacts, dana: Browser, people: People) -> None:
    pages.investigator_logs_search(dana, case.reference, "06")
    (one,) = log_of(bench, case)
    undo = f"/cases/{case.reference}/searches/{one.reference}/undo"
    token = opened(dana, f"/cases/{case.reference}/steps/06", undo)
    luis = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    assert luis.post(undo, data=token).status_code in (400, 404)
    other = undo.replace(one.reference, "S-ZZZZZZ")
    assert dana.post(other, data=token).status_code == 404
    assert not log_of(bench, case)[0].voided


def test_a_time_ahead_of_our_clock_is_told_with_our_clock(case: CaseFacts, dana: Browser) -> None:
    answer = pages.investigator_logs_search(dana, case.reference, "06", searched_at="2031-01-01T09:00")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Our clock says" in text
    assert "If yours is ahead of it" in text


@pytest.mark.clause("Hamden D.4")
def test_a_handle_that_looks_like_a_password_is_searched_for(bench: Bench, dana: Browser) -> None:
    case = bench.ready(accounts=(TIKTOK, Account("facebook", "Marisol#99x", name="Facebook")))
    address = f"/cases/{case.reference}/steps/12/search"
    values = opened(dana, f"{address}?proposal=2", address)
    assert values["query"] == '"Marisol#99x"'
    told = {"result": "nothing-found", "then": "stay"}
    assert dana.post(address, data={**values, **told, "query": "hunter2 Xy77#abQ"}).status_code == 422
    values = opened(dana, f"{address}?proposal=2", address)
    assert dana.post(address, data={**values, **told}).status_code == 303
    assert log_of(bench, case)[0].query == '"Marisol#99x"'


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("signed_in", "borrowed-account", 422),
        ("signed_in", "covert-account", 422),
        ("signed_in", "with-candidate", 409),
        ("method", "credentials", 409),
        ("method", "contact-request", 409),
        ("method", "together-session", 409),
        ("department_device", "", 422),
    ],
)
def test_no_crafted_value_reaches_the_log(
    bench: Bench, case: CaseFacts, dana: Browser, field: str, value: str, status: int
) -> None:
    address = f"/cases/{case.reference}/steps/06/search"
    values = opened(dana, address) | {"result": "nothing-found", field: value}
    if not value:
        del values[field]
    assert dana.post(address, data=values).status_code == status
    assert not log_of(bench, case)
