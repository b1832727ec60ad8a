"""Unusual openings: each sign by its own rule, and nothing ordinary among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.unusual import (
    MANY_CASES,
    OFTEN_REFUSED,
    Around,
    Hours,
    Opening,
    Unlike,
    Unusual,
    unusual,
)

RUIZ, OKAFOR = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
"""A Monday."""
OFFICE = Hours(6, 20)


def opened(number: int = 1, at: datetime = NOON, who: UUID = RUIZ, *, searching: bool = False) -> Opening:
    """Return an opening of some case."""
    return Opening(who, UUID(int=100 + number), UUID(int=500 + number), at, searching)


def found(*openings: Opening, around: Around | None = None, refused: Sequence[datetime] = ()) -> list[Unlike]:
    """Return what is unusual, of a plain office unless told otherwise."""
    away = ((RUIZ, at) for at in refused)
    return list(unusual(openings, away, around or Around(OFFICE, {}, {})))


@pytest.mark.clause("Hamden D.2")
def test_an_ordinary_day_has_nothing_unusual() -> None:
    assert found(*(opened(number) for number in range(MANY_CASES))) == []


@pytest.mark.clause("Hamden D.2")
def test_whoever_has_a_tie_to_the_candidate_is_told_of() -> None:
    tied = Around(OFFICE, {UUID(int=501): frozenset({RUIZ})}, {})
    (line,) = found(
        opened(1), opened(1, NOON + timedelta(hours=1)), opened(2), opened(1, who=OKAFOR), around=tied
    )
    assert (line.sign, line.person_id, line.case_id, line.times) == (Unusual.OWN_TIE, RUIZ, UUID(int=101), 2)
    assert line.last - line.first == timedelta(hours=1)


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize("minutes", [-1, 0, 30, 60, 61])
def test_an_investigator_opens_a_case_while_having_it(minutes: int) -> None:
    spans = {(RUIZ, UUID(int=101)): [(NOON, NOON + timedelta(minutes=60))]}
    around = Around(OFFICE, {}, spans)
    at = NOON + timedelta(minutes=minutes)
    signs = [line.sign for line in found(opened(1, at, searching=True), around=around)]
    assert signs == ([] if 0 <= minutes <= 60 else [Unusual.NOT_ASSIGNED])
    assert found(opened(1, at), around=around) == []


@pytest.mark.parametrize(
    ("at", "outside"),
    [
        (NOON.replace(hour=5, minute=59), True),
        (NOON.replace(hour=6), False),
        (NOON.replace(hour=19, minute=59), False),
        (NOON.replace(hour=20), True),
        (NOON - timedelta(days=1), True),
        (datetime(2026, 7, 3, 12, tzinfo=UTC), True),
    ],
    ids=["before", "opens", "last minute", "closes", "Sunday", "Independence Day kept"],
)
def test_hours_are_those_of_working_days(at: datetime, outside: bool) -> None:
    assert OFFICE.outside(at) is outside
    assert not Hours(0, 24).outside(at), "an office that works on every day"


def test_many_cases_within_an_hour_are_told_once_a_day() -> None:
    spread = [opened(number, NOON + timedelta(minutes=4 * number)) for number in range(MANY_CASES + 1)]
    (line,) = found(*spread)
    assert (line.sign, line.case_id, line.times) == (Unusual.MANY_AT_ONCE, None, 1)
    slower = [opened(number, NOON + timedelta(minutes=5 * number)) for number in range(MANY_CASES + 1)]
    assert found(*slower) == []


def test_being_turned_away_often_on_one_day_is_told() -> None:
    times = [NOON + timedelta(minutes=number) for number in range(OFTEN_REFUSED)]
    (line,) = found(refused=times)
    assert (line.sign, line.times) == (Unusual.TURNED_AWAY, OFTEN_REFUSED)
    assert found(refused=times[1:]) == []
    assert found(refused=[NOON + timedelta(days=number) for number in range(OFTEN_REFUSED)]) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 600), st.sampled_from((RUIZ, OKAFOR)))))
def test_order_does_not_matter_and_lines_count_openings(told: list[tuple[int, int, UUID]]) -> None:
    openings = [opened(number, NOON - timedelta(hours=10, minutes=late), who) for number, late, who in told]
    lines = found(*openings)
    assert sorted(map(str, lines)) == sorted(map(str, found(*reversed(openings))))
    for sign in (Unusual.OUTSIDE_HOURS,):
        assert sum(line.times for line in lines if line.sign is sign) == sum(
            OFFICE.outside(one.at) for one in openings
        )


def test_every_sign_says_why_and_has_an_ordinary_reason() -> None:
    assert len({sign.words for sign in Unusual}) == len(Unusual)
    assert all(sign.why.endswith(".") for sign in Unusual)
