"""The calendar of retention by month: every case once, under its last day, and holds apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.disposal import Due, KeptCase
from tracker.policy.retention import Ending
from tracker.policy.retention_months import by_month, months_from
from tracker.policy.vocabulary import Stage
from tracker.records.calendar_picture import draw

TODAY = date(2026, 11, 22)


def kept(since: date, *matters: str) -> KeptCase:
    """Return a closed case whose clock began on a day."""
    return KeptCase("C-26-7KQ4M", Stage.CLOSED, since, None, matters)


_days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@pytest.mark.clause("29 CFR 1602.31")
@given(st.lists(st.tuples(st.sampled_from(Ending), _days, st.booleans())), _days)
def test_every_case_stands_in_the_calendar_once(ended: list[tuple[Ending, date, bool]], today: date) -> None:
    cases = [(ending, kept(since, *(["26-114"] if held else []))) for ending, since, held in ended]
    months = by_month(cases, today)
    assert months.whole == len(cases)
    assert months.past.whole == sum(case.due(today) is Due.PAST for _, case in cases)
    for first, share in months.months:
        inside = [
            (ending, case)
            for ending, case in cases
            if today <= case.due_on and (case.due_on.year, case.due_on.month) == (first.year, first.month)
        ]
        assert share.held == sum(bool(case.matters) for _, case in inside)
        for ending, number in share.by_ending:
            assert number == sum(one is ending and not case.matters for one, case in inside)
    picture = draw(months)
    assert (picture is None) == (not cases)
    if picture:
        assert len(picture.table) == len({row[0] for row in picture.table})
        counts = (int(str(value).split()[0]) for row in picture.table for value in row[1:] if value != "none")
        assert sum(counts) == len(cases)


def test_twelve_months_begin_with_that_of_today() -> None:
    firsts = months_from(TODAY)
    assert firsts[0] == date(2026, 11, 1)
    assert firsts[-1] == date(2027, 10, 1)
    assert len(set(firsts)) == 12


def test_the_sentence_counts_and_holds_are_words() -> None:
    cases = [
        (Ending.WITHDRAWN, kept(TODAY - timedelta(days=900))),
        (Ending.WENT_ON, kept(date(2024, 12, 24))),
        (Ending.NOT_CONTINUED, kept(date(2024, 12, 24), "26-114")),
        (Ending.NOT_CONTINUED, kept(date(2026, 1, 5))),
    ]
    picture = draw(by_month(cases, TODAY))
    assert picture is not None
    assert picture.sentence == (
        "1 case is past due, 2 more are kept until a day of the next 12 months, and 1 longer. "
        "1 case is on hold and kept whatever the date is."
    )
    assert picture.table == (
        ("Past due", 0, 0, 1, "none"),
        ("December 2026", 1, 0, 0, "1 held"),
        ("Later", 0, 1, 0, "none"),
    )
    assert [bar.number for row in picture.rows for bar in row.bars] == ["1", "1", "1", "1", "held"]
