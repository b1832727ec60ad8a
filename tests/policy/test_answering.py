"""The candidate's answer: any acts in any order, and the sentences of each refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tracker.policy.answering import (
    LETS_GO,
    Choice,
    Ending,
    Outcome,
    RequestFacts,
    missing_in_answer,
    missing_to_answer_concern,
    missing_to_extend,
)
from tracker.policy.asking import (
    is_settled,
    missing_for_concern,
    missing_for_outcome,
    missing_in_reason,
    missing_to_be_waiting,
    missing_to_go_on,
    missing_to_reopen,
    time_given_again,
)
from tracker.policy.stages import may_move
from tracker.policy.vocabulary import Stage
from tracker.policy.working_days import closing_after

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
CASE, FINDING = "C-26-7KQ4M", "F-2345"


@dataclass
class Question:
    """A question as it stands, with what no rule looks at: when it was asked, and what was answered."""

    facts: RequestFacts
    asked_at: datetime
    answer: str = ""
    extensions: int = 0
    reopened: int = 0
    promised: list[datetime] = field(default_factory=list)


class OneConcern(RuleBasedStateMachine):
    """One concern in the hands of a candidate, a supervisor and an investigator; the rules judge."""

    def __init__(self) -> None:
        """Begin in review, with words that nobody was asked about."""
        super().__init__()
        self.stage, self.now, self.words = Stage.REVIEW, START, 0
        self.questions: list[Question] = []
        self.board: list[tuple[str, str]] = []
        self.kept: dict[str, str] = {}
        self.withheld = False

    @property
    def digest(self) -> str:
        """Return what tells the words apart."""
        return f"words {self.words}"

    @property
    def newest(self) -> Question | None:
        """Return the newest question."""
        return self.questions[-1] if self.questions else None

    @property
    def request(self) -> RequestFacts | None:
        """Return it as the rules judge it."""
        return self.newest.facts if self.newest else None

    def move(self, to: Stage) -> None:
        """Move the case, the way that every case goes."""
        assert may_move(self.stage, to), f"{self.stage} -> {to}"
        self.stage = to

    def end(self, ending: Ending) -> None:
        """End the newest question, and go back to review."""
        assert self.newest
        assert self.newest.facts.is_open, "a question ends once"
        self.newest.facts = replace(self.newest.facts, ending=ending)
        self.move(Stage.REVIEW)

    def put(self, due_at: datetime, promised: Sequence[datetime] = ()) -> None:
        """Put the words to the candidate, who was told these ends before of the same question."""
        reference = f"Q-{len(self.questions)}"
        facts = RequestFacts(reference, FINDING, self.digest, due_at)
        self.questions.append(Question(facts, self.now, promised=[*promised, due_at]))
        self.move(Stage.RESPONSE)

    @rule(hours=st.sampled_from((1, 5, 30, 24 * 8)))
    def wait(self, hours: int) -> None:
        """Let time go by."""
        self.now += timedelta(hours=hours)

    @precondition(lambda self: self.stage is Stage.REVIEW)
    @rule()
    def ask(self) -> None:
        """Ask, where there is something to ask."""
        if self.stage is Stage.REVIEW and not self.withheld and not is_settled(self.request, self.digest):
            self.put(closing_after(self.now, 5))

    @precondition(lambda self: self.stage is Stage.RESPONSE)
    @rule(choice=st.sampled_from(Choice))
    def answer(self, choice: Choice) -> None:
        """Send an answer."""
        one = self.newest
        if one and not missing_to_answer_concern(one.facts, self.stage, self.now):
            assert not one.answer
            one.answer = self.kept[one.facts.reference] = f"{choice} at {self.now}"
            self.end(Ending.ANSWERED)

    @precondition(lambda self: self.stage is Stage.RESPONSE)
    @rule()
    def extend(self) -> None:
        """Take more time."""
        one = self.newest
        if one and not missing_to_extend(one.facts, self.stage, self.now):
            one.extensions += 1
            self.give(one, closing_after(one.facts.due_at, 3))
            one.facts = replace(one.facts, extended=True)

    @precondition(lambda self: self.questions)
    @rule()
    def reopen(self) -> None:
        """Give time once more."""
        one = self.newest
        if one and not missing_to_reopen(one.facts, self.stage, self.digest):
            one.reopened += 1
            due_at = time_given_again(one.facts, self.now, 5)
            assert due_at >= closing_after(self.now, 5), "the days are given in full"
            if one.facts.is_open:
                self.give(one, due_at)
            else:
                self.put(due_at, one.promised)

    def give(self, one: Question, due_at: datetime) -> None:
        """Move the end of the time."""
        assert due_at >= one.facts.due_at
        one.facts = replace(one.facts, due_at=due_at)
        one.promised.append(due_at)

    @precondition(lambda self: self.stage is Stage.RESPONSE)
    @rule(ending=st.sampled_from((Ending.SILENT, Ending.WAIVED, Ending.TAKEN_BACK)))
    def end_it(self, ending: Ending) -> None:
        """Go on without an answer, record a waiver, or take the question back."""
        if not self.request or not self.request.is_open or missing_to_be_waiting(self.stage):
            return
        if ending is Ending.SILENT and missing_to_go_on(self.request, self.now):
            return
        if ending is Ending.SILENT:
            assert self.newest
            assert self.now >= max(self.newest.promised), "nobody who has time is silent"
        self.end(ending)

    @precondition(lambda self: self.stage is Stage.REVIEW and self.request and self.request.outcome is None)
    @rule(outcome=st.sampled_from(Outcome))
    def judge(self, outcome: Outcome) -> None:
        """Record what comes of an answer, and do it."""
        one = self.newest
        if one and not missing_for_outcome(one.facts, self.stage):
            one.facts = replace(one.facts, outcome=outcome)
            self.withheld = self.withheld or outcome is Outcome.WITHDRAW
            if outcome in (Outcome.REWORD, Outcome.SEARCH):
                self.move(Stage.SEARCH)

    @precondition(lambda self: self.stage is Stage.REVIEW)
    @rule()
    def rule_again(self) -> None:
        """Withhold the finding in review, or put it back."""
        if self.stage is Stage.REVIEW:
            self.withheld = not self.withheld

    @precondition(lambda self: self.stage is Stage.REVIEW)
    @rule()
    def give_back(self) -> None:
        """Return the case to its investigator."""
        if self.stage is Stage.REVIEW:
            self.move(Stage.SEARCH)

    @precondition(lambda self: self.stage is Stage.SEARCH)
    @rule()
    def reword(self) -> None:
        """Write other words, which only the investigator does."""
        if self.stage is Stage.SEARCH:
            self.words += 1

    @precondition(lambda self: self.stage is Stage.SEARCH)
    @rule()
    def submit(self) -> None:
        """Hand the case in."""
        if self.stage is Stage.SEARCH:
            self.move(Stage.REVIEW)

    @precondition(lambda self: self.stage is Stage.REVIEW)
    @rule()
    def release(self) -> None:
        """Release, as far as the answer goes."""
        if self.stage is not Stage.REVIEW or self.withheld:
            return
        if not missing_for_concern(FINDING, self.digest, self.request, CASE):
            assert self.newest
            self.board.append((self.newest.facts.reference, self.newest.answer))
            self.heard(self.newest)
            self.move(Stage.RELEASED)

    @precondition(lambda self: self.stage is Stage.RELEASED)
    @rule()
    def correct(self) -> None:
        """Begin a correction."""
        if self.stage is Stage.RELEASED:
            self.move(Stage.REVIEW)
            self.move(Stage.SEARCH)

    @precondition(lambda self: self.stage in (Stage.RESPONSE, Stage.RELEASED))
    @rule(really=st.integers(0, 9))
    def withdraw(self, really: int) -> None:
        """Withdraw the application."""
        if really == 0 and may_move(self.stage, Stage.WITHDRAWN):
            self.move(Stage.WITHDRAWN)

    def heard(self, one: Question) -> None:
        """Say that the candidate could answer just these words before the board reads them."""
        assert one.facts.digest == self.digest
        assert one.facts.ending in LETS_GO
        if one.facts.ending is Ending.SILENT:
            assert self.now >= max(one.promised) >= closing_after(one.asked_at, 5)
            assert not one.answer, "silence is nothing that was said"
        if one.facts.ending is Ending.ANSWERED:
            assert one.answer
            assert one.facts.outcome is not None, "somebody read the answer"

    @invariant()
    def nothing_is_lost(self) -> None:
        """Say that answers stay, times only grow, and one question at a time is open."""
        answers = {one.facts.reference: one.answer for one in self.questions if one.answer}
        assert answers == self.kept
        assert all(one.extensions <= 1 for one in self.questions)
        assert all(one.promised == sorted(one.promised) for one in self.questions)
        assert sum(one.facts.is_open for one in self.questions) <= 1
        assert (self.stage is Stage.RESPONSE) <= bool(self.request and self.request.is_open)

    @invariant()
    def nothing_is_answered_after_the_end(self) -> None:
        """Say that whoever is late is told so, and that the time can be reopened."""
        if self.request and self.request.is_open and self.now >= self.request.due_at:
            told = missing_to_answer_concern(self.request, self.stage, self.now)
            assert told
            assert missing_to_extend(self.request, self.stage, self.now) == told
            if self.stage is Stage.RESPONSE:
                assert not missing_to_reopen(self.request, self.stage, self.digest)


TestOneConcern = pytest.mark.clause("Hamden D.6")(OneConcern.TestCase)
OneConcern.TestCase.settings = settings(max_examples=300, stateful_step_count=30)


def request(**changes: Any) -> RequestFacts:
    """Return a question that waits."""
    return replace(RequestFacts("Q-234567", FINDING, "a" * 64, closing_after(START, 5)), **changes)


def test_the_last_moment_is_the_one_before_the_end() -> None:
    waits = request()
    assert not missing_to_answer_concern(waits, Stage.RESPONSE, waits.due_at - timedelta(microseconds=1))
    (late,) = missing_to_answer_concern(waits, Stage.RESPONSE, waits.due_at)
    assert late.ref == "R-06"
    assert "It is kept." in late.sentence
    assert missing_to_go_on(waits, waits.due_at - timedelta(microseconds=1))
    assert not missing_to_go_on(waits, waits.due_at)


def test_who_gave_up_the_time_is_told_that_and_no_day_that_is_still_to_come() -> None:
    waived = request(ending=Ending.WAIVED)
    (told,) = missing_to_answer_concern(waived, Stage.REVIEW, START)
    assert told.ref == "R-06"
    assert "in writing that you gave up the time" in told.sentence
    assert "ended on" not in told.sentence
    (silent,) = missing_to_answer_concern(request(ending=Ending.SILENT), Stage.REVIEW, waived.due_at)
    assert "The time to answer ended on March 9" in silent.sentence


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (None, "was not asked about it yet"),
        (request(ending=Ending.TAKEN_BACK), "was not asked about it yet"),
        (request(), "has until"),
        (request(ending=Ending.SILENT, digest="b"), "changed after the candidate was asked"),
        (request(ending=Ending.ANSWERED), "Read the answer"),
    ],
)
def test_a_concern_says_what_it_waits_for(facts: RequestFacts | None, words: str) -> None:
    (unmet,) = missing_for_concern(FINDING, "a" * 64, facts, CASE)
    assert words in unmet.sentence
    assert unmet.ref == "R-21"
    assert unmet.fix.startswith(f"case:{CASE}:")


@pytest.mark.parametrize("ending", [Ending.SILENT, Ending.WAIVED])
def test_without_an_answer_it_goes_once_the_time_was_given(ending: Ending) -> None:
    assert not missing_for_concern(FINDING, "a" * 64, request(ending=ending), CASE)
    assert not missing_to_reopen(request(ending=ending), Stage.REVIEW, "a" * 64)
    (changed,) = missing_to_reopen(request(ending=ending), Stage.REVIEW, "b")
    assert "Ask again" in changed.sentence
    assert missing_to_reopen(request(ending=ending), Stage.RELEASED, "a" * 64), "the board has its page"


@pytest.mark.parametrize("ending", [Ending.ANSWERED, Ending.TAKEN_BACK])
def test_what_was_answered_or_taken_back_is_not_reopened(ending: Ending) -> None:
    assert missing_to_reopen(request(ending=ending), Stage.REVIEW, "a" * 64)


def test_an_outcome_is_of_an_answer_once_and_in_review() -> None:
    answered = request(ending=Ending.ANSWERED)
    assert not missing_for_outcome(answered, Stage.REVIEW)
    assert missing_for_outcome(answered, Stage.RESPONSE)
    assert missing_for_outcome(request(ending=Ending.SILENT), Stage.REVIEW)
    assert missing_for_outcome(replace(answered, outcome=Outcome.ATTACH), Stage.REVIEW)


def test_more_time_is_taken_once() -> None:
    assert not missing_to_extend(request(), Stage.RESPONSE, START)
    (told,) = missing_to_extend(request(extended=True), Stage.RESPONSE, START)
    assert "call us" in told.sentence


@pytest.mark.parametrize(
    ("choice", "words", "lacks"),
    [
        (None, "Some words.", "Choose one"),
        (Choice.CONTEXT, "  ", "Write what we should know"),
        (Choice.CONTEXT, "It was a quote.", ""),
        (Choice.CORRECT, "", ""),
        (Choice.NOT_MINE, "", ""),
        (Choice.RATHER_NOT, "", ""),
        (Choice.CORRECT, "word " * 500, ""),
        (Choice.CORRECT, "word " * 501, "501 words"),
    ],
)
def test_an_answer_says_what_it_lacks(choice: Choice | None, words: str, lacks: str) -> None:
    unmet = missing_in_answer(choice, words, 500)
    assert bool(unmet) == bool(lacks)
    assert all(lacks in one.sentence for one in unmet)


@pytest.mark.parametrize("reason", ["", "  ", "ok"])
def test_staff_say_why(reason: str) -> None:
    assert missing_in_reason(reason)
    assert not missing_in_reason("The candidate called: a storm cut the line.")
