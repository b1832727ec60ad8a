"""When something was posted: of age or not, recent or not, told with no more than a month on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.work import finding
from tracker.policy.clauses import Clause
from tracker.policy.law_line import LawLine
from tracker.policy.posting import (
    ABOUT,
    PLAIN_POSTS,
    WINDOWS,
    About,
    Month,
    PostFacts,
    PostsRule,
    Window,
    age_at_post,
    kept_day,
    missing_in_month,
    missing_in_time,
    month_in,
    posted_words,
    recency,
    told_of_time,
)
from tracker.policy.validation import missing_for_gate, missing_for_validation

BIRTHS = st.dates(date(1940, 1, 1), date(2012, 12, 31))
AROUND = st.integers(-800, 800)
ABOUTS = st.sampled_from(About)
LATEST = {False: (2, 28), True: (3, 1)}
"""When somebody born on February 29 has a birthday in other years: places differ."""


def birthday(born: date, years: int, *, late: bool) -> date:
    """Return a birthday, where February 29 is kept before or after it."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, *LATEST[late])


def days_of(posted: date, about: About) -> list[date]:
    """Return every day that a post may be from."""
    if about is About.DAY:
        return [posted]
    first = date(posted.year, 1, 1)
    year = (first + timedelta(days=n) for n in range(366))
    return [
        day for day in year if day.year == posted.year and (about is About.YEAR or day.month == posted.month)
    ]


@given(BIRTHS, AROUND, ABOUTS)
def test_nothing_from_before_the_birthday_is_in_the_window_on_any_reading(
    born: date, days: int, about: About
) -> None:
    posted = birthday(born, 18, late=False) + timedelta(days=days)
    of_age = Month(born.year + 18, born.month)
    told = age_at_post(posted, about, of_age)
    for late in (False, True):
        adult = {day >= birthday(born, 18, late=late) for day in days_of(posted, about)}
        assert told is not Window.INSIDE or adult == {True}
        assert told is not Window.OUTSIDE or adult == {False}


@given(BIRTHS, st.integers(0, 800), ABOUTS)
def test_a_later_post_is_never_further_out(born: date, days: int, about: About) -> None:
    order = [Window.OUTSIDE, Window.MAY_BE_OUTSIDE, Window.INSIDE]
    start, of_age = date(born.year + 17, 1, 1), Month(born.year + 18, born.month)
    one = age_at_post(start, about, of_age)
    assert order.index(one) <= order.index(age_at_post(start + timedelta(days=days), about, of_age))


@pytest.mark.parametrize(
    ("posted", "about", "told"),
    [
        (date(2019, 5, 31), About.DAY, Window.OUTSIDE),
        (date(2019, 6, 1), About.DAY, Window.MAY_BE_OUTSIDE),
        (date(2019, 6, 30), About.DAY, Window.MAY_BE_OUTSIDE),
        (date(2019, 7, 1), About.DAY, Window.INSIDE),
        (date(2019, 5, 1), About.MONTH, Window.OUTSIDE),
        (date(2019, 6, 1), About.MONTH, Window.MAY_BE_OUTSIDE),
        (date(2019, 7, 1), About.MONTH, Window.INSIDE),
        (date(2018, 1, 1), About.YEAR, Window.OUTSIDE),
        (date(2019, 1, 1), About.YEAR, Window.MAY_BE_OUTSIDE),
        (date(2020, 1, 1), About.YEAR, Window.INSIDE),
        (None, About.DAY, Window.CANNOT_TELL),
    ],
)
def test_the_month_of_the_birthday_counts_as_before_the_window(
    posted: date | None, about: About, told: Window
) -> None:
    assert age_at_post(posted, about, Month(2019, 6)) is told
    assert age_at_post(posted, about, None) is Window.CANNOT_TELL


@pytest.mark.parametrize(
    ("posted", "about", "found", "told"),
    [
        (date(2021, 3, 9), About.DAY, date(2026, 3, 9), Window.INSIDE),
        (date(2021, 3, 8), About.DAY, date(2026, 3, 9), Window.OUTSIDE),
        (date(2021, 3, 1), About.MONTH, date(2026, 3, 9), Window.MAY_BE_OUTSIDE),
        (date(2021, 4, 1), About.MONTH, date(2026, 3, 9), Window.INSIDE),
        (date(2021, 1, 1), About.YEAR, date(2026, 3, 9), Window.MAY_BE_OUTSIDE),
        (date(2020, 1, 1), About.YEAR, date(2026, 3, 9), Window.OUTSIDE),
        (date(2023, 2, 28), About.DAY, date(2028, 2, 29), Window.INSIDE),
        (date(2023, 2, 27), About.DAY, date(2028, 2, 29), Window.OUTSIDE),
        (None, About.DAY, date(2026, 3, 9), Window.CANNOT_TELL),
    ],
)
def test_the_years_looked_back_are_counted_from_when_it_was_found(
    posted: date | None, about: About, found: date, told: Window
) -> None:
    assert recency(posted, about, found, 5) is told


@pytest.mark.clause("Hamden D.6", "Hamden D.5")
@pytest.mark.parametrize("barred", [Window.OUTSIDE, Window.MAY_BE_OUTSIDE])
def test_what_is_or_may_be_from_before_a_window_is_not_releasable_unless_the_law_here_says_so(
    barred: Window,
) -> None:
    young, old = PostFacts(age=barred), PostFacts(recency=barred)
    for posted, clause, words in (
        (young, Clause.HAMDEN_D_6, "before turning 18"),
        (old, Clause.HAMDEN_D_5, "the protocol looks back"),
    ):
        for judged in (missing_for_validation, missing_for_gate):
            (unmet,) = judged(finding(posted=posted), second_reading=True)
            assert (unmet.clause, unmet.ref) == (clause, "R-20")
            assert words in unmet.sentence
            assert ("new version" in unmet.sentence) == (barred is Window.MAY_BE_OUTSIDE)
    allowed = PostsRule(under_18=True, older=True, ground=LawLine("Both may be used.", "A statute", "V"))
    assert missing_in_time("F-1", PostFacts(barred, barred, allowed)) == ()
    for other in (Window.INSIDE, Window.CANNOT_TELL):
        assert missing_for_validation(finding(posted=PostFacts(other, other))) == ()
    assert (PLAIN_POSTS.under_18, PLAIN_POSTS.older) == (False, False)


def test_no_more_is_told_than_where_a_post_lies() -> None:
    told = {told_of_time(PostFacts(age, again)) for age in Window for again in Window}
    assert len(told) == len(Window) ** 2
    assert not any(sign.isdigit() for lines in told for line in lines for sign in line)
    assert told_of_time(PostFacts())[1] == "Say in your ground how you know the age then."
    assert set(ABOUT) == set(About)
    assert set(WINDOWS) == set(Window)


@given(st.integers(1900, 2800), st.integers(1, 12))
def test_a_month_is_read_as_it_is_written(year: int, number: int) -> None:
    month = Month(year, number)
    assert month_in(f" {month} ") == month
    assert month.after - month.first in {timedelta(days=n) for n in (28, 29, 30, 31)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "such as 2019-06"),
        ("2019-13", "such as 2019-06"),
        ("2019-06-03", "such as 2019-06"),
        ("٢٠١٩-٠٦", "such as 2019-06"),
        ("0000-00", "such as 2019-06"),
        ("1940-01", "not the month of birth"),
        ("2032-01", "not the month of birth"),
    ],
)
def test_what_is_no_month_of_an_18th_birthday_is_said_in_words(text: str, words: str) -> None:
    (unmet,) = missing_in_month(text, date(2026, 3, 9), over=False)
    assert words in unmet.sentence
    assert unmet.fix == "field:month"


def test_nothing_is_set_once_the_application_is_over() -> None:
    assert missing_in_month("2019-06", date(2026, 3, 9), over=False) == ()
    (unmet,) = missing_in_month("2019-06", date(2026, 3, 9), over=True)
    assert "over" in unmet.sentence


def test_about_a_month_or_a_year_is_kept_and_read_as_that() -> None:
    day = date(2025, 5, 14)
    assert [kept_day(day, about) for about in About] == [day, date(2025, 5, 1), date(2025, 1, 1)]
    assert [posted_words(day, about, "") for about in About] == ["May 14, 2025", "May 2025", "2025"]
    assert posted_words(None, About.YEAR, "Not known") == "Not known"
