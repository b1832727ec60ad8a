"""What an audit reads: uniformity on both sides, the ledger in words, the duties; each in a fixed cost."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.factories.oversight import Audit
from tests.policy.tables import gaps_and_extras
from tests.vault.counting import statements
from tracker.board.deciding import Verdict
from tracker.cases.queries import case_facts
from tracker.cases.service import close_case
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.events import EVENTS, OPENINGS
from tracker.ledger.report import Verdict as Found
from tracker.ledger.verify import verify
from tracker.oversight import service
from tracker.oversight.case_file import case_file
from tracker.oversight.case_list import case_list
from tracker.oversight.cell import cell_of
from tracker.oversight.duties import DutiesView, DutyLine, duties_view
from tracker.oversight.event_words import GROUPS, event_groups, event_words
from tracker.oversight.lines import Wanted, lines_page, people_choices
from tracker.oversight.queries import ledger_state
from tracker.oversight.table_file import HEAD, table_as_csv
from tracker.oversight.uniformity import opened_requisitions, uniformity_of
from tracker.policy.answers import NotFound
from tracker.policy.uniformity import CellState
from tracker.policy.vocabulary import Outcome, Stage

GOES_ON = Verdict(Outcome.CONTINUE, outside=False)


def selects(seen: list[str]) -> int:
    """Count the statements that read."""
    return sum(one.startswith(("SELECT", "WITH")) for one in seen)


class TestUniformity:
    @pytest.mark.clause("Hamden D.5")
    def test_what_is_missing_and_what_is_extra_are_seen(self, audit: Audit, session: Session) -> None:
        references = audit.worked(
            9,
            left={3: ["06"]},
            more={5: {"07": 4}},
            beyond={6: "08"},
            excused={7: {"05": "no-such-account"}, 8: {"09": "place-unreachable"}},
        )
        view = uniformity_of(session, audit.requisition)
        assert [row.reference for row in view.table.rows] == references
        found = {
            (row.reference, cell.code): cell.state
            for row in view.table.rows
            for cell in row.cells
            if cell.state is not CellState.NOTHING_FOUND
        }
        assert found == {
            (references[3], "06"): CellState.GAP,
            (references[5], "07"): CellState.EXTRA,
            (references[6], "08"): CellState.EXTRA,
            (references[7], "05"): CellState.NOT_APPLICABLE,
            (references[8], "09"): CellState.DEVIATION,
        }
        assert gaps_and_extras(view.table) == (1, 2)
        assert [row.reference for row in view.unlike] == [references[n] for n in (3, 5, 6, 8)]
        assert view.table.rows[6].off_protocol == 1
        assert {row.days for row in view.table.rows} == {9}
        assert "9 candidates × 24 steps" in view.table.sentence

    def test_who_withdrew_is_left_out_and_named(self, audit: Audit, session: Session) -> None:
        gone = audit.worked(1, left={0: ["06", "07"]}, stage=Stage.WITHDRAWN)
        going = audit.worked(2, stage=Stage.SEARCH)
        view = uniformity_of(session, audit.requisition)
        assert view.withdrawn == tuple(gone)
        assert {row.reference for row in view.table.rows} == set(going)
        assert {row.days for row in view.table.rows} == {None}

    def test_a_case_that_is_closed_after_its_candidate_withdrew_stays_left_out(
        self, audit: Audit, session: Session
    ) -> None:
        (gone,) = audit.worked(1, left={0: ["06", "07"]}, stage=Stage.WITHDRAWN)
        case = case_facts(session, audit.auditor, case=gone)
        with unit_of_work(audit.hr) as work:
            close_case(work, case)
        view = uniformity_of(session, audit.requisition)
        assert (view.withdrawn, view.table.rows) == ((gone,), ())
        assert [line.cases for line in opened_requisitions(session)] == [0]

    def test_nobody_is_named(self, audit: Audit, session: Session) -> None:
        references = audit.worked(2)
        shown = repr(uniformity_of(session, audit.requisition))
        assert all(reference in shown for reference in references)
        assert "Candidate 00" not in shown

    def test_the_chiefs_deviations_are_shown(self, audit: Audit, session: Session) -> None:
        (case,) = audit.worked(1)
        facts = case_facts(session, audit.auditor, case=case)
        audit.expose(facts.case_id, audit.tan)
        (deviation,) = uniformity_of(session, audit.requisition).deviations
        assert (deviation.clause, deviation.person) == ("General Order 004-011 D.2", "Member Tan")

    @pytest.mark.parametrize("number", [0, 1, 10, 200])
    @pytest.mark.sqlite
    def test_it_costs_the_same_for_many(self, audit: Audit, session: Session, number: int) -> None:
        audit.worked(number)
        requisition = audit.requisition
        session.rollback()
        with statements(db.engine) as seen:
            view = uniformity_of(session, requisition)
        assert len(view.table.rows) == number
        assert selects(seen) == (13 if number else 9)

    def test_the_file_holds_what_the_page_shows(self, audit: Audit, session: Session) -> None:
        references = audit.worked(3, left={0: ["06"]}, more={1: {"07": 4}})
        content, count = table_as_csv(uniformity_of(session, audit.requisition))
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
        assert tuple(head) == HEAD
        assert len(rows) == count == 3 * 24
        states = {(row[1], row[2]): (row[4], row[6]) for row in rows}
        assert states[references[0], "06"] == ("gap", "0")
        assert states[references[1], "07"] == ("extra", "4")
        assert b"canary" not in content

    def test_only_opened_requisitions_can_be_chosen(self, audit: Audit, session: Session) -> None:
        audit.worked(2)
        (one,) = opened_requisitions(session)
        assert (one.reference, one.cases, one.closed_at) == (audit.reference, 2, None)


class TestCell:
    def test_it_shows_each_search_without_its_words(self, audit: Audit, session: Session) -> None:
        references = audit.worked(3, more={1: {"07": 4}}, beyond={1: "07"})
        view = cell_of(session, case_facts(session, audit.auditor, case=references[1]), "07")
        assert view.cell is not None
        assert view.cell.state is CellState.EXTRA
        assert view.peers is not None
        assert (view.peers.least, view.peers.most) == (1, 5)
        assert len(view.searches) == 6
        extra = [search for search in view.searches if search.request]
        assert [(one.asked_by, one.approved_by) for one in extra] == [("Dana Ruiz", "Lt. Ama Okafor")]
        assert {one.searcher for one in view.searches} == {"Dana Ruiz"}
        assert "canary" not in repr(view)

    def test_an_excuse_is_shown_with_who_approved_it(self, audit: Audit, session: Session) -> None:
        (case,) = audit.worked(1, excused={0: {"05": "no-such-account"}})
        view = cell_of(session, case_facts(session, audit.auditor, case=case), "05")
        (outcome,) = view.outcomes
        assert outcome.excuse.startswith("The candidate declared no account there")
        assert (outcome.outcome, outcome.asked_by, outcome.approved_by) == (
            "Not applicable",
            "Dana Ruiz",
            "Lt. Ama Okafor",
        )

    def test_a_step_that_nobody_has_is_not_found(self, audit: Audit, session: Session) -> None:
        (case,) = audit.worked(1)
        facts = case_facts(session, audit.auditor, case=case)
        for step in ("99", "", "6", "06 "):
            with pytest.raises(NotFound):
                cell_of(session, facts, step)

    @pytest.mark.parametrize("number", [2, 60])
    @pytest.mark.sqlite
    def test_it_costs_the_same_for_many(self, audit: Audit, session: Session, number: int) -> None:
        case = audit.worked(number, more={0: {"07": number}})[0]
        facts = case_facts(session, audit.auditor, case=case)
        with statements(db.engine) as seen:
            cell_of(session, facts, "07")
        assert selects(seen) == 13


class TestLines:
    def test_people_are_named_and_candidates_are_not(self, audit: Audit, session: Session) -> None:
        case = audit.case("Marisol Peña")
        audit.file(case)
        page = lines_page(session, Wanted(case=case.reference))
        said = [line.sentence for line in page.lines]
        assert any(sentence.startswith("The candidate filed affidavit") for sentence in said)
        assert f"Lt. Ama Okafor assigned case {case.reference} to Dana Ruiz" in said
        assert not any("Marisol" in sentence or str(case.candidate_id) in sentence for sentence in said)
        assert {line.case for line in page.lines} == {case.reference}

    def test_filters_narrow_it(self, audit: Audit, session: Session, clock: FixedClock) -> None:
        case = audit.case()
        dana = next(reference for reference, name in people_choices(session).items() if name == "Dana Ruiz")
        clock.advance(timedelta(days=2))
        later = clock.now()
        audit.accept(audit.reyes)

        def found(**given: Any) -> list[str]:
            return [line.event for line in lines_page(session, Wanted(**given)).lines]

        assert found(events=("CASE_ASSIGNED",)) == ["A case was assigned"]
        assert set(found(person=dana)) == {"A tie, or none, was declared"}
        assert found(since=later) == ["Duties were accepted"]
        assert found(case=case.reference, person=dana) == ["A tie, or none, was declared"]
        assert found(case="C-26-22222") == found(person="P-222222") == found(events=("NOTHING",)) == []

    def test_pages_follow_one_another_without_gap_or_repetition(self, audit: Audit, session: Session) -> None:
        audit.many(8)
        seen: list[int] = []
        before = None
        while True:
            page = lines_page(session, Wanted(before=before), limit=7)
            seen += [line.number for line in page.lines]
            before = page.older
            if before is None:
                break
        assert seen == sorted(seen, reverse=True)
        assert seen[-1] == 0
        assert len(seen) == seen[0] + 1

    @pytest.mark.parametrize("before", [-5, 0, 2**63, 10**30])
    def test_an_odd_place_to_go_on_from_is_no_trouble(self, session: Session, before: int) -> None:
        found = [line.number for line in lines_page(session, Wanted(before=before)).lines]
        newest = [line.number for line in lines_page(session, Wanted()).lines]
        assert newest
        assert found == ([] if before <= 0 else newest)

    @pytest.mark.parametrize("number", [1, 120])
    @pytest.mark.sqlite
    def test_a_page_costs_three_statements(self, audit: Audit, session: Session, number: int) -> None:
        audit.many(number)
        session.rollback()
        with statements(db.engine) as seen:
            lines_page(session, Wanted())
        assert selects(seen) == 3

    def test_every_event_has_words(self) -> None:
        words = {event: said for events in GROUPS.values() for event, said in events.items()}
        assert words.keys() == EVENTS.keys()
        assert len(set(words.values())) == len(words) == sum(map(len, GROUPS.values()))
        assert not [
            said for said in words.values() if said.casefold().replace(" ", "_") in map(str.casefold, EVENTS)
        ]
        ((group, openings),) = event_groups(OPENINGS).items()
        assert group == "Who opened what"
        assert set(openings) == OPENINGS
        assert event_words("OF_AN_OLDER_EDITION") == "Of an older edition"


class TestLedgerState:
    def test_it_is_unknown_before_the_first_check(self, session: Session) -> None:
        state = ledger_state(session)
        assert state.last is None
        assert state.added == state.size > 0

    def test_it_counts_what_was_added_since(self, audit: Audit, session: Session) -> None:
        make_checkpoint()
        report = verify(session, witness_of(session), deep=True)
        with unit_of_work(audit.auditor) as work:
            service.record_check(work, report)
        audit.accept(audit.reyes)
        state = ledger_state(session)
        assert state.last is not None
        assert (state.last.verdict, state.last.checked_by) == (Found.SOUND, "Renata Wells")
        assert state.added == 2


def line_of(view: DutiesView, person: str) -> DutyLine:
    """Return the line of a person in the first requisition."""
    return next(line for line in view.requisitions[0].lines if line.person == person)


def _take_down(session: Session, table: str, wall: str) -> None:
    """Take a wall of the database down, as somebody who goes around the product could."""
    on = f" ON {table}" if db.engine.dialect.name == "postgresql" else ""
    with db.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER wall_{table}_{wall}{on}"))
    session.rollback()


class TestDuties:
    @pytest.mark.clause("Hamden D.2")
    def test_people_are_apart(self, audit: Audit, session: Session) -> None:
        audit.worked(3)
        packet = audit.released()
        audit.accept()
        audit.read(packet)
        audit.decide(packet, GOES_ON)
        view = duties_view(session)
        assert view.overlaps == 0
        dana, reyes = line_of(view, "Dana Ruiz"), line_of(view, "Member Reyes")
        assert (dana.searched, dana.exposed, dana.seated, dana.decided) == (3, 3, False, 0)
        assert (reyes.searched, reyes.exposed, reyes.seated, reyes.decided) == (0, 0, True, 1)

    @pytest.mark.clause("Hamden D.2")
    def test_an_overlap_by_deviation_is_shown_as_such(self, audit: Audit, session: Session) -> None:
        packet = audit.released()
        audit.expose(packet.case_id, audit.tan)
        view = duties_view(session)
        tan = line_of(view, "Member Tan")
        assert view.requisitions[0].lines[0] == tan
        assert "Sits, or sat, on the board" in tan.excused[0]
        assert tan.excused[1] == "The city attorney reviews each case."
        assert (tan.overlaps, view.overlaps) == ((), 0)

    @pytest.mark.clause("Hamden D.2")
    def test_no_deviation_covers_deciding_on_a_candidate_one_searched_for(
        self, audit: Audit, session: Session
    ) -> None:
        packet = audit.released()
        audit.accept()
        audit.read(packet, audit.tan)
        _take_down(session, "access_entries", "reader")
        _take_down(session, "access_entries", "decided")
        audit.expose(packet.case_id, audit.tan)
        view = duties_view(session)
        assert line_of(view, "Member Tan").overlaps == (
            "Saw search material about a candidate, and took part in deciding on that candidate.",
        )
        assert view.overlaps == 1

    @pytest.mark.parametrize("number", [1, 30])
    @pytest.mark.sqlite
    def test_it_costs_the_same_for_many(self, audit: Audit, session: Session, number: int) -> None:
        audit.worked(number)
        audit.many(number)
        session.rollback()
        with statements(db.engine) as seen:
            duties_view(session)
        assert selects(seen) == 6


class TestCases:
    def test_the_file_says_what_the_board_saw_and_decided(self, audit: Audit, session: Session) -> None:
        packet = audit.released()
        audit.accept()
        audit.read(packet, audit.reyes, audit.tan)
        audit.step_out(packet, audit.yu)
        audit.decide(packet, GOES_ON)
        view = case_file(session, audit.now(packet.case_id))
        assert [one.reference for one in view.packets] == [packet.reference]
        assert [(one.member, one.packet) for one in view.readings] == [
            ("Member Reyes", packet.reference),
            ("Member Tan", packet.reference),
        ]
        assert [one.member for one in view.stepped_out] == ["Member Yu"]
        assert [one.outcome for one in view.decisions] == ["continue"]
        assert view.stage == "Decided"
        assert "Marisol" not in repr(view)

    def test_what_lies_sealed_is_counted_and_not_opened(self, audit: Audit, session: Session) -> None:
        (reference,) = audit.worked(1)
        view = case_file(session, case_facts(session, audit.auditor, case=reference))
        assert (view.affidavits, view.searches > 20, view.findings, view.notes) == (0, True, 0, 0)
        assert "canary" not in repr(view)

    def test_cases_are_listed_by_reference(self, audit: Audit, session: Session, clock: FixedClock) -> None:
        first = audit.worked(4)
        clock.advance(timedelta(days=1))
        second = audit.worked(3)
        page = case_list(session, size=5)
        assert [one.reference for one in page.cases[:3]] == sorted(second, reverse=True)
        rest = case_list(session, after=page.older, size=5)
        assert {one.reference for one in (*page.cases, *rest.cases)} == {*first, *second}
        assert rest.older == ""
        assert [one.reference for one in case_list(session, first[0]).cases] == [first[0]]
        assert case_list(session, "C-26-22222").cases == case_list(session, after="C-26-22222").cases == ()
