"""How often one place may ask what anybody may ask."""

from __future__ import annotations

from tracker.policy.pace import A_MINUTE, WITHIN, may_ask_now


def test_a_place_asks_so_often_in_a_minute_and_again_when_it_is_over() -> None:
    asked = [float(second) for second in range(A_MINUTE)]
    assert may_ask_now(asked[1:], 50.0)
    assert not may_ask_now(asked, 50.0)
    assert may_ask_now(asked, WITHIN)
    assert not may_ask_now(asked, WITHIN - 0.1)
