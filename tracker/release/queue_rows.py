"""One line of the supervisor's queue, in ready words: what waits for review, and what was released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.policy.meetings import Reading
from tracker.policy.wording import counted

TWO_DAYS = 48
"""Hours below which waiting is counted in hours."""


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """One case that waits for review, or is under it; ``own`` tells the reader's own search.

    ``asked`` tells that the reader has answered the question about ties, ``tied`` that there is, or may be,
    one. ``meets_at`` is the next meeting of its board, None where none is set; ``changes`` counts what was
    changed since it came back, None where it never did. ``answer_due`` is until when the candidate answers,
    None where nothing is asked; ``answer_over`` that this is past, ``answered`` that an answer came of which
    nothing is recorded yet; ``longer`` that the candidate got more time for it. ``own_first`` tells whether
    the reader was the first of two who release it, None before anybody was.
    """

    reference: str
    candidate: str
    requisition: str
    submitter: str
    submitted_at: datetime
    waited: timedelta
    due_at: datetime
    meets_at: datetime | None
    times: int
    changes: int | None
    opened: bool
    own: bool
    asked: bool
    tied: bool
    answer_due: datetime | None
    answer_over: bool
    answered: bool
    longer: bool
    own_first: bool | None = None

    @property
    def place(self) -> str:
        """Return which page is about it now: the answer, or the review."""
        return "release.answer" if self.answer_due or self.answered else "release.review"

    @property
    def state(self) -> tuple[str, str]:
        """Return where it stands, as a tag."""
        if self.own or self.tied:
            return "For someone else", "none"
        if self.answer_due is not None:
            return ("No answer by the deadline" if self.answer_over else "Waiting for the answer"), "waiting"
        if self.answered:
            return "Answer came in", "info"
        if self.own_first is not None:
            return "Waiting for a second releaser", "waiting"
        if self.opened:
            return "In review", "info"
        return (self.again, "waiting") if self.times > 1 else ("Waiting", "waiting")

    @property
    def again(self) -> str:
        """Return that it was submitted again, and with how many changes."""
        if self.changes is None:
            return "Submitted again"
        return f"Submitted again: {counted(self.changes, 'change') if self.changes else 'nothing changed'}"

    @property
    def waiting(self) -> str:
        """Return how long it has waited: in hours below two days, in days from then on."""
        hours = int(self.waited.total_seconds() // 3600)
        if hours < 1:
            return "less than an hour"
        return counted(hours, "hour") if hours < TWO_DAYS else counted(hours // 24, "day")


@dataclass(frozen=True, slots=True)
class ReleasedCase:
    """One release, newest first; ``superseded`` where a correction took its place.

    ``asked``, ``own`` and ``tied`` are as on a case that waits: nobody corrects what they worked on.
    """

    reference: str
    candidate: str
    requisition: str
    released_at: datetime
    number: int
    superseded: bool
    asked: bool
    own: bool
    tied: bool
    meeting: Reading
