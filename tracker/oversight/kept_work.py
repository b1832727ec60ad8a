"""The work in a requisition as it stood at a line of the ledger, kept in memory until an act follows.

Nothing of a case changes without a line in the ledger, written in the same transaction. So what was read once
holds until there is a further line that is not just somebody's reading; a table that is opened, filtered and
leafed through is then read once. What depends on the clock is judged anew each time, and a certificate, or a
file that leaves, never asks here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case
from tracker.ledger.events import OPENINGS
from tracker.ledger.models import ledger_entries
from tracker.oversight.sittings import sittings_of
from tracker.policy.effort import Sitting
from tracker.policy.uniformity import CaseWork, Matrix, matrix, work_is_over
from tracker.protocol.queries import CaseCells, requisition_cells
from tracker.release.models import Submission

MOST_KEPT = 4
"""Requisitions whose work stays in memory; 200 candidates by 24 steps are two megabytes."""
_HANDED_IN = (
    select(Submission.case_id, func.max(Submission.submitted_at).label("at"))
    .join(Case, Case.id == Submission.case_id)
    .where(Case.requisition_id == bindparam("requisition"), Submission.recalled_at.is_(None))
    .group_by(Submission.case_id)
)
_LAST_ACT = (
    select(ledger_entries.c.leaf)
    .where(ledger_entries.c.event.not_in(sorted(OPENINGS)))
    .order_by(ledger_entries.c.idx.desc())
    .limit(1)
)


@dataclass(slots=True)
class Work:
    """All cases of a requisition with their steps, when each was first handed in, and who searched in it.

    ``laid`` is the matrix as it was laid out last, with the cases whose work was over then.
    """

    cases: tuple[CaseCells, ...]
    handed_in: Mapping[UUID, datetime]
    sittings: tuple[Sitting, ...]
    laid: tuple[frozenset[UUID], Matrix] | None = None

    def matrix_at(self, now: datetime) -> Matrix:
        """Return candidates by steps, those who withdrew left out; whose work is over goes by the clock."""
        going_on = [case for case in self.cases if not case.withdrawn]
        over = frozenset(case.case_id for case in going_on if work_is_over(case.stage, case.due_at, now))
        laid = self.laid
        if laid is None or laid[0] != over:
            laid = over, matrix([self._row(case, finished=case.case_id in over) for case in going_on])
            self.laid = laid
        return laid[1]

    def _row(self, case: CaseCells, *, finished: bool) -> CaseWork:
        handed = self.handed_in.get(case.case_id)
        days = (handed - case.opened_at).days if finished and handed is not None else None
        return CaseWork(case.reference, case.steps, finished, days)


def work_of(session: Session, requisition_id: UUID) -> Work:
    """Read the work in a requisition, in eight statements; raises NotFound where no protocol is bound."""
    cases = requisition_cells(session, requisition_id)
    rows = session.execute(_HANDED_IN, {"requisition": requisition_id})
    return Work(cases, {row.case_id: row.at for row in rows}, sittings_of(session, requisition_id))


def kept_work(session: Session, requisition_id: UUID) -> Work:
    """Return the work in a requisition as it stands, read anew only where an act came since."""
    if "work" in session.info:  # an act under way may be taken back, and has no line yet
        return work_of(session, requisition_id)
    # The mark is asked for first: what comes between the two readings is then read again, and never missed.
    mark, kept = session.execute(_LAST_ACT).scalar_one_or_none(), _kept_for(session)
    with _lock:
        found = kept.get(requisition_id)
        if found is not None and found[0] == mark:
            kept.move_to_end(requisition_id)
            return found[1]
    work = work_of(session, requisition_id)
    with _lock:
        kept[requisition_id] = mark, work
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return work


_Kept = OrderedDict[UUID, tuple[bytes | None, Work]]
_shelves: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_lock = Lock()


def _kept_for(session: Session) -> _Kept:
    """Return what is kept of the database that a session reads."""
    bound = session.get_bind()
    with _lock:
        return _shelves.setdefault(bound.engine, OrderedDict())
