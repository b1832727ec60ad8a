"""Places that ask are counted apart, for a minute, and forgotten."""

from __future__ import annotations

from tracker.policy.pace import A_MINUTE, WITHIN
from tracker.web.pace import MOST_PLACES, Pace


def test_each_place_is_counted_by_itself_and_waiting_helps() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert [pace.takes("one") for _ in range(A_MINUTE + 5)] == [True] * A_MINUTE + [False] * 5
    assert pace.takes("another")
    now[0] += WITHIN
    assert [pace.takes("one") for _ in range(A_MINUTE + 1)] == [True] * A_MINUTE + [False]


def test_it_remembers_no_more_than_it_has_room_for() -> None:
    pace = Pace(lambda: 0.0)
    for _ in range(A_MINUTE):
        assert pace.takes("first")
    assert not pace.takes("first")
    for place in range(MOST_PLACES):
        pace.takes(str(place))
    assert pace.takes("first")
