"""How long cases take: each day is counted once, and percentiles are those that one would count by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.cycle_time import (
    FEW,
    HALF,
    MOST,
    OF_STAGE,
    WAITING,
    Span,
    Taken,
    Walk,
    ages,
    percentile,
    summary,
    taken,
)
from tracker.policy.stages import TRANSITIONS
from tracker.policy.vocabulary import Stage
from tracker.policy.working_days import is_working_day, working_days_between

DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 31))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A case that goes any way that stages allow, with any number of days between."""
    opened = day = draw(DAYS)
    stage = Stage.OPENED
    steps: list[tuple[date, Stage]] = []
    while stage not in (Stage.DECIDED, Stage.WITHDRAWN) and len(steps) < 12:
        stage = draw(st.sampled_from(sorted(TRANSITIONS[stage])))
        day += timedelta(days=draw(st.integers(0, 25)))
        steps.append((day, stage))
    assigned = draw(st.none() | st.integers(0, 60).map(lambda days: opened + timedelta(days=days)))
    return Walk("C-26-AAAAA", opened, tuple(steps), assigned)


def by_hand(walk: Walk, closed: date) -> dict[Span, int]:
    """Look at every day alone: where did the case stand when it began?"""
    found = dict.fromkeys(Span, 0)
    day = walk.opened
    while day < closed:
        day += timedelta(days=1)
        stage = [Stage.OPENED, *(stage for when, stage in walk.steps if when < day)][-1]
        span = OF_STAGE[stage]
        if span is Span.SEARCH and walk.assigned is not None and day <= walk.assigned:
            span = Span.ASSIGNING
        found[span] += is_working_day(day)
    return found


@given(walks())
def test_every_working_day_is_counted_once_and_where_the_case_stood(walk: Walk) -> None:
    found = taken(walk)
    if walk.closed is None:
        assert found is None
        return
    assert found is not None
    assert found.spans == by_hand(walk, walk.closed)
    assert found.whole == working_days_between(walk.opened, walk.closed)
    assert found.ours == found.whole - sum(found.spans[span] for span in WAITING)


@given(DAYS, DAYS, DAYS)
def test_adjoining_times_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assert working_days_between(first, last) == working_days_between(first, middle) + working_days_between(
        middle, last
    )


@given(st.lists(st.integers(0, 90), min_size=1, max_size=40), st.sampled_from((HALF, MOST)))
def test_a_percentile_is_the_first_value_that_covers_so_many(values: list[int], percent: int) -> None:
    covering = [
        value for value in values if sum(other <= value for other in values) * 100 >= percent * len(values)
    ]
    assert percentile(values, percent) == min(covering)


def case(whole: int, waiting: int = 0) -> Taken:
    """A closed case that took so many days, some of them the candidate's."""
    return Taken("C-26-AAAAA", date(2026, 3, 9), {Span.SEARCH: whole - waiting, Span.ANSWER: waiting})


@pytest.mark.parametrize("number", range(1, 12))
def test_few_cases_have_no_percentile(number: int) -> None:
    found = summary([case(9)] * number, ours=False, target=20)
    assert (found.half is None, found.most is None) == (number < FEW, number < FEW)
    assert ("no percentile" in found.sentence) is (number < FEW)


def test_the_sentence_says_who_was_waited_for() -> None:
    cases = [case(14)] * 8 + [case(40, 20)] * 3
    assert summary(cases, ours=False, target=20).sentence == (
        "Half closed within 14 working days, 85 of 100 within 40; 8 of 11 closed cases took 20 working days "
        "or fewer from opening to decision; 3 were over 30, all waiting on the candidate."
    )
    assert summary([*cases, case(50)], ours=False, target=20).sentence.endswith(
        "; 4 were over 30, 3 by waiting on the candidate."
    )
    ours = summary(cases, ours=True, target=20)
    assert (ours.half, ours.most) == (14, 20)
    assert "over 30" not in ours.sentence
    assert summary([], ours=True, target=20).sentence == "No case was decided in this time."


@given(st.lists(st.tuples(st.sampled_from(Span), st.integers(0, 400))))
def test_every_open_case_has_one_age(cases: list[tuple[Span, int]]) -> None:
    today = date(2026, 12, 31)
    found = ages([(span, today - timedelta(days=days)) for span, days in cases], today)
    assert {span: sum(counts) for span, counts in found.items()} == {
        span: sum(one is span for one, _ in cases) for span in {span for span, _ in cases}
    }
