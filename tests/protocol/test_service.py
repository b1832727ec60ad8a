"""The search log: what is logged, what stands against it, and entries made in error."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.protocol import FACEBOOK, TIKTOK, Account, Bench
from tests.people import People
from tracker.accounts.models import Designation
from tracker.affidavits.models import AccessGrant, GrantUse
from tracker.cases.models import AccessEntry
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case
from tracker.clock import FixedClock, agency_zone
from tracker.db import clock_of, unit_of_work
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode, SearchResult, SignedIn, Stage, StepStatus
from tracker.policy.wording import day
from tracker.protocol import settling, voiding
from tracker.protocol.log_pages import logged_search
from tracker.protocol.models import SearchEntry, SearchSession
from tracker.protocol.pinned import definition_of
from tracker.protocol.queries import searches_of, steps_of, ungranted_searches
from tracker.protocol.searched import LoggedSearch
from tracker.protocol.service import record_refusal
from tracker.requisitions.service import record_deviation
from tracker.together.models import TogetherSession

pytestmark = pytest.mark.usefixtures("context")


def status_of(session: Session, case: CaseFacts, code: str) -> StepStatus:
    definition = definition_of(session, case.requisition_id)
    return next(step.status for step in steps_of(session, case.case_id, definition) if step.code == code)


def void(bench: Bench, case: CaseFacts, search: str, reason: str = "It was the wrong step.") -> None:
    with unit_of_work(bench.dana) as work:
        voiding.void_search(work, case, search=search, reason=reason)


def settle(
    bench: Bench, case: CaseFacts, code: str = "06", status: StepStatus = StepStatus.DONE_NOTHING
) -> None:
    with unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step="06", status=status)


def refused(bench: Bench, case: CaseFacts, *, by: Actor | None = None, **values: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        bench.log(case, by=by, **values)
    return caught.value


def says(refusal: Refused, ref: str, words: str) -> bool:
    return any(item.ref == ref and words in item.sentence for item in refusal.unmet)


class TestLogging:
    def test_nothing_found_is_a_full_record(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        reference = bench.log(case, note="Three people of that handle, none public.", pages_seen=3)
        found: LoggedSearch = logged_search(session, case.case_id, reference)
        assert found.facts.query == "marisol.pena"
        assert found.facts.place == "TikTok"
        assert found.facts.result is SearchResult.NOTHING_FOUND
        assert found.facts.searcher_id == bench.dana.person_id
        assert (found.note, found.pages_seen, found.searcher) == (
            "Three people of that handle, none public.",
            3,
            "Dana Ruiz",
        )

    def test_what_is_searched_for_is_sealed(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        bench.log(case, note="a note that nobody reads")
        row = session.scalars(select(SearchEntry)).one()
        assert b"marisol" not in row.query
        assert row.note is not None
        assert b"nobody" not in row.note

    def test_it_exposes_the_searcher(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        reference = bench.log(case)
        session.rollback()
        entry = session.scalars(select(AccessEntry).where(AccessEntry.thing == "searched")).one()
        assert (entry.person_id, entry.raw, entry.reference) == (bench.dana.person_id, True, reference)
        assert bench.dana.person_id in facts_of(session, case.case_id).searchers

    def test_the_query_can_be_the_candidates_name_whatever_it_means(
        self, session: Session, bench: Bench
    ) -> None:
        case = bench.ready("Abel Church")
        bench.log(case, "06", query="Abel Church")
        assert len(searches_of(session, case.case_id)) == 1

    def test_a_word_left_open_has_to_be_filled_in(self, bench: Bench, case: CaseFacts) -> None:
        with pytest.raises(Refused, match=r"Put the word itself in the place of \[town\]"):
            bench.log(case, "02", query='"Marisol Peña" [town]', place="Google", method="search-engine")
        bench.log(case, "02", query='"Marisol Peña" Riverton', place="Google", method="search-engine")

    def test_an_unknown_step_or_account_is_not_found(self, bench: Bench, case: CaseFacts) -> None:
        with pytest.raises(NotFound):
            bench.log(case, "99")
        with pytest.raises(NotFound):
            bench.log(case, account=7)

    def test_a_closed_step_is_opened_again_first(self, bench: Bench, case: CaseFacts) -> None:
        bench.log(case)
        settle(bench, case)
        assert "Open it again" in str(refused(bench, case))

    @pytest.mark.clause("Hampton F.2")
    def test_a_day_before_the_search_could_begin_is_refused(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        now = clock_of(session).now()
        for earlier in (
            now - timedelta(days=1),
            datetime(2020, 1, 1, tzinfo=UTC),
            datetime(1, 1, 2, tzinfo=UTC),
        ):
            assert "You could search in this case from March 9, 2026 on" in str(
                refused(bench, case, searched_at=earlier)
            )
        assert not searches_of(session, case.case_id)
        assert bench.log(case, searched_at=now - timedelta(minutes=1))

    def test_the_future_is_refused(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        later = clock_of(session).now() + timedelta(minutes=1)
        assert "must not be in the future" in str(refused(bench, case, searched_at=later))
        assert not searches_of(session, case.case_id)


class TestRefusals:
    @pytest.mark.clause("Hampton F.2")
    def test_r_10_before_the_affidavit(self, bench: Bench) -> None:
        case = bench.assigned(bench.open_case())
        assert says(refused(bench, case), "R-10", "The affidavit is not filed yet")

    @pytest.mark.clause("Hampton F.2")
    def test_r_11_beyond_public_without_access(self, bench: Bench, case: CaseFacts) -> None:
        refusal = refused(
            bench, case, method="together-session", signed_in=SignedIn.WITH_CANDIDATE, account=1
        )
        assert says(refusal, "R-11", "gave public-only access to TikTok")

    @pytest.mark.clause("Hampton F.2")
    def test_r_11_names_the_investigator_whom_access_was_given_to(self, bench: Bench, people: People) -> None:
        luis = people.make("Luis Ortega", Role.INVESTIGATOR)
        case = bench.ready(accounts=(Account("tiktok", "m", AccessMode.TOGETHER, name="TikTok"),))
        handed = bench.assigned(case, luis)
        refusal = refused(
            bench,
            handed,
            by=luis,
            method="together-session",
            signed_in=SignedIn.WITH_CANDIDATE,
            account=1,
        )
        assert says(refusal, "R-11", "Access was given to Dana Ruiz")

    @pytest.mark.clause("Hampton F.2")
    def test_with_access_the_look_names_its_grant_and_the_candidate_sees_the_use(
        self, session: Session, bench: Bench
    ) -> None:
        case = bench.ready(accounts=(TIKTOK, FACEBOOK))
        session_of_it = bench.meet(case, 2)
        bench.log(
            case,
            "03",
            query="marisol.p",
            place="Facebook",
            method="together-session",
            signed_in=SignedIn.WITH_CANDIDATE,
            account=2,
        )
        row = session.scalars(select(SearchEntry)).one()
        assert row.grant_id is not None
        assert session.get_one(AccessGrant, row.grant_id).mode == AccessMode.TOGETHER
        assert session.scalars(select(GrantUse.grant_id)).all() == [row.grant_id], (
            "noted once, by the session"
        )
        made_in = select(TogetherSession.reference).join(
            SearchSession, SearchSession.session_id == TogetherSession.id
        )
        assert session.scalars(made_in.where(SearchSession.search_id == row.id)).all() == [session_of_it]
        assert not ungranted_searches(session, case.case_id)

    @pytest.mark.clause("Hamden D.4")
    def test_r_12_a_method_without_a_name_here(self, bench: Bench, case: CaseFacts) -> None:
        refusal = refused(bench, case, method="made-up-profile")
        assert says(refusal, "R-12", "That method is not on the list")

    @pytest.mark.clause("Hamden D.4")
    def test_r_12_a_method_that_the_step_does_not_hold(self, bench: Bench, case: CaseFacts) -> None:
        assert says(refused(bench, case, method="public-record"), "R-12", "public register")

    @pytest.mark.clause("Hamden D.4")
    def test_r_12_a_method_that_the_law_here_does_not_allow(self, bench: Bench) -> None:
        round_ = bench.open_requisition("Officer 2026-B", profile="strictest")
        case = bench.ready(requisition=round_)
        refusal = refused(
            bench, case, method="together-session", signed_in=SignedIn.WITH_CANDIDATE, account=1
        )
        assert says(refusal, "R-12", "which the law here does not let us use")

    @pytest.mark.clause("Hamden D.4")
    def test_a_search_is_made_on_a_department_device(self, bench: Bench, case: CaseFacts) -> None:
        assert "on a department device" in str(refused(bench, case, department_device=False))

    @pytest.mark.clause("Hamden D.4")
    def test_r_03_a_password_is_never_kept(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        assert says(refused(bench, case, query="password: hunter2"), "R-03", "We did not save it")
        assert says(refused(bench, case, note="her pin is 4711aa"), "R-03", "We did not save it")
        assert not searches_of(session, case.case_id)

    @pytest.mark.clause("29 CFR 1635.8")
    def test_r_13_protected_words(self, bench: Bench, case: CaseFacts) -> None:
        assert says(refused(bench, case, query="marisol diagnosis"), "R-13", "'diagnosis'")

    @pytest.mark.clause("Hamden D.3")
    def test_r_14_without_a_designation(self, bench: Bench, case: CaseFacts, clock: FixedClock) -> None:
        clock.advance(timedelta(days=400))
        refusal = refused(bench, case)
        assert says(refusal, "R-14", "Your designation as a searcher ended on")

    @pytest.mark.clause("Hamden D.3")
    def test_a_designation_holds_to_the_end_of_its_last_day_at_the_agency(
        self, session: Session, bench: Bench, case: CaseFacts, clock: FixedClock
    ) -> None:
        held = session.scalars(select(Designation).where(Designation.person_id == bench.dana.person_id)).one()
        last_day = held.ends_on
        clock.set(datetime.combine(last_day, time(23, 59), agency_zone()))
        assert clock.now().date() > last_day  # in UTC the next day has begun
        bench.log(case)
        clock.advance(timedelta(minutes=1))
        assert says(refused(bench, case), "R-14", f"Your designation as a searcher ended on {day(last_day)}.")

    @pytest.mark.clause("Hamden D.3")
    def test_the_chiefs_deviation_stands_in_for_a_designation(
        self, session: Session, bench: Bench, case: CaseFacts, clock: FixedClock
    ) -> None:
        clock.advance(timedelta(days=400))
        with unit_of_work(bench.chief) as work:
            record_deviation(
                work,
                bench.requisition,
                clause="Hamden D.3",
                person_id=bench.dana.person_id,
                reason="The renewal is under way.",
                compensating_control="A second investigator reads every search.",
            )
        bench.log(case)
        assert len(searches_of(session, case.case_id)) == 1

    @pytest.mark.clause("Hamden D.5")
    def test_r_15_a_place_that_the_step_does_not_hold(self, bench: Bench, case: CaseFacts) -> None:
        assert says(refused(bench, case, place="Reddit"), "R-15", "Other candidates did not get it")

    @pytest.mark.clause("Hamden D.5")
    def test_nothing_is_searched_once_the_case_is_elsewhere(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        with unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.REVIEW)
        assert "not with the investigator now" in str(refused(bench, facts_of(session, case.case_id)))

    def test_a_case_that_moved_on_since_the_page_was_made_is_overtaken(
        self, bench: Bench, case: CaseFacts
    ) -> None:
        with unit_of_work(SYSTEM) as work:
            move_case(work, case, to=Stage.REVIEW)
        with pytest.raises(Overtaken):
            bench.log(case)

    def test_whoever_lost_the_case_meanwhile_logs_nothing(
        self, bench: Bench, people: People, case: CaseFacts
    ) -> None:
        bench.assigned(case, people.make("Luis Ortega", Role.INVESTIGATOR))
        with pytest.raises(NotFound):
            bench.log(case)

    def test_only_the_assigned_investigator_logs(self, bench: Bench, people: People, case: CaseFacts) -> None:
        luis = people.make("Luis Ortega", Role.INVESTIGATOR)
        with pytest.raises(NotFound):
            bench.log(case, by=luis)
        with pytest.raises(Denied):
            bench.log(case, by=bench.supervisor)

    def test_a_refusal_is_recorded_without_what_was_typed(self, bench: Bench, case: CaseFacts) -> None:
        refusal = refused(bench, case, query="marisol diagnosis")
        with unit_of_work(bench.dana) as work:
            record_refusal(work, case, step="06", unmet=refusal.unmet)
        assert work.entries[0].params == {"step": "06", "reason": ["R-13"]}
        assert work.entries[0].outcome == "denied"


class TestErrors:
    def test_both_stay_and_it_counts_nowhere(self, session: Session, bench: Bench, case: CaseFacts) -> None:
        reference = bench.log(case)
        void(bench, case, reference)
        found = logged_search(session, case.case_id, reference)
        assert found.facts.voided
        assert (found.void_reason, found.voided_by) == ("It was the wrong step.", "Dana Ruiz")
        assert status_of(session, case, "06") is StepStatus.NOT_STARTED

    def test_a_reason_is_needed(self, bench: Bench, case: CaseFacts) -> None:
        reference = bench.log(case)
        with pytest.raises(Refused) as caught:
            void(bench, case, reference, " - ")
        assert caught.value.unmet[0].ref == "R-35"
        with pytest.raises(Refused, match="looks like a password"):
            void(bench, case, reference, "password: hunter2")

    def test_a_second_mark_is_overtaken(self, bench: Bench, case: CaseFacts) -> None:
        reference = bench.log(case)
        void(bench, case, reference)
        with pytest.raises(Overtaken):
            void(bench, case, reference)

    def test_a_foreign_or_missing_search_is_not_found(self, bench: Bench, case: CaseFacts) -> None:
        elsewhere = bench.log(bench.ready("Andre Whitfield"))
        for reference in (elsewhere, "S-AAAAAA"):
            with pytest.raises(NotFound):
                void(bench, case, reference)

    @pytest.mark.clause("Hamden D.5")
    def test_a_step_that_is_no_longer_borne_out_is_open_again(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        reference = bench.log(case)
        settle(bench, case)
        assert status_of(session, case, "06") is StepStatus.DONE_NOTHING
        void(bench, case, reference)
        assert status_of(session, case, "06") is StepStatus.NOT_STARTED

    def test_a_step_that_is_still_borne_out_stays_closed(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        bench.log(case)
        second = bench.log(case, query="Marisol Peña")
        settle(bench, case)
        void(bench, case, second)
        assert status_of(session, case, "06") is StepStatus.DONE_NOTHING
