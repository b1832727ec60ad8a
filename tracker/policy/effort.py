"""How much work searchers put into a case each, so that effort compares (Hamden D.5); never what it found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from tracker.policy.clauses import Clause, cites


@dataclass(frozen=True, slots=True)
class Sitting:
    """One day's searches of one person in one case, and the minutes from the first of them to the last.

    ``person`` is the searcher's reference, ``searcher`` the name.
    """

    person: str
    searcher: str
    case: str
    searches: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Effort:
    """What one searcher's cases took in the middle; minutes run from each day's first search to its last."""

    person: str
    searcher: str
    cases: int
    searches: float
    minutes: float


@cites(Clause.HAMDEN_D_5)
def effort_by_searcher(sittings: Iterable[Sitting]) -> tuple[Effort, ...]:
    """Return the median searches and minutes per case of each searcher, by name: nobody is ranked."""
    taken: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for one in sittings:
        cases = taken.setdefault((one.searcher, one.person), {})
        searches, minutes = cases.get(one.case, (0, 0))
        cases[one.case] = (searches + one.searches, minutes + one.minutes)
    return tuple(
        Effort(
            person=person,
            searcher=searcher,
            cases=len(cases),
            searches=float(median(searches for searches, _ in cases.values())),
            minutes=float(median(minutes for _, minutes in cases.values())),
        )
        for (searcher, person), cases in sorted(taken.items())
    )
