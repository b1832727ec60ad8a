"""The calendar of retention by month: how many cases are kept until when, by how they ended, holds apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.policy.clauses import Clause, cites
from tracker.policy.disposal import Due, KeptCase
from tracker.policy.retention import Ending
from tracker.policy.wording import counted

MONTHS_SHOWN = 12
"""How many months the calendar shows, beginning with the one that today is in."""


@dataclass(frozen=True, slots=True)
class Share:
    """The cases whose time ends in one part of the calendar: by how they ended, those on hold apart.

    A case on hold is counted as on hold alone: it is kept whatever its date is.
    """

    by_ending: tuple[tuple[Ending, int], ...]
    held: int

    @property
    def whole(self) -> int:
        """Return how many cases there are, with those on hold."""
        return sum(number for _, number in self.by_ending) + self.held


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar: what is past due, twelve months from today on by their first days, and the rest."""

    past: Share
    months: tuple[tuple[date, Share], ...]
    after: Share

    @property
    def whole(self) -> int:
        """Return how many cases there are."""
        return self.past.whole + self.after.whole + sum(share.whole for _, share in self.months)

    @property
    def sentence(self) -> str:
        """Say in words what the calendar shows."""
        shares = [share for _, share in self.months]
        held = self.past.held + self.after.held + sum(share.held for share in shares)
        within = sum(share.whole for share in shares)
        kept = f"{counted(held, 'case is', 'cases are')} on hold and kept whatever the date is."
        return (
            f"{counted(self.past.whole, 'case is', 'cases are')} past due, {within} more "
            f"{'is' if within == 1 else 'are'} kept until a day of the next {MONTHS_SHOWN} months, and "
            f"{self.after.whole} longer. {kept}"
        )


def months_from(today: date) -> tuple[date, ...]:
    """Return the first days of twelve months, beginning with the month that today is in."""
    start = today.year * 12 + today.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(start, start + MONTHS_SHOWN))


@cites(Clause.EEOC_1602_31, Clause.HAMDEN_A_7)
def by_month(cases: Iterable[tuple[Ending, KeptCase]], today: date) -> Months:
    """Return the calendar of cases with how they ended: each stands in it once, under its last day."""
    firsts = months_from(today)
    past, after = list[tuple[Ending, KeptCase]](), list[tuple[Ending, KeptCase]]()
    within: dict[date, list[tuple[Ending, KeptCase]]] = {first: [] for first in firsts}
    for ending, case in cases:
        if case.due(today) is Due.PAST:
            past.append((ending, case))
        else:
            within.get(case.due_on.replace(day=1), after).append((ending, case))
    return Months(_share(past), tuple((first, _share(within[first])) for first in firsts), _share(after))


def _share(cases: list[tuple[Ending, KeptCase]]) -> Share:
    free = Counter(ending for ending, case in cases if not case.matters)
    return Share(
        tuple((ending, free[ending]) for ending in Ending), sum(bool(case.matters) for _, case in cases)
    )
