"""The pages of hiring rounds, boards, deviations, protocols and profiles."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.editions.second import add_next
from tests.factories.accounts import approved_by_another
from tests.factories.cases import assigned, case_of, opened_by, supervisor
from tests.factories.requisitions import drawn_up, hr, members, opened
from tests.pages.filled import form_on, send, shown, text_of, values_of
from tests.pages.requisitions import TYPED
from tests.people import Browser, People
from tracker.db import unit_of_work
from tracker.editions import shelf
from tracker.policy.actors import Role
from tracker.requisitions.law import MARK_WORDS
from tracker.requisitions.service import seat_member


@pytest.fixture
def priya(people: People) -> Browser:
    """The HR administrator's browser."""
    return people.browser(hr(people))


@pytest.fixture
def chief(people: People) -> Browser:
    """The Chief's browser."""
    return people.browser(people.make("Chief Avery Stone", Role.CHIEF))


def test_an_empty_list_says_what_comes_first(priya: Browser) -> None:
    assert "A requisition comes first" in shown(priya, "/admin/requisitions")


def test_hr_draws_up_seats_and_opens(priya: Browser, people: People) -> None:
    board = members(people)
    answer = send(priya, "/admin/requisitions/new", **TYPED)
    here = answer.headers["Location"]
    assert re.fullmatch(r"/admin/requisitions/R-26-\w{5}", here)
    page = shown(priya, here)
    assert "Cannot open yet" in page
    assert "fewer than 3 members" in page
    refused = text_of(send(priya, here, f"{here}/open"), 409)
    assert "fewer than 3 members" in refused
    for number, member in enumerate(board):
        values = {"person": people.reference(member)} | ({"chair": "y"} if number == 0 else {})
        assert send(priya, f"{here}/board", **values).status_code == 303
    page = shown(priya, here)
    assert "Cannot open yet" not in page
    assert send(priya, here, f"{here}/open").headers["Location"] == here
    page = shown(priya, here)
    assert "Add a candidate" in page
    assert "is open. Protocol and legal profile can no longer change" in page


def test_what_was_typed_stays_when_something_is_missing(priya: Browser) -> None:
    page = text_of(send(priya, "/admin/requisitions/new", **(TYPED | {"title": "", "profile": ""})), 422)
    assert "Enter a title" in page
    assert "Choose the legal profile" in page
    assert 'selected value="social-media:1"' in page


def test_a_second_tab_is_not_overwritten(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        reference = drawn_up(people).reference
    address = f"/admin/requisitions/{reference}/change"
    old = priya.get(address).get_data(as_text=True)
    assert send(priya, address, title="Officer 2026-B").status_code == 303
    late = priya.post(address, data={**values_of(form_on(old, address)), "title": "Officer 2026-C"})
    told = text_of(late, 409)
    assert "Nothing of theirs was overwritten" in told
    for words in ("Connecticut, version 2", "Social media review for employment, version 1"):
        assert words in told.partition("<h2>What you typed")[0]
    assert "Social media review for employment, version 1" in shown(priya, "/admin/requisitions")
    assert "Officer 2026-B" in shown(priya, f"/admin/requisitions/{reference}")


def test_an_open_requisition_refuses_changes(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        reference = opened(people).reference
    answer = send(priya, f"/admin/requisitions/{reference}/change", title="Another")
    assert "cannot change: every candidate gets the same" in text_of(answer, 409)


@pytest.mark.clause("Hamden D.2")
def test_a_searcher_cannot_be_seated_and_the_page_says_why(
    priya: Browser, people: People, app: Flask
) -> None:
    with app.app_context():
        requisition = opened(people)
        reader = supervisor(people)
        opened_by(case_of(people, requisition), reader)
        former = people.make("Captain Ines Duarte", Role.BOARD_MEMBER)
    address = f"/admin/requisitions/{requisition.reference}/board"
    assert "Captain Ines Duarte" in shown(priya, address)
    _become_board_member(priya, people, reader.name)
    page = shown(priya, address)
    assert "Cannot be seated here" in page
    assert "has seen search material about one of its candidates" in page
    answer = send(priya, address, person=people.reference(reader))
    assert "people who search do not decide" in text_of(answer, 409)
    assert send(priya, address, person=people.reference(former)).status_code == 303


def _become_board_member(priya: Browser, people: People, name: str) -> None:
    person = people.reference(people.make(name, Role.SUPERVISOR))
    people.make("Lt. Spare", Role.SUPERVISOR)
    page, roles = f"/admin/people/{person}", f"/admin/people/{person}/roles"
    assert send(priya, page, roles, role="supervisor").status_code == 303
    html = priya.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    given = priya.post(roles, data={"csrf_token": token[1], "act": "give", "role": "board-member"})
    assert given.status_code == 303


def test_the_chair_moves_and_seats_end(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        reference = opened(people).reference
    board = members(people)
    address = f"/admin/requisitions/{reference}/board"
    second = people.reference(board[1])
    assert send(priya, address, f"{address}/chair", person=second).status_code == 303
    assert send(priya, address, f"{address}/leave", person=second).status_code == 303
    assert "This board has no chair" in shown(priya, address)
    first = people.reference(board[0])
    assert send(priya, address, f"{address}/chair", person=first).status_code == 303
    assert "This board has no chair" not in shown(priya, address)
    page = shown(priya, f"/admin/requisitions/{reference}")
    assert f"/admin/candidates?requisition={reference}" in page
    assert page.count(">Chair<") == 2, "the heading and the chair"
    for odd in ("P-AAAAAA", "a\x00b", ""):
        assert send(priya, address, f"{address}/leave", person=odd).status_code == 404
    nobody = priya.post(f"{address}/leave", data={"csrf_token": "x"})
    assert nobody.status_code == 400


def test_the_chief_deviates_and_it_shows(chief: Browser, priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        requisition = opened(people)
        sam = people.make("Sam Ortiz", Role.BOARD_MEMBER)
        with unit_of_work(hr(people)) as work:
            seat_member(work, requisition, person_id=sam.person_id)
    person = people.reference(sam)
    assert "follows the policy as it is written" in shown(chief, "/deviations")
    address = f"/deviations/{requisition.reference}"
    short = text_of(send(chief, address, clause="Hamden D.2", reason="No", compensating_control=""), 422)
    assert "Name the person whom the deviation is for" in short
    assert "No</textarea>" in short
    typed = {
        "clause": "Hamden D.2",
        "person": person,
        "reason": "Only two people are left in the unit",
        "compensating_control": "The state police check each search",
    }
    assert send(chief, address, **typed).headers["Location"] == "/deviations"
    again = text_of(send(chief, address, **typed), 422)
    assert "on record already" in again
    assert "The state police check each search</textarea>" in again
    for browser, page in ((chief, "/deviations"), (priya, f"/admin/requisitions/{requisition.reference}")):
        text = shown(browser, page)
        assert "Deviation from General Order 004-011 D.2 for Sam Ortiz" in text
        assert "The state police check each search" in text


def test_a_deviation_tells_in_one_go_all_that_it_lacks(chief: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        requisition = opened(people)
    nothing = text_of(send(chief, f"/deviations/{requisition.reference}"), 422)
    for field, words in (
        ("clause", "Choose the clause that is deviated from"),
        ("reason", "Write why the deviation is needed"),
        ("compensating_control", "Write which control makes up for the deviation"),
    ):
        assert f'href="#{field}' in nothing
        assert nothing.count(words) == 2, "at the head and beside its field"


def test_each_requisition_says_how_a_deviation_is_recorded(
    chief: Browser, people: People, app: Flask
) -> None:
    with app.app_context():
        requisition = opened(people)
    page = shown(chief, "/deviations")
    assert f'href="/deviations/{requisition.reference}"' in page
    assert "Record a deviation" in page.partition("<tbody")[2]


def test_a_deviation_is_offered_for_those_alone_whom_its_clause_concerns(
    chief: Browser, people: People, app: Flask
) -> None:
    with app.app_context():
        requisition = opened(people)
    luis = people.make("Luis Vega", Role.INVESTIGATOR)
    tom = people.make("Tom Becker", Role.IT)
    address = f"/deviations/{requisition.reference}"
    page = shown(chief, address)
    board, _, rest = page.partition('label="D.3: investigators"')
    assert "D.2: who sits, or sat, on the board of this requisition" in board
    assert "Luis Vega" in rest.partition("</select>")[0]
    assert "Luis Vega" not in board
    assert "Tom Becker" not in page
    words = {"reason": "Only two people are left in the unit", "compensating_control": "All is read twice"}
    for clause, person in (("Hamden D.2", luis), ("Hamden D.3", tom)):
        answer = send(chief, address, clause=clause, person=people.reference(person), **words)
        assert answer.status_code == 422, clause
        assert "All is read twice" in answer.text
    wrong = text_of(send(chief, address, clause="Hamden D.2", person=people.reference(luis), **words), 422)
    assert "D.2 does not concern this person. Choose somebody who sits, or sat, on the board" in wrong
    right = send(chief, address, clause="Hamden D.3", person=people.reference(luis), **words)
    assert right.status_code == 303


def test_clauses_that_bind_are_not_offered(chief: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        reference = opened(people).reference
    page = shown(chief, f"/deviations/{reference}")
    assert "D.3" in page
    assert "D.5" not in page
    forged = send(chief, f"/deviations/{reference}", clause="Hamden D.5", reason="It is quicker so")
    assert forged.status_code == 422


def test_protocol_and_profile_can_be_read(priya: Browser) -> None:
    protocol = shown(priya, "/protocols/social-media/v1")
    assert "Names and handles" in protocol
    assert "Reasons for which a step is excused" in protocol
    assert "‹other name›" in protocol, "words for people, and no placeholder"
    assert "own search, open to everyone" in protocol
    profile = shown(priya, "/profiles/ct/v1")
    assert "31-40x" in profile
    assert "Confirm with counsel" in profile
    assert "There is a" in profile
    assert "A requisition that was opened under version 1 keeps it." in profile
    assert priya.get("/protocols/social-media/v99").status_code == 404
    assert priya.get("/profiles/nowhere/v1").status_code == 404


@pytest.fixture
def amended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The editions with a third version of Connecticut's profile."""
    config = Path(shutil.copytree(shelf.CONFIG, tmp_path / "config"))
    add_next(config, "ct", 2, "Connecticut", "Connecticut, as amended")
    monkeypatch.setattr(shelf, "CONFIG", config)
    shelf.editions.cache_clear()
    yield
    shelf.editions.cache_clear()


@pytest.mark.usefixtures("amended")
def test_a_superseded_profile_is_offered_to_whom_it_binds_alone(
    priya: Browser, people: People, app: Flask
) -> None:
    page = shown(priya, "/admin/requisitions/new")
    assert 'value="ct:3"' in page
    assert 'value="ct:2"' not in page
    assert 'value="ct:1"' not in page
    with app.app_context():
        reference = drawn_up(people, profile=("ct", 1)).reference
    bound = shown(priya, f"/admin/requisitions/{reference}/change")
    assert 'value="ct:1"' in bound
    assert "Until it is opened, you can change to it." in shown(priya, f"/admin/requisitions/{reference}")
    with app.app_context():
        reference = opened(people, "Officer 2026-C").reference
    running = shown(priya, f"/admin/requisitions/{reference}")
    assert 'href="/profiles/ct/v3">version 3</a>' in running
    assert "This requisition keeps version 2" in running
    assert "Connecticut, as amended" in shown(priya, "/profiles/ct/v3")
    assert "No date of birth and no age is recorded here" in shown(priya, "/profiles/ca/v1")


@pytest.mark.parametrize("key", ["ar-1", "ca-2", "co-1", "ct-2", "nj-1", "strictest-2", "va-3", "vt-1"])
def test_a_profile_shows_every_line_with_source_mark_and_who_confirms_it(priya: Browser, key: str) -> None:
    name, _, version = key.partition("-")
    found = shelf.editions().profile(name, int(version))
    text = html.unescape(shown(priya, f"/profiles/{name}/v{version}"))
    grounds = [rule.ground for rule in found.access] + [one.ground for one in found.declarations]
    told = [one.told for one in found.notices] + [one.told for one in found.rights]
    grounds += [words.ground for words in told]
    for line in (*grounds, found.accounts_ground, found.answer.ground, *found.lines):
        assert f"{line.says}</p>" in text
        known = f"{line.source}. {MARK_WORDS[line.mark]}. Confirm with counsel"
        assert known in text
    for method in found.declarations:
        for outside in (False, True):
            assert method.words(outside_us=outside) in text
            assert method.words("es", outside_us=outside) in text
    assert all(words.en in text and words.es in text for words in told)
    assert "Translation to be certified by the agency" in text


def test_the_space_before_a_number_in_a_title_is_seen(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        drawn_up(people, "Officer 2026-A")
    head = re.search(r'<a href="[^"]+">(<span>)?Officer <span', shown(priya, "/admin/requisitions"))
    assert head
    assert head.group(1), "the link is a flex box: bare words lose the space before a box in it"


def test_closing_ends_new_candidates(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        reference = opened(people).reference
    here = f"/admin/requisitions/{reference}"
    assert send(priya, here, f"{here}/close").status_code == 303
    answer = send(priya, f"{here}/candidates/new", name="Marisol Peña")
    assert "closed to new candidates" in text_of(answer, 409)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.IT])
def test_others_do_not_see_requisitions(people: People, app: Flask, role: Role) -> None:
    with app.app_context():
        reference = opened(people).reference
    browser = people.browser(people.make("Sam Ortiz", role))
    for address in ("", f"/{reference}", f"/{reference}/board", "/new"):
        assert browser.get(f"/admin/requisitions{address}").status_code == 403
    assert browser.get("/deviations").status_code == 403


def test_missing_ones_look_like_foreign_ones(priya: Browser, chief: Browser) -> None:
    for address in ("", "/board", "/change", "/candidates/new"):
        assert priya.get(f"/admin/requisitions/R-26-AAAAA{address}").status_code == 404
    assert chief.get("/deviations/R-26-AAAAA").status_code == 404


def test_assignment_bars_from_a_seat(priya: Browser, people: People, app: Flask) -> None:
    with app.app_context():
        requisition = opened(people)
        assigned(people, case_of(people, requisition))
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    _change(priya, people, dana.name)
    page = shown(priya, f"/admin/requisitions/{requisition.reference}/board")
    assert "was assigned to, or searched for, candidates in it" in page


def _change(priya: Browser, people: People, name: str) -> None:
    person = people.reference(people.make(name, Role.INVESTIGATOR))
    page, roles = f"/admin/people/{person}", f"/admin/people/{person}/roles"
    assert send(priya, page, roles, role="investigator").status_code == 303
    html = priya.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    given = priya.post(roles, data={"csrf_token": token[1], "act": "give", "role": "board-member"})
    assert given.status_code == 303
    approved_by_another(people, people.make(name, Role.BOARD_MEMBER), Role.BOARD_MEMBER)
