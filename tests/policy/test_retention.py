"""Two federal years, or the agency's schedule, or as long as something holds the case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.facts import RetentionFacts
from tracker.policy.retention import missing_to_dispose, retention
from tracker.policy.wording import blank, counted, day, listed

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.clause("29 CFR 1602.31")
@given(DAYS, DAYS, st.none() | st.integers(0, 20))
def test_never_less_than_two_years_from_the_later_day(made: date, acted: date, agency: int | None) -> None:
    kept = retention(RetentionFacts(made, acted, agency))
    assert kept.until is not None
    years = (kept.until - max(made, acted)).days / 365.25
    assert abs(years - max(2, agency or 0)) < 0.01
    assert missing_to_dispose(RetentionFacts(made, acted, agency), kept.until) == ()
    before = kept.until - timedelta(days=1)
    assert missing_to_dispose(RetentionFacts(made, acted, agency), before)[0].ref == "R-36"


@pytest.mark.clause("29 CFR 1602.31")
@given(DAYS, DAYS, st.lists(st.text(min_size=1, max_size=9), max_size=3), st.booleans())
def test_a_hold_outranks_every_period(made: date, acted: date, holds: list[str], charge: bool) -> None:
    facts = RetentionFacts(made, acted, 5, tuple(holds), charge)
    assert (retention(facts).until is None) == bool(holds or charge)
    assert bool(missing_to_dispose(facts, date(2099, 1, 1))) == bool(holds or charge)


def test_the_words_of_r36() -> None:
    held = RetentionFacts(date(2020, 1, 1), date(2020, 1, 1), holds=("matter 26-114",))
    sentence = missing_to_dispose(held, date(2026, 1, 1))[0].sentence
    assert sentence == "This case is on hold (matter 26-114). It cannot be disposed of."


def test_an_open_case_is_kept_and_leap_days_find_a_day() -> None:
    assert missing_to_dispose(RetentionFacts(date(2020, 1, 1), None), date(2099, 1, 1))
    assert retention(RetentionFacts(date(2024, 2, 29), date(2024, 2, 29))).until == date(2026, 3, 1)


def test_rules_write_alike() -> None:
    assert day(date(2026, 2, 8)) == "February 8, 2026"
    assert listed(["Tan", "Reyes", "Yu"]) == "Reyes, Tan and Yu"
    assert listed([]) == ""
    assert counted(1, "search", "searches") == "1 search"
    assert counted(2, "search", "searches") == "2 searches"
    assert blank(" -- ")
    assert not blank("é")
