"""Whether groups of candidates go on alike at this step, counted so that nobody is told of (29 CFR 1607.4).

What a candidate says of themselves here is voluntary. It is counted once a year, when the year is over: a
count that changed with each decision would tell of whom it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import comb

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import worded

FEWEST = 5
"""A count of fewer people than this is not shown: it could tell of one of them."""
FOUR_FIFTHS = Fraction(4, 5)
"""Less than this much of the highest rate is generally taken for adverse impact (1607.4 D)."""
CHANGED_TOO_OFTEN = 20
"""So often the answers can be given anew."""


class Sex(StrEnum):
    """What candidates can say of their sex."""

    FEMALE = "female"
    """Female."""
    MALE = "male"
    """Male."""
    ANOTHER = "another"
    """Neither of the two."""


class Heritage(StrEnum):
    """The groups by race and ethnicity that federal forms count (EEO-1)."""

    HISPANIC = "hispanic"
    """Hispanic or Latino, of any race."""
    WHITE = "white"
    """White."""
    BLACK = "black"
    """Black or African American."""
    ASIAN = "asian"
    """Asian."""
    PACIFIC = "pacific"
    """Native Hawaiian or other Pacific Islander."""
    NATIVE = "native"
    """American Indian or Alaska Native."""
    SEVERAL = "several"
    """Two or more races."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one candidate said of themselves; None for what they would rather not say."""

    sex: Sex | None
    heritage: Heritage | None


@dataclass(frozen=True, slots=True)
class Line:
    """One group that is large enough to be shown: how many went on and did not, beside the highest rate."""

    group: str
    went_on: int
    stayed: int
    highest: Fraction
    chance: Fraction | None
    """How often chance alone would make as much of a difference; None for the group with the highest rate."""

    @property
    def rate(self) -> Fraction:
        """Return which part of the group went on."""
        return Fraction(self.went_on, self.went_on + self.stayed)

    @property
    def ratio(self) -> Fraction:
        """Return the rate beside the highest; 1 for the group that has it, and where nobody went on."""
        return self.rate / self.highest if self.highest else Fraction(1)

    @property
    def falls_short(self) -> bool:
        """Say whether it lies below four fifths of the highest rate."""
        return self.ratio < FOUR_FIFTHS


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of one question that can be shown, the highest rate first; the others are not named."""

    lines: tuple[Line, ...]
    hidden: bool

    @property
    def short(self) -> tuple[Line, ...]:
        """Return the groups below four fifths of the highest rate."""
        return tuple(line for line in self.lines if line.falls_short)


@cites(Clause.UGESP_1607_4)
def missing_to_say(*, over: bool, given: int) -> tuple[Unmet, ...]:
    """Say why a candidate's voluntary answers are not taken any more; ``given`` counts those there are."""
    if over:
        sentence = worded("Your application is over, so these answers are not taken any more.")
        return (Unmet(Clause.UGESP_1607_4, sentence),)
    if given >= CHANGED_TOO_OFTEN:
        sentence = worded("You have changed these answers %(number)s times. Call us.", number=given)
        return (Unmet(Clause.UGESP_1607_4, sentence),)
    return ()


def years_told(first: date | None, today: date) -> tuple[int, ...]:
    """Return the years that are over, since the first decision, the newest first."""
    return () if first is None else tuple(range(today.year - 1, first.year - 1, -1))


@cites(Clause.UGESP_1607_4)
def compared(people: Iterable[tuple[str, bool]]) -> Comparison:
    """Compare the rates of groups, given each person's group and whether they went on.

    Shown is a group of whom at least five went on and five did not; none of them, or all, can be shown too,
    unless this group alone makes up an outcome. Where one group alone would be left out, what was left out
    could be told from the sum, so the next smallest goes too; and one group alone is nothing to compare.
    """
    counts: Counter[tuple[str, bool]] = Counter(people)
    groups = sorted({group for group, _ in counts}, key=lambda group: (_size(counts, group), group))
    fit = [group for group in groups if _can_be_shown(counts, group)]
    if len(groups) - len(fit) == 1 and fit:
        fit = fit[1:]
    if len(fit) < 2:
        return Comparison((), hidden=bool(groups))
    return Comparison(_lines(counts, fit), hidden=len(fit) < len(groups))


def _size(counts: Counter[tuple[str, bool]], group: str) -> int:
    return counts[group, True] + counts[group, False]


def _can_be_shown(counts: Counter[tuple[str, bool]], group: str) -> bool:
    if _size(counts, group) < FEWEST:
        return False
    for outcome in (True, False):
        here = counts[group, outcome]
        everywhere = sum(count for (_, one), count in counts.items() if one is outcome)
        if 0 < here < FEWEST or (here and here == everywhere):
            return False
    return True


def _lines(counts: Counter[tuple[str, bool]], fit: Sequence[str]) -> tuple[Line, ...]:
    cells = {group: (counts[group, True], counts[group, False]) for group in fit}
    by_rate = sorted(fit, key=lambda group: (-Fraction(cells[group][0], sum(cells[group])), group))
    best = cells[by_rate[0]]
    highest = Fraction(best[0], sum(best))
    return tuple(
        Line(group, *cells[group], highest, None if group == by_rate[0] else chance(cells[group], best))
        for group in by_rate
    )


def chance(one: tuple[int, int], other: tuple[int, int]) -> Fraction:
    """Return how likely two groups, of so many who went on and did not, differ this much by chance alone.

    Fisher's exact test, two-sided: all tables with the same sums that are no likelier than this one.
    """
    size, went_on, whole = sum(one), one[0] + other[0], sum(one) + sum(other)
    weights = [
        comb(went_on, count) * comb(whole - went_on, size - count)
        for count in range(max(0, size + went_on - whole), min(size, went_on) + 1)
    ]
    here = comb(went_on, one[0]) * comb(whole - went_on, one[1])
    return Fraction(sum(weight for weight in weights if weight <= here), comb(whole, size))
