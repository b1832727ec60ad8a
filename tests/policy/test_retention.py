"""Two federal years, or the agency's schedule where that is longer; and how rules write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.retention import least_years
from tracker.policy.wording import blank, counted, day, listed


@pytest.mark.clause("29 CFR 1602.31")
@given(st.none() | st.integers(0, 20))
def test_never_less_than_two_years(agency: int | None) -> None:
    assert least_years(agency) == max(2, agency or 0)


def test_rules_write_alike() -> None:
    assert day(date(2026, 2, 8)) == "February 8, 2026"
    assert listed(["Tan", "Reyes", "Yu"]) == "Reyes, Tan and Yu"
    assert listed([]) == ""
    assert counted(1, "search", "searches") == "1 search"
    assert counted(2, "search", "searches") == "2 searches"
    assert blank(" -- ")
    assert not blank("é")
