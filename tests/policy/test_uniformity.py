"""The uniformity matrix shows what is missing and what is extra."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.tables import counted, gaps_and_extras
from tests.policy.test_steps import STEPS
from tests.policy.work import excused, step
from tracker.policy.casework import StepFacts
from tracker.policy.steps import is_settled
from tracker.policy.uniformity import CaseWork, CellState, beside_others, matrix, work_is_over
from tracker.policy.vocabulary import Stage, StepStatus

OPEN = step("02", status=StepStatus.NOT_STARTED, searches=0)


def work(name: str, *steps: StepFacts, finished: bool = True) -> CaseWork:
    return CaseWork(name, steps, finished, 9)


@pytest.mark.clause("Hamden D.5")
def test_one_gap_and_one_extra_are_seen_among_peers() -> None:
    cases = [work(f"C-{n}", step("01"), step("02", searches=2)) for n in range(8)]
    cases.append(work("C-gap", step("01"), OPEN))
    cases.append(work("C-extra", step("01"), step("02", searches=7)))
    seen = matrix(cases)
    assert gaps_and_extras(seen) == (1, 1)
    assert seen.rows[8].cells[1].glyph == "!"
    assert seen.rows[9].cells[1].glyph == "+5"
    assert seen.rows[9].cells[1].state is CellState.EXTRA
    assert seen.sentence == (
        "10 candidates × 2 steps: 19 done, 1 of them with extra work, "
        "0 excused with reasons, 1 unexplained, 0 still open."
    )
    assert seen.columns[1].done_percent == 90
    assert (seen.columns[1].median_searches, seen.columns[1].least, seen.columns[1].most) == (2.0, 2, 7)


@pytest.mark.parametrize(
    ("facts", "finished", "state", "glyph"),
    [
        (step("02"), True, CellState.NOTHING_FOUND, "0"),
        (step("02", status=StepStatus.DONE_FOUND, found=3), True, CellState.FOUND, "3"),
        (excused("02"), True, CellState.NOT_APPLICABLE, "N/A"),
        (excused("02", status=StepStatus.COULD_NOT_BE_DONE), True, CellState.DEVIATION, "A"),
        (excused("02", excuse_approved_by=None), True, CellState.GAP, "!"),
        (excused("02", excuse_approved_by=None), False, CellState.IN_PROGRESS, "…"),
        (OPEN, True, CellState.GAP, "!"),
        (OPEN, False, CellState.NOT_STARTED, "–"),
        (step("02", status=StepStatus.IN_PROGRESS), False, CellState.IN_PROGRESS, "…"),
        (step("02", extra=2), True, CellState.EXTRA, "+2"),
        (step("02", searches=0), True, CellState.GAP, "!"),
    ],
)
def test_each_state_has_its_glyph(facts: StepFacts, finished: bool, state: CellState, glyph: str) -> None:
    cell = matrix([work("C-1", facts, finished=finished)]).rows[0].cells[0]
    assert (cell.state, cell.glyph) == (state, glyph)


def test_work_beyond_the_protocol_is_summed_up_in_its_row() -> None:
    row = matrix([work("C-1", step("01", extra=1), step("02", extra=2))]).rows[0]
    assert row.off_protocol == 3


def test_twice_the_median_is_not_yet_extra() -> None:
    peers = [work(f"C-{n}", step("01", searches=3)) for n in range(5)]
    assert counted(matrix([*peers, work("C-6", step("01", searches=6))]), CellState.EXTRA) == 0
    assert counted(matrix([*peers, work("C-7", step("01", searches=7))]), CellState.EXTRA) == 1


def test_no_case_makes_an_empty_matrix() -> None:
    assert matrix([]).rows == ()


@given(st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=12))
def test_gaps_are_exactly_the_unsettled_steps_of_finished_cases(cases: list[tuple[StepFacts, bool]]) -> None:
    seen = matrix([CaseWork(f"C-{n}", (facts,), done) for n, (facts, done) in enumerate(cases)])
    assert counted(seen, CellState.GAP) == sum(done and not is_settled(facts) for facts, done in cases)
    for row, (facts, _done) in zip(seen.rows, cases, strict=True):
        assert row.cells[0].searches == facts.searches
        assert row.cells[0].state is not CellState.EXTRA or row.cells[0].extra > 0


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(
    ("stage", "late", "over"),
    [
        (Stage.AFFIDAVIT_PENDING, True, False),
        (Stage.SEARCH, False, False),
        (Stage.SEARCH, True, True),
        (Stage.REVIEW, False, True),
        (Stage.DECIDED, False, True),
        (Stage.WITHDRAWN, True, False),
    ],
)
def test_an_open_step_is_a_gap_once_the_work_is_handed_in_or_late(
    stage: Stage, late: bool, over: bool
) -> None:
    due = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
    assert work_is_over(stage, due, due + timedelta(seconds=1 if late else 0)) is over


@pytest.mark.clause("Hamden D.5")
def test_a_case_stands_beside_the_middle_of_the_others() -> None:
    others = [work(f"C-{n}", step("01", searches=2), step("02", searches=3), step("03")) for n in range(3)]
    less = work("C-own", step("01", searches=2), step("02", searches=1), step("03", searches=9))
    found = [(one.code, one.searches, one.middle, one.difference) for one in beside_others(less, others)]
    assert found == [("01", 2, 2.0, ""), ("02", 1, 3.0, "missing"), ("03", 9, 1.0, "extra")]
    assert {one.others for one in beside_others(less, others)} == {3}


@pytest.mark.parametrize(
    ("own", "difference"),
    [(OPEN, "missing"), (excused("02"), ""), (step("02", extra=1), "extra"), (step("02", searches=1), "")],
)
def test_a_gap_is_missing_and_an_excused_step_is_not(own: StepFacts, difference: str) -> None:
    (told,) = beside_others(work("C-own", own), [])
    assert (told.difference, told.others) == (difference, 0)


@given(STEPS)
def test_beside_cases_like_itself_nothing_but_a_gap_or_extra_work_is_told(own: StepFacts) -> None:
    (told,) = beside_others(work("C-own", own), [work("C-1", own), work("C-2", own)])
    (cell,) = matrix([work(name, own) for name in ("C-own", "C-1", "C-2")]).rows[0].cells
    assert told.state is cell.state
    assert told.difference == ("missing" if cell.state is CellState.GAP else "extra" if cell.extra else "")
