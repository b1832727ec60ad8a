"""Two federal years, or the agency's schedule where that is longer; and how rules write."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.retention import Ending, Schedule, ending_of, kept_until, least_years
from tracker.policy.wording import blank, counted, day, listed


@pytest.mark.clause("29 CFR 1602.31")
@given(st.none() | st.integers(0, 20))
def test_never_less_than_two_years(agency: int | None) -> None:
    assert least_years(agency) == max(2, agency or 0)


@pytest.mark.clause("29 CFR 1602.31")
@given(st.none() | st.integers(1, 20), st.dictionaries(st.sampled_from(Ending), st.integers(1, 20)))
def test_a_schedule_by_ending_keeps_longer_and_never_shorter(
    everyone: int | None, by_ending: dict[Ending, int]
) -> None:
    schedule = Schedule(everyone, tuple(by_ending.items()))
    for withdrawn, went_on in product((True, False), repeat=2):
        ending = ending_of(withdrawn=withdrawn, went_on=went_on)
        assert schedule.least_years(ending) == max(2, everyone or 0, by_ending.get(ending, 0))
    assert {ending_of(withdrawn=True, went_on=one) for one in (True, False)} == {Ending.WITHDRAWN}


def test_rules_write_alike() -> None:
    assert day(date(2026, 2, 8)) == "February 8, 2026"
    assert listed(["Tan", "Reyes", "Yu"]) == "Reyes, Tan and Yu"
    assert listed([]) == ""
    assert counted(1, "search", "searches") == "1 search"
    assert counted(2, "search", "searches") == "2 searches"
    assert blank(" -- ")
    assert not blank("é")


@pytest.mark.parametrize(
    ("since", "years", "until"),
    [
        (date(2026, 3, 9), None, date(2028, 3, 9)),
        (date(2026, 3, 9), 5, date(2031, 3, 9)),
        (date(2028, 2, 29), None, date(2030, 3, 1)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
@pytest.mark.clause("29 CFR 1602.31")
def test_the_clock_runs_from_the_day_that_it_began(since: date, years: int | None, until: date) -> None:
    assert kept_until(since, years) == until
