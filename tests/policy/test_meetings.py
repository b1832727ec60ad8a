"""Meetings of boards: ahead and somewhere, and named by a release."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.policy.meetings import (
    MeetingFacts,
    is_ahead,
    missing_to_call_off,
    missing_to_name_meeting,
    missing_to_set,
    reading_meeting,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NEXT = MeetingFacts("J-7KQ4M2", NOW + timedelta(days=3))
OVER = MeetingFacts("J-7KQ4M3", NOW - timedelta(days=3))
OFF = MeetingFacts("J-7KQ4M4", NOW + timedelta(days=5), called_off_at=NOW)


def test_only_what_is_to_come_and_not_called_off_is_ahead() -> None:
    assert [is_ahead(one, NOW) for one in (NEXT, OVER, OFF)] == [True, False, False]
    assert [len(missing_to_call_off(one, NOW)) for one in (NEXT, OVER, OFF)] == [0, 1, 1]


def test_a_meeting_is_ahead_and_somewhere_and_the_only_one_then() -> None:
    assert missing_to_set(NEXT.held_at, "City Hall", NOW, taken=False) == ()
    for held_at, taken in ((None, False), (NOW, False), (NEXT.held_at, True)):
        assert [one.fix for one in missing_to_set(held_at, " ", NOW, taken=taken)] == [
            "field:held_at",
            "field:place",
        ]


@pytest.mark.parametrize(
    ("named", "meetings", "corrects", "free"),
    [
        ("", (), False, True),
        ("", (OVER, OFF), False, True),
        ("", (NEXT,), False, False),
        ("", (NEXT,), True, True),
        (NEXT.reference, (NEXT, OVER), False, True),
        (NEXT.reference, (NEXT, OVER), True, True),
        (OVER.reference, (NEXT, OVER), False, False),
        (OFF.reference, (NEXT, OFF), True, False),
        ("J-ZZZZZZ", (), False, False),
    ],
)
def test_a_release_names_a_meeting_where_one_is_ahead(
    named: str, meetings: tuple[MeetingFacts, ...], *, corrects: bool, free: bool
) -> None:
    unmet = missing_to_name_meeting(named, meetings, NOW, corrects=corrects)
    assert [one.fix for one in unmet] == ([] if free else ["field:meeting"])


DAY = timedelta(days=1)
BOARD = some.lists(some.tuples(some.integers(-9, 9), some.none() | some.integers(-9, 9)), max_size=6)


@given(BOARD, some.integers(0, 5))
def test_a_packet_is_read_at_the_meeting_named_or_at_the_next_that_stands(
    board: list[tuple[int, int | None]], chosen: int
) -> None:
    meetings = [
        MeetingFacts(
            f"J-{place}", NOW + timedelta(days=held), None if off is None else NOW + timedelta(days=off)
        )
        for place, (held, off) in enumerate(board)
    ]
    named = meetings[chosen] if chosen < len(meetings) else None
    reads = reading_meeting(f"J-{chosen}", meetings)
    if named is None or named.called_off_at is None:
        assert reads == named
        return
    since = named.called_off_at
    later = [one.held_at for one in meetings if not one.called_off and one.held_at > since]
    assert (reads.held_at if reads else None) == min(later, default=None)
    assert reads is None or not reads.called_off
