"""Candidates of a list: added with their cases in one act, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.cases.csv_rows import Listed
from tracker.cases.service import open_cases
from tracker.db import UnitOfWork
from tracker.ledger.long_acts import write_so_far
from tracker.policy.facts import RequisitionFacts


def add_all(work: UnitOfWork, requisition: RequisitionFacts, batches: Iterable[Sequence[Listed]]) -> int:
    """Add candidates and open their cases, as one by one, and return how many.

    No more than two batches of them are held in memory.
    """
    count = 0
    for batch in batches:
        if count:
            write_so_far(work)
        open_cases(work, requisition, batch)
        count += len(batch)
    return count
