"""What people prove themselves with before they come in; a second factor for staff will be one more proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.answers import Unmet

T = TypeVar("T")
SESSIONS_AT_ONCE = 3
"""So many places one person is signed in at, at the most."""


class Proof(StrEnum):
    """One thing that a person showed when they came in."""

    PASSWORD = "password"  # noqa: S105 - the name of a proof, not one
    """A password of their own."""
    LINK = "link"
    """The link of an invitation, which is also how to come back."""
    CODE = "code"
    """The code that was handed over apart from the link."""
    SAMPLE = "sample"
    """A button of the sample data: no proof at all, and enough in a demonstration only."""


_ENOUGH: Mapping[Role, frozenset[Proof]] = {
    **dict.fromkeys(STAFF_ROLES, frozenset({Proof.PASSWORD})),
    Role.CANDIDATE: frozenset({Proof.LINK, Proof.CODE}),
}
_NOT_ENOUGH = Unmet(None, "That is not enough to show who you are. Sign in again.")


def missing_to_come_in(role: Role, proofs: frozenset[Proof], *, demo: bool) -> tuple[Unmet, ...]:
    """Say whether somebody has proved enough to work in a role."""
    if demo and Proof.SAMPLE in proofs:
        return ()
    return () if role in _ENOUGH and proofs >= _ENOUGH[role] else (_NOT_ENOUGH,)


def giving_way(live: Sequence[T]) -> Sequence[T]:
    """Return which of a person's live sessions, oldest first, end so that one more can begin."""
    return live[: max(0, len(live) - SESSIONS_AT_ONCE + 1)]
