"""Pages of people: who works here as what, who is added, and who may search."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.factories.accounts import approved_by_another
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.people import Browser, People
from tracker.clock import FixedClock
from tracker.policy.actors import Actor, Role

DAYS = {
    "starts_on": "2026-03-10",
    "ends_on": "2027-03-09",
    "vetted_on": "2026-02-01",
    "trained_on": "2026-02-10",
    "confidentiality_signed_on": "2026-02-11",
}


@pytest.fixture
def priya(people: People) -> Browser:
    """The HR administrator's browser."""
    return people.browser(people.make("Priya Nair", Role.HR_ADMIN))


@pytest.fixture
def chief(people: People) -> Browser:
    """The Chief's browser."""
    return people.browser(people.make("Chief Avery Stone", Role.CHIEF))


def give(browser: Browser, people: People, person: Actor, role: str, act: str = "give") -> int:
    """Give a role, or end one, past what the page offers; return the status."""
    reference = people.reference(person)
    token = values_of(form_on(shown(browser, "/admin/people"), "/sign-out"))
    values = {**token, "act": act, "role": role}
    return browser.post(f"/admin/people/{reference}/roles", data=values).status_code


def test_the_list_says_who_may_search_and_what_is_lacking(priya: Browser, people: People) -> None:
    page = shown(priya, "/admin/people")
    assert "Fewer than two supervisors" in page
    assert "Nobody is designated as a searcher" in page
    people.make("Dana Ruiz", Role.INVESTIGATOR)
    people.make("Lt. Ama Okafor", Role.SUPERVISOR)
    people.make("Lt. Brown", Role.SUPERVISOR)
    page = shown(priya, "/admin/people")
    assert "Fewer than two supervisors" not in page
    assert "Until February 7, 2027" in page
    assert page.index("Dana Ruiz") < page.index("Lt. Ama Okafor")


def test_hr_adds_a_person_who_signs_in_with_what_was_shown_once(priya: Browser, people: People) -> None:
    answer = text_of(
        send(priya, "/admin/people/new", name="Sam Ortiz", email="Sam@riverton.example", roles=["auditor"])
    )
    found = re.search(r"([2-9A-Z]{4}(?:-[2-9A-Z]{4}){5})", answer)
    assert found is not None
    link = re.search(r'href="(/admin/people/P-\w+)"', answer)
    assert link is not None
    assert found[1] not in shown(priya, link[1])
    client = people.app.test_client()
    assert isinstance(client, Browser)
    first = send(client, "/sign-in", email="sam@riverton.example", password=found[1])
    assert first.status_code == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter the person&#39;s name"),
        ({"email": "sam"}, "Enter an e-mail address such as"),
        ({"email": "priya.nair@riverton.example"}, "Somebody is here with that e-mail address already"),
        ({"roles": []}, "Choose at least one role"),
        (
            {"roles": ["investigator", "board-member"]},
            "cannot be both background investigator and board member",
        ),
        ({"name": "password: hunter2"}, "That looks like a password"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(
    priya: Browser, change: dict[str, str], words: str
) -> None:
    typed = {"name": "Sam Ortiz", "email": "sam.ortiz@riverton.example", "roles": ["auditor"]}
    page = text_of(send(priya, "/admin/people/new", **(typed | change)), 422)
    assert words in page
    kept = typed["email"] if "email" not in change else typed["name"]
    assert f'value="{kept}"' in page
    assert "hunter2" not in page


def test_a_persons_page_says_what_they_can_and_cannot(priya: Browser, people: People) -> None:
    dana = people.reference(people.make("Dana Ruiz", Role.INVESTIGATOR))
    page = shown(priya, f"/admin/people/{dana}")
    can, cannot = page[page.index(">Can<") : page.index(">Cannot<")], page[page.index(">Cannot<") :]
    assert "log searches" in can
    assert "release a summary to the board" in cannot
    assert "read released packets" in cannot
    assert "dana.ruiz@riverton.example" in page


def test_roles_are_given_and_ended_as_separation_allows(priya: Browser, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    page = f"/admin/people/{people.reference(dana)}"
    offered = re.findall(r'<option value="([^"]*)"', shown(priya, page))
    assert "supervisor" in offered
    assert not {"investigator", "board-member"} & set(offered)
    refused = send(priya, page, f"{page}/roles", act="give", role="board-member")
    assert "One person cannot be both background investigator and board member" in text_of(refused, 409)
    assert give(priya, people, dana, "supervisor") == 303
    assert 'value="supervisor">Supervisor' not in shown(priya, page), "what waits is not offered again"
    assert give(priya, people, dana, "supervisor") == 409
    approved_by_another(people, dana, Role.SUPERVISOR)
    assert give(priya, people, dana, "supervisor") == 409
    assert give(priya, people, dana, "investigator", "end") == 303
    assert give(priya, people, dana, "investigator", "end") == 404
    for none_of_them in ("candidate", ""):
        unchosen = send(priya, page, f"{page}/roles", act="give", role=none_of_them)
        assert 'href="#role"' in text_of(unchosen, 422), "said on the form, above and beside the choice"
    text = shown(priya, page)
    assert "As Supervisor" in text
    assert "As Background investigator" not in text


def test_the_chief_is_told_of_roles_that_wait(priya: Browser, chief: Browser, people: People) -> None:
    assert "second person" not in shown(chief, "/designations")
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    assert "No designation is in force today" in shown(priya, f"/admin/people/{people.reference(dana)}")
    assert give(priya, people, dana, "supervisor") == 303
    assert "One role waits for a second person" in shown(chief, "/designations")


def test_nobody_changes_their_own_roles(priya: Browser, people: People) -> None:
    own = people.make("Priya Nair", Role.HR_ADMIN)
    assert give(priya, people, own, "it") == 409
    reference = people.reference(own)
    assert "Stop Priya Nair from signing in" not in shown(priya, f"/admin/people/{reference}")


def test_a_way_in_is_closed_and_opened_again(priya: Browser, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.AUDITOR)
    browser, page = people.browser(dana), f"/admin/people/{people.reference(dana)}"
    assert send(priya, page, f"{page}/disable").status_code == 303
    assert browser.get("/roles").headers["Location"] == "/sign-in"
    assert "Cannot sign in" in shown(priya, page)
    assert "Cannot sign in" in shown(priya, "/admin/people")
    assert "Stop Dana Ruiz from signing in" not in shown(priya, page), "there is nothing to stop"
    assert send(priya, page, f"{page}/enable").status_code == 303
    assert "can sign in again" in shown(priya, page)


def test_others_read_people_and_change_nothing(people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    page = f"/admin/people/{people.reference(dana)}"
    okafor = people.browser(people.make("Lt. Ama Okafor", Role.SUPERVISOR))
    text = shown(okafor, page)
    assert "Propose this role" not in text
    assert "dana.ruiz@riverton.example" not in text
    token = values_of(form_on(text, "/sign-out"))
    for act in ("roles", "disable", "enable"):
        assert okafor.post(f"{page}/{act}", data=token).status_code == 403
    assert people.browser(dana).get("/admin/people").status_code == 403


def test_of_two_tabs_of_the_chief_the_second_is_told(chief: Browser, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    page = f"/designations/{people.reference(dana)}"
    old = values_of(form_on(shown(chief, page), page))
    assert send(chief, page, **DAYS).status_code == 303
    ending = values_of(form_on(shown(chief, page), f"{page}/end"))
    late = text_of(chief.post(page, data={**old, **DAYS, "ends_on": "2026-12-31"}), 422)
    assert "Somebody else saved this while you were typing" in late
    assert 'value="2026-12-31"' in late
    assert "December 31, 2026" not in shown(chief, page)
    again = values_of(form_on(late, page))
    assert chief.post(page, data=again).status_code == 303, "whoever has seen both decides"
    assert chief.post(f"{page}/end", data=ending).status_code == 409
    assert "December 31, 2026, ended" not in shown(chief, page)


@pytest.mark.clause("Hamden D.3")
def test_the_chief_designates_and_ends(chief: Browser, people: People, clock: FixedClock) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    page = f"/designations/{people.reference(dana)}"
    assert "Not designated" in shown(chief, "/designations")
    assert send(chief, page, **DAYS).headers["Location"] == page
    assert "The designation is recorded" in shown(chief, page)
    clock.advance(timedelta(minutes=20))
    assert "Not designated" in shown(chief, "/designations")
    clock.advance(timedelta(hours=20))
    chief = people.browser(people.make("Chief Avery Stone", Role.CHIEF))
    assert "March 9, 2027" in shown(chief, "/designations")
    assert send(chief, page, f"{page}/end").status_code == 303
    assert "Ended" in shown(chief, "/designations")
    assert shown(chief, page).count(f'action="{page}/end"') == 0


@pytest.mark.clause("Hamden D.3")
def test_a_designation_whose_last_day_has_passed_is_not_ended(
    chief: Browser, people: People, clock: FixedClock
) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    page = f"/designations/{people.reference(dana)}"
    assert send(chief, page, **DAYS).status_code == 303
    ending = values_of(form_on(shown(chief, page), f"{page}/end"))
    clock.advance(timedelta(days=400))
    chief = people.browser(people.make("Chief Avery Stone", Role.CHIEF))
    assert f'action="{page}/end"' not in shown(chief, page)
    token = values_of(form_on(shown(chief, page), page))["csrf_token"]
    assert "ended already" in text_of(chief.post(f"{page}/end", data={**ending, "csrf_token": token}), 409)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": "2026-03-01"}, "The last day must be after the first day"),
        ({"ends_on": "2031-03-01"}, "at most three years"),
        ({"trained_on": "2026-12-01"}, "must not be in the future"),
        ({"vetted_on": ""}, "Enter the day of the vetting"),
        ({"starts_on": "tomorrow"}, "Enter a day such as 2026-03-09"),
    ],
)
@pytest.mark.clause("Hamden D.3")
def test_a_designation_stands_on_its_ground(
    chief: Browser, people: People, change: dict[str, str], words: str
) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    answer = send(chief, f"/designations/{people.reference(dana)}", **(DAYS | change))
    assert words in text_of(answer, 422)


@pytest.mark.clause("Hamden D.3")
def test_a_designation_tells_in_one_go_all_that_is_wrong(chief: Browser, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR, searcher=False)
    wrong = {"ends_on": "2026-03-01", "trained_on": "2026-12-01", "vetted_on": ""}
    text = text_of(send(chief, f"/designations/{people.reference(dana)}", **(DAYS | wrong)), 422)
    for words in (
        "last day must be after the first",
        "training must not be in the future",
        "day of the vetting",
    ):
        assert text.count(words) == 2, "at the head and beside its field"


@pytest.mark.clause("Hamden D.3")
def test_only_investigators_are_designated(chief: Browser, people: People) -> None:
    okafor = people.reference(people.make("Lt. Ama Okafor", Role.SUPERVISOR))
    answer = send(chief, f"/designations/{okafor}", **DAYS)
    assert "HR gives the role of background investigator first" in text_of(answer, 422)


def test_nobody_but_the_chief_designates(priya: Browser, people: People) -> None:
    dana = people.reference(people.make("Dana Ruiz", Role.INVESTIGATOR))
    assert priya.get("/designations").status_code == 403
    assert priya.get(f"/designations/{dana}").status_code == 403
    assert priya.get("/designations/P-AAAAAA").status_code == 403


def test_missing_people_look_like_nobody(priya: Browser, chief: Browser) -> None:
    assert priya.get("/admin/people/P-AAAAAA").status_code == 404
    assert chief.get("/designations/P-AAAAAA").status_code == 404
