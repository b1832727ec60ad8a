"""Effort per searcher: medians of cases, by name, with nothing of what was found."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.effort import Effort, Sitting, effort_by_searcher

SITTINGS = st.lists(
    st.builds(
        Sitting,
        person=st.sampled_from(("P-1", "P-2", "P-3")),
        searcher=st.just("Dana Ruiz"),
        case=st.sampled_from(("C-1", "C-2", "C-3")),
        searches=st.integers(1, 40),
        minutes=st.integers(0, 600),
    ),
    max_size=20,
)


@pytest.mark.clause("Hamden D.5")
def test_the_days_of_a_case_count_together_and_cases_by_their_middle() -> None:
    told = effort_by_searcher(
        (
            Sitting("P-2", "Luis Vega", "C-1", 4, 10),
            Sitting("P-1", "Dana Ruiz", "C-2", 3, 30),
            Sitting("P-1", "Dana Ruiz", "C-2", 2, 5),
            Sitting("P-1", "Dana Ruiz", "C-3", 6, 60),
        )
    )
    assert told == (Effort("P-1", "Dana Ruiz", 2, 5.5, 47.5), Effort("P-2", "Luis Vega", 1, 4.0, 10.0))


@given(SITTINGS)
def test_nobody_is_left_out_or_counted_twice_and_the_order_is_by_name(sittings: list[Sitting]) -> None:
    told = effort_by_searcher(sittings)
    assert [one.person for one in told] == sorted({one.person for one in sittings})
    assert sum(one.cases for one in told) == len({(one.person, one.case) for one in sittings})
    assert told == effort_by_searcher(reversed(sittings))


def test_nothing_of_what_was_found_is_in_it() -> None:
    assert {field.name for field in fields(Effort)} == {"person", "searcher", "cases", "searches", "minutes"}
