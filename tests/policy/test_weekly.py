"""The weekly review: which weeks are over, which were missed, and who signs one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.weekly import (
    A_WEEK,
    SAY_WHAT_CAME_OF_IT,
    WeekFacts,
    is_missed,
    missing_to_sign_week,
    monday_of,
    weeks_over,
)

MONDAY = date(2026, 3, 2)
AFTER = MONDAY + A_WEEK
ASKED = "Asked Dana Ruiz: she worked late for a hearing."
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_weeks_follow_each_other_and_are_over(first: date, days: int) -> None:
    today = first + timedelta(days=days)
    found = list(weeks_over(first, today))
    assert found == sorted(found, reverse=True)
    assert len(found) == (monday_of(today) - monday_of(first)).days // 7
    for monday in found:
        assert monday.weekday() == 0
        assert monday + A_WEEK <= today
        assert is_missed(monday, today) == ((today - monday).days >= 14)


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize(
    ("stands_out", "own", "others", "said", "today", "words"),
    [
        (0, False, True, "", AFTER, ""),
        (0, False, True, "", AFTER - timedelta(days=1), "not over yet"),
        (3, False, True, "", AFTER, SAY_WHAT_CAME_OF_IT),
        (3, False, True, "ok", AFTER, SAY_WHAT_CAME_OF_IT),
        (3, False, True, ASKED, AFTER, ""),
        (3, True, True, ASKED, AFTER, "another auditor signs it"),
        (3, True, False, ASKED, AFTER, ""),
    ],
)
def test_a_week_is_signed_once_over_by_somebody_else_with_what_was_found(
    stands_out: int, own: bool, others: bool, said: str, today: date, words: str
) -> None:
    missing = missing_to_sign_week(WeekFacts(MONDAY, stands_out, own, others), said, today)
    assert bool(missing) == bool(words)
    assert all(words in one.sentence for one in missing)
