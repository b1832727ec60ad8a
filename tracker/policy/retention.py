"""How long a case is kept at least: the longer of federal law and the agency's schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.policy.clauses import Clause, cites

FEDERAL_YEARS = 2
"""29 CFR 1602.31: two years from making the record or from the personnel action, whichever is later."""


@cites(Clause.EEOC_1602_31)
def least_years(agency_years: int | None) -> int:
    """Return how many years a case is kept at least: the federal two, or more by the agency's schedule."""
    return max(FEDERAL_YEARS, agency_years or 0)


class Ending(StrEnum):
    """How an application ended, as far as schedules tell it apart."""

    WENT_ON = "went-on"
    """The board let the candidate go on."""
    NOT_CONTINUED = "not-continued"
    """The board did not, or decided nothing that stands."""
    WITHDRAWN = "withdrawn"
    """The candidate stepped back."""


def ending_of(*, withdrawn: bool, went_on: bool) -> Ending:
    """Return how an application ended; ``went_on`` says what the newest decision of the board was."""
    if withdrawn:
        return Ending.WITHDRAWN
    return Ending.WENT_ON if went_on else Ending.NOT_CONTINUED


@dataclass(frozen=True, slots=True)
class Schedule:
    """The agency's own schedule, in years: for all cases, and by how the application ended.

    What it does not say is None.
    """

    everyone: int | None = None
    by_ending: tuple[tuple[Ending, int], ...] = ()

    def years(self, ending: Ending) -> int | None:
        """Return how long the agency's schedule keeps a case: the longer of what it says, or None."""
        said = [years for years in (self.everyone, dict(self.by_ending).get(ending)) if years is not None]
        return max(said, default=None)

    def least_years(self, ending: Ending) -> int:
        """Return how many years a case that ended so is kept at least."""
        return least_years(self.years(ending))


@cites(Clause.EEOC_1602_31)
def kept_until(since: date, agency_years: int | None) -> date:
    """Return the day until which a case is kept at least, counted from the day that its clock began."""
    year = since.year + least_years(agency_years)
    leap = (since.month, since.day) == (2, 29)
    return date(year, 3, 1) if leap and year % 4 else since.replace(year=year)
