"""Searchers lent by a partner agency: one case, one role, told where it matters, held by the database."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import alter, put
from tests.factories.cases import again, assigned, case_of, supervisor
from tests.factories.requisitions import hr, opened
from tests.pages.filled import send, shown, text_of
from tests.people import PASSWORD, People
from tracker.accounts.granting import grant_role
from tracker.accounts.models import Person, RoleGrant
from tracker.cases.assigning import assign_case, assignable
from tracker.cases.bound import bindings_of, lent_in
from tracker.cases.models import Assignment
from tracker.cases.models_partners import PartnerBinding
from tracker.cases.partners import Agreed, add_partner, bind_further
from tracker.cases.service import move_case, withdraw_case
from tracker.db import clock_of, unit_of_work
from tracker.oversight.uniformity import uniformity_of
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.facts import CaseFacts, PersonFacts
from tracker.policy.partners import BindingFacts, missing_to_bind
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings

AGREED: Agreed = {
    "agreement": "MOU 2026-14",
    "agreed_on": date(2026, 3, 2),
    "reason": "Both of our investigators know the candidate",
}


def lent(people: People, case: CaseFacts) -> Actor:
    """Add somebody of a partner agency for a case, and let the Chief designate them."""
    with unit_of_work(hr(people)) as work:
        row = add_partner(
            work,
            case,
            name="D. Ruiz",
            agency="Millbrook Police",
            email="d.ruiz@millbrook.example",
            password=PASSWORD,
            **AGREED,
        )
    people._known[row.name] = row.id
    people._designate(row.name)
    return Actor(row.id, Role.INVESTIGATOR, row.name)


@pytest.mark.clause("Hamden D.2")
def test_somebody_lent_is_given_one_case_and_no_other_role(session: Session, people: People) -> None:
    requisition = opened(people)
    case, other = case_of(people, requisition), case_of(people, requisition, "Andre Whitfield")
    ruiz, today = lent(people, case), clock_of(session).now().date()
    assert ruiz.name == "D. Ruiz (Millbrook Police)"
    found = {
        each.reference: next(
            one.unmet for one in assignable(session, each, today, giver=supervisor(people).person_id)
        )
        for each in (case, other)
    }
    assert found[case.reference] == ()
    assert "bound to another case" in found[other.reference][0].sentence
    with pytest.raises(Refused, match="bound to another case"), unit_of_work(supervisor(people)) as work:
        assign_case(work, other, person_id=ruiz.person_id)
    for role in (Role.SUPERVISOR, Role.BOARD_MEMBER):
        with pytest.raises(Refused, match="no other role"), unit_of_work(hr(people)) as work:
            grant_role(work, PersonFacts(ruiz.person_id), role=role)
    now = assigned(people, case, ruiz)
    told = lent_in(session, requisition.requisition_id)
    assert told == {
        case.reference: (
            "D. Ruiz (Millbrook Police), lent by a partner agency, "
            "under agreement MOU 2026-14 of March 2, 2026.",
        )
    }
    table = uniformity_of(session, requisition)
    assert [row.reference for row in table.unlike if row.reference in table.lent] == [case.reference]
    facts, keeper = PersonFacts(ruiz.person_id), hr(people)
    with pytest.raises(Refused, match="not over"), unit_of_work(keeper) as work:
        bind_further(work, facts, other, seen=1, **AGREED)
    with unit_of_work(keeper) as work:
        withdraw_case(work, now)
    with pytest.raises(Overtaken), unit_of_work(keeper) as work:
        bind_further(work, facts, other, seen=0, **AGREED)
    with unit_of_work(keeper) as work:
        bind_further(work, facts, other, seen=1, **AGREED)
    assert again(case).investigator_id is None, "they see no more of the case before"
    assert [one.case for one in bindings_of(session, ruiz.person_id)] == [other.reference, case.reference]
    assert assigned(people, other, ruiz).investigator_id == ruiz.person_id


@pytest.mark.clause("Hamden D.2")
def test_the_database_binds_whoever_is_lent(session: Session, settings: Settings, people: People) -> None:
    requisition = opened(people)
    case, other = case_of(people, requisition), case_of(people, requisition, "Andre Whitfield")
    ruiz, dana, now = lent(people, case), people.make("Dana Ruiz", Role.INVESTIGATOR), clock_of(session).now()

    def bound(person: Actor, turn: int, by: Actor) -> None:
        row = {**AGREED, "case_id": other.case_id, "bound_by": by.person_id, "bound_at": now}
        put(settings, PartnerBinding, person_id=person.person_id, turn=turn, **row)

    keeper, giver = hr(people), supervisor(people)
    refused: tuple[tuple[str, Any], ...] = (
        ("only somebody lent", lambda: bound(dana, 1, keeper)),
        ("once the former is over", lambda: bound(ruiz, 2, keeper)),
        ("once the former is over", lambda: bound(ruiz, 3, keeper)),
        (
            "no other role",
            lambda: put(
                settings,
                RoleGrant,
                person_id=ruiz.person_id,
                role="supervisor",
                granted_by=SYSTEM.person_id,
                granted_at=now,
            ),
        ),
        (
            "no case but the one",
            lambda: put(
                settings,
                Assignment,
                case_id=other.case_id,
                person_id=ruiz.person_id,
                assigned_by=giver.person_id,
                assigned_at=now,
            ),
        ),
        ("cannot be changed", lambda: alter(settings, Person, ruiz.person_id, agency=None)),
    )
    for words, act in refused:
        with pytest.raises(DatabaseError, match=words):
            act()
    with unit_of_work(keeper) as work:
        withdraw_case(work, again(case))
    with pytest.raises(DatabaseError, match="HR alone"):
        bound(ruiz, 2, giver)
    bound(ruiz, 2, keeper)


@pytest.mark.clause("Hamden D.2")
def test_an_agreement_is_written_and_for_a_case_under_way() -> None:
    sound, today = BindingFacts(Stage.OPENED, **AGREED), date(2026, 3, 9)
    assert missing_to_bind(sound, today) == ()
    wrong = BindingFacts(Stage.DECIDED, " ", today + timedelta(days=1), "Few", lent=False)
    assert [item.fix for item in missing_to_bind(wrong, today)] == [
        "",
        "field:case",
        "field:agreement",
        "field:agreed_on",
        "field:reason",
    ]


def test_hr_adds_one_on_a_page_and_binds_them_further_once_the_work_is_over(people: People) -> None:
    with people.app.app_context():
        requisition = opened(people)
        case, other = case_of(people, requisition), case_of(people, requisition, "Andre Whitfield")
    keeper = people.browser(hr(people))
    values = {
        "name": "D. Ruiz",
        "agency": "Millbrook Police",
        "email": "d.ruiz@millbrook.example",
        "agreement": "MOU 2026-14",
        "agreed_on": "2026-03-02",
        "reason": "Both of our investigators know the candidate",
    }
    page = "/admin/partners/new"
    refused = text_of(send(keeper, page, **values, case="C-26-00000"), 422)
    assert "No case has that reference" in refused
    assert "Millbrook Police" in refused
    added = text_of(send(keeper, page, **values, case=case.reference.lower()))
    assert "First password" in added
    place = re.search(r'href="/admin/people/(P-\w+)"', added)
    assert place is not None
    assert "D. Ruiz (Millbrook Police)" in shown(keeper, "/admin/people")
    assert "Lent by Millbrook Police" in shown(keeper, f"/admin/people/{place[1]}")
    assert "once the work on" in shown(keeper, f"/admin/partners/{place[1]}")
    drawn = shown(keeper, f"/admin/requisitions/{requisition.reference}")
    assert f"Case {case.reference}: D. Ruiz (Millbrook Police), lent by a partner agency" in drawn
    with people.app.app_context():
        for stage in (Stage.SEARCH, Stage.REVIEW, Stage.RELEASED):
            with unit_of_work(SYSTEM) as work:
                move_case(work, again(case), to=stage)
    further = {name: values[name] for name in ("agreement", "agreed_on", "reason")}
    refused = text_of(send(keeper, f"/admin/partners/{place[1]}", **further, case=case.reference), 409)
    assert "bound to that case already" in refused
    bound = send(keeper, f"/admin/partners/{place[1]}", **further, case=other.reference)
    assert bound.status_code == 303
    assert f"<strong>{other.reference}</strong> now" in shown(keeper, f"/admin/partners/{place[1]}")
