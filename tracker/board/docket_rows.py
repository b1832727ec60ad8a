"""One candidate on the docket, as far as one member is with their packet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tracker.policy.meetings import Reading


class DocketState(Enum):
    """How far one candidate is for one member; each member is its words and the kind of its tag."""

    READY = ("Ready", "info")
    """There is a packet, and this member has not read it."""
    READ = ("Ready, read by you", "done")
    """This member has read the packet."""
    NO_PART = ("You take no part", "none")
    """This member stepped out, saw search material of this candidate, or declared a tie to them."""
    DECIDED = ("Decided", "plain")
    """The board has decided on the newest page."""
    LOOK_AGAIN = ("Corrected after the decision", "waiting")
    """The board decided on a page that was corrected afterwards."""

    @property
    def words(self) -> str:
        """Return what the docket says."""
        return self.value[0]

    @property
    def kind(self) -> str:
        """Return how the tag looks."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One candidate on the docket whose packet is ready.

    ``changed`` says that this member opened an earlier edition and has not read the present one; ``minutes``
    is how long the packet takes to read, ``meeting`` when and where the board reads it. ``untied`` says that
    this member said that they have no tie, without which the packet stays closed to them. ``closes`` is the
    day on which the packet closes to the board, once its decision is final. ``closed`` says that it came, or
    that the case was closed before.
    """

    candidate: str
    packet: str
    minutes: int
    state: DocketState
    corrected: bool
    changed: bool
    meeting: Reading
    untied: bool = True
    closes: date | None = None
    closed: bool = False

    @property
    def takes_part(self) -> bool:
        """Say whether this member can open the packet."""
        return self.state is not DocketState.NO_PART

    @property
    def unread(self) -> bool:
        """Say whether this member has still to read it."""
        return self.state in (DocketState.READY, DocketState.LOOK_AGAIN)

    @property
    def on_decision(self) -> bool:
        """Say whether the page of the decision has something for this member: read first, then decide."""
        return self.state is not DocketState.READY

    @property
    def may_step_out(self) -> bool:
        """Say whether there is a decision to step out of."""
        return self.takes_part and self.state is not DocketState.DECIDED


@dataclass(frozen=True, slots=True)
class ToRead:
    """How much a member has still to read for one meeting; ``held_at`` is None for what waits for one."""

    held_at: datetime | None
    place: str
    candidates: int
    minutes: int


def by_meeting(rows: Iterable[DocketRow]) -> tuple[ToRead, ...]:
    """Return what is still to be read for each meeting, the next one first; empty where none is named."""
    found: dict[tuple[datetime, str], list[DocketRow]] = {}
    others = []
    for row in rows:
        if row.meeting.held_at is None:
            others.append(row)
        else:
            found.setdefault((row.meeting.held_at, row.meeting.place), []).append(row)
    if not found:
        return ()
    ahead = [_to_read(held_at, place, found[held_at, place]) for held_at, place in sorted(found)]
    return (*ahead, *([_to_read(None, "", others)] if others else ()))


def _to_read(held_at: datetime | None, place: str, rows: Collection[DocketRow]) -> ToRead:
    return ToRead(held_at, place, len(rows), sum(row.minutes for row in rows))
