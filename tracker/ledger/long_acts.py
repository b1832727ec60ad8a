"""Acts of many rows: what was done so far is written to the database, and let go of in memory."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.db import UnitOfWork
from tracker.ledger.journal import append


def write_so_far(work: UnitOfWork) -> None:
    """Write the rows and lines of an act so far, within its transaction: none of it stands before it commits.

    The ledger's head stays locked from here to the end of the act. Records read or made before this are let
    go; who goes on reads them anew.
    """
    session = work.session
    session.flush()
    rows = session.info["rows"]
    append(session, work.entries, list(rows.values()), work.actor, work.clock)
    work.entries.clear()
    rows.clear()
    session.expunge_all()


def unborne(
    work: UnitOfWork, column: InstrumentedAttribute[str], draw: Callable[[], str], count: int
) -> list[str]:
    """Draw as many random references that no record bears in the column, a few statements for all."""
    drawn = dict[str, None]()
    while len(drawn) < count:
        some = {draw() for _ in range(count - len(drawn))}
        borne = set(work.session.scalars(select(column).where(column.in_(some))))
        drawn |= dict.fromkeys(some - borne)
    return list(drawn)
