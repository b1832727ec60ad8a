"""How a board reads of a candidate: by name, or by number where its requisition asks for that."""

from __future__ import annotations

from tracker.policy.clauses import Clause, cites


@cites(Clause.HAMPTON_D_1)
def known_as(name: str, case: str, *, blind: bool) -> str:
    """Return what stands for a candidate before their board: the number is that of the case on the page."""
    return f"Candidate {case}" if blind else name
