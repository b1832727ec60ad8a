"""How long cases take, in working days: the whole time, ours alone, and by part; never by person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted
from tracker.policy.working_days import working_days_between

FEW = 8
"""Under so many closed cases, no percentile is told: it would say more than is known."""
LONG = 30
"""Cases that took more than so many working days are told apart in the sentence."""
HALF, MOST = 50, 85
"""The percentiles that are told."""


class Span(StrEnum):
    """A part of a case's time."""

    BEFORE = "before"
    """Opened, and not invited yet."""
    AFFIDAVIT = "affidavit"
    """Invited, and waiting for the affidavit."""
    ASSIGNING = "assigning"
    """Filed, and waiting for an investigator."""
    SEARCH = "search"
    """With the investigator."""
    REVIEW = "review"
    """With the supervisors."""
    ANSWER = "answer"
    """Waiting for the candidate's answer to a concern."""
    BOARD = "board"
    """Released, and waiting for the board's decision."""


SPANS: dict[Span, str] = {
    Span.BEFORE: "Before the invitation",
    Span.AFFIDAVIT: "Waiting for the affidavit",
    Span.ASSIGNING: "Waiting for an investigator",
    Span.SEARCH: "Search",
    Span.REVIEW: "Review",
    Span.ANSWER: "Waiting for the candidate's answer",
    Span.BOARD: "With the board",
}
"""The parts as pages name them, in the order of the journey."""
WAITING: frozenset[Span] = frozenset({Span.AFFIDAVIT, Span.ANSWER})
"""The parts in which the candidate is waited for."""
OF_STAGE: dict[Stage, Span] = {
    Stage.OPENED: Span.BEFORE,
    Stage.AFFIDAVIT_PENDING: Span.AFFIDAVIT,
    Stage.SEARCH: Span.SEARCH,
    Stage.REVIEW: Span.REVIEW,
    Stage.RESPONSE: Span.ANSWER,
    Stage.RELEASED: Span.BOARD,
}
"""Which part each stage before the decision is."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One case as it went: the days on which it came to each stage, in order, and was first assigned."""

    reference: str
    opened: date
    steps: tuple[tuple[date, Stage], ...]
    assigned: date | None = None

    @property
    def closed(self) -> date | None:
        """Return the day of the board's decision, None while there is none."""
        return next((day for day, stage in self.steps if stage is Stage.DECIDED), None)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a case took, in working days by part."""

    reference: str
    closed: date
    spans: dict[Span, int]

    @property
    def whole(self) -> int:
        """Return all working days from opening to decision."""
        return sum(self.spans.values())

    @property
    def ours(self) -> int:
        """Return the working days in which nobody waited for the candidate."""
        return sum(days for span, days in self.spans.items() if span not in WAITING)


def taken(walk: Walk) -> Taken | None:
    """Return what a decided case took, None for others; the parts add up to the whole."""
    if walk.closed is None:
        return None
    spans = dict.fromkeys(Span, 0)
    day, stage = walk.opened, Stage.OPENED
    for until, following in walk.steps:
        for span, days in _parts(stage, day, until, walk.assigned):
            spans[span] += days
        day, stage = until, following
        if stage is Stage.DECIDED:
            break
    return Taken(walk.reference, walk.closed, spans)


def _parts(stage: Stage, first: date, until: date, assigned: date | None) -> Iterable[tuple[Span, int]]:
    """Split the time at one stage: a search begins once somebody has the case."""
    if stage is Stage.SEARCH and assigned is not None and first < assigned:
        begun = min(assigned, until)
        yield Span.ASSIGNING, working_days_between(first, begun)
        first = begun
    if stage in OF_STAGE:
        yield OF_STAGE[stage], working_days_between(first, until)


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said of closed cases: how many, both percentiles where there are enough, and a sentence."""

    cases: int
    half: int | None
    most: int | None
    sentence: str


def summary(cases: Sequence[Taken], *, ours: bool, target: int) -> Summary:
    """Return what closed cases took, of the whole time or of ours alone; ``target`` in working days."""
    days = [one.ours if ours else one.whole for one in cases]
    which = "of our own time" if ours else "from opening to decision"
    if not days:
        return Summary(0, None, None, "No case was decided in this time.")
    within = sum(one <= target for one in days)
    kept = f"{within} of {counted(len(days), 'closed case')} took {target} working days or fewer {which}"
    if len(days) < FEW:
        words = f"{kept}. Under {FEW} closed cases, no percentile is told."
        return Summary(len(days), None, None, words)
    half, most = percentile(days, HALF), percentile(days, MOST)
    words = f"Half closed within {counted(half, 'working day')}, {MOST} of 100 within {most}; {kept}"
    return Summary(len(days), half, most, f"{words}{_long(cases, days)}.")


def _long(cases: Sequence[Taken], days: Sequence[int]) -> str:
    """Say how many took long, and whether it was the candidate who was waited for."""
    long = [case for case, one in zip(cases, days, strict=True) if one > LONG]
    if not long:
        return ""
    were = "1 was" if len(long) == 1 else f"{len(long)} were"
    waited = sum(case.ours <= LONG for case in long)
    why = ""
    if waited:
        why = (
            ", all waiting on the candidate"
            if waited == len(long)
            else f", {waited} by waiting on the candidate"
        )
    return f"; {were} over {LONG}{why}"


AGES: tuple[tuple[int, int | None], ...] = ((0, 10), (11, 20), (21, 30), (31, None))
"""The ages of open cases that are told apart, in working days, both ends included."""


def ages(opened: Iterable[tuple[Span, date]], today: date) -> dict[Span, tuple[int, ...]]:
    """Count open cases by where they stand and how many working days ago they were opened."""
    found: dict[Span, list[int]] = {}
    for span, day in opened:
        old = working_days_between(day, today)
        place = next(place for place, (_, last) in enumerate(AGES) if last is None or old <= last)
        found.setdefault(span, [0] * len(AGES))[place] += 1
    return {span: tuple(found[span]) for span in Span if span in found}
