"""What a member has still to read, meeting by meeting."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.board.docket_rows import DocketRow, DocketState, by_meeting
from tracker.policy.meetings import Reading

HALL, ROOM = "City Hall", "Room 4"
MARCH, APRIL = datetime(2026, 3, 12, 14, tzinfo=UTC), datetime(2026, 4, 2, 14, tzinfo=UTC)
READINGS = st.sampled_from([Reading(), Reading(MARCH, HALL), Reading(APRIL, ROOM)])


def row(reading: Reading, minutes: int = 2) -> DocketRow:
    """Return a candidate who is ready."""
    return DocketRow("Marisol Peña", "B-7KQ4M2", minutes, DocketState.READY, False, False, reading)


@given(st.lists(st.tuples(READINGS, st.integers(1, 5))))
def test_each_packet_counts_once_and_the_next_meeting_comes_first(given: list[tuple[Reading, int]]) -> None:
    found = by_meeting([row(*one) for one in given])
    met = any(reading.held_at for reading, _ in given)
    assert sum(one.candidates for one in found) == (len(given) if met else 0)
    assert sum(one.minutes for one in found) == (sum(each for _, each in given) if met else 0)
    days = [one.held_at for one in found if one.held_at]
    assert days == sorted(set(days))
    assert None not in [one.held_at for one in found[:-1]]


def test_where_no_meeting_is_named_nothing_is_said_of_meetings() -> None:
    assert by_meeting([row(Reading())]) == ()
