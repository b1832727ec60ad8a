"""What others see while what was released of a case is corrected: its wording changes, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tracker.affidavits.dates import stands_of
from tracker.affidavits.setting import setting_of
from tracker.cases.came_back import seen_stage_of
from tracker.cases.decided import mark_decided
from tracker.cases.exposure import exposure_of
from tracker.cases.lists import case_list
from tracker.cases.service import withdraw_case
from tracker.cases.team import team_page
from tracker.clock import FixedClock
from tracker.db import clock_of, unit_of_work
from tracker.oversight.case_file import case_file
from tracker.oversight.case_list import case_list as audited_cases
from tracker.oversight.kept_work import work_of
from tracker.policy.actors import SYSTEM
from tracker.policy.affidavit_window import missing_to_answer, missing_to_withdraw
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Method, SearchResult, Stage, StepStatus
from tracker.policy.way_back import WayIn, way_in
from tracker.protocol.case_top import case_top
from tracker.protocol.desk import desk_of
from tracker.protocol.progress import requisition_cells
from tracker.protocol.service import Look, log_search
from tracker.protocol.settling import open_again, settle_step
from tracker.release import review_service, service
from tracker.release.standing import Asked

pytestmark = pytest.mark.clause("Hampton C.3.d")

WHY = "The answers were counted over two years."
BETTER = "In May 2025 the candidate helped at a food drive."


def decided(unit: Reviewed) -> CaseFacts:
    """Return a case on which the board has decided."""
    case, _ = unit.ready()
    unit.release(case)
    with unit_of_work(SYSTEM) as work:
        mark_decided(work, case.case_id)
    assert unit.now(case).stage is Stage.DECIDED
    return unit.now(case)


def begun(unit: Reviewed, case: CaseFacts) -> CaseFacts:
    """Begin to correct what was released of a case."""
    with unit_of_work(unit.supervisor) as work:
        review_service.begin_correction(work, unit.now(case), reason=WHY)
    return unit.now(case)


def corrected(unit: Reviewed, case: CaseFacts) -> CaseFacts:
    """Take a correction to its end."""
    (finding,) = unit.finding_references(case)
    unit.revise(case, finding, statement=BETTER)
    unit.screen(case, finding)
    unit.check(case, finding)
    unit.submit(case)
    with unit_of_work(unit.supervisor) as work:
        review_service.begin_review(work, unit.now(case))
    unit.read(case, finding)
    unit.look(case, unit.supervisor)
    with unit_of_work(unit.supervisor) as work:
        service.correct_release(work, unit.now(case), reason=WHY)
    return unit.now(case)


def test_a_decided_case_stays_decided_for_its_candidate(
    session: Session, unit: Reviewed, clock: FixedClock
) -> None:
    case = begun(unit, decided(unit))
    assert (case.stage, case.seen_as, case.under_correction) == (Stage.SEARCH, Stage.DECIDED, True)
    assert stands_of(setting_of(session, case.case_id)) == "decided"
    assert missing_to_answer(case.seen_as, filed=True)
    assert missing_to_withdraw(case.seen_as)
    assert way_in(case.seen_as, kept_until=None, today=clock.now().date()) is WayIn.OWN_FILE
    with pytest.raises(Refused), unit_of_work(unit.hr) as work:
        withdraw_case(work, case)


def test_hr_goes_on_seeing_it_decided(session: Session, unit: Reviewed, clock: FixedClock) -> None:
    case = begun(unit, decided(unit))
    late = clock.now() + timedelta(days=60)
    view = case_list(session, late, stages=(Stage.DECIDED,))
    assert [(line.reference, line.due, line.days_over) for line in view.lines] == [(case.reference, None, 0)]
    assert view.counts == {Stage.DECIDED: 1}


def test_what_came_back_stands_under_one_word_on_every_list_of_staff(
    session: Session, unit: Reviewed, clock: FixedClock
) -> None:
    case, _ = unit.ready()
    with unit_of_work(unit.supervisor) as work:
        review_service.return_case(work, unit.now(case), asked=[Asked("", "Look at it once more.")])
    session.rollback()
    case = unit.now(case)

    def told() -> tuple[str, ...]:
        return (
            case_list(session, clock.now()).lines[0].told,
            seen_stage_of(session, case),
            audited_cases(session).cases[0].stage,
            case_file(session, case).stage,
            team_page(session, clock.now(), reader=uuid4(), assigned=True).lines[0].stage,
        )

    assert set(told()) == {"Returned"}
    unit.answer_asks(case)
    unit.submit(case)
    session.rollback()
    case = unit.now(case)
    assert set(told()) == {"In review"}


def test_hr_reads_nothing_of_a_correction_that_auditors_read(
    session: Session, unit: Reviewed, clock: FixedClock
) -> None:
    case = begun(unit, decided(unit))
    assert (case_list(session, clock.now()).lines[0].told, seen_stage_of(session, case)) == ("Decided",) * 2
    assert {audited_cases(session).cases[0].stage, case_file(session, case).stage} == {"Being corrected"}


def test_nothing_of_it_is_overdue(session: Session, unit: Reviewed, clock: FixedClock) -> None:
    case = begun(unit, decided(unit))
    clock.advance(timedelta(days=60))
    team = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert [(line.reference, line.days_left, line.due_soon) for line in team.lines] == [
        (case.reference, None, False)
    ]
    assert [(load.open_cases, load.overdue, load.due_this_week) for load in team.loads] == [(1, 0, 0)]
    desk = desk_of(session, unit.dana.person_id, clock.now())
    assert (desk.overdue, desk.due_soon, desk.todo[0].days_left) == (0, 0, None)
    top = case_top(session, unit.dana, case)
    assert (top.overdue, top.stage[0], top.adds) == (0, "Being corrected", True)


@pytest.mark.clause("Hamden D.5")
def test_nothing_more_is_searched(session: Session, unit: Reviewed) -> None:
    case = begun(unit, decided(unit))
    step = requisition_cells(session, case.requisition_id)[0].steps[0].code
    look = Look(
        "Marisol Peña", "Google", Method.SEARCH_ENGINE, SearchResult.NOTHING_FOUND, clock_of(session).now()
    )
    with pytest.raises(Refused, match="being corrected"), unit_of_work(unit.dana) as work:
        log_search(work, case, step=step, look=look)
    with pytest.raises(Refused, match="being corrected"), unit_of_work(unit.dana) as work:
        open_again(work, case, step=step)
    with pytest.raises(Refused, match="being corrected"), unit_of_work(unit.dana) as work:
        settle_step(work, case, step=step, status=StepStatus.DONE_NOTHING)


@pytest.mark.clause("Hamden D.5")
def test_the_table_of_all_candidates_stays_as_it_was(session: Session, unit: Reviewed) -> None:
    case = decided(unit)

    def table() -> object:
        session.rollback()
        return work_of(session, case.requisition_id).matrix_at(clock_of(session).now())

    before = table()
    begun(unit, case)
    assert table() == before


@pytest.mark.clause("Hamden D.2")
def test_the_chief_who_may_uphold_a_decision_reads_nothing_of_how_the_case_was_worked(
    session: Session, unit: Reviewed
) -> None:
    case, chief = decided(unit), uuid4()
    (worked,) = unit.now(case).searchers

    def shown(*, upholds: bool) -> int:
        session.rollback()
        view = exposure_of(session, worked, apart_from=chief, named=False, upholds=upholds)
        return len(view.candidates)

    assert (shown(upholds=True), shown(upholds=False)) == (1, 1)
    begun(unit, case)
    corrected(unit, case)
    assert (shown(upholds=True), shown(upholds=False)) == (0, 1)
    with unit_of_work(SYSTEM) as work:
        mark_decided(work, case.case_id)
    assert shown(upholds=True) == 1, "the board voted anew"


def test_it_is_decided_until_the_board_decides_anew(unit: Reviewed) -> None:
    case = decided(unit)
    begun(unit, case)
    done = corrected(unit, case)
    assert (done.stage, done.seen_as, done.under_correction) == (Stage.RELEASED, Stage.DECIDED, False)
    again = begun(unit, case)
    assert again.seen_as is Stage.DECIDED


def test_a_released_case_stays_with_the_board(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready()
    unit.release(case)
    now = begun(unit, case)
    assert now.seen_as is Stage.RELEASED
    assert stands_of(setting_of(session, case.case_id)) == "with-the-board"
    done = corrected(unit, case)
    assert (done.stage, done.seen_as) == (Stage.RELEASED, Stage.RELEASED)
    with unit_of_work(SYSTEM) as work:
        mark_decided(work, case.case_id)
    assert unit.now(case).stage is Stage.DECIDED
