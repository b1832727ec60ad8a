"""How long a case is kept: the longest of federal law, the agency's schedule and any hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import RetentionFacts
from tracker.policy.wording import day, listed

FEDERAL_YEARS = 2
"""29 CFR 1602.31: two years from making the record or from the personnel action, whichever is later."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when a case is kept, and why.

    ``until`` is None while nothing has started the clock or something holds it; ``rule`` says which rule is
    the longest.
    """

    until: date | None
    rule: str
    held_by: tuple[str, ...] = ()


@cites(Clause.EEOC_1602_31)
def retention(facts: RetentionFacts) -> Retention:
    """Return until when a case is kept: max(two federal years, the agency's schedule), unless it is held."""
    held = (*facts.holds, *(("a pending charge",) if facts.charge_pending else ()))
    if held:
        return Retention(None, f"held by {listed(held)}", held)
    if facts.acted_on is None:
        return Retention(None, "the clock starts with the decision, the withdrawal or the closing")
    start = max(facts.made_on, facts.acted_on)
    years = least_years(facts.agency_years)
    rule = "the agency's schedule" if years > FEDERAL_YEARS else Clause.EEOC_1602_31.label
    return Retention(_years_after(start, years), f"{years} years after {day(start)} ({rule})")


def least_years(agency_years: int | None) -> int:
    """Return how many years a case is kept at least: the federal two, or more by the agency's schedule."""
    return max(FEDERAL_YEARS, agency_years or 0)


def _years_after(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February, in a year that has none
        return date(start.year + years, 3, 1)


@cites(Clause.EEOC_1602_31)
def missing_to_dispose(facts: RetentionFacts, today: date) -> tuple[Unmet, ...]:
    """Say why a case cannot be disposed of yet (R-36)."""
    kept = retention(facts)
    if kept.held_by:
        words = f"This case is on hold ({listed(kept.held_by)}). It cannot be disposed of."
        return (Unmet(Clause.EEOC_1602_31, words, ref="R-36"),)
    if kept.until is None:
        return (Unmet(Clause.EEOC_1602_31, "This case is still open, so it is kept.", ref="R-36"),)
    if today < kept.until:
        words = f"This case is kept until {day(kept.until)}: {kept.rule}."
        return (Unmet(Clause.EEOC_1602_31, words, ref="R-36"),)
    return ()
