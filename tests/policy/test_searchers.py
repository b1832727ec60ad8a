"""No current designation, no search (Hamden D.3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LUIS, TODAY, designation
from tracker.policy.actors import Role
from tracker.policy.searchers import (
    is_current,
    missing_at_desk,
    missing_to_be_given,
    missing_to_designate,
    missing_to_search,
)

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.clause("Hamden D.3")
@given(DAYS, DAYS, DAYS, st.none() | DAYS)
def test_current_means_within_its_days_and_not_ended(
    starts: date, ends: date, today: date, ended: date | None
) -> None:
    facts = designation(
        starts_on=starts,
        ends_on=ends,
        ended_on=ended,
        vetted_on=date(2023, 1, 1),
        trained_on=date(2023, 1, 1),
        confidentiality_signed_on=date(2023, 1, 1),
    )
    expected = starts <= today <= ends and (ended is None or ended > today)
    assert is_current(facts, today) == expected
    refused = missing_to_search(DANA, [facts], today)
    assert bool(refused) != expected
    assert all(unmet.ref == "R-14" for unmet in refused)


@pytest.mark.clause("Hamden D.3")
def test_the_refusal_says_when_it_ended_and_who_renews_it() -> None:
    over = designation(ends_on=date(2026, 2, 28))
    words = missing_to_search(DANA, [over], TODAY)[0].sentence
    assert words.startswith("Your designation as a searcher ended on February 28, 2026.")
    coming = designation(starts_on=date(2026, 4, 1))
    assert "starts on April 1, 2026" in missing_to_search(DANA, [coming], TODAY)[0].sentence
    assert "not designated" in missing_to_search(DANA, [], TODAY)[0].sentence


def test_somebody_elses_designation_does_not_help() -> None:
    assert missing_to_search(LUIS, [designation()], TODAY)


def test_the_chiefs_deviation_lets_search() -> None:
    assert missing_to_search(DANA, [], TODAY, excepted=True) == ()


@pytest.mark.clause("Hamden D.3")
def test_the_desk_says_in_which_cases_a_deviation_lets_search() -> None:
    both = ("C-26-2222222", "C-26-3333333")
    assert missing_at_desk(DANA, [designation()], TODAY, cases=both, excepted=()) == ()
    assert missing_at_desk(DANA, [], TODAY, cases=both, excepted=both) == ()
    over = designation(ends_on=date(2026, 2, 28))
    (some,) = missing_at_desk(DANA, [over], TODAY, cases=both, excepted=both[:1])
    assert "You can read your cases but not add to them." in some.sentence
    assert "In C-26-2222222 you can search" in some.sentence
    (none,) = missing_at_desk(DANA, [], TODAY, cases=(), excepted=())
    assert "not designated" in none.sentence
    assert "deviation" not in none.sentence


@pytest.mark.clause("Hamden D.3")
@pytest.mark.parametrize(
    "changes",
    [
        {"designated_by_role": Role.HR_ADMIN},
        {"designated_by": DANA},
        {"ends_on": date(2026, 1, 1)},
        {"ends_on": date(2031, 1, 1)},
        {"vetted_on": None},
        {"trained_on": None},
        {"confidentiality_signed_on": None},
        {"trained_on": TODAY + timedelta(days=1)},
    ],
)
def test_a_designation_needs_the_chief_and_its_grounds(changes: dict[str, Any]) -> None:
    assert len(missing_to_designate(designation(**changes), INVESTIGATOR, TODAY)) == 1


@pytest.mark.parametrize("changes", [{"designated_by_role": Role.HR_ADMIN}, {"trained_on": None}])
def test_a_defective_designation_is_never_current(changes: dict[str, Any]) -> None:
    assert not is_current(designation(**changes), TODAY)


def test_only_investigators_are_designated() -> None:
    assert missing_to_designate(designation(), INVESTIGATOR, TODAY) == ()
    assert missing_to_designate(designation(), frozenset({Role.SUPERVISOR}), TODAY)


@pytest.mark.clause("Hamden D.3")
@given(DAYS, DAYS, DAYS, st.none() | DAYS, st.booleans())
def test_who_may_not_search_is_given_no_case(
    starts: date, ends: date, today: date, ended: date | None, excepted: bool
) -> None:
    facts = [designation(starts_on=starts, ends_on=ends, ended_on=ended)]
    told = missing_to_be_given(DANA, "D. Ruiz", facts, today, excepted=excepted)
    assert bool(told) == bool(missing_to_search(DANA, facts, today, excepted=excepted))
    assert all(unmet.ref == "R-14" and "D. Ruiz" in unmet.sentence for unmet in told)


@pytest.mark.clause("Hamden D.3")
def test_whoever_assigns_reads_when_it_ended_or_starts() -> None:
    over = designation(ends_on=date(2026, 2, 28))
    assert "ended on February 28, 2026" in missing_to_be_given(DANA, "D. Ruiz", [over], TODAY)[0].sentence
    coming = designation(starts_on=date(2026, 4, 1))
    assert "starts on April 1, 2026" in missing_to_be_given(DANA, "D. Ruiz", [coming], TODAY)[0].sentence
    assert "is not designated" in missing_to_be_given(LUIS, "L. Ortiz", [over], TODAY)[0].sentence
