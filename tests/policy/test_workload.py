"""Workload: every open case is counted once, by where it stands alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage
from tracker.policy.workload import Hand, OnHand, hand_of, missing_for_capacity, workload

CASES = st.builds(
    OnHand,
    reference=st.sampled_from(("C-26-AAAAA", "C-26-BBBBB", "C-26-CCCCC")),
    hand=st.sampled_from(Hand),
    days=st.integers(0, 90),
)


@given(st.lists(CASES, max_size=30))
def test_every_case_is_counted_once_and_none_is_older_than_the_oldest(cases: list[OnHand]) -> None:
    found = workload(cases)
    assert found.counts == {hand: sum(case.hand is hand for case in cases) for hand in Hand}
    assert found.open_cases == len(cases)
    assert found.oldest_days == max((case.days for case in cases), default=0)
    assert bool(found.oldest) is bool(cases)


def test_each_stage_of_an_open_case_has_its_part() -> None:
    found = {stage: hand_of(stage, returned=False, declared=True) for stage in Stage if stage not in FINISHED}
    assert found == {
        Stage.OPENED: Hand.WAITING,
        Stage.AFFIDAVIT_PENDING: Hand.WAITING,
        Stage.SEARCH: Hand.ACTIVE,
        Stage.REVIEW: Hand.REVIEW,
        Stage.RESPONSE: Hand.WAITING,
    }
    assert hand_of(Stage.SEARCH, returned=True, declared=True) is Hand.RETURNED
    assert hand_of(Stage.REVIEW, returned=True, declared=True) is Hand.REVIEW
    untold = hand_of(Stage.AFFIDAVIT_PENDING, returned=False, declared=False)
    assert untold is Hand.ACTIVE, "it waits for a word on ties first"
    assert hand_of(Stage.RESPONSE, returned=False, declared=False) is Hand.WAITING


def test_whoever_is_full_is_given_no_more() -> None:
    assert missing_for_capacity("Dana Ruiz", 14, 15) == ()
    (unmet,) = missing_for_capacity("Dana Ruiz", 15, 15)
    assert "15 open cases" in unmet.sentence
