"""Candidates, cases, assignments, ties and invitations: permission, rule, record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.around import put
from tests.factories.cases import (
    again,
    assigned,
    case_of,
    declared,
    further_case,
    investigator,
    opened_by,
    supervisor,
)
from tests.factories.requisitions import drawn_up, hr, members, opened, seated
from tests.people import People
from tracker.accounts.service import end_designation
from tracker.cases.assigning import assign_case, assignable, take_back
from tracker.cases.candidates import contact_of, known_candidates
from tracker.cases.conflicts import EXPLANATION, declare_conflict, own_declaration
from tracker.cases.invitation_codes import code_matches, token_digest
from tracker.cases.invitation_lines import InvitationState, invitations_of
from tracker.cases.inviting import issue_invitation, stop_invitation
from tracker.cases.models import Assignment, Candidate, ConflictDeclaration, Invitation, InvitationCode
from tracker.cases.queries import case_header, facts_of
from tracker.cases.service import (
    close_case,
    move_case,
    open_case,
    open_further_case,
    withdraw_case,
)
from tracker.clock import FixedClock, agency_day
from tracker.db import clock_of, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, PersonFacts, RequisitionFacts
from tracker.policy.vocabulary import ConflictAnswer, Stage, Tie
from tracker.requisitions.models import BoardSeat
from tracker.requisitions.service import end_seat, record_deviation
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@pytest.fixture
def requisition(session: Session, people: People) -> RequisitionFacts:
    """An open requisition."""
    return opened(people)


@pytest.fixture
def case(people: People, requisition: RequisitionFacts) -> CaseFacts:
    """A case that nobody has yet."""
    return case_of(people, requisition, email="marisol@example.org")


def events(session: Session, case: CaseFacts) -> list[str]:
    """Return what the ledger tells of a case, oldest first."""
    return [line.event for line in reversed(ledger_page(session, case_id=case.case_id).lines)]


class TestOpening:
    """A candidate is added, and the case opened."""

    def test_names_are_sealed_under_a_key_of_the_candidates_own(
        self, session: Session, case: CaseFacts
    ) -> None:
        row = session.get_one(Candidate, case.candidate_id)
        assert b"Marisol" not in row.name
        assert case_header(session, case.case_id).candidate_name == "Marisol Peña"
        assert contact_of(session, case.candidate_id).email == "marisol@example.org"
        vault = vault_of(session)
        assert vault.domain(session, Domain.CANDIDATE, case.candidate_id).holder_id == case.candidate_id
        assert vault.domain(session, Domain.CASE, case.case_id).holder_id == case.case_id

    def test_the_ledger_names_references_only(self, session: Session, case: CaseFacts) -> None:
        assert events(session, case) == ["CASE_OPENED"]
        bodies = [line.sentence({}) for line in ledger_page(session).lines]
        assert not [body for body in bodies if "Marisol" in body or "@" in body]

    def test_it_is_due_after_the_days_of_the_settings(
        self, session: Session, case: CaseFacts, settings: Settings, clock: FixedClock
    ) -> None:
        header = case_header(session, case.case_id)
        assert header.due_at - clock.now() == timedelta(days=settings.case_days)
        assert header.stage is Stage.OPENED

    @pytest.mark.clause("Hamden D.1")
    @pytest.mark.usefixtures("session")
    def test_a_requisition_that_is_not_open_takes_no_candidate(self, people: People) -> None:
        closed, priya = drawn_up(people), hr(people)
        with pytest.raises(Refused, match="Open the requisition first"), unit_of_work(priya) as work:
            open_case(work, closed, name="Marisol Peña", email="")

    def test_a_candidate_has_one_case_in_a_requisition(
        self, session: Session, people: People, requisition: RequisitionFacts, case: CaseFacts
    ) -> None:
        priya = hr(people)
        with pytest.raises(Refused, match="already"), unit_of_work(priya) as work:
            open_further_case(work, requisition, candidate_id=case.candidate_id)
        other = further_case(people, opened(people, "Officer 2026-B"), case)
        assert other.candidate_id == case.candidate_id
        known = known_candidates(session, " MARISOL@example.org")
        assert [one.titles for one in known] == [("Officer 2026-A", "Officer 2026-B")]
        assert known_candidates(session, "") == ()

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INVESTIGATOR, Role.CHIEF, Role.AUDITOR])
    def test_only_hr_adds_candidates(self, people: People, requisition: RequisitionFacts, role: Role) -> None:
        person = people.make("Ana Lopez", role)
        with pytest.raises(Denied), unit_of_work(person) as work:
            open_case(work, requisition, name="Marisol Peña", email="")


class TestStages:
    """Cases go one way."""

    def test_a_case_moves_as_the_policy_lets_it(self, session: Session, case: CaseFacts) -> None:
        with unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.SEARCH)
        with pytest.raises(Overtaken), unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.SEARCH)
        now = again(case)
        with pytest.raises(Refused, match="cannot go to"), unit_of_work(SYSTEM) as work:
            move_case(work, now, to=Stage.DECIDED)
        assert events(session, case)[-1] == "CASE_STAGE_CHANGED"

    def test_withdrawal_stops_everything_at_once(
        self, session: Session, people: People, case: CaseFacts
    ) -> None:
        priya = hr(people)
        with unit_of_work(priya) as work:
            issue_invitation(work, case)
        invited = again(case)
        with unit_of_work(priya) as work:
            withdraw_case(work, invited)
        now = again(case)
        assert now.stage is Stage.WITHDRAWN
        assert session.scalars(select(Invitation)).one().stopped_at is None
        assert events(session, case)[-2:] == ["CASE_WITHDRAWN_ON_WORD", "CASE_STAGE_CHANGED"]
        with unit_of_work(priya) as work:
            issue_invitation(work, now)
        okafor, dana = supervisor(people), investigator(people)
        with pytest.raises(Refused, match="is over"), unit_of_work(okafor) as work:
            assign_case(work, now, person_id=dana.person_id)
        with unit_of_work(priya) as work:
            close_case(work, now)
        assert again(case).stage is Stage.CLOSED

    def test_candidates_withdraw_their_own_application(self, people: People, case: CaseFacts) -> None:
        stranger = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=hr(people).person_id)
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            withdraw_case(work, case)
        own = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
        with unit_of_work(own) as work:
            withdraw_case(work, case)
        assert again(case).stage is Stage.WITHDRAWN


class TestInvitations:
    """A link, and a code told apart from it."""

    def test_link_and_code_are_kept_as_digests_alone(
        self, session: Session, people: People, case: CaseFacts, settings: Settings, clock: FixedClock
    ) -> None:
        priya = hr(people)
        with unit_of_work(priya) as work:
            issued = issue_invitation(work, case)
        row, code = session.scalars(select(Invitation)).one(), session.scalars(select(InvitationCode)).one()
        assert len(issued.token) >= 43
        assert row.token_digest == token_digest(issued.token)
        assert issued.token.encode() not in row.token_digest
        assert issued.code.replace("-", "") not in code.code_hash
        assert code_matches(session, code.id.bytes, issued.code.lower(), code.code_hash)
        assert (row.code_id, row.code_hash) == (code.id, "")
        assert row.expires_at - clock.now() == timedelta(hours=settings.invitation_hours)
        assert code.tries_left == settings.invitation_tries
        assert again(case).stage is Stage.AFFIDAVIT_PENDING

    def test_a_new_one_stops_the_one_before(self, session: Session, people: People, case: CaseFacts) -> None:
        priya = hr(people)
        for _ in range(2):
            now = again(case)
            with unit_of_work(priya) as work:
                issue_invitation(work, now)
        live = select(Invitation).where(Invitation.stopped_at.is_(None))
        assert len(session.scalars(live).all()) == 1
        now = again(case)
        with unit_of_work(priya) as work:
            stop_invitation(work, now)
        now = again(case)
        with pytest.raises(NotFound), unit_of_work(priya) as work:
            stop_invitation(work, now)

    def test_their_states_are_told(
        self, session: Session, people: People, case: CaseFacts, clock: FixedClock
    ) -> None:
        priya = hr(people)
        for _ in range(2):
            now = again(case)
            with unit_of_work(priya) as work:
                issue_invitation(work, now)
            clock.advance(timedelta(hours=1))
        states = [line.state for line in invitations_of(session, case.case_id, clock.now())]
        assert states == [InvitationState.LIVE, InvitationState.STOPPED]
        later = clock.now() + timedelta(hours=80)
        assert invitations_of(session, case.case_id, later)[0].state is InvitationState.EXPIRED

    def test_only_hr_invites(self, people: People, case: CaseFacts) -> None:
        okafor = supervisor(people)
        with pytest.raises(Denied), unit_of_work(okafor) as work:
            issue_invitation(work, case)


class TestAssigning:
    """A supervisor gives a case to somebody who may search for it."""

    def reasons(self, session: Session, case: CaseFacts, person: Actor) -> str:
        """Return why somebody cannot have a case."""
        session.rollback()
        today = session.info["clock"].now().date()
        found = {one.person_id: one for one in assignable(session, case, today, giver=uuid4())}
        return " ".join(item.sentence for item in found[person.person_id].unmet)

    def test_it_is_given_and_taken_back(self, session: Session, people: People, case: CaseFacts) -> None:
        now = assigned(people, case)
        assert now.investigator_id == investigator(people).person_id
        assert now.supervisor_name == "Lt. Ama Okafor"
        okafor = supervisor(people)
        with unit_of_work(okafor) as work:
            take_back(work, now, seen=now.investigator_id)
        assert again(case).investigator_id is None
        assert events(session, case)[-2:] == ["CASE_ASSIGNED", "ASSIGNMENT_ENDED"]

    def test_another_takes_over_in_one_act(self, session: Session, people: People, case: CaseFacts) -> None:
        now = assigned(people, case)
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        later = assigned(people, now, luis)
        assert later.investigator_id == luis.person_id
        assert len(session.scalars(select(Assignment)).all()) == 2

    def test_what_changed_meanwhile_is_not_overwritten(self, people: People, case: CaseFacts) -> None:
        now = assigned(people, case)
        luis, okafor = people.make("Luis Vega", Role.INVESTIGATOR), supervisor(people)
        with pytest.raises(Overtaken), unit_of_work(okafor) as work:
            assign_case(work, now, person_id=luis.person_id, seen=None)

    def test_of_two_who_assign_at_once_one_is_told(
        self, session: Session, people: People, case: CaseFacts
    ) -> None:
        dana, luis = investigator(people), people.make("Luis Vega", Role.INVESTIGATOR)
        okafor = supervisor(people)
        assigned(people, case, dana)
        with pytest.raises(Overtaken), unit_of_work(okafor) as work:  # judged by what was read before
            assign_case(work, case, person_id=luis.person_id, seen=None)
        with pytest.raises(Refused, match="has this case already"), unit_of_work(okafor) as work:
            assign_case(work, case, person_id=dana.person_id, seen=None)
        assert len(session.scalars(select(Assignment)).all()) == 1

    def test_in_parallel_a_case_is_assigned_once(self, app: Flask, people: People, case: CaseFacts) -> None:
        chosen = [investigator(people), people.make("Luis Vega", Role.INVESTIGATOR)]
        okafor, start = supervisor(people), Barrier(len(chosen))

        def assign(to: Actor) -> str:
            with app.app_context():
                start.wait(10)
                try:
                    with unit_of_work(okafor) as work:
                        assign_case(work, case, person_id=to.person_id, seen=None)
                except Overtaken:
                    return "told"
                return "assigned"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(assign, chosen)) == ["assigned", "told"]

    @pytest.mark.clause("Hamden D.3")
    def test_without_a_designation_nobody_gets_one(
        self,
        session: Session,
        people: People,
        case: CaseFacts,
    ) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR, searcher=False)
        dana = investigator(people)
        assert "is not designated as a searcher" in self.reasons(session, case, luis)
        assert self.reasons(session, case, dana) == ""
        chief = people.make("Chief Avery Stone", Role.CHIEF)
        with unit_of_work(chief) as work:
            end_designation(work, PersonFacts(dana.person_id))
        assert "ended on March 9, 2026" in self.reasons(session, case, dana)
        okafor = supervisor(people)
        with pytest.raises(Refused, match="not designated"), unit_of_work(okafor) as work:
            assign_case(work, case, person_id=luis.person_id)

    @pytest.mark.clause("Hamden D.3")
    def test_the_chiefs_deviation_stands_in_for_a_designation(
        self, session: Session, people: People, case: CaseFacts, requisition: RequisitionFacts
    ) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR, searcher=False)
        chief = people.make("Chief Avery Stone", Role.CHIEF)
        with unit_of_work(chief) as work:
            record_deviation(
                work,
                requisition,
                clause=Clause.HAMDEN_D_3.key,
                person_id=luis.person_id,
                reason="The course is in April",
                compensating_control="Dana Ruiz sits beside him",
            )
        assert self.reasons(session, case, luis) == ""

    @pytest.mark.clause("Hamden D.2")
    def test_who_sat_on_the_board_gets_none(
        self, session: Session, people: People, requisition: RequisitionFacts
    ) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        now = session.info["clock"].now()
        put(
            session.info["settings"],
            BoardSeat,
            requisition_id=requisition.requisition_id,
            person_id=luis.person_id,
            chair=False,
            seated_by=hr(people).person_id,
            seated_at=now,
            left_at=now,
        )
        case = case_of(people, requisition)
        assert "sits, or sat, on its hiring board" in self.reasons(session, case, luis)

    def test_a_declared_tie_keeps_others_on(self, session: Session, people: People, case: CaseFacts) -> None:
        dana = investigator(people)
        after = declared(assigned(people, case), dana, ConflictAnswer.UNSURE)
        assert "declared a tie to this candidate" in self.reasons(session, after, dana)

    @pytest.mark.clause("Hamden D.2")
    def test_a_supervisor_with_a_tie_does_not_choose_who_searches(
        self, people: People, case: CaseFacts
    ) -> None:
        okafor, dana = supervisor(people), investigator(people)
        now = declared(assigned(people, case), okafor, ConflictAnswer.YES, tie=Tie.FRIEND)
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        with pytest.raises(Refused, match="declared a tie"), unit_of_work(okafor) as work:
            assign_case(work, now, person_id=luis.person_id, seen=dana.person_id)
        with pytest.raises(Refused, match="declared a tie"), unit_of_work(okafor) as work:
            take_back(work, now, seen=dana.person_id)
        assert again(case).investigator_id == dana.person_id

    @pytest.mark.clause("Hamden D.2")
    def test_nobody_gives_a_case_to_themselves_nor_moves_on_their_own(
        self, session: Session, people: People, case: CaseFacts
    ) -> None:
        both = people.make("Ed Both", Role.SUPERVISOR, Role.INVESTIGATOR)
        with pytest.raises(Refused, match=r"to themselves.*Nobody else is"), unit_of_work(both) as work:
            assign_case(work, case, person_id=both.person_id)
        supervisor(people)
        today = session.info["clock"].now().date()
        found = {one.name: one.unmet for one in assignable(session, case, today, giver=both.person_id)}
        assert "Lt. Ama Okafor can." in found["Ed Both"][0].sentence
        now = assigned(people, case, both)
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        with pytest.raises(Refused, match="Ama Okafor can"), unit_of_work(both) as work:
            assign_case(work, now, person_id=luis.person_id, seen=both.person_id)
        with pytest.raises(Refused, match="have this case yourself"), unit_of_work(both) as work:
            take_back(work, now, seen=both.person_id)
        assert assigned(people, now, luis).investigator_id == luis.person_id

    def test_only_investigators_are_offered(self, people: People, case: CaseFacts) -> None:
        okafor = supervisor(people)
        with pytest.raises(NotFound), unit_of_work(okafor) as work:
            assign_case(work, case, person_id=okafor.person_id)


class TestTies:
    """Declared on the name alone, and again at any time (R-09)."""

    def test_no_tie_opens_the_case(self, people: People, case: CaseFacts) -> None:
        dana = investigator(people)
        now = declared(assigned(people, case), dana)
        assert now.conflicts[dana.person_id] is ConflictAnswer.NONE
        assert now.investigator_id == dana.person_id

    @pytest.mark.parametrize("answer", [ConflictAnswer.YES, ConflictAnswer.UNSURE])
    def test_a_tie_gives_the_case_back(
        self, session: Session, people: People, case: CaseFacts, answer: ConflictAnswer
    ) -> None:
        dana = investigator(people)
        now = declared(
            assigned(people, case), dana, answer, tie=Tie.RELATIVE, explanation="A cousin of my husband"
        )
        assert now.investigator_id is None
        row = session.scalars(select(ConflictDeclaration)).one()
        assert row.explanation is not None
        assert b"cousin" not in row.explanation
        sealer = vault_of(session).domain(session, Domain.CASE, case.case_id)
        assert sealer.open_text(EXPLANATION, row.id, 1, row.explanation) == "A cousin of my husband"
        assert events(session, case)[-2:] == ["CONFLICT_DECLARED", "ASSIGNMENT_GIVEN_BACK"]
        told = ledger_page(session).lines[0].sentence({str(dana.person_id): "Dana Ruiz"})
        assert told == f"Dana Ruiz gave case {case.reference} back because of a tie"

    def test_one_can_step_away_later(self, people: People, case: CaseFacts, clock: FixedClock) -> None:
        dana = investigator(people)
        now = declared(assigned(people, case), dana)
        clock.advance(timedelta(days=3))
        later = declared(now, dana, ConflictAnswer.YES, tie=Tie.FRIEND)
        assert later.investigator_id is None
        assert later.conflicts[dana.person_id] is ConflictAnswer.YES

    @pytest.mark.clause("Hamden D.2")
    @pytest.mark.parametrize(
        ("first", "then"),
        [
            (ConflictAnswer.YES, ConflictAnswer.NONE),
            (ConflictAnswer.YES, ConflictAnswer.UNSURE),
            (ConflictAnswer.UNSURE, ConflictAnswer.NONE),
        ],
    )
    def test_nobody_takes_back_alone_what_they_said(
        self, people: People, case: CaseFacts, first: ConflictAnswer, then: ConflictAnswer
    ) -> None:
        okafor = supervisor(people)
        now = declared(case, okafor, first, tie=Tie.FRIEND)
        with pytest.raises(Refused, match="Nobody takes that back alone"):
            declared(now, okafor, then)
        assert again(case).conflicts[okafor.person_id] is first
        assert declared(now, okafor, ConflictAnswer.YES, tie=Tie.FRIEND).conflicts == {
            okafor.person_id: ConflictAnswer.YES
        }

    @pytest.mark.clause("Hamden D.2")
    def test_a_tie_counts_whatever_the_clock_said(
        self, session: Session, people: People, case: CaseFacts, clock: FixedClock
    ) -> None:
        okafor = supervisor(people)
        clock.advance(timedelta(minutes=20))
        now = declared(case, okafor, ConflictAnswer.NONE)
        clock.advance(-timedelta(minutes=20))
        now = declared(now, okafor, ConflictAnswer.YES, tie=Tie.FRIEND)
        assert now.conflicts[okafor.person_id] is ConflictAnswer.YES
        said = own_declaration(session, case.case_id, okafor.person_id)
        assert said is not None
        assert said.answer is ConflictAnswer.YES

    def test_a_yes_says_what_kind(self, people: People, case: CaseFacts) -> None:
        dana = investigator(people)
        now = assigned(people, case)
        with pytest.raises(Refused, match="what kind"), unit_of_work(dana) as work:
            declare_conflict(work, now, answer=ConflictAnswer.YES)

    def test_only_whom_it_concerns_is_asked(self, people: People, case: CaseFacts) -> None:
        luis = people.make("Luis Vega", Role.INVESTIGATOR)
        with pytest.raises(NotFound), unit_of_work(luis) as work:
            declare_conflict(work, case, answer=ConflictAnswer.NONE)


class TestFacts:
    """Who stands how to a case."""

    @pytest.mark.clause("Hamden D.2")
    def test_exposure_is_remembered_across_cases_of_a_candidate(
        self, session: Session, people: People, case: CaseFacts
    ) -> None:
        okafor = supervisor(people)
        opened_by(case, okafor)
        other = further_case(people, opened(people, "Officer 2026-B"), case)
        assert okafor.person_id in other.exposed
        assert okafor.person_id not in other.searchers
        assert facts_of(session, case.case_id).exposed == {okafor.person_id}

    @pytest.mark.clause("Hamden D.2")
    @pytest.mark.usefixtures("session")
    def test_seats_given_up_are_remembered(self, people: People) -> None:
        requisition = opened(people)
        ana = people.make("Ana Lopez", Role.BOARD_MEMBER)
        with_ana = seated(people, requisition, ana)
        priya = hr(people)
        with unit_of_work(priya) as work:
            end_seat(work, with_ana, person_id=ana.person_id)
        case = case_of(people, requisition)
        assert ana.person_id in case.seated
        assert {one.person_id for one in members(people)} < case.seated


def test_whoever_has_as_many_cases_as_one_person_can_have_is_left_out_and_the_list_says_why(
    session: Session, people: People, requisition: RequisitionFacts, case: CaseFacts, settings: Settings
) -> None:
    """One case is on hand; under a limit of one, no second is given, and the first can stay."""
    first = assigned(people, case_of(people, requisition, "Devon Clarke"))
    session.info["settings"] = settings.model_copy(update={"cases_at_once": 1})
    with pytest.raises(Refused) as why, unit_of_work(supervisor(people)) as work:
        assign_case(work, case, person_id=investigator(people).person_id)
    assert [one.sentence for one in why.value.unmet] == [
        "Dana Ruiz has 1 open case; 1 is the most that one investigator has at a time."
    ]
    today = agency_day(clock_of(session).now())
    found = {one.name: one.unmet for one in assignable(session, first, today, giver=uuid4())}
    assert found["Dana Ruiz"] == ()
