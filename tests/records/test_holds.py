"""Holds: placed on a case or a whole requisition, shown on its pages, lifted by two, held by the database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import alter, put
from tests.factories.cases import assigned, case_of, declared, investigator, supervisor
from tests.factories.requisitions import hr, opened
from tests.pages.filled import send, text_of
from tests.people import People
from tracker.db import clock_of, unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.holds import HoldWords
from tracker.records.models import Hold, HoldLift, LiftProposal
from tracker.records.queries import hold_lines, holds_standing
from tracker.records.service import lift_hold, place_hold, propose_lift
from tracker.settings import Settings

WORDS = HoldWords("26-114", "City Attorney", date(2026, 3, 2), "A charge was filed over this hiring")
WHY = "The charge was withdrawn in March"


def counsel(people: People) -> Actor:
    """Return the auditor or counsel."""
    return people.make("Ellen Voss", Role.AUDITOR)


def placed(person: Actor, held: CaseFacts | RequisitionFacts) -> str:
    """Place a hold and return its reference."""
    with unit_of_work(person) as work:
        return place_hold(work, held, WORDS).reference


def proposed(person: Actor, hold: str) -> None:
    """Propose to lift a hold."""
    with unit_of_work(person) as work:
        propose_lift(work, hold, reason=WHY)


@pytest.mark.clause("Hamden A.7")
def test_a_hold_stands_until_two_people_lift_it(session: Session, people: People) -> None:
    requisition = opened(people)
    case, other = case_of(people, requisition), case_of(people, requisition, "Andre Whitfield")
    everybody = {case.case_id, other.case_id}
    on_case, on_all = placed(counsel(people), case), placed(hr(people), requisition)
    assert holds_standing(session, everybody) == dict.fromkeys(everybody, ("26-114",))
    proposed(counsel(people), on_all)
    with (
        pytest.raises(Refused, match="proposed to lift a hold cannot lift it"),
        unit_of_work(counsel(people)) as work,
    ):
        lift_hold(work, on_all)
    with pytest.raises(Refused, match="proposed already"):
        proposed(hr(people), on_all)
    assert len(holds_standing(session, everybody)) == 2, "it stands until somebody else lifts it"
    with pytest.raises(Refused, match="Nobody has proposed"), unit_of_work(hr(people)) as work:
        lift_hold(work, on_case)
    with unit_of_work(hr(people)) as work:
        lift_hold(work, on_all)
    assert list(holds_standing(session, everybody)) == [case.case_id]
    lines = {line.reference: line for line in hold_lines(session)}
    assert (lines[on_all].proposed_by, lines[on_all].lifted_by) == (counsel(people).name, hr(people).name)
    assert lines[on_case].lifted_at is None


@pytest.mark.clause("Hamden A.7")
def test_the_database_holds_holds(session: Session, settings: Settings, people: People) -> None:
    case, now = case_of(people, opened(people)), clock_of(session).now()
    voss, keeper, giver = counsel(people), hr(people), supervisor(people)
    hold = placed(voss, case)
    hold_id = next(line.hold_id for line in hold_lines(session) if line.reference == hold)
    words: dict[str, Any] = {"matter": "26-115", "issuer": "Court", "issued_on": now.date(), "reason": WHY}

    def hold_by(person: Actor, **scope: Any) -> None:
        row = {"case_id": case.case_id, "requisition_id": None, **words, **scope}
        put(settings, Hold, reference="O-ZZZZZZ", placed_by=person.person_id, placed_at=now, **row)

    def lifted_by(person: Actor) -> None:
        proposal = next(line.proposal_id for line in hold_lines(session) if line.reference == hold)
        put(settings, HoldLift, proposal_id=proposal, lifted_by=person.person_id, lifted_at=now)

    def proposed_by(person: Actor) -> None:
        row = {"hold_id": hold_id, "reason": WHY, "proposed_at": now}
        put(settings, LiftProposal, proposed_by=person.person_id, **row)

    with pytest.raises(DatabaseError, match="by an auditor or by HR"):
        hold_by(giver)
    with pytest.raises(DatabaseError, match="one_scope"):
        hold_by(keeper, requisition_id=case.requisition_id)
    with pytest.raises(DatabaseError, match="never changed"):
        alter(settings, Hold, hold_id, matter="26-000")
    with pytest.raises(DatabaseError, match="an auditor or HR"):
        proposed_by(giver)
    proposed(voss, hold)
    with pytest.raises(DatabaseError, match="proposed to lift a hold does not lift it"):
        lifted_by(voss)
    with pytest.raises(DatabaseError, match="by an auditor or by HR"):
        lifted_by(giver)
    lifted_by(keeper)
    assert holds_standing(session, {case.case_id}) == {}


@pytest.mark.clause("Hamden A.7")
def test_a_hold_is_placed_seen_and_lifted_on_pages(people: People) -> None:
    with people.app.app_context():
        case = assigned(people, case_of(people, opened(people)))
        declared(case, investigator(people))
    voss, keeper = people.browser(counsel(people)), people.browser(hr(people))
    dana, chief = (
        people.browser(investigator(people)),
        people.browser(people.make("Chief Avery Stone", Role.CHIEF)),
    )
    assert "No hold stands" in text_of(keeper.get("/audit/holds"))
    typed = {"matter": "26-114", "issuer": "City Attorney", "issued_on": "2026-03-02", "reason": WORDS.reason}
    wrong = send(voss, "/audit/holds/new", held="C-26-ZZZZZ", **typed)
    assert wrong.status_code == 409
    assert "No case and no requisition has that reference." in wrong.text
    assert WORDS.reason in wrong.text, "nothing typed is lost"
    made = send(voss, "/audit/holds/new", held=case.reference.lower(), **typed)
    assert made.status_code == 303
    page = made.headers["Location"]
    assert "On hold: matter 26-114" in text_of(dana.get(f"/cases/{case.reference}"))
    assert "On hold: matter 26-114" in text_of(voss.get(f"/audit/cases/{case.reference}"))
    assert "Propose to lift it" not in text_of(chief.get(page)), "the Chief reads the register alone"
    assert send(voss, page, reason=WHY).status_code == 303
    own = voss.post(f"{page}/lift", data={"csrf_token": ""})
    assert own.status_code in (400, 409)
    assert "You proposed to lift it" in text_of(voss.get(page))
    assert send(keeper, page, f"{page}/lift").status_code == 303
    assert "Lifted by" in text_of(keeper.get(page))
    assert "On hold" not in text_of(dana.get(f"/cases/{case.reference}"))
    assert case.reference in text_of(keeper.get("/audit/holds"))
