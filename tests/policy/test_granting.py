"""A role takes two people to give and one to end, and the work never loses its last one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.actors import STAFF_ROLES, SYSTEM, Actor, Role
from tracker.policy.granting import (
    APPROVERS,
    WAITS,
    ProposalFacts,
    fitting_roles,
    gives_alone,
    missing_to_approve,
    missing_to_fit,
    missing_to_lose,
    missing_to_propose,
)

NOW = datetime(2026, 3, 9, 16, tzinfo=UTC)
PEOPLE = [UUID(int=number) for number in range(1, 5)]
HELEN, OMAR, AVERY, DANA = PEOPLE


def actor(person: UUID) -> Actor:
    return Actor(person, Role.HR_ADMIN, "Somebody")


@given(st.frozensets(st.sampled_from(PEOPLE)))
def test_one_gives_alone_only_while_nobody_else_could_approve(ever: frozenset[UUID]) -> None:
    assert gives_alone(actor(HELEN), ever) == (not ever - {HELEN})
    assert gives_alone(SYSTEM, ever)


@given(st.sampled_from(PEOPLE), st.integers(0, 40), st.booleans())
def test_the_second_person_is_another_one_in_time(approver: UUID, days: int, gives: bool) -> None:
    facts = ProposalFacts(DANA, HELEN, NOW, gives)
    allowed = not missing_to_approve(facts, approver, NOW + timedelta(days=days))
    assert allowed == (approver in (OMAR, AVERY) and timedelta(days=days) < WAITS and gives)


def test_a_role_is_proposed_once() -> None:
    assert "proposed already" in missing_to_propose(waits=True)[0].sentence
    assert missing_to_propose(waits=False) == ()


def test_the_last_of_a_kind_is_not_taken_out_and_the_words_say_what_to_do_first() -> None:
    working = {Role.SUPERVISOR: {DANA}, Role.HR_ADMIN: {HELEN}, Role.CHIEF: {AVERY}}
    for person, role in ((DANA, Role.SUPERVISOR), (HELEN, Role.HR_ADMIN)):
        (unmet,) = missing_to_lose(person, (role,), working)
        assert "Give somebody else that role first" in unmet.sentence
    (unmet,) = missing_to_lose(AVERY, (Role.CHIEF,), working)
    assert "only one would be left" in unmet.sentence


@pytest.mark.clause("Hampton D.1")
@given(
    st.fixed_dictionaries(
        {role: st.frozensets(st.sampled_from(PEOPLE)) for role in (*APPROVERS, Role.SUPERVISOR)}
    ),
    st.sampled_from(PEOPLE),
    st.sets(st.sampled_from(STAFF_ROLES)),
)
def test_whatever_is_taken_away_roles_can_still_be_given(
    working: dict[Role, frozenset[UUID]], person: UUID, roles: set[Role]
) -> None:
    def able(holders: dict[Role, frozenset[UUID]]) -> tuple[bool, bool, bool]:
        approvers = frozenset[UUID]().union(*(holders[role] for role in APPROVERS))
        return bool(holders[Role.HR_ADMIN]), len(approvers) > 1, bool(holders[Role.SUPERVISOR])

    after = {role: holders - {person} if role in roles else holders for role, holders in working.items()}
    lost = any(before and not now for before, now in zip(able(working), able(after), strict=True))
    assert bool(missing_to_lose(person, roles, working)) == lost


def test_only_roles_that_go_together_are_offered() -> None:
    for held in ({Role.INVESTIGATOR}, {Role.CHIEF}, {Role.SUPERVISOR, Role.HR_ADMIN}, set[Role]()):
        offered = fitting_roles(frozenset(held), by_case=False, lent=False)
        assert not set(offered) & held
        for role in STAFF_ROLES:
            missing = missing_to_fit(frozenset(held), role, by_case=False, lent=False)
            assert (role in offered) != bool(missing)
    assert fitting_roles(frozenset(), by_case=False, lent=True) == (Role.INVESTIGATOR,)
    assert set(STAFF_ROLES) == set(fitting_roles(frozenset(), by_case=False, lent=False))
