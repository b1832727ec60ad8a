"""The docket of one board, and each candidate on it as far as one member is with their packet."""

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
    UNSURE = ("Closed to you until you answer", "waiting")
    """This member was not sure of a tie, so the packet stays closed to them."""
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
    that the case was closed before. ``settled`` says that the board has decided on this very packet,
    ``corrected_since`` that it decided on an earlier one; ``chairs`` that this member records the decision;
    ``all_read`` that no member who takes part has still to read it.
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
    settled: bool = False
    corrected_since: bool = False
    chairs: bool = False
    all_read: bool = False

    @property
    def takes_part(self) -> bool:
        """Say whether this member can open the packet."""
        return self.state is not DocketState.NO_PART

    @property
    def unread(self) -> bool:
        """Say whether this member has still to read it."""
        return self.state in (DocketState.READY, DocketState.LOOK_AGAIN) and not self.closed

    @property
    def on_decision(self) -> bool:
        """Say whether the page of the decision has something for this member: read first, then decide."""
        return self.state not in (DocketState.READY, DocketState.UNSURE)

    @property
    def to_record(self) -> bool:
        """Say whether the decision is this member's to record now."""
        done = self.settled or self.closed
        return self.chairs and self.takes_part and self.all_read and self.untied and not done

    @property
    def decision_link(self) -> str:
        """Return what the page of the decision is for, to this member now."""
        if self.settled or (self.closed and not self.corrected_since):
            return "See the decision"
        if self.to_record:
            return "Record the new decision" if self.corrected_since else "Record the decision"
        return "See the earlier decision" if self.corrected_since else "See how far the decision is"

    @property
    def may_step_out(self) -> bool:
        """Say whether there is a decision to step out of."""
        return self.takes_part and self.state is not DocketState.DECIDED


@dataclass(frozen=True, slots=True)
class Docket:
    """The docket of one board: the candidates who are ready, in the order of references.

    ``not_ready`` counts the others; who they are, and why it takes time, is not told. ``next_meeting`` is the
    next one that the board has.
    """

    requisition: str
    title: str
    duties_accepted: bool
    rows: tuple[DocketRow, ...]
    not_ready: int
    next_meeting: Reading | None = None

    @property
    def unread(self) -> tuple[DocketRow, ...]:
        """Return the candidates whose packets this member has still to read."""
        return tuple(row for row in self.rows if row.unread)

    @property
    def ready(self) -> tuple[DocketRow, ...]:
        """Return the candidates on whom this member is still to decide with the others."""
        return tuple(
            row
            for row in self.rows
            if row.takes_part and row.state is not DocketState.DECIDED and not row.closed
        )

    @property
    def decided(self) -> bool:
        """Say whether the board has decided on a candidate whose packet this member can open."""
        return any(row.state is DocketState.DECIDED for row in self.rows)

    @property
    def to_record(self) -> int:
        """Return how many decisions are this member's to record now."""
        return sum(row.to_record for row in self.rows)

    @property
    def minutes(self) -> int:
        """Return how long the packets take to read that this member has not read."""
        return sum(row.minutes for row in self.unread)

    @property
    def meetings(self) -> tuple[ToRead, ...]:
        """Return how much this member has still to read for each meeting, the next one first."""
        return by_meeting(self.unread)

    @property
    def first(self) -> str:
        """Return the packet to read first, empty when all are read or none opens yet."""
        return next((row.packet for row in self.unread if row.untied), "")

    @property
    def asked_about(self) -> int:
        """Return of how many candidates this member has still to say whether there is a tie."""
        return sum(row.takes_part and not row.untied and not row.closed for row in self.rows)


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
