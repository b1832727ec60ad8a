"""Nobody comes in with less than their role asks for."""

from __future__ import annotations

from itertools import combinations

import pytest

from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.proofs import Proof, missing_to_come_in

ALL = [frozenset(some) for size in range(len(Proof) + 1) for some in combinations(Proof, size)]


@pytest.mark.parametrize("shown", ALL, ids=lambda shown: "+".join(sorted(shown)) or "nothing")
def test_what_is_enough(shown: frozenset[Proof]) -> None:
    for role in STAFF_ROLES:
        assert (missing_to_come_in(role, shown, demo=False) == ()) == (Proof.PASSWORD in shown)
    candidate = missing_to_come_in(Role.CANDIDATE, shown, demo=False)
    assert (candidate == ()) == ({Proof.LINK, Proof.CODE} <= shown)
    assert missing_to_come_in(Role.SYSTEM, shown, demo=False)


@pytest.mark.parametrize("role", [*STAFF_ROLES, Role.CANDIDATE])
def test_a_button_is_enough_in_a_demonstration_only(role: Role) -> None:
    shown = frozenset({Proof.SAMPLE})
    assert missing_to_come_in(role, shown, demo=True) == ()
    assert missing_to_come_in(role, shown, demo=False)
