"""What is not looked at any further: images that nobody may keep, and passwords that were seen by chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import too_short


class StopKind(StrEnum):
    """What was come upon; nothing says what it looked like."""

    NOT_TO_BE_KEPT = "not-to-be-kept"
    """An image that nobody may keep, as one of a child who is abused may be."""
    SEEN_BY_CHANCE = "secret-seen"
    """Somebody's password, seen by chance; it is not used and not written down."""


KINDS: dict[StopKind, str] = {
    StopKind.NOT_TO_BE_KEPT: "An image that must not be kept, such as one that may show a child being abused",
    StopKind.SEEN_BY_CHANCE: "A password, seen by chance",
}
"""What people read for each kind."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on one platform in one case; ``lifted`` once a supervisor said that work goes on."""

    reference: str
    kind: StopKind
    platform: str
    platform_name: str
    called_by: UUID
    called_by_name: str
    called_at: datetime
    lifted: bool = False

    @property
    def said(self) -> str:
        """Return what people read for its kind."""
        return KINDS[self.kind]

    @property
    def holds(self) -> bool:
        """Say whether nothing is added there: a password that was seen stops no work."""
        return self.kind is StopKind.NOT_TO_BE_KEPT and not self.lifted


def holding(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return the stops under which nothing is added."""
    return tuple(one for one in stops if one.holds)


@cites(Clause.HAMDEN_D_4)
def missing_while_stopped(
    stops: Iterable[Stop], platforms: frozenset[str], *, anywhere: bool = False
) -> tuple[Unmet, ...]:
    """Say that nothing is added where somebody stopped; ``anywhere`` for what names no place."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_4,
            f"Work on {one.platform_name} is stopped in this case ({one.reference}), so nothing is searched, "
            "captured or written about it. A supervisor says when it goes on.",
            fix="case::stops",
        )
        for one in holding(stops)
        if anywhere or one.platform in platforms
    )


def missing_to_stop(kind: str, platform: str, known: frozenset[str]) -> tuple[Unmet, ...]:
    """Say what is left before a stop is recorded: which kind, and where. Nothing else is asked."""
    unmet = []
    if kind not in set(StopKind):
        unmet.append(Unmet(None, "Choose what you came upon.", fix="field:kind"))
    if platform not in known:
        unmet.append(Unmet(None, "Choose where you came upon it.", fix="field:platform"))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_4)
def missing_to_lift(stop: Stop, person_id: UUID, reason: str) -> tuple[Unmet, ...]:
    """Say why a stop is not lifted: it holds no longer, you called it, or what was done is not said."""
    if not stop.holds:
        return (Unmet(Clause.HAMDEN_D_4, f"Nothing is stopped by {stop.reference} any more."),)
    unmet = []
    if person_id == stop.called_by:
        unmet.append(Unmet(Clause.HAMDEN_D_4, "You called this stop, so somebody else lifts it."))
    if too_short(reason):
        words = "Write what was done: who was told, and when. Do not write what was to be seen."
        unmet.append(Unmet(Clause.HAMDEN_D_4, words, fix="field:reason"))
    return (*unmet, *missing_in_text(reason))
