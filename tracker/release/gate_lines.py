"""The release gate as a list for people: each item met, left to do in sentences, or without a subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.policy.answers import Unmet
from tracker.policy.asking import is_asked_about
from tracker.policy.gate import live_findings
from tracker.policy.release import GateItem
from tracker.policy.release_facts import ReleaseFacts

NEXT: Mapping[str, str] = {
    "checks": "Read the findings a second time",
    "captures": "Verify all captures",
    "seen-by-submitter": "The investigator looks at the board page once more",
    "seen-by-releaser": "Read the board page, then decide",
}
"""What a supervisor does about an item of the gate; of the others the bar says what they ask."""


@dataclass(frozen=True, slots=True)
class GateLine:
    """One line of the list; ``state`` is met, unmet, or none where the case has nothing it could be about."""

    key: str
    words: str
    state: str
    automatic: bool
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The whole list with its count in words."""

    lines: tuple[GateLine, ...]

    @property
    def left(self) -> int:
        """Return how many lines of the list are left, as R-17 counts them."""
        return sum(line.state == "unmet" for line in self.lines)

    @property
    def next(self) -> str:
        """Return what a supervisor does next, about the first item that is unmet in the order of the work."""
        first = next((line for line in self.lines if line.state == "unmet"), None)
        if first is None:
            return "Decide; nothing is left before release"
        return NEXT.get(first.key, f"Left before release: {first.words}")

    @property
    def count(self) -> str:
        """Return the count that the list ends with."""
        asked = [line for line in self.lines if line.state != "none"]
        done = sum(line.state == "met" for line in asked)
        return f"{done} of {len(asked)} done"


def gate_of(items: Sequence[GateItem], facts: ReleaseFacts) -> Gate:
    """Return the items of a gate as a list."""
    absent = _without_subject(facts)
    return Gate(
        tuple(
            GateLine(item.key, item.words, _state(item, absent), item.automatic, item.unmet) for item in items
        )
    )


def _state(item: GateItem, absent: frozenset[str]) -> str:
    if not item.met:
        return "unmet"
    return "none" if item.key in absent else "met"


def _without_subject(facts: ReleaseFacts) -> frozenset[str]:
    live = live_findings(facts)
    there = {
        "extra": bool(facts.extra_searches),
        "checks": bool(live),
        "wording": bool(live),
        "withheld": len(live) < len(facts.findings),
        "captures": bool(facts.captures),
        "answers": any(is_asked_about(finding, facts.requests.get(finding.reference)) for finding in live),
    }
    return frozenset(key for key, present in there.items() if not present)
