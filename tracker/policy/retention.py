"""How long a case is kept at least: the longer of federal law and the agency's schedule."""

from __future__ import annotations

from tracker.policy.clauses import Clause, cites

FEDERAL_YEARS = 2
"""29 CFR 1602.31: two years from making the record or from the personnel action, whichever is later."""


@cites(Clause.EEOC_1602_31)
def least_years(agency_years: int | None) -> int:
    """Return how many years a case is kept at least: the federal two, or more by the agency's schedule."""
    return max(FEDERAL_YEARS, agency_years or 0)
