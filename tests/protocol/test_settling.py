"""Steps are settled by rule alone, whatever people do in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.protocol import Bench
from tracker.db import db, unit_of_work
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.casework import StepFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.steps import missing_steps
from tracker.policy.vocabulary import SearchResult, StepStatus
from tracker.protocol import differing, settling, voiding
from tracker.protocol.models import StepOutcome
from tracker.protocol.pinned import definition_of
from tracker.protocol.queries import steps_of

pytestmark = pytest.mark.usefixtures("context")

STEP = "10"
"""A step that expects two searches."""
PLACES = ("Google", "Bing", "DuckDuckGo")


def facts_now(session: Session, case: CaseFacts) -> StepFacts:
    session.rollback()
    definition = definition_of(session, case.requisition_id)
    return next(step for step in steps_of(session, case.case_id, definition) if step.code == STEP)


def test_an_early_close_says_what_is_left(bench: Bench, case: CaseFacts) -> None:
    with pytest.raises(Refused, match="Log 2 more searches"), unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step=STEP, status=StepStatus.DONE_NOTHING)


def test_an_excuse_is_no_way_to_close_by_hand(bench: Bench, case: CaseFacts) -> None:
    with pytest.raises(Refused, match="Ask for the step to be excused"), unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step=STEP, status=StepStatus.NOT_APPLICABLE)


def test_an_open_step_is_not_opened(bench: Bench, case: CaseFacts) -> None:
    with pytest.raises(Refused, match="is open already"), unit_of_work(bench.dana) as work:
        settling.open_again(work, case, step=STEP)


def test_a_page_made_from_an_older_state_is_overtaken(
    session: Session, bench: Bench, case: CaseFacts
) -> None:
    for place in PLACES[:2]:
        bench.log(case, STEP, query='"Marisol Peña"', place=place, method="search-engine")
    with unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step=STEP, status=StepStatus.DONE_NOTHING, seen=0)
    with pytest.raises(Overtaken), unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step=STEP, status=StepStatus.DONE_NOTHING, seen=0)
    with pytest.raises(Overtaken), unit_of_work(bench.dana) as work:
        settling.open_again(work, case, step=STEP, seen=0)
    assert facts_now(session, case).status is StepStatus.DONE_NOTHING


@dataclass
class Expected:
    """What a step should be, reckoned apart from the code."""

    live: dict[str, SearchResult] = field(default_factory=dict)
    closed: StepStatus | None = None
    excused: bool = False
    waiting: str = ""
    outcomes: int = 0

    @property
    def made(self) -> int:
        return sum(result is not SearchResult.COULD_NOT_SEARCH for result in self.live.values())

    @property
    def found(self) -> bool:
        return bool(set(self.live.values()) & {SearchResult.FOUND_CANDIDATE, SearchResult.FOUND_UNSURE})

    def may_close(self, status: StepStatus) -> bool:
        return self.made >= 2 and self.found == (status is StepStatus.DONE_FOUND)


class OneStep(RuleBasedStateMachine):
    """Everything that can be done to one step, in any order, beside a reckoning of what should come of it."""

    bench: Bench

    def __init__(self) -> None:
        super().__init__()
        self.case = self.bench.ready(f"Candidate {id(self)}")
        self.expected = Expected()
        self.places = 0

    @rule(result=st.sampled_from(list(SearchResult)))
    def log(self, result: SearchResult) -> None:
        """A search can be logged unless the step is closed."""
        place = PLACES[self.places % len(PLACES)]
        self.places += 1
        values = {"query": '"Candidate"', "place": place, "method": "search-engine", "result": result}
        if self.expected.closed:
            with pytest.raises(Refused, match="Open it again"):
                self.bench.log(self.case, STEP, by=None, **values)
        else:
            self.expected.live[self.bench.log(self.case, STEP, by=None, **values)] = result

    @precondition(lambda self: not self.expected.closed)
    @rule(found=st.booleans())
    def work_through(self, found: bool) -> None:
        """What people do most: log until the step is borne out, and close it."""
        self.log(SearchResult.FOUND_UNSURE if found else SearchResult.NOTHING_FOUND)
        self.log(SearchResult.NOTHING_FOUND)
        self.settle(StepStatus.DONE_FOUND if self.expected.found else StepStatus.DONE_NOTHING)

    @precondition(lambda self: self.expected.live)
    @rule(place=st.integers(0, 5))
    def void(self, place: int) -> None:
        """A search can be marked as in error; a step that it bore out alone is open again."""
        reference = list(self.expected.live)[place % len(self.expected.live)]
        with unit_of_work(self.bench.dana) as work:
            voiding.void_search(work, self.case, search=reference, reason="Entered in error.")
        del self.expected.live[reference]
        closed = self.expected.closed
        if closed and not self.expected.excused and not self.expected.may_close(closed):
            self.expected.closed = None
            self.expected.outcomes += 1

    @rule(status=st.sampled_from([StepStatus.DONE_NOTHING, StepStatus.DONE_FOUND]))
    def settle(self, status: StepStatus) -> None:
        """A step can be closed exactly when its searches bear that out."""
        act = unit_of_work(self.bench.dana)
        if self.expected.closed:
            with pytest.raises(Overtaken), act as work:
                settling.settle_step(work, self.case, step=STEP, status=status)
        elif not self.expected.may_close(status):
            with pytest.raises(Refused), act as work:
                settling.settle_step(work, self.case, step=STEP, status=status)
        else:
            with act as work:
                settling.settle_step(work, self.case, step=STEP, status=status)
            self.expected.closed = status
            self.expected.outcomes += 1

    @rule()
    def open_again(self) -> None:
        """A closed step can be opened, an open one not."""
        act = unit_of_work(self.bench.dana)
        if not self.expected.closed:
            with pytest.raises(Refused, match="open already"), act as work:
                settling.open_again(work, self.case, step=STEP)
            return
        with act as work:
            settling.open_again(work, self.case, step=STEP)
        self.expected.closed, self.expected.excused = None, False
        self.expected.outcomes += 1

    @rule()
    def ask(self) -> None:
        """An excuse can be asked for once, while the step is open."""
        values = {"step": STEP, "excuse_code": "place-unreachable", "reason": "Three days in a row."}
        act = unit_of_work(self.bench.dana)
        if self.expected.closed or self.expected.waiting:
            with pytest.raises(Refused), act as work:
                differing.ask_excuse(work, self.case, **values)
            return
        with act as work:
            self.expected.waiting = differing.ask_excuse(work, self.case, **values).reference

    @precondition(lambda self: self.expected.waiting)
    @rule(approve=st.booleans())
    def rule_on_it(self, approve: bool) -> None:
        """An approved excuse closes the step; a closed step cannot be excused."""
        values = {"request": self.expected.waiting, "reason": "Read and considered."}
        self.bench.no_tie(self.case, self.bench.supervisor)
        act = unit_of_work(self.bench.supervisor)
        if approve and self.expected.closed:
            with pytest.raises(Refused, match="closed meanwhile"), act as work:
                differing.rule_request(work, self.case, approve=True, **values)
            return
        with act as work:
            differing.rule_request(work, self.case, approve=approve, **values)
        self.expected.waiting = ""
        if approve:
            self.expected.closed, self.expected.excused = StepStatus.COULD_NOT_BE_DONE, True
            self.expected.outcomes += 1

    @invariant()
    def as_reckoned(self) -> None:
        """The step is what was reckoned, is settled exactly when it was closed, and nothing is lost."""
        facts = facts_now(db.session, self.case)
        open_status = StepStatus.IN_PROGRESS if self.expected.live else StepStatus.NOT_STARTED
        assert facts.status is (self.expected.closed or open_status)
        assert facts.searches == self.expected.made
        assert bool(facts.found) is self.expected.found
        assert bool(missing_steps((facts,))) is (self.expected.closed is None)
        rows = db.session.scalars(
            select(StepOutcome.number).where(StepOutcome.case_id == self.case.case_id)
        ).all()
        assert sorted(rows) == list(range(1, self.expected.outcomes + 1))


@pytest.mark.clause("Hamden D.5")
def test_whatever_is_done_a_step_is_settled_by_rule(bench: Bench, dialect: str) -> None:
    class AtThisBench(OneStep):
        pass

    AtThisBench.bench = bench
    plenty = db.session.info["settings"].model_copy(update={"cases_at_once": 1000})
    db.session.info["settings"] = plenty  # every history has a case of its own, all with one investigator
    run_state_machine_as_test(
        AtThisBench,
        settings=settings(
            max_examples=60 if dialect == "sqlite" else 15,
            stateful_step_count=30,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
