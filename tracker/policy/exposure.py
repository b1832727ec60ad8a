"""What raw material keeps a person from, once opened: for good, in whatever role (Hamden D.2)."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import in_order

FOR_GOOD = (
    "Whoever opened or searched raw material gets no seat on a board that decides on that candidate, reads "
    "no packet and records no decision. That never ends."
)
"""What everybody is told of it, ahead and beside what they have opened."""


@cites(Clause.HAMDEN_D_2, Clause.HAMDEN_D_6)
def kept_from(boards: Sequence[str], worked_on: Sequence[str]) -> tuple[Unmet, ...]:
    """Say what somebody who opened raw material of a candidate does not do any more.

    ``boards`` are the titles of all requisitions in which the candidate has a case, ``worked_on`` the
    references of the cases that this person searched in, or had as its investigator.
    """
    rounds = in_order([f"'{title}'" for title in boards])
    where = f": not in {rounds}, nor wherever else they apply" if boards else ""
    words = f"Never decides on this candidate{where} ({Clause.HAMDEN_D_2.label})."
    unmet = (Unmet(Clause.HAMDEN_D_2, words),)
    if not worked_on:
        return unmet
    words = f"Reviews and releases nothing in {in_order(worked_on)} ({Clause.HAMDEN_D_6.label})."
    return (*unmet, Unmet(Clause.HAMDEN_D_6, words))
