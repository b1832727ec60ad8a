"""How long a case is kept at least: the longer of federal law and the agency's schedule."""

from __future__ import annotations

from datetime import date

from tracker.policy.clauses import Clause, cites

FEDERAL_YEARS = 2
"""29 CFR 1602.31: two years from making the record or from the personnel action, whichever is later."""


@cites(Clause.EEOC_1602_31)
def least_years(agency_years: int | None) -> int:
    """Return how many years a case is kept at least: the federal two, or more by the agency's schedule."""
    return max(FEDERAL_YEARS, agency_years or 0)


@cites(Clause.EEOC_1602_31)
def kept_until(since: date, agency_years: int | None) -> date:
    """Return the day until which a case is kept at least, counted from the day that its clock began."""
    year = since.year + least_years(agency_years)
    leap = (since.month, since.day) == (2, 29)
    return date(year, 3, 1) if leap and year % 4 else since.replace(year=year)
