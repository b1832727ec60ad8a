"""What is said to whoever comes to a review second: what happened meanwhile, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import day, hour


@dataclass(frozen=True, slots=True)
class Act:
    """That somebody did something; ``at`` is the moment on the agency's clock."""

    by: str
    at: datetime

    def __str__(self) -> str:
        """Say by whom and when."""
        return f"by {self.by} on {day(self.at)} at {hour(self.at)}"


@cites(Clause.HAMDEN_D_6)
def missing_to_begin(
    case_reference: str, person_id: UUID, begun: tuple[UUID, Act] | None
) -> tuple[Unmet, ...]:
    """Say to a second supervisor who began a review; several may read it, and one decides."""
    if begun is None or begun[0] == person_id:
        return ()
    words = (
        f"This review was begun {begun[1]}, before you pressed the button. Nothing was begun a second time. "
        "You can open it as it stands; agree on who decides."
    )
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:review"),)


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_C_3_D)
def over_for_review(
    case_reference: str,
    *,
    recalled: Act | None = None,
    returned: Act | None = None,
    released: Act | None = None,
) -> Unmet:
    """Say that a case is not in review any more, and what became of it; at most one of three is known."""
    if recalled is not None:
        words = f"This case was recalled {recalled}, so it does not wait for review any more."
        return Unmet(Clause.HAMDEN_D_6, words, fix="reviews")
    if returned is not None:
        words = f"This case was returned {returned}. Until it is submitted again, it is not in review."
        return Unmet(Clause.HAMDEN_D_6, words, fix="reviews")
    if released is not None:
        words = f"This case was released {released}. What was released is never edited; it can be corrected."
        return Unmet(Clause.HAMPTON_C_3_D, words, fix=f"case:{case_reference}:correction")
    return Unmet(Clause.HAMDEN_D_6, "This case is not in review now.", fix="reviews")
