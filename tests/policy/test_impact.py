"""Groups compared at this step: rates, four fifths, chance, and what is too small to be shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.impact import FEWEST, chance, compared, missing_to_say, years_told

CLAUSE = pytest.mark.clause("29 CFR 1607.4")
People = list[tuple[str, bool]]


def people(**groups: tuple[int, int]) -> People:
    """Return so many who went on, and who did not, of each group."""
    return [
        (group, outcome)
        for group, counts in groups.items()
        for outcome, count in zip((True, False), counts, strict=True)
        for _ in range(count)
    ]


@CLAUSE
def test_nine_of_ten_beside_three_of_five_differ_by_no_more_than_chance() -> None:
    assert round(float(chance((9, 1), (3, 2))), 2) == 0.24
    assert chance((3, 2), (9, 1)) == chance((9, 1), (3, 2))


@CLAUSE
def test_a_group_below_four_fifths_of_the_highest_rate_is_told_with_its_numbers() -> None:
    told = compared(people(female=(10, 10), male=(18, 6)))
    male, female = told.lines
    assert (male.group, male.rate, male.ratio, male.chance) == ("male", Fraction(3, 4), Fraction(1), None)
    assert (female.went_on, female.stayed, female.ratio) == (10, 10, Fraction(2, 3))
    assert female.falls_short
    assert told.short == (female,)
    assert not told.hidden
    assert female.chance is not None
    assert 0.05 < float(female.chance) < 0.2


@CLAUSE
def test_exactly_four_fifths_is_not_below_them() -> None:
    told = compared(people(female=(8, 12), male=(10, 10)))
    assert told.lines[1].ratio == Fraction(4, 5)
    assert told.short == ()


@CLAUSE
@pytest.mark.parametrize(
    "groups",
    [
        {"female": (4, 20), "male": (20, 20)},
        {"female": (20, 4), "male": (20, 20)},
        {"female": (1, 1), "male": (20, 20)},
        {"female": (20, 0), "male": (20, 20)},
        {"male": (20, 20)},
        {},
    ],
    ids=["few went on", "few stayed", "a small group", "one group alone stayed", "one group", "nobody"],
)
def test_what_could_tell_of_a_person_is_not_shown(groups: dict[str, tuple[int, int]]) -> None:
    told = compared(people(**groups))
    assert told.lines == ()
    assert told.hidden is bool(groups)


@CLAUSE
def test_where_one_group_is_too_small_the_next_goes_too_for_it_could_be_told_from_the_sum() -> None:
    told = compared(people(asian=(2, 3), black=(10, 10), white=(30, 30), hispanic=(15, 15)))
    assert [line.group for line in told.lines] == ["hispanic", "white"]
    assert told.hidden


@CLAUSE
def test_a_group_of_whom_nobody_went_on_is_shown_beside_two_others() -> None:
    told = compared(people(black=(0, 20), white=(20, 10), hispanic=(20, 10)))
    assert told.lines[-1].group == "black"
    assert told.lines[-1].ratio == 0
    assert told.lines[-1].falls_short


_groups = st.dictionaries(
    st.sampled_from(("a", "b", "c", "d", "e")), st.tuples(st.integers(0, 30), st.integers(0, 30))
)


@CLAUSE
@given(_groups)
def test_no_count_of_one_to_four_people_is_ever_shown(groups: dict[str, tuple[int, int]]) -> None:
    there = {group for group, counts in groups.items() if sum(counts)}
    lines = compared(people(**groups)).lines
    for line in lines:
        assert all(count == 0 or count >= FEWEST for count in (line.went_on, line.stayed))
        assert line.ratio <= 1
    assert len(lines) != 1
    assert len(there) - len(lines) != 1 or not lines


@CLAUSE
@given(st.tuples(st.integers(0, 25), st.integers(0, 25)), st.tuples(st.integers(0, 25), st.integers(0, 25)))
def test_chance_is_a_likelihood_and_the_same_from_either_side(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert 0 < chance(one, other) <= 1
    assert chance(one, other) == chance(other, one) == chance(one[::-1], other[::-1])


@CLAUSE
def test_only_years_that_are_over_are_told() -> None:
    assert years_told(date(2024, 5, 1), date(2026, 11, 22)) == (2025, 2024)
    assert years_told(date(2026, 1, 1), date(2026, 11, 22)) == ()
    assert years_told(None, date(2026, 11, 22)) == ()


@CLAUSE
def test_answers_are_taken_until_the_application_is_over_and_not_for_ever() -> None:
    assert missing_to_say(over=False, given=0) == ()
    assert "over" in missing_to_say(over=True, given=0)[0].sentence
    assert "20 times" in missing_to_say(over=False, given=20)[0].sentence
