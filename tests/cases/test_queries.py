"""What is read of cases takes as many statements for many as for few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.cases.test_walls import seat
from tests.factories.accounts import crowd
from tests.factories.cases import (
    again,
    assigned,
    case_of,
    declared,
    investigator,
    many_cases,
    opened_by,
    supervisor,
)
from tests.factories.requisitions import drawn_up, hr, members, opened
from tests.people import People
from tests.vault.counting import statements
from tracker.accounts.service import disable_person
from tracker.cases.assigning import assignable
from tracker.cases.entanglements import entanglements
from tracker.cases.invitation_lines import invitations_of
from tracker.cases.inviting import issue_invitation
from tracker.cases.lists import PAGE, case_list
from tracker.cases.queries import case_facts, case_header, facts_of, own_case
from tracker.cases.service import move_case, withdraw_case
from tracker.cases.team import Load, team_page
from tracker.cases.timeline import timeline
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts, PersonFacts, RequisitionFacts
from tracker.policy.vocabulary import Stage
from tracker.policy.workload import Hand, Workload
from tracker.requisitions.deviations import deviation_list
from tracker.requisitions.queries import requisition_list
from tracker.requisitions.seating import seatable
from tracker.requisitions.setup import requisition_page
from tracker.settings import Settings


@pytest.fixture
def requisition(session: Session, people: People) -> RequisitionFacts:
    """An open requisition."""
    return opened(people)


@pytest.fixture
def case(people: People, requisition: RequisitionFacts) -> CaseFacts:
    """A case that somebody has."""
    return assigned(people, case_of(people, requisition))


def selects(session: Session, read: Callable[[], object]) -> int:
    """Count the statements that something reads with."""
    session.rollback()
    with statements(db.engine) as seen:
        read()
    return len([one for one in seen if one.lstrip().upper().startswith(("SELECT", "WITH"))])


def test_facts_and_header(session: Session, people: People, case: CaseFacts) -> None:
    def facts() -> object:
        return case_facts(session, SYSTEM, case=case.reference)

    def header() -> object:
        return case_header(session, case.case_id)

    before = selects(session, facts), selects(session, header)
    for _ in range(20):
        opened_by(case, investigator(people))
    assert (selects(session, facts), selects(session, header)) == before == (4, 2)
    assert case_facts(session, SYSTEM, case=case.reference, step="06").case_id == case.case_id


def test_a_missing_case_is_not_found(session: Session, case: CaseFacts) -> None:
    with pytest.raises(NotFound):
        case_facts(session, SYSTEM, case="C-26-AAAAA")
    with pytest.raises(NotFound):
        own_case(session, SYSTEM)
    own = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
    assert own_case(session, own).case_id == case.case_id


def test_lists_of_cases(
    session: Session, people: People, requisition: RequisitionFacts, clock: FixedClock
) -> None:
    counts = []
    for number in (10, 210):
        many_cases(people, requisition, number)
        clock.advance(timedelta(minutes=1))
        now = clock.now()
        counts.append(
            (
                selects(session, partial(case_list, session, now)),
                selects(session, partial(team_page, session, now, reader=uuid4(), assigned=False)),
            )
        )
    assert counts == [(8, 8), (8, 8)]


def test_pages_go_through_every_case_once(
    session: Session, people: People, requisition: RequisitionFacts, clock: FixedClock
) -> None:
    many_cases(people, requisition, PAGE + 5)
    clock.advance(timedelta(minutes=1))
    many_cases(people, requisition, PAGE)
    session.rollback()
    now = clock.now()
    seen, after, pages = [], "", 0
    while pages == 0 or after:
        view = case_list(session, now, after=after)
        seen += [line.reference for line in view.lines]
        after, pages = view.older, pages + 1
    assert (len(seen), len(set(seen)), pages) == (2 * PAGE + 5, 2 * PAGE + 5, 3)
    assert view.counts == {Stage.OPENED: 2 * PAGE + 5}
    waiting, after, rounds = [], "", 0
    while rounds == 0 or after:
        team = team_page(session, now, reader=uuid4(), assigned=False, after=after)
        waiting += [line.reference for line in team.lines]
        after, rounds = team.older, rounds + 1
    assert sorted(waiting) == sorted(seen)


def test_the_list_is_limited_by_requisition_and_state_and_to_whom_the_reader_does_not_decide_on(
    session: Session, people: People, requisition: RequisitionFacts, clock: FixedClock, settings: Settings
) -> None:
    other = opened(people, "Officer 2026-B")
    mine, theirs = case_of(people, requisition), case_of(people, other, "Andre Whitfield")
    with unit_of_work(hr(people)) as work:
        issued = issue_invitation(work, theirs)
    now = clock.now()
    here = case_list(session, now, requisition=requisition.reference)
    assert [line.reference for line in here.lines] == [mine.reference]
    assert here.counts == {Stage.OPENED: 1}
    pending = case_list(session, now, stages=(Stage.AFFIDAVIT_PENDING,))
    assert [(line.candidate_name, line.invited_until) for line in pending.lines] == [
        ("Andre Whitfield", issued.expires_at)
    ]
    late = case_list(session, now + timedelta(days=9), stages=(Stage.AFFIDAVIT_PENDING,))
    assert late.lines[0].invited_until is None
    session.rollback()
    sam = people.make("Sam Ortiz", Role.BOARD_MEMBER)
    seat(settings, session, requisition.requisition_id, sam)
    others = case_list(session, now, apart_from=sam.person_id)
    assert [line.candidate_name for line in others.lines] == ["Andre Whitfield"]
    assert others.counts == {Stage.AFFIDAVIT_PENDING: 1}


def test_the_list_counts_the_days_since_something_was_due(
    session: Session, people: People, requisition: RequisitionFacts, clock: FixedClock
) -> None:
    case = case_of(people, requisition)

    def due(after: int) -> tuple[date | None, int]:
        line = case_list(session, clock.now() + timedelta(days=after)).lines[0]
        return line.due, line.days_over

    assert due(10) == (date(2026, 3, 19), 0)
    assert due(11) == (date(2026, 3, 19), 1)
    clock.advance(timedelta(hours=1))
    with unit_of_work(hr(people)) as work:
        move_case(work, case, to=Stage.SEARCH)
    assert due(30) == (date(2026, 4, 8), 0)
    assert due(45) == (date(2026, 4, 8), 15)
    with unit_of_work(hr(people)) as work:
        withdraw_case(work, facts_of(session, case.case_id))
    assert due(45) == (None, 0)


def test_the_team_sees_loads(session: Session, people: People, case: CaseFacts, clock: FixedClock) -> None:
    untold = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert untold.loads[0].work.counts[Hand.WAITING] == 0, "it waits for a word on ties, as on the desk"
    dana = facts_of(session, case.case_id).investigator_id
    assert dana is not None
    declared(again(case), Actor(dana, Role.INVESTIGATOR, "Dana Ruiz"))
    view = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert [(line.reference, line.investigator) for line in view.lines] == [(case.reference, "Dana Ruiz")]
    counts = {Hand.ACTIVE: 0, Hand.RETURNED: 0, Hand.WAITING: 1, Hand.REVIEW: 0}
    assert view.loads == (Load("Dana Ruiz", Workload(counts, case.reference, 0), 0, 0),)
    later = team_page(session, clock.now() + timedelta(days=25), reader=uuid4(), assigned=True)
    assert (later.loads[0].overdue, later.loads[0].due_this_week) == (0, 1)
    assert later.lines[0].due_soon
    assert (later.unassigned, later.assigned) == (0, 1)
    late = team_page(session, clock.now() + timedelta(days=45), reader=uuid4(), assigned=True)
    assert (late.loads[0].overdue, late.loads[0].due_this_week) == (1, 0)
    assert (late.lines[0].days_left, late.lines[0].due_soon) == (-15, False)


def test_an_investigator_without_cases_has_a_load_of_none(
    session: Session, people: People, case: CaseFacts, clock: FixedClock
) -> None:
    """Also one whose cases are over; not one who has left, and nobody who does not search."""
    people.make("Luis Vega", Role.INVESTIGATOR)
    gone = people.make("Ann Gone", Role.INVESTIGATOR)
    with unit_of_work(hr(people)) as work:
        disable_person(work, PersonFacts(gone.person_id))
    free = Load("Luis Vega", Workload(dict.fromkeys(Hand, 0)), 0, 0)
    view = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert [one.name for one in view.loads] == ["Dana Ruiz", "Luis Vega"]
    assert view.loads[1] == free
    with unit_of_work(hr(people)) as work:
        withdraw_case(work, facts_of(session, case.case_id))
    view = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert [(one.name, one.open_cases) for one in view.loads] == [("Dana Ruiz", 0), ("Luis Vega", 0)]


def test_who_could_have_a_case(session: Session, people: People, case: CaseFacts, clock: FixedClock) -> None:
    today = clock.now().date()
    counts = []
    for number in (10, 200):
        crowd(people, number)
        counts.append(selects(session, lambda: assignable(session, again(case), today, giver=uuid4())))
    assert counts == [4 + 6, 4 + 6]
    found = {one.name: one for one in assignable(session, again(case), today, giver=uuid4())}
    assert found["Dana Ruiz"].open_cases == 1
    assert found["Person 009"].unmet == ()


def test_who_could_have_a_seat(session: Session, people: People, requisition: RequisitionFacts) -> None:
    counts = []
    for number in (10, 200):
        crowd(people, number, Role.BOARD_MEMBER, "Member")
        counts.append(selects(session, lambda: seatable(session, requisition)))
    assert counts == [3, 3]


def test_requisitions(session: Session, people: People, requisition: RequisitionFacts) -> None:
    before = (
        selects(session, lambda: requisition_list(session)),
        selects(session, lambda: requisition_page(session, requisition.requisition_id)),
    )
    for number in range(30):
        drawn_up(people, f"Officer {number}")
    after = (
        selects(session, lambda: requisition_list(session)),
        selects(session, lambda: requisition_page(session, requisition.requisition_id)),
    )
    assert before == after == (1, 5)
    assert selects(session, lambda: deviation_list(session)) == 1
    assert len(requisition_list(session)) == 31


def test_a_timeline_is_told_in_names(session: Session, people: People, case: CaseFacts) -> None:
    header = case_header(session, case.case_id)
    few = selects(session, lambda: timeline(session, header))
    for _ in range(120):
        opened_by(case, investigator(people))
    assert selects(session, lambda: timeline(session, header)) == few == 3
    first = timeline(session, header)
    assert len(first.lines) == 100
    assert first.lines[0].opening
    assert first.lines[0].words == f"Dana Ruiz opened case {case.reference}"
    rest = timeline(session, header, before=first.before)
    assert rest.before is None
    assert rest.lines[-1].words == (
        f"Priya Nair opened case {case.reference} in requisition {header.requisition_reference}"
    )
    assert "Lt. Ama Okafor assigned" in rest.lines[-2].words


def test_invitations_are_read_in_one(
    session: Session, people: People, case: CaseFacts, clock: FixedClock
) -> None:
    priya = hr(people)
    for _ in range(12):
        now = again(case)
        with unit_of_work(priya) as work:
            issue_invitation(work, now)
    assert selects(session, lambda: invitations_of(session, case.case_id, clock.now())) == 1


def test_entanglements_tell_each_kind_apart(
    session: Session, people: People, case: CaseFacts, requisition: RequisitionFacts
) -> None:
    okafor, dana = supervisor(people), investigator(people)
    opened_by(case, okafor)
    nobody = people.make("Ana Lopez", Role.SUPERVISOR)
    session.rollback()
    those = [okafor.person_id, dana.person_id, nobody.person_id]
    found = entanglements(session, requisition.requisition_id, those)
    assert found[okafor.person_id].exposed_here
    assert not found[okafor.person_id].assigned_here
    assert found[dana.person_id].assigned_here
    assert nobody.person_id not in found
    assert entanglements(session, requisition.requisition_id, ()) == {}


def test_no_list_begins_behind_a_case_that_is_left_out(session: Session, people: People) -> None:
    """Whoever knows the reference of a case that they decide on learns no place of it."""
    now = clock_of(session).now()
    theirs = opened(people)
    member = members(people)[0].person_id
    left_out = case_of(people, theirs, "Marisol Peña")
    board = [people.make(f"Other {n}", Role.BOARD_MEMBER) for n in range(3)]
    others = opened(people, "Officer 2026-B", *board)
    for name in ("Before", "After"):
        case_of(people, others, name)
    for after in (left_out.reference, "C-26-NOONE"):
        team = team_page(session, now, reader=member, assigned=False, after=after)
        cases = case_list(session, now, after=after, apart_from=member)
        assert (team.lines, team.older, cases.lines, cases.older) == ((), "", (), "")
    anybody = team_page(session, now, reader=uuid4(), assigned=False, after=left_out.reference)
    assert anybody.lines or case_list(session, now, after=left_out.reference).lines
