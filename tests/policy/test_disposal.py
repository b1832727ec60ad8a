"""No case goes before its time, none on hold goes at all, and disposal takes two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.clauses import Clause
from tracker.policy.disposal import (
    MOST,
    BatchFacts,
    Due,
    KeptCase,
    missing_authority,
    missing_to_approve,
    missing_to_dispose,
    missing_to_propose,
    missing_to_refuse,
)
from tracker.policy.retention import Ending, Schedule
from tracker.policy.vocabulary import Stage

DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
CASES = st.builds(
    KeptCase,
    reference=st.just("C-26-7KQ4M"),
    stage=st.sampled_from(sorted(Stage)),
    since=DAYS,
    years=st.none() | st.integers(1, 20),
    waiting=st.lists(st.just("Y-7KQ4MX"), max_size=1).map(tuple),
    matters=st.lists(st.sampled_from(["26-114", "26-115"]), unique=True, max_size=2).map(tuple),
)
SOMEBODY = UUID(int=1)
OVER = KeptCase("C-26-7KQ4M", Stage.CLOSED, date(2026, 3, 9))
TODAY = date(2028, 3, 10)
HELD = "This case is on hold (matter 26-114). It cannot be disposed of."


@pytest.mark.clause("Hamden A.7")
@pytest.mark.clause("29 CFR 1602.31")
@given(CASES, DAYS)
def test_a_case_goes_only_closed_past_its_time_and_without_a_hold(case: KeptCase, today: date) -> None:
    allowed = (
        case.stage is Stage.CLOSED
        and not case.matters
        and not case.waiting
        and today > case.due_on
        and case.due_on >= date(case.since.year + 2, case.since.month, min(case.since.day, 28))
    )
    assert (missing_to_dispose(case, today) == ()) is allowed


@pytest.mark.clause("Hamden A.7")
@given(CASES, DAYS)
def test_a_hold_outranks_every_date(case: KeptCase, today: date) -> None:
    if case.matters and case.stage is not Stage.DISPOSED:
        first = missing_to_dispose(case, today)[0]
        assert (first.sentence, first.ref) == (
            f"This case is on hold (matter {case.matters[0]}). It cannot be disposed of.",
            "R-36",
        )


@pytest.mark.clause("Hamden A.7")
@given(st.uuids(), st.uuids(), st.booleans(), st.lists(CASES, min_size=1, max_size=3))
def test_nobody_approves_what_they_proposed(
    proposer: UUID, person: UUID, ruled: bool, cases: list[KeptCase]
) -> None:
    batch = BatchFacts(proposer, ruled, tuple(cases))
    unmet = missing_to_approve(batch, proposer, TODAY)
    assert unmet
    if not ruled:
        assert [one.ref for one in unmet] == ["R-36"]
        assert unmet[0].sentence == "The person who proposed the batch cannot approve it."
        some = any(missing_to_dispose(case, TODAY) == () for case in cases)
        assert (missing_to_approve(batch, person, TODAY) == ()) is (some and person != proposer)


@pytest.mark.clause("29 CFR 1602.31")
def test_where_a_case_stands_in_the_calendar() -> None:
    assert OVER.due_on == date(2028, 3, 9)
    assert OVER.due(OVER.due_on) is Due.SOON, "the last day is still one on which it is kept"
    assert OVER.due(TODAY) is Due.PAST
    assert OVER.due(OVER.due_on - timedelta(days=30)) is Due.SOON
    assert OVER.due(OVER.due_on - timedelta(days=31)) is Due.LATER
    longer = Schedule(3, ((Ending.WITHDRAWN, 1), (Ending.WENT_ON, 7)))
    assert [longer.years(ending) for ending in Ending] == [7, 3, 3]
    assert Schedule().years(Ending.WENT_ON) is None


@pytest.mark.clause("Hamden A.7")
def test_an_authorization_is_named_by_more_than_a_word() -> None:
    assert [one.fix for one in missing_authority("RC-075")] == ["field:authority"]
    assert missing_authority("RC-075 of March 2") == ()


@pytest.mark.clause("Hamden A.7")
def test_what_is_proposed_together_says_which_case_is_kept() -> None:
    held = KeptCase("C-26-2MWX9", Stage.CLOSED, date(2026, 3, 9), matters=("26-114",))
    assert missing_to_propose([OVER], SOMEBODY, TODAY) == ()
    assert [one.sentence for one in missing_to_propose([OVER, held], SOMEBODY, TODAY)] == [
        f"C-26-2MWX9: {HELD}"
    ]
    assert missing_to_propose([], SOMEBODY, TODAY)[0].fix == "field:cases"
    assert "up to 50" in missing_to_propose([OVER] * (MOST + 1), SOMEBODY, TODAY)[0].sentence
    batch = BatchFacts(uuid4(), False, (OVER,))
    assert missing_to_refuse(batch, "")
    assert not missing_to_refuse(batch, "A claim is expected soon")
    assert "already" in missing_to_refuse(BatchFacts(uuid4(), True, ()), "A claim is expected")[0].sentence


@pytest.mark.clause("Hamden D.2")
@given(st.lists(st.frozensets(st.sampled_from([UUID(int=one) for one in range(3)])), min_size=1, max_size=4))
def test_nobody_with_a_tie_proposes_or_approves_and_the_case_is_named(ties: list[frozenset[UUID]]) -> None:
    cases = tuple(
        replace(OVER, reference=f"C-26-{number}MWX9", tied=people) for number, people in enumerate(ties)
    )
    proposer, person = UUID(int=0), SOMEBODY
    for actor in (proposer, person):
        unmet = missing_to_propose(cases, actor, TODAY)
        assert [one.clause for one in unmet] == [Clause.HAMDEN_D_2] * len(unmet)
        assert [any(case.reference in one.sentence for one in unmet) for case in cases] == [
            actor in case.tied for case in cases
        ]
    unmet = missing_to_approve(BatchFacts(proposer, False, cases), person, TODAY)
    first = person if any(person in case.tied for case in cases) else proposer
    assert [any(case.reference in one.sentence for one in unmet) for case in cases] == [
        first in case.tied for case in cases
    ]
    assert not missing_to_refuse(BatchFacts(proposer, False, cases), "A claim is expected soon")
