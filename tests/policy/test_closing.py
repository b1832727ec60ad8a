"""A packet closes some days after the decision on it is final."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.closing import closing_day, missing_since_closed

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.clause("Hampton D.1")
@given(DAYS, st.integers(1, 400), st.integers(-5, 500))
def test_it_is_read_for_so_many_days_and_no_longer(final: date, days: int, since: int) -> None:
    closed = missing_since_closed(closing_day(final, days), final + timedelta(days=since))
    assert bool(closed) == (since >= days)


def test_while_nothing_is_final_it_stays_open() -> None:
    assert closing_day(None, 30) is None
    assert missing_since_closed(None, date(2026, 3, 12)) == ()


def test_the_day_is_said() -> None:
    (unmet,) = missing_since_closed(closing_day(date(2026, 2, 18), 30), date(2026, 3, 20))
    assert unmet.sentence.startswith(
        "This packet closed on March 20, 2026. Ask the agency’s auditor or counsel"
    )
