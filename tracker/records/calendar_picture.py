"""The picture of the calendar of retention: a row of bars for each way to end, and holds in words."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.retention import Ending
from tracker.policy.retention_months import Months, Share
from tracker.policy.wording import MONTHS, counted
from tracker.policy.words import ENDINGS

LEFT, COLUMN, TOP, ROW, TALLEST = 188, 40, 40, 52, 26
BAR = 26
"""How wide a bar is."""
KINDS: dict[Ending, str] = {
    Ending.WENT_ON: "plot-ours",
    Ending.NOT_CONTINUED: "plot-review",
    Ending.WITHDRAWN: "plot-waiting",
}
"""How each way to end is drawn; its row says it in words."""
ON_HOLD = "On hold"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or, without a height, only what is written."""

    x: float
    y: float
    height: float
    middle: float
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row of the picture: what it is called, where it stands, how it is drawn, and its bars."""

    name: str
    y: float
    kind: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column: the month, and the year where it begins."""

    middle: float
    name: str
    year: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The picture, its sentence, and the table that says the same: only months with cases are in it."""

    sentence: str
    width: int
    height: int
    heads: tuple[Head, ...]
    rows: tuple[BarRow, ...]
    today: float
    columns: tuple[tuple[str, str], ...]
    table: tuple[tuple[str | int, ...], ...]


def draw(months: Months) -> Calendar | None:
    """Return the picture of the calendar, None where no case stands in it."""
    if not months.whole:
        return None
    shares = (months.past, *(share for _, share in months.months), months.after)
    names = ("Past due", *(f"{MONTHS[first.month - 1]} {first.year}" for first, _ in months.months), "Later")
    most = max(1, *(number for share in shares for _, number in share.by_ending))
    rows = [_row(place, ending, shares, names, most) for place, ending in enumerate(Ending)]
    return Calendar(
        sentence=months.sentence,
        width=LEFT + len(shares) * COLUMN,
        height=TOP + (len(Ending) + 1) * ROW + 18,
        heads=_heads(months),
        rows=(*rows, _held(len(Ending), shares, names)),
        today=LEFT + COLUMN,
        columns=(
            ("Kept until", "text"),
            *((ENDINGS[ending], "number") for ending in Ending),
            (ON_HOLD, "text"),
        ),
        table=tuple(
            (name, *(number for _, number in share.by_ending), f"{share.held} held" if share.held else "none")
            for name, share in zip(names, shares, strict=True)
            if share.whole
        ),
    )


def _heads(months: Months) -> tuple[Head, ...]:
    heads = [Head(_middle(0), "Past", "due")]
    for place, (first, _) in enumerate(months.months, 1):
        year = str(first.year) if place == 1 or first.month == 1 else ""
        heads.append(Head(_middle(place), MONTHS[first.month - 1][:3], year))
    return (*heads, Head(_middle(len(months.months) + 1), "Later", ""))


def _row(place: int, ending: Ending, shares: tuple[Share, ...], names: tuple[str, ...], most: int) -> BarRow:
    base = TOP + (place + 1) * ROW
    bars = []
    for column, (share, name) in enumerate(zip(shares, names, strict=True)):
        number = dict(share.by_ending)[ending]
        if number:
            height = round(max(3.0, number / most * TALLEST), 1)
            words = f"{name}: {counted(number, 'case')}. {ENDINGS[ending]}."
            x = _middle(column) - BAR / 2
            bars.append(Bar(x, base - height, height, _middle(column), str(number), words))
    return BarRow(ENDINGS[ending], base, KINDS[ending], tuple(bars))


def _held(place: int, shares: tuple[Share, ...], names: tuple[str, ...]) -> BarRow:
    base = TOP + (place + 1) * ROW
    bars = []
    for column, (share, name) in enumerate(zip(shares, names, strict=True)):
        if share.held:
            words = f"{name}: {counted(share.held, 'case')} on hold"
            above = Bar(0, base - 14, 0, _middle(column), str(share.held), words)
            bars += [above, Bar(0, base, 0, _middle(column), "held", words)]
    return BarRow(ON_HOLD, base, "", tuple(bars))


def _middle(column: int) -> float:
    return LEFT + column * COLUMN + COLUMN / 2
