"""Checks and screens as written: by whom, on what ground, and never the system's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.factories.validation import STATEMENT, YES, finding_facts
from tracker.db import db, unit_of_work
from tracker.findings.queries import finding_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.checks import BY_SEARCHER, BY_SYSTEM
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Check, CheckAnswer
from tracker.release import review_service
from tracker.release.standing import Asked
from tracker.validation import service
from tracker.validation.models import CheckAnswer as Row
from tracker.validation.models import Screening
from tracker.validation.screening import looked_at
from tracker.validation.service import Said

NO = Said(CheckAnswer.NO, "The account was made after the post.")
OWN = sorted(BY_SEARCHER)


def answer(unit: Reviewed, case: CaseFacts, finding: str, check: Check, said: Said, **given: Any) -> None:
    """Answer one check as Dana."""
    with unit_of_work(given.get("by", unit.dana)) as work:
        service.answer_checks(
            work, unit.now(case), finding=finding, seen=given.get("seen", 1), answers={check: said}
        )


def words(refused: pytest.ExceptionInfo[Refused]) -> str:
    """Return what a refusal says."""
    return " ".join(unmet.sentence for unmet in refused.value.unmet)


class TestChecks:
    @pytest.mark.clause("Hamden D.6")
    def test_an_answer_is_kept_with_its_ground_sealed(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        answer(unit, case, finding, Check.REAL, NO)
        row = session.query(Row).one()
        assert (row.number, row.answer, row.turn) == (3, "no", 1)
        assert row.ground is not None
        assert b"account" not in row.ground
        assert finding_facts(session, case.case_id)[0].checks[0].ground == NO.ground

    def test_a_later_answer_counts_and_the_earlier_stays(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        answer(unit, case, finding, Check.REAL, NO)
        answer(unit, case, finding, Check.REAL, YES)
        answer(unit, case, finding, Check.REAL, YES)  # said again: no further row
        assert [row.turn for row in session.query(Row).order_by(Row.turn)] == [1, 2]
        assert finding_facts(session, case.case_id)[0].checks[0].answer is CheckAnswer.YES

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize("check", sorted(BY_SYSTEM))
    def test_nobody_ticks_the_systems_own(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str, check: Check
    ) -> None:
        with pytest.raises(Refused) as refused:
            answer(unit, case, finding, check, YES)
        assert f"Check {check}," in words(refused)
        assert "is made by the system" in words(refused)
        session.rollback()
        assert session.query(Row).count() == 0

    def test_the_second_readers_is_not_the_searchers(
        self, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            answer(unit, case, finding, Check.SECOND_READER, YES)
        assert "answered by a supervisor who did not search" in words(refused)

    @pytest.mark.parametrize("check", OWN)
    def test_every_answer_has_a_ground(
        self, unit: Reviewed, case: CaseFacts, finding: str, check: Check
    ) -> None:
        with pytest.raises(Refused) as refused:
            answer(unit, case, finding, check, Said(CheckAnswer.YES, " – "))
        assert words(refused).startswith(f"Write how you know, for check {check}")

    def test_one_refused_answer_keeps_all_from_being_saved(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        answers = {Check.REAL: YES, Check.CAPTURE_INTACT: YES}
        with pytest.raises(Refused), unit_of_work(unit.dana) as work:
            service.answer_checks(work, case, finding=finding, seen=1, answers=answers)
        assert session.query(Row).count() == 0

    def test_what_looks_like_a_password_is_not_kept(
        self, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            answer(unit, case, finding, Check.REAL, Said(CheckAnswer.YES, "password: hunter2-Secret"))
        assert refused.value.unmet[0].ref == "R-03"

    def test_an_answer_to_an_earlier_version_is_overtaken(
        self, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        unit.revise(case, finding, relevance="Another reason why it matters.")
        with pytest.raises(Overtaken):
            answer(unit, case, finding, Check.REAL, YES)

    def test_a_finding_of_another_case_is_not_found(self, unit: Reviewed, finding: str) -> None:
        other = unit.searched("Andre Whitfield")
        with pytest.raises(NotFound):
            answer(unit, other, finding, Check.REAL, YES)

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR, Role.BOARD_MEMBER, Role.HR_ADMIN])
    def test_nobody_else_answers(self, unit: Reviewed, case: CaseFacts, finding: str, role: Role) -> None:
        person = unit.people.make(f"Somebody {role}", role)
        with pytest.raises((Denied, NotFound)):
            answer(unit, case, finding, Check.REAL, YES, by=person)

    def test_nothing_is_answered_while_the_case_is_under_review(self, unit: Reviewed) -> None:
        case = unit.searched("Andre Whitfield")
        finding = unit.validated(case)
        unit.submit(case)
        with pytest.raises(Refused) as refused:
            answer(unit, case, finding, Check.REAL, NO)
        assert "not with the investigator now" in words(refused)

    def test_the_ledger_is_told_without_the_ground(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        answer(unit, case, finding, Check.REAL, NO)
        line = ledger_page(session).lines[0]
        assert line.event == "CHECK_ANSWERED"
        assert "account was made" not in str(line)


class TestSecondReading:
    def test_a_supervisor_who_did_not_search_reads(self, session: Session, unit: Reviewed) -> None:
        case, (finding,) = unit.ready()
        given = {one.check: one for one in finding_facts(session, case.case_id)[0].checks}
        assert given[Check.SECOND_READER].answered_by == unit.supervisor.person_id
        assert finding

    @pytest.mark.clause("Hamden D.6")
    def test_whoever_wrote_or_searched_does_not(self, unit: Reviewed, case: CaseFacts, finding: str) -> None:
        dana_as_supervisor = Actor(unit.dana.person_id, Role.SUPERVISOR, unit.dana.name)
        with pytest.raises(Refused) as refused, unit_of_work(dana_as_supervisor) as work:
            service.answer_second_reading(work, unit.now(case), finding=finding, seen=1, said=YES)
        assert refused.value.unmet[0].ref == "R-18"

    def test_only_under_review(self, unit: Reviewed, case: CaseFacts, finding: str) -> None:
        unit.no_tie(case, unit.supervisor)
        with pytest.raises(Refused) as refused, unit_of_work(unit.supervisor) as work:
            service.answer_second_reading(work, unit.now(case), finding=finding, seen=1, said=YES)
        assert "not in review now" in words(refused)


class TestScreen:
    CHURCHED = "After church in May 2025 the candidate organized a food drive."

    KEY = looked_at(CHURCHED, ())[0].key

    def screen(self, unit: Reviewed, case: CaseFacts, finding: str, **given: Any) -> Screening:
        """Screen as Dana."""
        row = finding_of(db.session, case.case_id, finding)
        with unit_of_work(unit.dana) as work:
            return service.screen_statement(
                work,
                unit.now(case),
                finding=finding,
                seen=given.get("seen", row.number),
                wording=given.get("wording", row.statement),
                settled=given.get("settled", {}),
            )

    @pytest.mark.clause("IACP")
    def test_what_is_marked_is_settled_or_stays_open(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        finding = unit.finding(case, statement=self.CHURCHED)
        self.screen(unit, case, finding)
        facts = finding_facts(session, case.case_id)[0]
        assert facts.screened
        assert [(one.passage, one.disposition) for one in facts.suggestions] == [("church", "")]
        reason = "The drive was run by the parish office itself."
        self.screen(unit, case, finding, settled={self.KEY: ("kept", reason)})
        facts = finding_facts(session, case.case_id)[0]
        assert (facts.suggestions[0].disposition, facts.suggestions[0].reason) == ("kept", reason)

    def test_another_wording_is_another_version_and_its_own_screen(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        finding = unit.finding(case, statement=self.CHURCHED)
        settled = {self.KEY: ("reworded", "")}
        self.screen(unit, case, finding, wording=STATEMENT, settled=settled)
        row = finding_of(session, case.case_id, finding)
        assert (row.number, row.statement) == (2, STATEMENT)
        facts = finding_facts(session, case.case_id)[0]
        assert facts.screened
        assert [(one.disposition, one.still_present) for one in facts.suggestions] == [("reworded", False)]

    def test_what_the_new_wording_brings_is_open(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        finding = unit.finding(case, statement=STATEMENT)
        self.screen(unit, case, finding, wording=self.CHURCHED)
        facts = finding_facts(session, case.case_id)[0]
        assert [one.disposition for one in facts.suggestions] == [""]

    def test_a_further_version_makes_the_screen_due_again(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        self.screen(unit, case, finding)
        assert finding_facts(session, case.case_id)[0].screened
        unit.revise(case, finding, statement="The candidate organized a food drive in May 2025.")
        assert not finding_facts(session, case.case_id)[0].screened

    def test_the_candidates_own_names_and_handles_are_marked(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        finding = unit.finding(case, statement="Marisol Peña, as marisol.pena, organized a food drive.")
        self.screen(unit, case, finding)
        facts = finding_facts(session, case.case_id)[0]
        passages = {one.passage for one in facts.suggestions}
        assert {"Marisol Peña", "marisol.pena"} <= passages
        assert finding

    def test_reasons_and_dispositions_are_sealed(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        finding = unit.finding(case, statement=self.CHURCHED)
        self.screen(unit, case, finding, settled={self.KEY: ("kept", "A very secret reason")})
        assert b"secret" not in session.query(Screening).one().dispositions

    def test_a_screen_of_an_earlier_version_is_overtaken(
        self, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        unit.revise(case, finding, relevance="Another reason why it matters.")
        with pytest.raises(Overtaken):
            self.screen(unit, case, finding, seen=1)

    def test_what_looks_like_a_password_is_not_kept(self, unit: Reviewed, case: CaseFacts) -> None:
        finding = unit.finding(case, statement=self.CHURCHED)
        with pytest.raises(Refused):
            self.screen(unit, case, finding, settled={self.KEY: ("kept", "pw: hunter2-Secret")})

    def test_unknown_keys_and_dispositions_are_not_kept(
        self, session: Session, unit: Reviewed, case: CaseFacts, finding: str
    ) -> None:
        self.screen(unit, case, finding, settled={"no:such:1": ("kept", "x"), "a": ("burned", "")})
        assert finding_facts(session, case.case_id)[0].suggestions == ()


class TestWalls:
    """What the database holds, whoever writes to it."""

    def changed(self, session: Session, statement: str) -> None:
        """Go around the application."""
        session.rollback()
        with pytest.raises(DatabaseError, match=r"never (changed|deleted)"):
            session.connection().execute(text(statement))
        session.rollback()

    def test_answers_and_screens_are_only_added_to(
        self, session: Session, unit: Reviewed, case: CaseFacts
    ) -> None:
        unit.validated(case)
        for table in ("check_answers", "screenings"):
            self.changed(session, f"UPDATE {table} SET turn = 9")
            self.changed(session, f"DELETE FROM {table}")

    @pytest.mark.clause("Hamden D.6")
    @pytest.mark.parametrize("number", [0, 5, 6, 7, 8, 11])
    def test_the_systems_own_checks_cannot_be_stored(
        self, unit: Reviewed, case: CaseFacts, finding: str, number: int
    ) -> None:
        row = finding_of(db.session, case.case_id, finding)
        with pytest.raises(DatabaseError, match="not_the_systems_own"):
            self.store(unit, case, row.version_id, number)

    def store(self, unit: Reviewed, case: CaseFacts, version_id: UUID, number: int) -> None:
        """Store an answer past the service."""
        with unit_of_work(unit.dana) as work:
            record(work, Event.CASE_RECALLED, about=("case", case.reference), case_id=case.case_id)
            work.add(
                Row(
                    finding_version_id=version_id,
                    number=number,
                    turn=1,
                    answer="yes",
                    ground=b"\x01",
                    answered_by=unit.dana.person_id,
                    answered_at=work.now(),
                )
            )


def test_returned_work_can_be_checked_again(unit: Reviewed, case: CaseFacts) -> None:
    finding = unit.validated(case)
    unit.begin(unit.submit(case))
    with unit_of_work(unit.supervisor) as work:
        review_service.return_case(work, unit.now(case), asked=[Asked(finding, "Look at the date again.")])
    answer(unit, case, finding, Check.DATE_AND_CONTEXT, NO)
    newest = select(Row.answer).where(Row.number == Check.DATE_AND_CONTEXT.value).order_by(Row.turn.desc())
    assert db.session.scalars(newest).first() == "no"
