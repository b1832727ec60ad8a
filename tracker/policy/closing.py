"""When a packet closes to the board: some days after its decision is final."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import day

WHO_STILL_READS = "Ask the agency’s auditor or counsel if you need it: they can open what the board read."
"""What a member does who needs a packet that is closed; HR cannot open one."""


def closing_day(final: date | None, days: int) -> date | None:
    """Return the first day on which a packet is closed; ``final`` is the day of its decision, if it has one.

    A decision whose page was corrected is not final until the board decides anew or the Chief upholds it.
    """
    return final + timedelta(days=days) if final else None


@cites(Clause.HAMPTON_D_1)
def missing_since_closed(closes: date | None, today: date) -> tuple[Unmet, ...]:
    """Say why a member does not read a packet any more: what they needed it for is done."""
    if closes is None or today < closes:
        return ()
    return (Unmet(Clause.HAMPTON_D_1, f"This packet closed on {day(closes)}. {WHO_STILL_READS}"),)


@cites(Clause.HAMDEN_D_2)
def missing_to_step_out(closes: date | None) -> tuple[Unmet, ...]:
    """Say why a member does not step out any more: the decision is final, with whoever took part in it."""
    if closes is None:
        return ()
    return (Unmet(Clause.HAMDEN_D_2, "The board has decided on this candidate, so nobody steps out of it."),)
