"""A case's steps: each done or excused, for everyone alike (Hamden D.5)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, OKAFOR
from tests.policy.work import excused, step
from tracker.policy.casework import ExtraSearchFacts, StepFacts
from tracker.policy.steps import (
    DONE,
    EXCUSED,
    is_closed,
    is_settled,
    missing_approvals,
    missing_steps,
    missing_to_add,
    missing_to_open_again,
    missing_to_settle,
)
from tracker.policy.vocabulary import SearchResult, StepStatus

PEOPLE = st.none() | st.sampled_from([DANA, OKAFOR])
STEPS = st.builds(
    StepFacts,
    code=st.just("06"),
    title=st.just("TikTok"),
    required=st.booleans(),
    status=st.sampled_from(list(StepStatus)),
    searches=st.integers(0, 9),
    found=st.integers(0, 3),
    extra=st.integers(0, 3),
    expected_searches=st.integers(1, 3),
    excuse_code=st.just("no-handle"),
    excuse_known=st.booleans(),
    excuse_asked_by=PEOPLE,
    excuse_approved_by=PEOPLE,
)


@pytest.mark.clause("Hamden D.5")
@given(STEPS)
def test_a_step_is_done_with_a_search_or_excused_by_somebody_else(facts: StepFacts) -> None:
    done = facts.status in DONE and facts.searches > 0
    approved = facts.excuse_approved_by is not None and facts.excuse_approved_by != facts.excuse_asked_by
    let_off = facts.status in EXCUSED and facts.excuse_known and approved
    optional = not facts.required and facts.status is StepStatus.NOT_STARTED
    assert is_settled(facts) == (done or let_off or optional)
    assert bool(missing_steps([facts])) != is_settled(facts)


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (step("06", status=StepStatus.NOT_STARTED, searches=0), "neither done nor excused"),
        (step("06", status=StepStatus.IN_PROGRESS), "neither done nor excused"),
        (step("06", searches=0), "no search is logged"),
        (excused("06", excuse_approved_by=None), "not approved yet"),
        (excused("06", excuse_approved_by=DANA), "not approved yet"),
        (excused("06", excuse_known=False), "without a reason from the protocol's list"),
    ],
)
def test_what_is_left_is_named_with_its_step(facts: StepFacts, words: str) -> None:
    unmet = missing_steps([step("01"), facts], case_reference="C-26-7KQ4M")
    assert len(unmet) == 1
    assert words in unmet[0].sentence
    assert unmet[0].fix == "case:C-26-7KQ4M:steps:06"


def test_a_step_missing_from_the_record_is_named() -> None:
    assert "Step 02" in missing_steps([step("01")], expected=("01", "02"))[0].sentence


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"searches": 0}, StepStatus.DONE_NOTHING),
        ({"searches": 1, "expected_searches": 2}, StepStatus.DONE_NOTHING),
        ({"found": 1}, StepStatus.DONE_NOTHING),
        ({"found": 0}, StepStatus.DONE_FOUND),
        ({}, StepStatus.NOT_APPLICABLE),
        ({}, StepStatus.IN_PROGRESS),
    ],
)
def test_a_step_is_closed_only_as_its_searches_say(facts: dict[str, Any], status: StepStatus) -> None:
    assert len(missing_to_settle(step(**facts), status)) == 1


def test_a_step_is_closed_as_it_went() -> None:
    assert missing_to_settle(step(), StepStatus.DONE_NOTHING) == ()
    assert missing_to_settle(step(found=2), StepStatus.DONE_FOUND) == ()


@pytest.mark.clause("Hamden D.5")
def test_extra_work_needs_a_reason_and_somebody_elses_yes() -> None:
    fine = ExtraSearchFacts("S-AAAAAA", "06", "Named in step 10.", DANA, OKAFOR)
    silent = ExtraSearchFacts("S-BBBBBB", "06", " ", DANA, OKAFOR)
    waiting = ExtraSearchFacts("S-CCCCCC", "06", "Named in step 10.", DANA, None)
    own = ExtraSearchFacts("S-DDDDDD", "06", "Named in step 10.", DANA, DANA)
    unmet = missing_approvals([fine, silent, waiting, own])
    assert [item.ref for item in unmet] == ["R-15"] * 3
    assert [item.sentence.split()[1] for item in unmet] == ["S-BBBBBB", "S-CCCCCC", "S-DDDDDD"]


@pytest.mark.clause("Hamden D.5")
@given(STEPS)
def test_a_closed_step_takes_no_search_and_an_open_one_is_not_opened(facts: StepFacts) -> None:
    assert is_closed(facts) == (is_settled(facts) and facts.status is not StepStatus.NOT_STARTED)
    assert bool(missing_to_add(facts, "C-26-7KQ4M")) == is_closed(facts)
    ended = facts.status not in (StepStatus.NOT_STARTED, StepStatus.IN_PROGRESS)
    assert bool(missing_to_open_again(facts)) != ended
    assert all(one.fix == "case:C-26-7KQ4M:steps:06" for one in missing_to_add(facts, "C-26-7KQ4M"))


@pytest.mark.parametrize(
    ("result", "found"),
    [
        ("nothing-found", False),
        ("found-candidate", True),
        ("found-unsure", True),
        ("found-someone-else", False),
        ("could-not-search", False),
    ],
)
def test_what_is_somebody_elses_counts_as_nothing_found(result: str, found: bool) -> None:
    assert SearchResult(result).found is found
