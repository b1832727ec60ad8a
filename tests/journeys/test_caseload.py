"""A whole caseload at a browser without scripts, with the refusals of the bench and their clauses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys import keeping_records, ruling_otherwise, searching_otherwise, writing_otherwise
from tests.journeys.caseload import MET, TO_MEET, Unit
from tests.journeys.post_office import PostOffice, post_office
from tests.journeys.served_case import Glass, Seen, ServedCase
from tests.people import People
from tracker.clock import FixedClock

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture
def unit(
    app: Flask, people: People, address: str, chromium: Browser, glass: Glass, seen: Seen
) -> Iterator[ServedCase[Unit]]:
    """The unit with its caseload, behind an address."""
    app.config["WTF_CSRF_ENABLED"] = True
    MET.clear()
    served = ServedCase(Unit(app, people), address, chromium, glass, seen)
    yield served
    served.close()


@pytest.fixture
def mail(app: Flask, address: str, unit: ServedCase[Unit]) -> Iterator[PostOffice]:
    """The candidate's mail."""
    with post_office(app, address) as mail:
        yield mail


@pytest.mark.parametrize("glass", [Glass("en", 320, scripts=False)], indirect=True, ids=str)
def test_a_whole_caseload(unit: ServedCase[Unit], mail: PostOffice, clock: FixedClock) -> None:
    site, glass = unit.site, unit.glass
    case = site.case.reference
    chidi = unit.staff(site.round.supervisor, glass)
    chidi.go(f"/team/{case}")
    chidi.choose("Dana Ruiz")
    chidi.press("Assign this case")

    dana = unit.staff(site.dana, glass)
    dana.go("/desk")
    dana.follow(case)
    dana.sees("You see the name alone")
    dana.choose("No")
    dana.press("Continue")
    searching_otherwise.searches_too_early(dana, case)
    site.inside(lambda hiring: hiring.file(hiring.now(site.case)))
    searching_otherwise.searches_otherwise_than_the_protocol(dana, case)
    searching_otherwise.asks_for_an_extra_search(unit, dana, chidi, case)
    searching_otherwise.marks_an_entry_as_made_in_error(dana, case)
    searching_otherwise.knows_the_candidate_after_all(dana, case)
    searching_otherwise.hands_over(chidi, case, to="Luis Vega")
    luis = unit.staff(site.luis, glass)
    searching_otherwise.is_asked_anew(unit, luis, case)
    site.inside(site.works_through)
    written = writing_otherwise.writes_a_finding(luis, case, clock)
    writing_otherwise.keeps_a_web_archive(luis, case, clock)
    writing_otherwise.keeps_what_was_typed(unit, luis, case, written, clock)
    luis, chidi = unit.staff(site.luis, glass), unit.staff(site.round.supervisor, glass)
    writing_otherwise.edits_in_two_tabs(unit, luis, case, written)
    writing_otherwise.hands_in_too_early(luis, case)
    writing_otherwise.checks_and_hands_in(luis, case, written)
    ruling_otherwise.others_may_not_review(unit, case)
    ruling_otherwise.returned_and_mended(chidi, luis, case, written)
    ruling_otherwise.asks_the_candidate(unit, chidi, luis, mail, case)
    members = [unit.staff(member, glass) for member in site.members]
    ruling_otherwise.board_decides(members)
    ruling_otherwise.corrects(chidi, luis, case, written)
    ruling_otherwise.board_reads_anew(members)
    ruling_otherwise.whoever_searched_is_not_seated(unit)
    searching_otherwise.no_search_without_a_designation(unit, luis)
    keeping_records.keeps_what_is_held_and_disposes_of_it(unit, case, clock)
    assert sorted(MET) == sorted(TO_MEET)
