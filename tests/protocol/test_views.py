"""The pages of the run, as investigators and supervisors use them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories.protocol import FACEBOOK, TIKTOK, Bench
from tests.pages import protocol as pages
from tests.pages.cases import investigator_declares
from tests.pages.filled import send
from tests.people import Browser, People
from tracker.cases.service import move_case
from tracker.db import unit_of_work
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SearchResult, Stage, StepStatus
from tracker.protocol.pinned import definition_of
from tracker.protocol.queries import searches_of, steps_of
from tracker.protocol.requests import request_list


@pytest.fixture
def dana(bench: Bench, people: People) -> Browser:
    """The investigator's browser."""
    return people.browser(bench.dana)


@pytest.fixture
def okafor(bench: Bench, people: People) -> Browser:
    """The supervisor's browser."""
    return people.browser(bench.supervisor)


def text_of(browser: Browser, address: str, status: int = 200) -> str:
    response = browser.get(address)
    text = response.get_data(as_text=True)
    assert response.status_code == status, text[:2000]
    return text


def step_of(bench: Bench, case: CaseFacts, code: str) -> StepStatus:
    def read(session: Session) -> StepStatus:
        definition = definition_of(session, case.requisition_id)
        return next(step.status for step in steps_of(session, case.case_id, definition) if step.code == code)

    return bench.read(read)


def log_of(bench: Bench, case: CaseFacts) -> tuple[SearchFacts, ...]:
    return bench.read(lambda session: searches_of(session, case.case_id))


def first_waiting(bench: Bench) -> str:
    return bench.read(lambda session: request_list(session, bench.supervisor.person_id).waiting[0].reference)


def test_an_empty_desk_says_what_it_means(dana: Browser) -> None:
    assert "No case is assigned to you." in text_of(dana, "/desk")


def test_what_is_done_has_no_due_day_and_no_age(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    open_desk = text_of(dana, "/desk")
    assert "Open for" in open_desk

    def withdraw(_session: Session) -> None:
        with unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.WITHDRAWN)

    bench.read(withdraw)
    desk = text_of(dana, "/desk")
    assert "Done (1)" in desk
    assert "Where it stands" in desk
    assert "Open for" not in desk
    assert "Next step" not in desk


def test_the_desk_says_what_comes_next(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    waiting = bench.assigned(bench.open_case("Andre Whitfield"))
    new = bench.assigned(bench.open_case("Lina Castellanos"), declared=False)
    html = text_of(dana, "/desk")
    assert "Step 01 of 24: Names and handles" in html
    assert "Say whether you know this candidate" in html
    assert "The candidate is not invited yet" in html
    assert f"/cases/{new.reference}/conflict" in html
    assert waiting.reference in html
    assert "0 of 24" in html


def test_the_desk_of_somebody_whose_designation_ended_says_so(
    bench: Bench, people: People, case: CaseFacts
) -> None:
    luis = people.make("Luis Ortega", Role.INVESTIGATOR, searcher=False)
    html = text_of(people.browser(luis), "/desk")
    assert "You are not designated as a searcher." in html
    assert "General Order 004-011 D.3" in html
    assert "R-14" not in html


def test_the_case_page_shows_progress_accounts_and_the_next_step(bench: Bench, dana: Browser) -> None:
    case = bench.ready(accounts=(TIKTOK, FACEBOOK))
    html = text_of(dana, f"/cases/{case.reference}")
    assert "Do step 01: Names and handles" in html
    assert "TikTok marisol.pena" in html
    assert "Together, on the candidate" in html
    assert "0 of 24 steps are settled" in html
    assert "Marisol Peña" in html


def test_the_case_page_says_which_access_waits_for_the_candidates_word(bench: Bench, people: People) -> None:
    case = bench.ready(accounts=(TIKTOK, FACEBOOK))
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    bench.assigned(case, luis)
    html = text_of(people.browser(luis), f"/cases/{case.reference}")
    assert html.count("Not yet: the candidate has still to agree") == 1


def test_the_case_page_before_the_affidavit_says_r_10(bench: Bench, dana: Browser) -> None:
    case = bench.assigned(bench.open_case())
    html = text_of(dana, f"/cases/{case.reference}")
    assert "The affidavit is not filed yet. Searching starts after it is filed" in html
    assert "R-10" not in html
    assert "R-10" in text_of(dana, f"/cases/{case.reference}/steps/06/search", 409)


def test_an_auditor_sees_the_case_without_handles(bench: Bench, case: CaseFacts, people: People) -> None:
    bench.log(case)
    auditor = people.browser(people.make("Counsel Grey", Role.AUDITOR))
    for page in ("", "/steps", "/steps/05", "/findings", "/timeline"):
        assert "Peña" not in text_of(auditor, f"/cases/{case.reference}{page}"), page
    assert "By reference alone" in text_of(auditor, f"/cases/{case.reference}")
    assert "marisol.pena" not in text_of(auditor, f"/cases/{case.reference}")
    assert "/affidavit" not in text_of(auditor, f"/cases/{case.reference}/steps")
    assert "Log a search" not in text_of(auditor, f"/cases/{case.reference}/steps/05")
    assert "marisol.pena" not in text_of(auditor, f"/cases/{case.reference}/steps/05")
    assert "marisol.pena" in text_of(auditor, f"/cases/{case.reference}/searches")


def test_a_search_that_found_nothing_takes_one_choice(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    response = pages.investigator_logs_search(dana, case.reference, "06")
    assert response.status_code == 303
    assert response.location == f"/cases/{case.reference}/steps/06/search?proposal=2"
    html = text_of(dana, response.location)
    assert html.count("is logged: nothing found on TikTok site search for “marisol.pena”.") == 1
    assert html.index("is logged: nothing found") > html.index('name="place"'), (
        "beside what is filled in next"
    )
    assert "Filled in now: “Marisol Peña” on TikTok site search, 2 of 4." in html
    assert "This one is logged already" not in html, "the next one stands there"
    found = log_of(bench, case)
    assert [(one.query, one.place, one.result) for one in found] == [
        ("marisol.pena", "TikTok site search", SearchResult.NOTHING_FOUND)
    ]


def test_the_next_step_is_no_link_on_its_own_page(case: CaseFacts, dana: Browser) -> None:
    assert ">Do step 01: " in text_of(dana, f"/cases/{case.reference}/steps/02")
    html = text_of(dana, f"/cases/{case.reference}/steps/01")
    assert ">Do step 01: " not in html
    assert "Step 01: Names and handles, on this page" in html


def test_log_and_go_to_the_next_query(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    first = pages.investigator_logs_search(dana, case.reference, "06", then="next")
    assert first.location == f"/cases/{case.reference}/steps/06/search?proposal=2"
    html = text_of(dana, first.location)
    assert 'value="Marisol Peña"' in html
    assert "2 of 4 that this step proposes" in html


def test_what_is_logged_leads_to_the_next_query_and_the_last_to_closing_the_step(
    bench: Bench, case: CaseFacts, dana: Browser
) -> None:
    step = f"/cases/{case.reference}/steps/06"
    pages.investigator_logs_search(dana, case.reference, "06", query="proposal=3")
    onward = [
        pages.investigator_logs_search(dana, case.reference, "06", query=f"proposal={number}").location
        for number in (1, 2, 4)
    ]
    assert onward == [f"{step}/search?proposal=2", f"{step}/search?proposal=4", step]
    html = text_of(dana, step)
    assert html.count(" is logged: ") == 1
    assert "Every search that this step expects is logged." in html
    assert 'href="#end">Close step 06</a>' in html
    again = pages.investigator_logs_search(dana, case.reference, "06", query="proposal=1")
    assert again.location == step, "all were logged before"


@pytest.mark.clause("Hamden D.4")
def test_nobody_attests_a_device_without_saying_so_and_says_it_once(
    case: CaseFacts, dana: Browser, people: People, bench: Bench
) -> None:
    search = f"/cases/{case.reference}/steps/06/search"
    said = {"result": "nothing-found", "then": "stay"}
    values = pages.filled_in(text_of(dana, search), search)
    assert "department_device" not in values
    refused = dana.post(search, data={**values, **said})
    assert refused.status_code == 422
    assert "Searches are made on a department device." in refused.get_data(as_text=True)
    assert not log_of(bench, case)
    pages.investigator_logs_search(dana, case.reference, "06")
    html = text_of(dana, search)
    assert "You said so on" in html
    assert pages.filled_in(html, search)["department_device"] == "y"
    captures = f"/cases/{case.reference}/captures/new"
    assert pages.filled_in(text_of(dana, captures), captures)["department_device"] == "y"
    again = people.browser(bench.dana)
    assert "department_device" not in pages.filled_in(text_of(again, search), search), "signed in anew"
    assert "department_device" not in pages.filled_in(text_of(again, captures), captures)


def test_a_faulty_form_keeps_what_was_typed(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    response = pages.investigator_logs_search(
        dana, case.reference, "06", query="", searched_at="yesterday", pages_seen="two", result=""
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "<title>Error: Log a search" in html
    assert "Choose what the search came to" in html
    assert "Enter a day and a time" in html
    assert "Enter a number in digits" in html
    assert 'value="marisol.pena"' in html
    assert not log_of(bench, case)


def test_a_search_says_in_one_go_all_that_is_missing(case: CaseFacts, dana: Browser) -> None:
    response = pages.investigator_logs_search(
        dana, case.reference, "06", **{"result": "", "searched_at": "2031-01-01T09:00"}
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    for said in ("Choose what the search came to", "The time of the search must not be in the future."):
        assert f"</span> {said}" in html
    address = f"/cases/{case.reference}/steps/06/search"
    values = pages.filled_in(text_of(dana, address), address)
    html = dana.post(address, data={**values, "query": "marisol diagnosis"}).get_data(as_text=True)
    assert "</span> The search words include" in html
    assert "</span> Choose what the search came to" in html


def test_asking_says_in_one_go_all_that_is_missing(case: CaseFacts, dana: Browser) -> None:
    extra = pages.investigator_asks(
        dana, case.reference, "06", "extra", query="marisol church", place="", method="", reason="So."
    )
    excuse = pages.investigator_asks(dana, case.reference, "15", "excuse", excuse="", reason="So.")
    assert (extra.status_code, excuse.status_code) == (422, 422)
    html = extra.get_data(as_text=True)
    for said in ("The search words include", "Choose where you would search", "Choose how you would search"):
        assert f"</span> {said}" in html
    for page in (html, excuse.get_data(as_text=True)):
        assert "</span> Write the reason in a few words." in page
    assert "</span> Choose a reason from the list" in excuse.get_data(as_text=True)


@pytest.mark.clause("Hamden D.4")
def test_a_password_in_the_query_is_not_kept_or_shown(case: CaseFacts, dana: Browser) -> None:
    response = pages.investigator_logs_search(dana, case.reference, "06", note="password: hunter2")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "That looks like a password. We did not save it." in html
    assert "hunter2" not in html


@pytest.mark.clause("29 CFR 1635.8")
def test_protected_words_keep_the_form_and_name_the_word(
    bench: Bench, case: CaseFacts, dana: Browser
) -> None:
    changes = {"query": "", "result": "nothing-found", "department_device": "y"}
    address = f"/cases/{case.reference}/steps/06/search"
    values = pages.filled_in(text_of(dana, address), address)
    response = dana.post(address, data={**values, **changes, "query": "marisol diagnosis", "then": "stay"})
    html = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "This search is not logged" in html
    assert "diagnosis" in html
    assert "R-13" not in html
    assert 'value="marisol diagnosis"' in html


@pytest.mark.clause("Hamden D.4")
def test_a_method_that_is_not_on_the_list_is_answered_by_the_rule(
    bench: Bench, case: CaseFacts, dana: Browser
) -> None:
    response = pages.investigator_logs_search(dana, case.reference, "06", method="made-up-profile")
    assert response.status_code == 409
    assert "That method is not on the list" in response.get_data(as_text=True)


@pytest.mark.clause("Hamden D.5")
def test_a_place_outside_the_step_leads_to_asking(case: CaseFacts, dana: Browser) -> None:
    html = pages.investigator_logs_search(dana, case.reference, "06", place="Elsewhere").get_data(
        as_text=True
    )
    assert "Step 06 does not include this search." in html
    assert "R-15" not in html
    assert f"/cases/{case.reference}/steps/06/ask-extra" in html


def test_no_place_is_listed_twice(case: CaseFacts, dana: Browser) -> None:
    address = f"/cases/{case.reference}/steps/06"
    asking = text_of(dana, f"{address}/ask-extra")
    for place in ("X (Twitter)", "TikTok", "Google", "A site that the candidate declared"):
        assert asking.count(f">{place}</option>") == 1
    for place in ("X", "TikTok site search", "The declared site", "Another app or site"):
        assert f">{place}</option>" not in asking
    logging = text_of(dana, f"{address}/search")
    assert ">TikTok: its own search</option>" in logging
    assert ">TikTok: pages and profiles</option>" in logging
    assert ">TikTok</option>" not in logging


def test_an_unknown_step_account_or_request_is_not_found(
    bench: Bench, case: CaseFacts, dana: Browser
) -> None:
    assert dana.get(f"/cases/{case.reference}/steps/99").status_code == 404
    assert dana.get(f"/cases/{case.reference}/steps/99/search").status_code == 404
    assert dana.get(f"/cases/{case.reference}/steps/06/search?request=Q-AAAAAA").status_code == 404
    assert dana.get(f"/cases/{case.reference}/searches?older=S-AAAAAA").status_code == 404
    assert dana.get(f"/cases/{case.reference}/searches/S-AAAAAA/void").status_code == 404
    assert pages.investigator_logs_search(dana, case.reference, "06", account="9").status_code == 404


def test_an_address_with_a_null_sign_is_not_found(case: CaseFacts, dana: Browser) -> None:
    for address in ("/cases/%00", f"/cases/{case.reference}/searches?older=%00", "/requests/%00"):
        assert dana.get(address).status_code == 404
    assert pages.investigator_logs_search(dana, case.reference, "06", note="a\0b").status_code == 303


def test_a_step_is_closed_and_opened_again(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    too_soon = pages.investigator_closes_step(dana, case.reference, "06", "done-nothing")
    assert too_soon.status_code == 409
    assert "Log one more search" in too_soon.get_data(as_text=True)
    bench.log(case)
    assert pages.investigator_closes_step(dana, case.reference, "06", "done-nothing").status_code == 303
    assert step_of(bench, case, "06") is StepStatus.DONE_NOTHING
    assert "Open this step again" in text_of(dana, f"/cases/{case.reference}/steps/06")
    assert pages.investigator_opens_step_again(dana, case.reference, "06").status_code == 303
    assert step_of(bench, case, "06") is StepStatus.IN_PROGRESS


def test_a_second_tab_does_not_overwrite(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    bench.log(case)
    address = f"/cases/{case.reference}/steps/06/settle"
    step = f"/cases/{case.reference}/steps/06"
    first, second = (pages.filled_in(text_of(dana, step), address) for _ in range(2))
    done = dana.post(address, data={**first, "status": "done-nothing"})
    assert done.status_code == 303
    assert dana.post(address, data={**first, "status": "done-nothing"}).location == done.location
    second_answer = dana.post(address, data={**second, "status": "done-nothing"})
    assert second_answer.status_code == 409
    assert "R-34" in second_answer.get_data(as_text=True)


def test_asking_that_a_step_be_excused(bench: Bench, case: CaseFacts, dana: Browser, okafor: Browser) -> None:
    onward = pages.investigator_closes_step(dana, case.reference, "15", "not-applicable")
    assert onward.location == f"/cases/{case.reference}/steps/15/ask-excuse?ending=not-applicable"
    assert "could not be reached" not in text_of(dana, onward.location)
    asked = pages.investigator_asks(
        dana, case.reference, "15", "excuse", excuse="no-handle", reason="No handle is known there."
    )
    assert asked.status_code == 303
    asked_for = text_of(dana, f"/cases/{case.reference}/steps/15")
    assert "Excuse asked for" in asked_for
    assert "Not applicable: ask" not in asked_for
    reference = first_waiting(bench)
    html = text_of(okafor, "/requests")
    assert reference in html
    assert "No handle is known there." not in html
    assert "No handle is known there." in text_of(okafor, f"/requests/{reference}")
    first = text_of(okafor, f"/requests/{reference}")
    assert "Say first whether you have a tie" in first
    assert f'href="/cases/{case.reference}/conflict"' in first
    assert 'name="reason"' not in first, "nothing can be typed before that"
    token = pages.filled_in(first, "/sign-out")
    early = okafor.post(
        f"/requests/{reference}",
        data={**token, "ruling": "approve", "reason": "The affidavit names none."},
    )
    assert early.status_code == 409
    html = early.get_data(as_text=True)
    assert "Say first whether you have a tie" in html
    assert "<dd>The affidavit names none.</dd>" in html, "what an old tab sends is given back"
    assert step_of(bench, case, "15") is not StepStatus.NOT_APPLICABLE
    assert investigator_declares(okafor, case.reference).location == "/requests"
    address = f"/requests/{reference}"
    old = pages.filled_in(text_of(okafor, address), address)
    ruled = pages.supervisor_rules(okafor, reference, "approve", "The affidavit names none.")
    assert ruled.status_code == 303
    assert step_of(bench, case, "15") is StepStatus.NOT_APPLICABLE
    ruled_lately = text_of(okafor, "/requests")
    assert "Approved" in ruled_lately
    assert f'href="{address}"' in ruled_lately
    again = okafor.get(f"/requests/{reference}").get_data(as_text=True)
    assert "The affidavit names none." in again
    late = okafor.post(
        f"/requests/{reference}", data={**old, "ruling": "refuse", "reason": "Look at the old handle."}
    )
    html = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Somebody ruled on this before you did." in html
    assert "<dd>Look at the old handle.</dd>" in html
    assert "What you typed is still here" not in html


def test_a_case_taken_back_while_somebody_types_gives_the_words_back(
    case: CaseFacts, dana: Browser, okafor: Browser
) -> None:
    address = f"/cases/{case.reference}/steps/06/search"
    typed = {"query": "Marisol Riverton", "note": "A page of the chess club. pw: hunter2"}
    investigator_declares(okafor, case.reference)
    form = pages.filled_in(text_of(dana, address), address)
    team = f"/team/{case.reference}"
    assert send(okafor, team, f"{team}/take-back").status_code == 303
    gone = dana.post(address, data={**form, **typed, "no_such_field": "Brooke"})
    html = gone.get_data(as_text=True)
    assert gone.status_code == 404
    assert "it may have been given to somebody else" in html
    assert "<dd>Marisol Riverton</dd>" in html
    assert "hunter2" not in html
    assert "Brooke" not in html
    elsewhere = dana.post("/cases/C-26-00000/steps/06/search", data={**form, **typed}).get_data(as_text=True)
    assert "<dd>Marisol Riverton</dd>" in elsewhere
    assert "it may have been given" not in text_of(dana, address, 404)


def test_an_extra_search_from_asking_to_logging(
    bench: Bench, case: CaseFacts, dana: Browser, okafor: Browser
) -> None:
    asked = pages.investigator_asks(
        dana,
        case.reference,
        "06",
        "extra",
        query="marisol.pena.fan",
        place="Reddit",
        method="public-view",
        reason="A public profile links to it.",
    )
    assert asked.status_code == 303
    reference = first_waiting(bench)
    address = f"/cases/{case.reference}/steps/06/search"
    assert dana.get(f"{address}?request={reference}").status_code == 404
    investigator_declares(okafor, case.reference)
    pages.supervisor_rules(okafor, reference, "approve", "The link is public.")
    assert "Log this extra search" in text_of(dana, f"/cases/{case.reference}/steps/06")
    logged = pages.investigator_logs_search(dana, case.reference, "06", query=f"request={reference}")
    assert logged.status_code == 303, logged.get_data(as_text=True)
    entry = log_of(bench, case)[0]
    assert (entry.query, entry.place, entry.off_protocol) == ("marisol.pena.fan", "Reddit", True)
    assert dana.get(f"{address}?request={reference}").status_code == 409
    assert f"Extra, {reference}" in text_of(dana, f"/cases/{case.reference}/searches")


def test_asking_for_protected_facts_is_refused_in_the_form(
    bench: Bench, case: CaseFacts, dana: Browser
) -> None:
    response = pages.investigator_asks(
        dana,
        case.reference,
        "06",
        "extra",
        query="marisol church",
        place="Reddit",
        method="public-view",
        reason="It came up.",
    )
    assert response.status_code == 409
    assert "The search words include" in response.get_data(as_text=True)
    assert "marisol church" in response.get_data(as_text=True)


def test_an_entry_in_error_is_struck_and_stays(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    reference = bench.log(case)
    empty = pages.investigator_marks_error(dana, case.reference, reference, "")
    assert empty.status_code == 422
    done = pages.investigator_marks_error(dana, case.reference, reference, "It was the wrong step.")
    assert done.status_code == 303
    html = text_of(dana, f"/cases/{case.reference}/searches")
    assert "<s>marisol.pena</s>" in html
    assert "It was the wrong step." in html
    assert "This entry is marked already." in text_of(
        dana, f"/cases/{case.reference}/searches/{reference}/void"
    )


def test_the_log_is_paged_by_key(bench: Bench, case: CaseFacts, dana: Browser) -> None:
    references = [bench.log(case, query=f"marisol {number}") for number in range(60)]
    newest = text_of(dana, f"/cases/{case.reference}/searches")
    shown = [one for one in references if one in newest]
    assert len(shown) == 50
    assert "Older" in newest


def test_another_investigators_case_is_not_found(bench: Bench, case: CaseFacts, people: People) -> None:
    luis = people.browser(people.make("Luis Ortega", Role.INVESTIGATOR))
    for address in ("", "/steps", "/steps/06", "/steps/06/search", "/searches"):
        assert luis.get(f"/cases/{case.reference}{address}").status_code == 404
    assert luis.get("/cases/C-26-AAAAA").status_code == 404


def test_a_board_member_never_reaches_the_run(bench: Bench, case: CaseFacts, people: People) -> None:
    member = people.browser(people.make("Member Tan", Role.BOARD_MEMBER))
    for address in ("/desk", f"/cases/{case.reference}", f"/cases/{case.reference}/searches", "/requests"):
        assert member.get(address).status_code == 403


def test_the_squares_of_the_protocol_have_a_key_in_words(case: CaseFacts, dana: Browser) -> None:
    html = text_of(dana, f"/cases/{case.reference}")
    assert "What the squares say" in html
    assert "N/A does not apply" in html
