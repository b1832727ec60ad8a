"""Hiring rounds, seats and deviations: permission, rule, record."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.cases import case_of, opened_by, supervisor
from tests.factories.requisitions import again, drawn_up, hr, members, opened, seated
from tests.people import People
from tracker.db import unit_of_work
from tracker.editions.shelf import editions
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.clauses import Clause
from tracker.policy.facts import RequisitionFacts
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions import service
from tracker.requisitions.deviations import deviation_list
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.queries import deviation_facts
from tracker.requisitions.setup import requisition_page


@pytest.mark.clause("Hamden D.5")
def test_editions_are_pinned_by_version_and_digest(session: Session, people: People) -> None:
    requisition = drawn_up(people)
    row = session.get_one(Requisition, requisition.requisition_id)
    protocol, profile = editions().protocol("social-media", 1), editions().profile("ct", 2)
    assert (row.protocol, row.protocol_version, row.protocol_digest) == ("social-media", 1, protocol.digest)
    assert (row.profile, row.profile_version, row.profile_digest) == ("ct", 2, profile.digest)
    told = [line.event for line in ledger_page(session, limit=2).lines]
    assert told == ["PROTOCOL_PINNED", "REQUISITION_CREATED"]


@pytest.mark.parametrize("edition", [{"protocol": ("social-media", 99)}, {"profile": ("nowhere", 1)}])
def test_only_published_editions_are_taken(
    session: Session, people: People, edition: dict[str, tuple[str, int]]
) -> None:
    with pytest.raises(Refused, match="Choose"):
        drawn_up(people, **edition)  # type: ignore[arg-type]  # one of the two editions


@pytest.mark.clause("Hamden D.1")
def test_nothing_opens_without_protocol_and_board(session: Session, people: People) -> None:
    bare, priya = drawn_up(people, protocol=None), hr(people)
    with pytest.raises(Refused) as refusal, unit_of_work(priya) as work:
        service.open_requisition(work, bare)
    assert {item.ref for item in refusal.value.unmet} >= {"R-27", "R-28"}
    assert requisition_page(session, bare.requisition_id).unmet == refusal.value.unmet


@pytest.mark.clause("Hamden D.5")
def test_an_open_requisition_does_not_change(session: Session, people: People) -> None:
    requisition, priya = opened(people), hr(people)
    row = session.get_one(Requisition, requisition.requisition_id)
    with pytest.raises(Refused, match="every candidate gets the same"), unit_of_work(priya) as work:
        service.change_requisition(work, requisition, seen=row.version, **CHANGED)
    with pytest.raises(Refused, match="open already"), unit_of_work(priya) as work:
        service.open_requisition(work, requisition)


CHANGED: service.Drawn = {
    "title": "Dispatcher 2026",
    "position_class": PositionClass.CIVILIAN,
    "incumbents": True,
    "profile": ("va", 1),
    "protocol": None,
}


def test_a_change_names_what_changed_and_never_overwrites(session: Session, people: People) -> None:
    requisition, priya = drawn_up(people), hr(people)
    with unit_of_work(priya) as work:
        row = service.change_requisition(work, requisition, seen=1, **CHANGED)
    assert (row.title, row.profile, row.protocol) == ("Dispatcher 2026", "va", None)
    assert "position_class" not in ledger_page(session, limit=1).lines[0].sentence({})
    with pytest.raises(Overtaken), unit_of_work(priya) as work:
        service.change_requisition(work, requisition, seen=1, **CHANGED)
    with unit_of_work(priya) as work:
        service.change_requisition(work, requisition, seen=2, **CHANGED)
    assert session.get_one(Requisition, requisition.requisition_id).version == 2


def test_there_is_one_chair_at_a_time(session: Session, people: People) -> None:
    requisition = seated(people, drawn_up(people), *members(people))
    first, second, _ = members(people)
    assert requisition.chair == first.person_id
    priya = hr(people)
    with unit_of_work(priya) as work:
        service.name_chair(work, requisition, person_id=second.person_id)
    assert again(requisition).chair == second.person_id
    third = people.make("Ana Lopez", Role.BOARD_MEMBER)
    now = again(requisition)
    with unit_of_work(priya) as work:
        service.seat_member(work, now, person_id=third.person_id, chair=True)
    live = select(BoardSeat.person_id).where(BoardSeat.chair, BoardSeat.left_at.is_(None))
    assert session.scalars(live).all() == [third.person_id]


@pytest.mark.clause("Hamden D.2")
def test_who_saw_raw_material_gets_no_seat_in_any_role(session: Session, people: People) -> None:
    requisition, okafor = opened(people), supervisor(people)
    opened_by(case_of(people, requisition), okafor)
    now, priya = again(requisition), hr(people)
    with pytest.raises(Refused) as refusal, unit_of_work(priya) as work:
        service.seat_member(work, now, person_id=okafor.person_id)
    sentences = " ".join(item.sentence for item in refusal.value.unmet)
    assert "is not a board member yet" in sentences
    assert "This holds for good" in sentences


def test_a_seat_is_given_once_and_ended_once(session: Session, people: People) -> None:
    requisition, priya, first = opened(people), hr(people), members(people)[0]
    with pytest.raises(Refused, match="already"), unit_of_work(priya) as work:
        service.seat_member(work, requisition, person_id=first.person_id)
    with unit_of_work(priya) as work:
        service.end_seat(work, requisition, person_id=first.person_id)
    now = again(requisition)
    with pytest.raises(NotFound), unit_of_work(priya) as work:
        service.end_seat(work, now, person_id=first.person_id)
    assert now.chair is None


@pytest.mark.parametrize(
    "clause", [Clause.HAMDEN_D_4, Clause.HAMDEN_D_5, Clause.HAMDEN_D_6, Clause.HAMPTON_F_2]
)
def test_clauses_that_bind_have_no_deviation(session: Session, people: People, clause: Clause) -> None:
    requisition, chief = opened(people), people.make("Chief Avery Stone", Role.CHIEF)
    with pytest.raises(Refused, match="nobody can deviate"):
        deviate(chief, requisition, clause)


def test_only_the_chief_deviates(session: Session, people: People) -> None:
    requisition = drawn_up(people)
    with pytest.raises(Denied):
        deviate(hr(people), requisition, Clause.HAMDEN_D_1)
    deviate(people.make("Chief Avery Stone", Role.CHIEF), requisition, Clause.HAMDEN_D_1)
    line = deviation_list(session, requisition.requisition_id)[0]
    assert (line.clause, line.person, line.recorded_by) == (
        "General Order 004-011 D.1",
        "",
        "Chief Avery Stone",
    )
    assert deviation_facts(session, requisition.requisition_id)[0].recorded_by_role is Role.CHIEF


def test_a_requisition_without_a_review_is_never_opened(session: Session, people: People) -> None:
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    requisition = seated(people, drawn_up(people), *members(people))
    deviate(chief, requisition, Clause.HAMDEN_D_1)
    with pytest.raises(Refused, match="hired without a review"), unit_of_work(hr(people)) as work:
        service.open_requisition(work, requisition)
    with pytest.raises(Refused, match="before the opening"):
        deviate(chief, opened(people, "Officer 2026-B"), Clause.HAMDEN_D_1)


@pytest.mark.clause("Hamden D.2")
def test_a_deviation_is_recorded_for_those_alone_whom_its_clause_concerns(
    session: Session, people: People
) -> None:
    requisition, chief = opened(people), people.make("Chief Avery Stone", Role.CHIEF)
    sam, luis = people.make("Sam Ortiz", Role.BOARD_MEMBER), people.make("Luis Vega", Role.INVESTIGATOR)
    with unit_of_work(hr(people)) as work:
        service.seat_member(work, requisition, person_id=sam.person_id)
    for clause, wrong, right in ((Clause.HAMDEN_D_2, luis, sam), (Clause.HAMDEN_D_3, sam, luis)):
        with pytest.raises(Refused, match="does not concern this person"):
            deviate(chief, requisition, clause, wrong)
        deviate(chief, requisition, clause, right)
    assert len(deviation_facts(session, requisition.requisition_id)) == 2


def deviate(actor: Actor, requisition: RequisitionFacts, clause: Clause, person: Actor | None = None) -> None:
    """Record a deviation of the whole requisition, or for one person."""
    with unit_of_work(actor) as work:
        service.record_deviation(
            work,
            requisition,
            clause=clause.key,
            person_id=person.person_id if person else None,
            reason="The vendor's site is closed this month",
            compensating_control="Each case is looked at again in April",
        )
