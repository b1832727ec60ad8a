"""One first administrator, one address each, passwords by length alone, each role once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.staff import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    missing_in_password,
    missing_to_be_first,
    missing_to_gain,
    missing_to_join,
)


@given(st.text(max_size=LONGEST_PASSWORD + 9))
def test_a_password_is_judged_by_its_length_alone(password: str) -> None:
    assert (not missing_in_password(password)) == (SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD)


def test_the_first_administrator_is_made_once_and_an_address_is_one_persons() -> None:
    assert missing_to_be_first(administrators=False) == ()
    assert missing_to_be_first(administrators=True)
    assert missing_to_join(address_known=False) == ()
    assert missing_to_join(address_known=True)


@given(st.frozensets(st.sampled_from(sorted(STAFF_ROLES))), st.sampled_from(sorted(STAFF_ROLES)))
def test_a_role_is_given_once(held: frozenset[Role], role: Role) -> None:
    assert bool(missing_to_gain(held, role)) == (role in held)
