"""What is read of the run: steps, cells, the log by key, and the desk, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.factories.protocol import Account, Bench
from tests.vault.counting import statements
from tracker.cases.queries import case_facts
from tracker.cases.service import move_case
from tracker.cases.team import team_page
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import NotFound
from tracker.policy.definitions import StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.uniformity import CaseWork, CellState, matrix
from tracker.policy.vocabulary import Method, SearchResult, Stage, StepStatus
from tracker.protocol import settling, voiding
from tracker.protocol.case_page import case_page
from tracker.protocol.case_top import sections_of
from tracker.protocol.desk import beside_on_desk, desk_of
from tracker.protocol.log_pages import search_log
from tracker.protocol.next_act import Act
from tracker.protocol.own_names import OwnNames, left_open, own_names, suggestions
from tracker.protocol.pinned import definition_of
from tracker.protocol.queries import requisition_cells, search_facts, searches_of, steps_of
from tracker.protocol.step_page import proposals_of, step_page
from tracker.protocol.worklist import Chosen
from tracker.vault.sealer import Sealer

pytestmark = pytest.mark.usefixtures("context")


def counted(read: Callable[[], object]) -> int:
    db.session.rollback()
    db.session.expire_all()
    with statements(db.engine) as seen:
        read()
    return len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))])


def fill(bench: Bench, case: CaseFacts, searches: int) -> None:
    """Log many searches in one act, as they would be logged one by one."""
    from tracker.protocol.service import log_search

    with unit_of_work(bench.dana) as work:
        for number in range(searches):
            log_search(work, case, step="06", look=bench.look(query=f"marisol {number}"))


def test_steps_are_in_the_protocols_order(session: Session, case: CaseFacts) -> None:
    definition = definition_of(session, case.requisition_id)
    steps = steps_of(session, case.case_id, definition)
    assert [step.code for step in steps] == [f"{number:02}" for number in range(1, 25)]
    assert {step.status for step in steps} == {StepStatus.NOT_STARTED}


def test_searches_that_could_not_be_made_do_not_count(
    session: Session, bench: Bench, case: CaseFacts
) -> None:
    bench.log(case, result=SearchResult.COULD_NOT_SEARCH)
    bench.log(case, result=SearchResult.FOUND_SOMEONE_ELSE)
    bench.log(case, result=SearchResult.FOUND_UNSURE)
    definition = definition_of(session, case.requisition_id)
    step = next(one for one in steps_of(session, case.case_id, definition) if one.code == "06")
    assert (step.searches, step.found, step.status) == (2, 1, StepStatus.IN_PROGRESS)


def test_cells_compare_the_cases_of_a_requisition_and_open_nothing(
    session: Session, bench: Bench, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = bench.ready("Andre Whitfield")
    bench.ready("Lina Castellanos", requisition=bench.open_requisition("Officer 2026-B"))
    bench.log(case, note="sealed")
    with unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step="06", status=StepStatus.DONE_NOTHING)

    def closed(*_: object) -> bytes:
        raise AssertionError("comparing cases opens nothing")

    monkeypatch.setattr(Sealer, "open", closed)
    cells = requisition_cells(session, case.requisition_id)
    assert {one.reference for one in cells} == {case.reference, second.reference}
    table = matrix([CaseWork(one.reference, one.steps, finished=True) for one in cells])
    states = {row.reference: row.cells[5].state for row in table.rows}
    assert states == {case.reference: CellState.NOTHING_FOUND, second.reference: CellState.GAP}


@pytest.mark.sqlite
def test_cells_take_the_same_statements_for_any_number_of_cases(session: Session, bench: Bench) -> None:
    def cells() -> object:
        return requisition_cells(session, bench.requisition.requisition_id)

    bench.log(bench.ready("Candidate 0"))
    few = counted(cells)
    for number in range(1, 8):
        bench.log(bench.ready(f"Candidate {number}"))
    assert counted(cells) == few <= 6


@pytest.mark.sqlite
def test_statements_do_not_grow_with_searches(session: Session, bench: Bench, case: CaseFacts) -> None:
    now = clock_of(session).now()
    reads: dict[str, Callable[[], object]] = {
        "desk": lambda: desk_of(session, bench.dana.person_id, now),
        "case": lambda: case_page(session, bench.dana, case, now),
        "step": lambda: step_page(session, bench.dana, case, "06", now),
        "log": lambda: search_log(session, case.case_id),
        "searches": lambda: searches_of(session, case.case_id),
    }
    fill(bench, case, 10)
    few = {name: counted(read) for name, read in reads.items()}
    fill(bench, case, 190)
    many = {name: counted(read) for name, read in reads.items()}
    assert many == few
    assert few["searches"] == 2
    assert len(searches_of(session, case.case_id)) == 200


@pytest.mark.sqlite
def test_statements_do_not_grow_with_cases(session: Session, bench: Bench) -> None:
    now = clock_of(session).now()

    def desk() -> object:
        return desk_of(session, bench.dana.person_id, now)

    first = bench.ready("Candidate 0")

    def beside() -> object:
        who = bench.dana.person_id
        return beside_on_desk(session, who, now, Chosen(), reference=first.reference, place="due")

    few = counted(desk), counted(beside)
    for number in range(1, 6):
        bench.ready(f"Candidate {number}")
    assert (counted(desk), counted(beside)) == few


def test_the_log_is_read_page_by_page_without_gap_or_double(
    session: Session, bench: Bench, case: CaseFacts, clock: FixedClock
) -> None:
    logged = []
    for number in range(25):
        if number % 3 == 0:
            clock.advance(timedelta(seconds=1))
        logged.append(bench.log(case, query=f"marisol {number}"))
    page = search_log(session, case.case_id, size=10)
    seen = [entry.facts.reference for entry in page.entries]
    assert not page.newer_than
    while page.older_than:
        page = search_log(session, case.case_id, older_than=page.older_than, size=10)
        seen += [entry.facts.reference for entry in page.entries]
    assert sorted(seen) == sorted(logged)
    back = [entry.facts.reference for entry in page.entries]
    while page.newer_than:
        page = search_log(session, case.case_id, newer_than=page.newer_than, size=10)
        back = [entry.facts.reference for entry in page.entries] + back
    assert back == seen


def test_a_search_is_found_in_its_own_case_alone(session: Session, bench: Bench, case: CaseFacts) -> None:
    reference = bench.log(case)
    other = bench.ready("Andre Whitfield")
    assert search_facts(session, bench.dana, case=case.reference, search=reference).case_id == case.case_id
    with pytest.raises(NotFound):
        search_facts(session, bench.dana, case=other.reference, search=reference)


def test_the_desk_puts_cases_where_they_belong(
    session: Session, bench: Bench, case: CaseFacts, clock: FixedClock
) -> None:
    waiting = bench.assigned(bench.open_case("Andre Whitfield"))
    new = bench.assigned(bench.open_case("Lina Castellanos"), declared=False)
    clock.advance(timedelta(days=25))
    desk = desk_of(session, bench.dana.person_id, clock.now())
    acts = {row.reference: row.next.act for row in (*desk.todo, *desk.waiting, *desk.done)}
    assert acts == {case.reference: Act.SEARCH, waiting.reference: Act.AFFIDAVIT, new.reference: Act.DECLARE}
    assert {row.days_open for row in desk.todo} == {25}
    assert (len(desk.todo), len(desk.waiting), desk.overdue, desk.due_soon) == (2, 1, 0, 3)
    assert desk.designated_until is not None


@pytest.mark.parametrize(("days", "due"), [(0, (0, 0)), (25, (0, 2)), (45, (2, 0))])
def test_desk_and_team_count_alike(
    session: Session, bench: Bench, case: CaseFacts, clock: FixedClock, days: int, due: tuple[int, int]
) -> None:
    bench.assigned(bench.open_case("Andre Whitfield"))
    over = bench.ready("Lina Castellanos")
    for stage in (Stage.REVIEW, Stage.RELEASED):
        with unit_of_work(bench.dana) as work:
            move_case(work, case_facts(work.session, bench.dana, case=over.reference), to=stage)
    clock.advance(timedelta(days=days))
    desk = desk_of(session, bench.dana.person_id, clock.now())
    view = team_page(session, clock.now(), reader=uuid4(), assigned=True)
    assert (desk.overdue, desk.due_soon) == due
    (load,) = view.loads
    assert load.open_cases == len(desk.todo) + len(desk.waiting) == len(view.lines) == 2
    assert (load.overdue, load.due_this_week) == due
    assert over.reference not in {line.reference for line in view.lines}


def test_the_picture_of_the_protocol_says_everything_in_words(
    session: Session, bench: Bench, case: CaseFacts
) -> None:
    bench.log(case, result=SearchResult.FOUND_CANDIDATE)
    with unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step="06", status=StepStatus.DONE_FOUND)
    view = case_page(session, bench.dana, case, clock_of(session).now())
    marks = [mark for section in sections_of(view.top) for mark in section.steps]
    assert len(marks) == 24
    assert (marks[5].glyph, marks[5].kind) == ("1", "found")
    assert marks[5].label == "Step 06 TikTok: done, found, 1 search"
    assert view.top.progress.sentence == "1 of 24 steps are settled. Next: step 01, Names and handles."
    with unit_of_work(bench.dana) as work:
        move_case(work, case_facts(work.session, bench.dana, case=case.reference), to=Stage.REVIEW)
    now = case_facts(session, bench.dana, case=case.reference)
    after = case_page(session, bench.dana, now, clock_of(session).now())
    assert after.top.progress.sentence == "1 of 24 steps are settled.", "nothing is searched in review"


class TestProposals:
    def step(self, queries: tuple[str, ...], places: tuple[str, ...], **values: object) -> StepDefinition:
        expected = values.get("expected", 1)
        assert isinstance(expected, int)
        return StepDefinition(
            code="06",
            section="Platforms",
            title="TikTok",
            why="",
            method_text="",
            queries=queries,
            places=places,
            methods=(Method.PUBLIC_VIEW,),
            required=True,
            expected_searches=expected,
            platform=str(values.get("platform", "")),
        )

    @pytest.fixture
    def own(self, session: Session, bench: Bench) -> OwnNames:
        """What a candidate with two accounts and two other names is called."""
        accounts = (Account("tiktok", "marisol.pena"), Account("x", "mpena"), Account("reddit", former=True))
        case = bench.ready(accounts=accounts, other_names=("Mari Ortiz", "{other_name}"))
        return own_names(session, case.case_id)

    def test_own_words_are_filled_in_each_as_a_query(self, own: OwnNames) -> None:
        step = self.step(('"{name}"', "{other_name}", "{handle}", "{email}"), ("Google",))
        assert [one.query for one in suggestions(step, own)] == [
            '"Marisol Peña"',
            "Mari Ortiz",
            "{other_name}",
            "marisol.pena",
            "mpena",
        ]

    def test_a_platforms_step_uses_the_handles_declared_there(self, own: OwnNames) -> None:
        found = suggestions(self.step(("{handle}",), ("TikTok",), platform="tiktok"), own)
        assert [(one.query, one.account) for one in found] == [("marisol.pena", 1)]

    def test_where_none_is_declared_there_all_handles_serve(self, own: OwnNames) -> None:
        found = suggestions(self.step(("{handle}",), ("Snapchat",), platform="snapchat"), own)
        assert [(one.query, one.account) for one in found] == [("marisol.pena", None), ("mpena", None)]

    def test_an_account_is_told_only_where_the_look_is_at_it(self, own: OwnNames) -> None:
        elsewhere = self.step(("{handle}",), ("Twitch", "The declared site"))
        assert [(place, account) for _, place, account in proposals_of(elsewhere, own)] == [
            ("Twitch", None),
            ("Twitch", None),
            ("The declared site", 1),
            ("The declared site", 2),
        ]

    def test_two_words_in_one_pattern_make_every_pair(self, own: OwnNames) -> None:
        found = suggestions(self.step(("{name} {handle}",), ("Google",)), own)
        assert [one.query for one in found] == ["Marisol Peña marisol.pena", "Marisol Peña mpena"]

    def test_places_go_round_where_more_searches_are_expected_than_patterns(self, own: OwnNames) -> None:
        round_ = proposals_of(self.step(('"{name}"',), ("Google", "Bing"), expected=2), own)
        assert [place for _, place, _ in round_] == ["Google", "Bing"]
        through = proposals_of(self.step(("{handle}",), ("Google", "Bing")), own)
        assert [(query, place) for query, place, _ in through][:2] == [
            ("marisol.pena", "Google"),
            ("mpena", "Google"),
        ]

    def test_a_word_in_brackets_counts_as_logged_with_any_word(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        bench.log(case, "02", query='"Marisol Peña" Riverton', place="Google", method="search-engine")
        view = step_page(session, bench.dana, case, "02", clock_of(session).now())
        assert [(one.place, one.logged) for one in view.proposals] == [
            ("Google", True),
            ("Bing", False),
            ("LinkedIn", False),
        ]

    def test_brackets_of_the_query_itself_stay(self) -> None:
        step = self.step(('"{name}" [town]',), ("Google",))
        assert left_open('"Marisol" [town]', step) == "[town]"
        assert not left_open('"Marisol" [sic]', step)

    def test_entries_in_error_are_proposed_again(
        self, session: Session, bench: Bench, case: CaseFacts
    ) -> None:
        reference = bench.log(case)
        now = clock_of(session).now()
        assert [one.number for one in step_page(session, bench.dana, case, "06", now).proposals if one.logged]
        with unit_of_work(bench.dana) as work:
            voiding.void_search(work, case, search=reference, reason="The page did not load.")
        view = step_page(session, bench.dana, case, "06", now)
        assert not [one for one in view.proposals if one.logged]
