"""The ways to sign by their rules: which comes first, what a click is filed as, and what is made ready."""

from __future__ import annotations

from itertools import chain, permutations

import pytest

from tracker.policy.clauses import Clause
from tracker.policy.legal import SigningMethod
from tracker.policy.ways import SWORN, missing_to_choose_way, missing_to_sign_here, signs_here

ORDERS = tuple(chain.from_iterable(permutations(SigningMethod, many) for many in range(1, 5)))
"""Every order in which a place can name its ways."""


def test_the_page_comes_first_where_the_place_names_it_first_and_else_when_it_was_chosen() -> None:
    assert len(ORDERS) == 64
    for ways in ORDERS:
        assert signs_here(ways, chosen=False) == (ways[0] is SigningMethod.DECLARATION), ways
        assert signs_here(ways, chosen=True) == (SigningMethod.DECLARATION in ways), ways


@pytest.mark.clause("Hampton F.2")
def test_a_click_is_filed_where_a_declaration_is_a_way_of_the_place_and_nowhere_else() -> None:
    for ways in ORDERS:
        refused = missing_to_sign_here(ways)
        assert bool(refused) == (SigningMethod.DECLARATION not in ways), ways
        for one in refused:
            assert (one.clause, one.fix) == (Clause.HAMPTON_F_2, "affidavit:sign")
            assert one.sentence.startswith("This way to sign is not there for your application.")


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("method", list(SigningMethod))
def test_only_ways_that_are_sworn_and_allowed_are_made_ready(method: SigningMethod) -> None:
    for ways in ORDERS:
        refused = missing_to_choose_way(method, ways)
        assert bool(refused) == (method not in SWORN or method not in ways), ways
        assert {one.fix for one in refused} <= {"affidavit:sign"}
