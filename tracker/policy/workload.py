"""How much one investigator has on hand: counted by where cases stand, never by what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.stages import in_review, waits_on_candidate, with_investigator
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted
from tracker.policy.words import RETURNED_NOW


class Hand(StrEnum):
    """Where a case on somebody's hands stands."""

    ACTIVE = "active"
    """Being worked on."""
    RETURNED = "returned"
    """Given back by a review, and being worked on again."""
    WAITING = "waiting"
    """Waiting for the candidate."""
    REVIEW = "review"
    """With the supervisors."""


HANDS: dict[Hand, str] = {
    Hand.ACTIVE: "Active",
    Hand.RETURNED: RETURNED_NOW,
    Hand.WAITING: "Waiting on the candidate",
    Hand.REVIEW: "In review",
}
"""The parts of a workload as pages name them."""


def hand_of(stage: Stage, *, returned: bool, declared: bool) -> Hand:
    """Say where an open case stands; ``returned`` that its newest submission came back.

    ``declared`` says that whoever has it told of ties.
    """
    if in_review(stage):
        return Hand.REVIEW
    if waits_on_candidate(stage, declared=declared):
        return Hand.WAITING
    return Hand.RETURNED if returned and with_investigator(stage) else Hand.ACTIVE


@dataclass(frozen=True, slots=True)
class OnHand:
    """One open case of somebody: where it stands, how many days ago it was opened."""

    reference: str
    hand: Hand
    days: int


@dataclass(frozen=True, slots=True)
class Workload:
    """What somebody has on hand: a count for each part, and the oldest case, empty without one."""

    counts: dict[Hand, int]
    oldest: str = ""
    oldest_days: int = 0

    @property
    def open_cases(self) -> int:
        """Return how many cases are on hand."""
        return sum(self.counts.values())


def workload(cases: Iterable[OnHand]) -> Workload:
    """Count what somebody has on hand."""
    counts, oldest = dict.fromkeys(Hand, 0), OnHand("", Hand.ACTIVE, -1)
    for case in cases:
        counts[case.hand] += 1
        oldest = max(oldest, case, key=lambda one: (one.days, one.reference))
    return Workload(counts, oldest.reference, max(oldest.days, 0))


def missing_for_capacity(name: str, open_cases: int, capacity: int) -> tuple[Unmet, ...]:
    """Say why somebody is given no further case: they have as many as one person can have."""
    if open_cases < capacity:
        return ()
    has = counted(open_cases, "open case")
    words = f"{name} has {has}; {capacity} is the most that one investigator has at a time."
    return (Unmet(None, words),)
