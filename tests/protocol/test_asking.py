"""Asking to differ from the protocol, and ruling on it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.protocol import Bench
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case
from tracker.db import unit_of_work
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.casework import StepFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.steps import is_excused, missing_approvals, missing_steps
from tracker.policy.vocabulary import Stage, StepStatus
from tracker.protocol import differing, settling, voiding
from tracker.protocol.models import Request, RequestKind
from tracker.protocol.pinned import ELSEWHERE, definition_of
from tracker.protocol.queries import extra_searches_of, searches_of, steps_of
from tracker.protocol.requests import request_detail, request_list, requests_of_step

WISH = differing.Wish("marisol.pena.fan", "Reddit", "public-view")

pytestmark = pytest.mark.usefixtures("context")


def excuse(bench: Bench, case: CaseFacts, step: str = "15", code: str = "no-handle", **values: str) -> str:
    with unit_of_work(bench.dana) as work:
        reason = values.get("reason", "No handle is known there.")
        return differing.ask_excuse(work, case, step=step, excuse_code=code, reason=reason).reference


def extra(
    bench: Bench, case: CaseFacts, wish: differing.Wish = WISH, reason: str = "A profile links to it."
) -> str:
    with unit_of_work(bench.dana) as work:
        return differing.ask_extra(work, case, step="06", wish=wish, reason=reason).reference


def rule(
    bench: Bench,
    case: CaseFacts,
    request: str,
    *,
    approve: bool = True,
    by: Actor | None = None,
    reason: str = "The affidavit names none.",
) -> None:
    bench.no_tie(case, by or bench.supervisor)
    with unit_of_work(by or bench.supervisor) as work:
        differing.rule_request(work, case, request=request, approve=approve, reason=reason)


def step_of(session: Session, case: CaseFacts, code: str) -> StepFacts:
    definition = definition_of(session, case.requisition_id)
    return next(step for step in steps_of(session, case.case_id, definition) if step.code == code)


class TestExcuses:
    @pytest.mark.clause("Hamden D.5")
    def test_an_approved_excuse_settles_its_step(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = excuse(bench, case)
        definition = definition_of(session, case.requisition_id)
        before = next(s for s in steps_of(session, case.case_id, definition) if s.code == "15")
        assert before.status is StepStatus.NOT_STARTED
        rule(bench, case, request)
        after = next(s for s in steps_of(session, case.case_id, definition) if s.code == "15")
        assert after.status is StepStatus.NOT_APPLICABLE
        assert is_excused(after)
        assert not missing_steps((after,))
        assert (after.excuse_asked_by, after.excuse_approved_by) == (
            bench.dana.person_id,
            bench.supervisor.person_id,
        )

    def test_what_could_not_be_done_is_told_apart(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = excuse(bench, case, code="place-unreachable")
        assert (
            request_list(session, bench.supervisor.person_id).waiting[0].kind is RequestKind.COULD_NOT_BE_DONE
        )
        rule(bench, case, request)
        assert step_of(session, case, "15").status is StepStatus.COULD_NOT_BE_DONE

    def test_a_refused_excuse_leaves_the_step_to_do(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = excuse(bench, case)
        rule(bench, case, request, approve=False, reason="Search by the other names.")
        assert step_of(session, case, "15").status is StepStatus.NOT_STARTED
        detail = request_detail(session, case.case_id, request)
        assert (detail.line.approved, detail.ruling_reason) == (False, "Search by the other names.")

    def test_a_reason_is_of_the_list_and_in_words(self, bench: Bench, case: CaseFacts) -> None:
        with pytest.raises(Refused, match="Choose a reason from the protocol's list"):
            excuse(bench, case, code="no-time")
        with pytest.raises(Refused, match="Write the reason"):
            excuse(bench, case, reason="...")
        with pytest.raises(Refused, match="looks like a password"):
            excuse(bench, case, reason="the password is hunter2")

    def test_it_is_asked_for_once(self, bench: Bench, case: CaseFacts) -> None:
        excuse(bench, case)
        with pytest.raises(Refused, match="asked for already"):
            excuse(bench, case)

    def test_a_closed_step_needs_none(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case, step="06")
        bench.log(case)
        with unit_of_work(bench.dana) as work:
            settling.settle_step(work, case, step="06", status=StepStatus.DONE_NOTHING)
        with pytest.raises(Refused, match="closed meanwhile"):
            rule(bench, case, request)
        rule(bench, case, request, approve=False)
        with pytest.raises(Refused, match="closed already"):
            excuse(bench, case, step="06")

    def test_an_excused_step_can_be_opened_again(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        rule(bench, case, excuse(bench, case))
        with unit_of_work(bench.dana) as work:
            settling.open_again(work, case, step="15")
        assert step_of(session, case, "15").status is StepStatus.NOT_STARTED


class TestExtraSearches:
    @pytest.mark.clause("Hamden D.5")
    def test_an_approved_extra_search_is_logged_as_it_was_said(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = extra(bench, case)
        rule(bench, case, request)
        bench.log(case, request=request, query="something else", place="TikTok")
        search = searches_of(session, case.case_id)[0]
        assert (search.query, search.place, search.off_protocol) == ("marisol.pena.fan", "Reddit", True)
        facts = extra_searches_of(session, case.case_id)
        assert [(one.asked_by, one.approved_by, one.reason) for one in facts] == [
            (bench.dana.person_id, bench.supervisor.person_id, "A profile links to it.")
        ]
        assert not missing_approvals(facts)
        step = step_of(session, case, "06")
        assert (step.searches, step.extra) == (0, 1)

    @pytest.mark.clause("Hamden D.5")
    def test_r_15_without_the_yes_it_is_not_logged(self, bench: Bench, case: CaseFacts) -> None:
        request = extra(bench, case)
        for approve in (None, False):
            if approve is not None:
                rule(bench, case, request, approve=approve)
            with pytest.raises(Refused) as caught:
                bench.log(case, request=request)
            assert caught.value.unmet[0].ref == "R-15"

    def test_one_request_is_one_search_unless_it_was_in_error(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = extra(bench, case)
        rule(bench, case, request)
        first = bench.log(case, request=request)
        with pytest.raises(Refused, match="is used already"):
            bench.log(case, request=request)
        with unit_of_work(bench.dana) as work:
            voiding.void_search(work, case, search=first, reason="The page did not load.")
        bench.log(case, request=request)
        assert len(extra_searches_of(session, case.case_id)) == 1

    def test_a_request_of_another_step_case_or_kind_is_not_found(self, bench: Bench, case: CaseFacts) -> None:
        request = extra(bench, case)
        rule(bench, case, request)
        other = bench.ready("Andre Whitfield")
        for where, step in ((case, "07"), (other, "06")):
            with pytest.raises(NotFound):
                bench.log(where, step, request=request)
        with pytest.raises(NotFound):
            bench.log(case, "15", request=excuse(bench, case))

    def test_what_is_asked_for_is_judged_like_a_search(self, bench: Bench, case: CaseFacts) -> None:
        for wish, ref in (
            (differing.Wish("marisol church", "Reddit", "public-view"), "R-13"),
            (differing.Wish("pin: 4711aa", "Reddit", "public-view"), "R-03"),
            (differing.Wish("marisol", "Reddit", "made-up-profile"), "R-12"),
            (differing.Wish(" ", "Reddit", "public-view"), ""),
            (differing.Wish("marisol", "Her cousin's page", "public-view"), ""),
        ):
            with pytest.raises(Refused) as caught:
                extra(bench, case, wish)
            assert caught.value.unmet[0].ref == ref
        extra(bench, case, differing.Wish("marisol", ELSEWHERE, "public-view"))

    def test_the_law_holds_for_extra_searches_too(self, bench: Bench) -> None:
        case = bench.ready(requisition=bench.open_requisition("Officer 2026-B", profile="strictest"))
        with pytest.raises(Refused, match="the law here does not let us use"):
            extra(bench, case, differing.Wish("marisol", "Reddit", "together-session"))

    def test_reason_and_words_are_sealed(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        extra(bench, case)
        row = session.scalars(select(Request)).one()
        assert row.query is not None
        assert b"marisol" not in row.query
        assert b"profile" not in row.reason


class TestRuling:
    @pytest.mark.clause("Hamden D.5")
    def test_nobody_rules_on_their_own_request(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case)
        both = Actor(bench.dana.person_id, Role.SUPERVISOR, "Dana Ruiz")
        with pytest.raises(Refused, match="You have, or had, this case as its investigator"):
            rule(bench, case, request, by=both)

    def test_only_a_supervisor_rules(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case)
        for person in (bench.dana, bench.hr, bench.chief):
            with pytest.raises(Denied):
                rule(bench, case, request, by=person)

    def test_a_reason_is_needed_either_way(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case)
        for approve in (True, False):
            with pytest.raises(Refused, match="Write the reason"):
                rule(bench, case, request, approve=approve, reason=" ")

    def test_a_second_ruling_is_overtaken(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case)
        rule(bench, case, request)
        with pytest.raises(Overtaken):
            rule(bench, case, request, approve=False)

    def test_a_foreign_request_is_not_found(self, bench: Bench, case: CaseFacts) -> None:
        request = excuse(bench, case)
        with pytest.raises(NotFound):
            rule(bench, bench.ready("Andre Whitfield"), request)
        with pytest.raises(NotFound):
            rule(bench, case, "Q-AAAAAA")

    def test_nothing_is_approved_once_the_case_is_elsewhere(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        request = excuse(bench, case)
        with unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.REVIEW)
        now = facts_of(session, case.case_id)
        with pytest.raises(Refused, match="not with the investigator now"):
            rule(bench, now, request)
        rule(bench, now, request, approve=False)

    def test_the_list_opens_nothing(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        first, second = excuse(bench, case), extra(bench, case)
        assert {line.reference for line in request_list(session, bench.supervisor.person_id).waiting} == {
            first,
            second,
        }
        rule(bench, case, first)
        assert [line.reference for line in request_list(session, bench.supervisor.person_id).ruled] == [first]
        member = min(case.seated)
        left_out = request_list(session, member)
        assert (left_out.waiting, left_out.ruled) == ((), ())
        assert len(requests_of_step(session, case.case_id, "06")) == 1
