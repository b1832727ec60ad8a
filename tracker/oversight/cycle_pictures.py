"""The picture of how long cases take: each a dot by the day of its decision, and one bar of all parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.policy.cycle_time import SPANS, WAITING, Span, Summary, Taken
from tracker.policy.wording import counted, day

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 130, 16, 40
STEPS = (5, 10, 20, 50, 100)
"""How far apart the lines of the scale can stand, in working days."""
LINES = 6
"""Lines of the scale, at the most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One closed case: where it stands, and what is said of it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Level:
    """A line across at so many working days, with its label."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bar: its letter and name, its share, and how many working days of a case it takes."""

    letter: str
    name: str
    x: float
    width: float
    days: float
    waiting: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """The dots with their scale; ``target`` is the top of the shaded part."""

    dots: tuple[Dot, ...]
    scale: tuple[Level, ...]
    percentiles: tuple[Level, ...]
    target: Level
    first: str
    last: str


def plot(cases: Sequence[Taken], told: Summary, *, ours: bool, target: int) -> Plot | None:
    """Return the picture of closed cases, None where there is none."""
    if not cases:
        return None
    days = [one.ours if ours else one.whole for one in cases]
    top = max(*days, target, 1)
    first, last = cases[0].closed, cases[-1].closed
    step = next((one for one in STEPS if top / one < LINES), STEPS[-1] * (top // (STEPS[-1] * LINES) + 1))

    def level(number: int, words: str) -> Level:
        return Level(_y(number, top), words)

    lines = [(told.half, "half"), (told.most, "85 of 100")]
    return Plot(
        dots=tuple(
            Dot(_x(one.closed, first, last), _y(number, top), _said(one, number, ours=ours))
            for one, number in zip(cases, days, strict=True)
        ),
        scale=tuple(level(number, str(number)) for number in range(0, top + 1, step)),
        percentiles=tuple(
            level(number, f"{words}: {number}") for number, words in lines if number is not None
        ),
        target=level(target, f"target: {target}"),
        first=day(first),
        last=day(last),
    )


def _said(case: Taken, number: int, *, ours: bool) -> str:
    which = " of our own time" if ours else ""
    return f"{case.reference}, decided {day(case.closed)}: {counted(number, 'working day')}{which}"


def _x(when: date, first: date, last: date) -> float:
    whole = (last - first).days
    share = (when - first).days / whole if whole else 0.5
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(number: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - number / top * (HEIGHT - TOP - BOTTOM), 1)


def bar(cases: Sequence[Taken], *, ours: bool) -> tuple[Piece, ...]:
    """Return the parts of a closed case's time, on the average, in the order of the journey."""
    spans = [span for span in Span if not (ours and span in WAITING)]
    sums = {span: sum(one.spans[span] for one in cases) for span in spans}
    whole = sum(sums.values())
    pieces, x = [], 0.0
    for span in spans:
        width = sums[span] / whole * WIDTH if whole else 0.0
        days = sums[span] / len(cases) if cases else 0.0
        letter = chr(ord("A") + list(Span).index(span))
        piece = Piece(letter, SPANS[span], round(x, 1), round(width, 1), round(days, 1), span in WAITING)
        pieces.append(piece)
        x += width
    return tuple(pieces)
