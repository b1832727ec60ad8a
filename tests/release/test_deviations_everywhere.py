"""Every place at which the Chief's deviation applies says so: one list, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import pytest
from flask import Flask

from tests.factories.cases import opened_by
from tests.factories.protocol import Bench
from tests.factories.release import Reviewed
from tests.people import People
from tracker.accounts.models import Person
from tracker.accounts.turning import turn_duties
from tracker.cases.deviating import deviations_of_case
from tracker.cases.queries import case_facts
from tracker.db import db, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.clauses import Clause
from tracker.requisitions.queries import requisition_facts
from tracker.requisitions.service import record_deviation

WHY = "Her course was moved to May."
CONTROL = "Two supervisors read her searches."
PLACES: Mapping[str, tuple[Role, str]] = {
    "the case": (Role.INVESTIGATOR, "/cases/{case}"),
    "the case, for a supervisor": (Role.SUPERVISOR, "/cases/{case}"),
    "the review": (Role.SUPERVISOR, "/review/{case}"),
    "the second reading": (Role.SUPERVISOR, "/review/{case}/findings/{finding}"),
    "the handover": (Role.INVESTIGATOR, "/cases/{case}/handover"),
    "the decision": (Role.SUPERVISOR, "/review/{case}/decide"),
    "the team": (Role.SUPERVISOR, "/team?show=assigned"),
    "the assignment": (Role.SUPERVISOR, "/team/{case}"),
    "the uniformity matrix": (Role.AUDITOR, "/audit/uniformity/{requisition}"),
    "the exported record": (Role.AUDITOR, "/audit/uniformity/{requisition}/table.csv"),
    "the auditor's case": (Role.AUDITOR, "/audit/cases/{case}"),
    "the duties": (Role.AUDITOR, "/audit/duties"),
    "the requisition": (Role.HR_ADMIN, "/admin/requisitions/{requisition}"),
    "the register": (Role.CHIEF, "/deviations"),
    "the board": (Role.HR_ADMIN, "/admin/requisitions/{requisition}/board"),
}
"""Where it shows, and to whom."""


@dataclass
class Deviated:
    """A case in review, of which the Chief deviated for its investigator."""

    people: People
    who: Mapping[Role, Actor]
    case: str
    requisition: str
    finding: str

    def page(self, place: str, case: str = "") -> str:
        """Return what stands at a place."""
        role, path = PLACES[place]
        address = path.format(case=case or self.case, requisition=self.requisition, finding=self.finding)
        answer = self.people.browser(self.who[role]).get(address)
        assert answer.status_code == 200, address
        return unescape(answer.get_data(as_text=True))


@pytest.fixture
def deviated(app: Flask, people: People) -> Deviated:
    """Such a case."""
    with app.app_context():
        unit = Reviewed(people)
        case, (finding,) = unit.ready()
        chief = people.make("Chief Avery Stone", Role.CHIEF)
        with unit_of_work(chief) as work:
            record_deviation(
                work,
                unit.requisition,
                clause=Clause.HAMDEN_D_3.key,
                person_id=unit.dana.person_id,
                reason=WHY,
                compensating_control=CONTROL,
            )
        auditor = people.make("Renata Voss", Role.AUDITOR)
        actors = (unit.dana, unit.supervisor, unit.hr, chief, auditor)
        who = {one.role: one for one in actors}
        return Deviated(people, who, case.reference, unit.requisition.reference, finding)


@pytest.mark.clause("Hamden D.3")
def test_a_deviation_shows_wherever_it_applies(deviated: Deviated) -> None:
    missing = {
        place
        for place in PLACES
        if not all(words in (page := deviated.page(place)) for words in (WHY, CONTROL)) or "D.3" not in page
    }
    assert missing == set()


@pytest.mark.clause("Hamden D.2")
def test_one_for_a_single_member_of_the_board_who_saw_raw_material_shows_in_the_same_places(
    app: Flask, deviated: Deviated
) -> None:
    words = ("The member knows the trade best.", "The city attorney reads along.", "D.2 for Member")
    with app.app_context():
        chief = deviated.who[Role.CHIEF]
        case = case_facts(db.session, chief, case=deviated.case)
        requisition = requisition_facts(db.session, chief, requisition=deviated.requisition)
        member = db.session.get_one(Person, min(case.seated))
        with unit_of_work(chief) as work:
            record_deviation(
                work,
                requisition,
                clause=Clause.HAMDEN_D_2.key,
                person_id=member.id,
                reason=words[0],
                compensating_control=words[1],
            )
        assert words[0] not in {one.reason for one in deviations_of_case(db.session, case)}
        opened_by(case, Actor(member.id, Role.INVESTIGATOR, member.name, "0" * 16))
    shown = {place: deviated.page(place) for place in PLACES}
    assert {place for place, page in shown.items() if not all(one in page for one in words[:2])} == set()
    assert words[2] in shown["the handover"]


@pytest.mark.clause("Hamden D.2")
def test_that_duties_are_by_case_shows_in_the_same_places_and_on_the_boards_page(
    app: Flask, deviated: Deviated
) -> None:
    words = ("We are four people in all.", "The county reads each case.", "duties are by case")
    chief = deviated.who[Role.CHIEF]
    with app.app_context(), unit_of_work(chief) as work:
        turn_duties(work, seen=0, reason=words[0], compensating_control=words[1])
    shown = {place: deviated.page(place) for place in PLACES}
    assert {place for place, page in shown.items() if not all(one in page for one in words)} == set()
    decide = "the decision"
    assert "for the whole agency: duties are by case and not by title. Nobody does two" in shown[decide]
    with app.app_context(), unit_of_work(chief) as work:
        turn_duties(work, seen=1, reason="Two more were hired")
    shown = {place: deviated.page(place) for place in PLACES}
    assert {place for place, page in shown.items() if not all(one in page for one in words)} == set()
    ended = ("It ended", ", until", "until 20")
    assert {place for place, page in shown.items() if not any(one in page for one in ended)} == set()


@pytest.mark.clause("Hamden D.3")
def test_what_it_does_not_touch_does_not_speak_of_it(app: Flask, deviated: Deviated) -> None:
    with app.app_context():
        unit = Reviewed(deviated.people)
        elsewhere = unit.ready("Andre Whitfield")[0].reference
    for place in (
        "the case",
        "the review",
        "the decision",
        "the assignment",
        "the handover",
        "the auditor's case",
    ):
        assert WHY not in deviated.page(place, elsewhere), place


def test_one_for_another_investigator_of_the_same_requisition_does_not_touch_a_case(
    app: Flask, people: People
) -> None:
    with app.app_context():
        bench = Bench(people)
        hers, his = bench.ready(), bench.open_case("Andre Whitfield")
        his = bench.assigned(his, people.make("Luis Ortega", Role.INVESTIGATOR))
        with unit_of_work(people.make("Chief Avery Stone", Role.CHIEF)) as work:
            record_deviation(
                work,
                bench.requisition,
                clause=Clause.HAMDEN_D_3.key,
                person_id=bench.dana.person_id,
                reason=WHY,
                compensating_control=CONTROL,
            )
        assert [one.reason for one in deviations_of_case(db.session, hers)] == [WHY]
        assert deviations_of_case(db.session, his) == ()
