"""Submitting, reviewing, releasing and correcting, each judged anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.factories.validation import YES
from tests.validation.test_queries import spoil
from tracker.board.models import Packet
from tracker.board.sealing import sealer_of
from tracker.clock import FixedClock
from tracker.db import UnitOfWork, clock_of, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.casework import CaptureFacts, ExtraSearchFacts
from tracker.policy.decisions import TOLD_OF_CORRECTION
from tracker.policy.facts import CaseFacts
from tracker.policy.release import RELEASE, release_gate
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.vocabulary import CheckAnswer, Direction, Stage
from tracker.release import publishing, review_service, service
from tracker.release.material import material_of
from tracker.release.models import FindingRuling, Release, Return, Submission
from tracker.release.standing import Asked, release_facts, returns_of, submission_of
from tracker.validation.service import Said

WHY = "The account belongs to somebody of the same name."


SPOILED: dict[str, Any] = {
    "stage": {"stage": Stage.SEARCH},
    "affidavit": {"affidavit_intact": False},
    "steps": {"steps": ()},
    "extra": {"extra_searches": (ExtraSearchFacts("S-AAAAAA", "06", "", uuid4(), None),)},
    "checks": {"findings": "checks"},
    "wording": {"findings": "statement"},
    "withheld": {"findings": "withheld"},
    "captures": {"captures": (CaptureFacts("K-AAAAAA", "https://a.example", None, True),)},
    "grants": {"ungranted_searches": ("S-AAAAAA",)},
    "answers": {"findings": "concern"},
    "length": {"words": 351},
    "seen-by-submitter": {"submitter_fingerprint": "0" * 64},
    "seen-by-releaser": {"releaser_fingerprint": "0" * 64},
    "releaser": {"releaser_conflict": True},
    "recipients": {"recipients": frozenset()},
}
"""One change for each item of the gate, which spoils that one and no other."""
FINDING: dict[str, Any] = {
    "checks": {"checks": ()},
    "statement": {"statement": "word " * 121},
    "withheld": {"withheld": True, "withheld_reason": ""},
    "concern": {"direction": Direction.CONCERN},
}
"""The changes that are of a finding."""


def words(refused: pytest.ExceptionInfo[Refused]) -> str:
    """Return what a refusal says."""
    return " ".join(unmet.sentence for unmet in refused.value.unmet)


def events(session: Session) -> list[str]:
    """Return the names of the ledger's lines, newest first."""
    session.rollback()
    return [line.event for line in ledger_page(session).lines]


def nothing_released(session: Session) -> bool:
    """Say whether the board has nothing."""
    session.rollback()
    return session.query(Packet).count() == session.query(Release).count() == 0


class TestRelease:
    def test_a_case_goes_to_the_board(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready()
        release = unit.release(case)
        packet = session.query(Packet).one()
        assert release.fingerprint == packet.fingerprint
        assert release.number == packet.edition == 1
        assert release.submitted_by == unit.dana.person_id
        assert unit.now(case).stage is Stage.RELEASED
        assert {"CASE_RELEASED", "CASE_STAGE_CHANGED"} <= set(events(session)[:2])

    def test_a_case_without_findings_goes_to_the_board(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready(findings=0)
        unit.release(case)
        assert session.query(Packet).one().words < 100

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize("key", [key for key, *_ in RELEASE])
    def test_each_item_of_the_gate_alone_keeps_it_shut(
        self, session: Session, unit: Reviewed, monkeypatch: pytest.MonkeyPatch, key: str
    ) -> None:
        case, _ = unit.ready()

        def spoiled(*given: Any) -> ReleaseFacts:
            facts = release_facts(*given)
            changes = dict(SPOILED[key])
            if isinstance(changes.get("findings"), str):
                changes["findings"] = (replace(facts.findings[0], **FINDING[changes["findings"]]),)
            return replace(facts, **changes)

        facts = spoiled(session, material_of(session, case), unit.supervisor.person_id, case_day(session))
        unmet = {item.key: item.unmet for item in release_gate(facts) if item.unmet}
        assert set(unmet) == {key}, "only this item is spoiled"
        monkeypatch.setattr(service, "release_facts", spoiled)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert refused.value.unmet == unmet[key]
        assert nothing_released(session)
        assert unit.now(case).stage is Stage.REVIEW

    @pytest.mark.clause("Hamden D.6")
    def test_a_change_between_preview_and_release_opens_the_gate_again(
        self, session: Session, unit: Reviewed
    ) -> None:
        case, (first, _) = unit.ready(findings=2)
        unit.rule(case, first, WHY)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert {unmet.ref for unmet in refused.value.unmet} == {"R-22"}
        assert nothing_released(session)
        unit.look(case, unit.dana)
        with pytest.raises(Refused):
            unit.release(case)
        unit.look(case, unit.supervisor)
        assert unit.release(case).number == 1

    def test_one_byte_of_the_template_is_enough(
        self, session: Session, unit: Reviewed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, _ = unit.ready()
        changed = property(lambda _view: "A designated searcher,")
        monkeypatch.setattr("tracker.release.packet_page.PacketView.searcher", changed)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert {unmet.ref for unmet in refused.value.unmet} == {"R-22"}
        assert nothing_released(session)

    def test_a_capture_that_broke_meanwhile_is_not_released(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        capture = unit.capture(case)
        finding = unit.finding(case, captures=[capture])
        unit.screen(case, finding)
        unit.check(case, finding)
        unit.verify(case)
        unit.begin(unit.submit(case))
        unit.read(case, finding)
        unit.look(case, unit.supervisor)
        spoil(case, capture)
        unit.verify(case)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert f"Capture {capture} no longer matches its fingerprint" in words(refused)
        assert nothing_released(session)

    def test_captures_are_verified_on_the_day_of_release(self, unit: Reviewed, clock: FixedClock) -> None:
        case, _ = unit.ready()
        clock.advance(timedelta(days=1))
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert "was not verified today" in words(refused)

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize("answer", [CheckAnswer.NO, CheckAnswer.CANNOT_TELL])
    def test_no_and_cannot_tell_stay_in_the_file(self, unit: Reviewed, answer: CheckAnswer) -> None:
        case, (finding,) = unit.ready()
        unit.read(case, finding, Said(answer, "The thread around it is not there."))
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert refused.value.unmet[0].ref == "R-20"

    def test_a_concern_waits_for_the_candidates_answer(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        finding = unit.validated(case, direction=Direction.CONCERN)
        unit.begin(unit.submit(case))
        unit.read(case, finding)
        unit.look(case, unit.supervisor)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert [unmet.ref for unmet in refused.value.unmet] == ["R-21"]
        unit.rule(case, finding, WHY)
        unit.look(case, unit.dana)
        unit.look(case, unit.supervisor)
        unit.release(case)
        assert b"concern" not in material_of(session, unit.now(case)).page.content

    @pytest.mark.clause("Hamden D.2")
    def test_whoever_searched_does_not_release(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.no_tie(case, unit.brown)
        unit.searched_too(case, unit.brown)
        with pytest.raises(Refused) as refused:
            unit.release(case, unit.brown)
        assert refused.value.unmet[0].ref == "R-18"
        assert nothing_released(session)

    @pytest.mark.clause("Hamden D.2")
    def test_the_author_does_not_release_in_another_role(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        dana = Actor(unit.dana.person_id, Role.SUPERVISOR, unit.dana.name)
        with pytest.raises(Refused) as refused:
            unit.release(case, dana)
        assert refused.value.unmet[0].ref == "R-18"

    def test_a_supervisor_says_first_that_there_is_no_tie(self, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        unit.look(case, unit.brown)
        acts: tuple[Callable[[UnitOfWork], object], ...] = (
            lambda work: review_service.begin_review(work, case),
            lambda work: review_service.read_second(work, case, finding=finding, seen=1, said=YES),
            lambda work: review_service.rule_on_finding(
                work, case, finding=finding, withhold=True, reason=WHY
            ),
            lambda work: review_service.return_case(work, case, asked=(Asked("", WHY),)),
            lambda work: service.close_with_nothing(work, case, reason=WHY, seen=""),
            lambda work: service.release_packet(work, case),
        )
        for act in acts:
            with pytest.raises(Refused) as refused, unit_of_work(unit.brown) as work:
                act(work)
            assert words(refused) == "Say first whether you have a tie to this candidate."
            assert refused.value.unmet[0].fix == f"case:{case.reference}:conflict"
        unit.no_tie(case, unit.brown)
        assert unit.release(case, unit.brown).number == 1

    @pytest.mark.parametrize(
        "role", [Role.INVESTIGATOR, Role.BOARD_MEMBER, Role.HR_ADMIN, Role.AUDITOR, Role.CHIEF]
    )
    def test_nobody_else_releases(self, session: Session, unit: Reviewed, role: Role) -> None:
        case, _ = unit.ready()
        person = unit.people.make(f"Somebody {role}", role)
        with pytest.raises((Denied, NotFound)):
            unit.release(case, person)
        assert nothing_released(session)

    def test_a_second_release_is_refused_in_words(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.release(case)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert "released already" in words(refused)
        with pytest.raises(Refused), unit_of_work(unit.supervisor) as work:
            service.release_packet(work, case)  # a tab that still shows the review
        session.rollback()
        assert session.query(Packet).count() == session.query(Release).count() == 1

    def test_of_two_releases_at_once_one_happens(self, app: Flask, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.no_tie(case, unit.brown)
        unit.look(case, unit.brown)
        shown = unit.now(case)
        came, start = [], threading.Barrier(2)

        def release(person: Actor) -> None:
            with app.app_context():
                start.wait()
                try:
                    with unit_of_work(person) as work:
                        service.release_packet(work, shown)
                    came.append("released")
                except Refused:
                    came.append("refused")

        threads = [threading.Thread(target=release, args=(one,)) for one in (unit.supervisor, unit.brown)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        session.rollback()
        assert sorted(came) == ["refused", "released"]
        assert session.query(Packet).count() == session.query(Release).count() == 1

    def test_a_refused_release_is_recorded(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.rule(case, unit.finding_references(case)[0], WHY)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        with unit_of_work(unit.supervisor) as work:
            service.record_refused_release(work, case, unmet=refused.value.unmet)
        assert events(session)[0] == "RELEASE_REFUSED"

    def test_nothing_is_half_released(
        self, session: Session, unit: Reviewed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, _ = unit.ready()

        def broken(*_: Any, **__: Any) -> None:
            raise RuntimeError("the last step broke")

        monkeypatch.setattr(publishing, "move_case", broken)
        with pytest.raises(RuntimeError):
            unit.release(case)
        assert nothing_released(session)
        assert unit.now(case).stage is Stage.REVIEW


class TestSubmission:
    def test_everything_left_is_said_at_once(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched(left=("03",))
        unit.finding(case)
        with pytest.raises(Refused) as refused, unit_of_work(unit.dana) as work:
            service.submit_case(work, case)
        assert "Step 03" in words(refused)
        assert "Checks 1, 2, 3, 4 and 9 have no answer yet" in words(refused)
        assert "not looked at the board page" in words(refused)
        session.rollback()
        assert session.query(Submission).count() == 0

    def test_it_is_locked_then(self, unit: Reviewed) -> None:
        case = unit.submit(unit.searched())
        assert case.stage is Stage.REVIEW
        with pytest.raises(Refused), unit_of_work(unit.dana) as work:
            service.submit_case(work, case)

    def test_it_can_be_recalled_until_it_is_opened(self, session: Session, unit: Reviewed) -> None:
        case = unit.submit(unit.searched())
        with unit_of_work(unit.dana) as work:
            service.recall_case(work, case)
        assert unit.now(case).stage is Stage.SEARCH
        again = unit.submit(case)
        submission = submission_of(session, case.case_id)
        assert submission is not None
        assert submission.number == 2
        unit.begin(again)
        with pytest.raises(Refused) as refused, unit_of_work(unit.dana) as work:
            service.recall_case(work, unit.now(case))
        assert "The review has begun" in words(refused)

    def test_a_recalled_case_is_not_opened(self, unit: Reviewed) -> None:
        case = unit.submit(unit.searched())
        unit.no_tie(case, unit.supervisor)
        shown = unit.now(case)
        with unit_of_work(unit.dana) as work:
            service.recall_case(work, shown)
        with pytest.raises(Refused) as refused, unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, shown)
        assert "This case was recalled by Dana Ruiz" in words(refused)

    def test_there_is_nothing_to_recall_before(self, unit: Reviewed) -> None:
        case = unit.searched()
        with pytest.raises(Refused), unit_of_work(unit.dana) as work:
            service.recall_case(work, case)

    def test_a_page_is_approved_only_as_it_stands(self, unit: Reviewed) -> None:
        case = unit.searched()
        with pytest.raises(Refused) as refused, unit_of_work(unit.dana) as work:
            service.approve_preview(work, case, fingerprint="0" * 64)
        assert refused.value.unmet[0].ref == "R-22"

    @pytest.mark.clause("Hamden D.6")
    def test_no_page_is_approved_while_checks_are_open(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        finding = unit.validated(case)
        unit.revise(case, finding, statement="In May 2025 the candidate helped at a food drive.")
        with pytest.raises(Refused) as refused:
            unit.look(case, unit.dana)
        assert f"checks are still open, of {finding}." in words(refused)
        assert "Passed all ten checks" not in material_of(session, unit.now(case)).page.text

    def test_an_approval_is_of_bytes_and_holds_again_where_they_come_back(
        self, session: Session, unit: Reviewed
    ) -> None:
        case = unit.searched()
        finding = unit.validated(case)
        approved = unit.look(case, unit.dana)
        with unit_of_work(unit.dana) as work:
            review_service.withhold_finding(work, unit.now(case), finding=finding, withhold=True, reason=WHY)
        with pytest.raises(Refused) as refused, unit_of_work(unit.dana) as work:
            service.submit_case(work, unit.now(case))
        assert "The wording changed after the board page was looked at" in words(refused)
        with unit_of_work(unit.dana) as work:
            review_service.withhold_finding(work, unit.now(case), finding=finding, withhold=False)
        assert material_of(session, unit.now(case)).page.fingerprint == approved
        with unit_of_work(unit.dana) as work:
            service.submit_case(work, unit.now(case))

    def test_no_page_is_approved_once_it_is_released(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.release(case)
        with pytest.raises(Refused):
            unit.look(case, unit.supervisor)


class TestReview:
    def test_a_second_supervisor_is_told_who_began(self, session: Session, unit: Reviewed) -> None:
        case = unit.submit(unit.searched())
        for person in (unit.supervisor, unit.brown):
            unit.no_tie(case, person)
        unit.begin(case, unit.brown)
        with pytest.raises(Refused) as refused, unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, unit.now(case))
        assert "begun by Lt. Eva Brown on March 9, 2026 at 12:00 p.m." in words(refused)
        assert events(session).count("REVIEW_OPENED") == 1

    def test_of_two_who_begin_at_once_one_is_told_of_the_other(
        self, app: Flask, session: Session, unit: Reviewed
    ) -> None:
        case = unit.submit(unit.searched())
        for person in (unit.supervisor, unit.brown):
            unit.no_tie(case, person)
        shown = unit.now(case)
        came, start = [], threading.Barrier(2)

        def begin(person: Actor) -> None:
            with app.app_context():
                start.wait()
                try:
                    with unit_of_work(person) as work:
                        review_service.begin_review(work, shown)
                    came.append("begun")
                except Refused as refusal:
                    came.append(str(refusal))

        threads = [threading.Thread(target=begin, args=(one,)) for one in (unit.supervisor, unit.brown)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        session.rollback()
        assert "begun" in came
        assert sum("This review was begun by Lt. " in one for one in came) == 1, came
        assert events(session).count("REVIEW_OPENED") == 1

    def test_it_is_opened_once(self, session: Session, unit: Reviewed) -> None:
        case = unit.begin(unit.submit(unit.searched()))
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, case)
        assert events(session).count("REVIEW_OPENED") == 1

    @pytest.mark.clause("Hamden D.6")
    def test_nobody_reviews_what_they_searched(self, unit: Reviewed) -> None:
        case = unit.submit(unit.searched())
        unit.searched_too(case, unit.brown)
        with pytest.raises(Refused) as refused:
            unit.begin(case, unit.brown)
        assert refused.value.unmet[0].ref == "R-18"

    @pytest.mark.clause("Hamden D.6")
    def test_who_has_or_had_a_case_is_no_second_reader(self, unit: Reviewed) -> None:
        eva, case = unit.given_to_a_supervisor(unit.searched())
        finding = unit.validated(unit.give(case, unit.dana))
        unit.begin(unit.submit(case))
        unit.no_tie(case, eva)
        acts: tuple[Callable[[UnitOfWork], object], ...] = (
            lambda work: review_service.begin_review(work, case),
            lambda work: review_service.read_second(work, case, finding=finding, seen=1, said=YES),
            lambda work: review_service.rule_on_finding(
                work, case, finding=finding, withhold=True, reason=WHY
            ),
            lambda work: review_service.return_case(work, case, asked=(Asked("", WHY),)),
            lambda work: service.release_packet(work, case),
        )
        for act in acts:
            with pytest.raises(Refused) as refused, unit_of_work(eva) as work:
                act(work)
            assert "had, this case as its investigator, so someone else reviews it" in words(refused)

    @pytest.mark.clause("Hamden D.6")
    def test_who_reviewed_a_case_is_not_given_it(self, unit: Reviewed) -> None:
        eva, case = unit.searching_supervisor(), unit.submit(unit.searched())
        unit.begin(case, eva)
        with unit_of_work(eva) as work:
            review_service.return_case(work, unit.now(case), asked=(Asked("", WHY),))
        with pytest.raises(Refused) as refused:
            unit.give(case, eva)
        assert "reviewed this case" in words(refused)

    def test_nothing_is_ruled_before_it_is_opened(self, unit: Reviewed) -> None:
        case = unit.searched()
        finding = unit.validated(case)
        unit.no_tie(unit.submit(case), unit.supervisor)
        with pytest.raises(Refused) as refused:
            unit.rule(case, finding, WHY)
        assert "Open the review first" in words(refused)

    @pytest.mark.clause("Hampton A.10")
    def test_what_is_withheld_is_kept_with_its_reason(self, session: Session, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        with pytest.raises(Refused):
            unit.rule(case, finding, "No.")
        unit.rule(case, finding, WHY)
        row = session.query(FindingRuling).one()
        assert row.reason is not None
        assert b"same name" not in row.reason
        material = material_of(session, unit.now(case))
        assert material.findings[0].withheld_reason == WHY
        assert b"job-related findings" in material.page.content
        unit.rule(case, finding, withhold=False)
        assert not material_of(session, unit.now(case)).findings[0].withheld

    def test_what_a_supervisor_withheld_the_investigator_does_not_put_back(self, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        unit.rule(case, finding, WHY)
        with unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, unit.now(case), asked=[Asked("", "Look at it once more.")])
        with pytest.raises(Refused) as refused, unit_of_work(unit.dana) as work:
            review_service.withhold_finding(work, unit.now(case), finding=finding, withhold=False)
        assert "A supervisor withheld" in words(refused)

    def test_the_investigator_puts_back_what_they_withheld(self, session: Session, unit: Reviewed) -> None:
        case = unit.searched()
        finding = unit.validated(case)
        for withhold in (True, False):
            with unit_of_work(unit.dana) as work:
                review_service.withhold_finding(
                    work, unit.now(case), finding=finding, withhold=withhold, reason=WHY if withhold else ""
                )
            assert material_of(session, unit.now(case)).findings[0].withheld is withhold

    def test_reasons_of_a_return_are_sealed_item_by_item(self, session: Session, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        asked = [Asked(finding, "Say in which town."), Asked("", ""), Asked("", "Step 12 looks short.")]
        with unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=asked)
        assert unit.now(case).stage is Stage.SEARCH
        assert b"town" not in session.query(Return).one().reasons
        (returned,) = returns_of(session, case.case_id)
        assert returned.asked == (asked[0], asked[2])
        assert "CASE_RETURNED" in events(session)[:2]

    def test_a_return_says_something(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        with pytest.raises(Refused), unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=[Asked("", "  ")])

    def test_a_second_tab_does_not_return_it_again(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        with unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=[Asked("", "Step 12 looks short.")])
        with pytest.raises(Refused) as refused, unit_of_work(unit.supervisor) as work:
            review_service.return_case(work, case, asked=[Asked("", "Step 12 looks short.")])
        assert "This case was returned by Lt. Ama Okafor" in words(refused)

    def closed(
        self,
        session: Session,
        unit: Reviewed,
        case: CaseFacts,
        *,
        reason: str = WHY,
        seen: str | None = None,
    ) -> Release | None:
        """Have a supervisor close with nothing for the board."""
        shown = material_of(session, unit.now(case)).seen if seen is None else seen
        with unit_of_work(unit.supervisor) as work:
            return service.close_with_nothing(work, unit.now(case), reason=reason, seen=shown)

    @pytest.mark.clause("Hamden D.2")
    def test_nothing_is_withheld_where_the_close_is_refused(self, session: Session, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        with pytest.raises(Refused) as refused:
            self.closed(session, unit, case, reason=" ")
        assert f"Write why finding {finding} is withheld" in words(refused)
        assert session.scalars(select(FindingRuling)).all() == []

    def test_rulings_of_somebody_else_are_not_overruled_by_a_close(
        self, session: Session, unit: Reviewed
    ) -> None:
        case, (first, _) = unit.ready(findings=2)
        seen = material_of(session, unit.now(case)).seen
        unit.rule(case, first, "Two people of one name.")
        with pytest.raises(Overtaken):
            self.closed(session, unit, case, seen=seen)
        assert len(session.scalars(select(FindingRuling)).all()) == 1

    def test_closing_withholds_everything_and_still_takes_two(self, session: Session, unit: Reviewed) -> None:
        case, _ = unit.ready(findings=2)
        assert self.closed(session, unit, case) is None
        assert "withheld" in {row.ruling for row in session.scalars(select(FindingRuling))}
        with pytest.raises(Refused):
            unit.release(case)
        unit.look(case, unit.dana)
        unit.look(case, unit.supervisor)
        unit.release(case)
        assert "No job-related findings" in material_of(session, unit.now(case)).page.text


class TestCorrection:
    def begun(self, unit: Reviewed) -> tuple[CaseFacts, str]:
        """Release a case, and begin to correct it."""
        case, (finding,) = unit.ready()
        unit.release(case)
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_correction(work, unit.now(case), reason=WHY)
        return unit.now(case), finding

    @pytest.mark.clause("Hampton C.3.d")
    def test_a_correction_goes_the_whole_way_again(self, session: Session, unit: Reviewed) -> None:
        case, finding = self.begun(unit)
        assert case.stage is Stage.SEARCH
        unit.revise(case, finding, statement="In May 2025 the candidate helped at a food drive.")
        unit.screen(case, finding)
        unit.check(case, finding)
        unit.submit(case)
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, unit.now(case))
        unit.read(case, finding)
        unit.look(case, unit.supervisor)
        with unit_of_work(unit.supervisor) as work:
            release = service.correct_release(work, unit.now(case), reason=WHY)
        session.rollback()
        packets = session.query(Packet).order_by(Packet.edition).all()
        assert [packet.edition for packet in packets] == [1, 2]
        packet = packets[1]
        assert packet.correction is not None
        cell = (case.case_id, "packets", "correction", packet.id, packet.version, packet.correction)
        (told,) = sealer_of(session).open_many(session, [cell])
        assert told.decode() == TOLD_OF_CORRECTION, "what went through no screen does not reach the board"
        assert packets[0].fingerprint != packets[1].fingerprint == release.fingerprint
        assert (release.number, unit.now(case).stage) == (2, Stage.RELEASED)
        assert release.correction_reason is not None
        assert b"same name" not in release.correction_reason

    def test_the_same_page_corrects_nothing(self, unit: Reviewed) -> None:
        case, finding = self.begun(unit)
        unit.submit(case)
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, unit.now(case))
        unit.look(case, unit.supervisor)
        with pytest.raises(Refused) as refused, unit_of_work(unit.supervisor) as work:
            service.correct_release(work, unit.now(case), reason=WHY)
        assert "nothing to correct" in words(refused)
        assert finding

    def test_it_is_no_second_first_release(self, unit: Reviewed) -> None:
        case, _ = self.begun(unit)
        unit.submit(case)
        with unit_of_work(unit.supervisor) as work:
            review_service.begin_review(work, unit.now(case))
        unit.look(case, unit.supervisor)
        with pytest.raises(Refused) as refused:
            unit.release(case)
        assert "released already" in words(refused)

    def test_a_reason_is_given_for_readers(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        unit.release(case)
        with pytest.raises(Refused), unit_of_work(unit.supervisor) as work:
            review_service.begin_correction(work, unit.now(case), reason="Oh.")

    def test_only_what_is_released_is_corrected(self, unit: Reviewed) -> None:
        case, _ = unit.ready()
        with pytest.raises(Refused), unit_of_work(unit.supervisor) as work:
            review_service.begin_correction(work, case, reason=WHY)
        with pytest.raises(Refused), unit_of_work(unit.supervisor) as work:
            service.correct_release(work, case, reason=WHY)

    def test_the_board_keeps_its_page_meanwhile(self, session: Session, unit: Reviewed) -> None:
        self.begun(unit)
        assert session.query(Packet).count() == 1


def case_day(session: Session) -> Any:
    """Return the day on which the rules judge."""
    return clock_of(session).now().date()
