"""What a member says of ties: a No opens the packet, a doubt keeps it closed, a Yes is for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.seat_ties import missing_to_say, opens_the_packet
from tracker.policy.vocabulary import ConflictAnswer

pytestmark = pytest.mark.clause("Hamden D.2")
ANSWERS = st.sampled_from(ConflictAnswer)


@given(st.lists(ANSWERS, max_size=8))
def test_after_a_yes_nothing_opens_and_after_a_no_only_a_yes_counts(
    said: list[ConflictAnswer],
) -> None:
    last: ConflictAnswer | None = None
    for answer in said:
        before = last
        if not missing_to_say(before, answer):
            last = answer
        if before is ConflictAnswer.YES:
            assert last is ConflictAnswer.YES
        if before is ConflictAnswer.NONE:
            assert last in (ConflictAnswer.NONE, ConflictAnswer.YES)
    assert opens_the_packet(last) == (last is ConflictAnswer.NONE)


def test_nothing_chosen_is_asked_for_beside_its_field() -> None:
    (unmet,) = missing_to_say(None, None, "tie_B_7KQ4M2")
    assert unmet.fix == "field:tie_B_7KQ4M2"
    assert not opens_the_packet(None)
