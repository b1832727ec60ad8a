"""Two releasers: who can be both, and what keeps a page from the board until another one confirmed it."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import BOARD, DANA, LUIS, OKAFOR, YU
from tracker.policy.hands import HandsFacts
from tracker.policy.releasers import (
    FirstFacts,
    missing_for_two,
    missing_to_confirm,
    missing_to_release_as_first,
)

pytestmark = pytest.mark.clause("Hamden D.6")

PEOPLE = sorted({DANA, LUIS, OKAFOR, YU} | BOARD)
SOME = st.frozensets(st.sampled_from(PEOPLE))
PAGES = st.sampled_from(["a", "b"])


@given(SOME, SOME, SOME)
def test_two_are_taken_exactly_where_one_case_could_be_released(
    searchers: frozenset[UUID], reviewers: frozenset[UUID], board: frozenset[UUID]
) -> None:
    possible = any(
        len({one, first, second} - board) == 3
        for one in searchers
        for first in reviewers
        for second in reviewers
    )
    unmet = missing_for_two(HandsFacts(searchers, reviewers, board))
    assert (not unmet) == possible
    assert all("Leave it at one releaser" in one.sentence for one in unmet)


@given(st.booleans(), st.sampled_from(PEOPLE), st.sampled_from([None, *PEOPLE]), PAGES, PAGES, st.booleans())
def test_a_page_goes_out_by_two_people_who_saw_the_same(
    two: bool, releaser: UUID, before: UUID | None, released: str, rendered: str, stands: bool
) -> None:
    first = FirstFacts(before, "Lt. Okafor", released, stands) if before else None
    unmet = missing_to_confirm("C-26-7KQ4M", first, two=two, releaser=releaser, rendered=rendered)
    may = not two or (first is not None and stands and before != releaser and released == rendered)
    assert (not unmet) == may
    again = missing_to_release_as_first(first, two=two, rendered=rendered)
    assert not two or bool(again) == (first is not None and stands and released == rendered)


def test_each_refusal_has_its_number() -> None:
    def ref(first: FirstFacts | None) -> str:
        (one,) = missing_to_confirm("C-26-7KQ4M", first, two=True, releaser=OKAFOR, rendered="a")
        return one.ref

    assert ref(None) == "R-20"
    assert ref(FirstFacts(LUIS, "Luis", "b")) == "R-22"
    assert ref(FirstFacts(OKAFOR, "Okafor", "a")) == "R-18"
