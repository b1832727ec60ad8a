"""What is read of oversight's own records: how the ledger was last found, and how long it is by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.ledger.queries import ledger_size
from tracker.ledger.report import Verdict
from tracker.oversight.models import LedgerCheck
from tracker.policy.actors import SYSTEM

_LAST = (
    select(
        LedgerCheck.checked_at,
        LedgerCheck.checked_by,
        LedgerCheck.size,
        LedgerCheck.root,
        LedgerCheck.sound,
        LedgerCheck.problems,
        LedgerCheck.verdict,
        LedgerCheck.first_bad,
        LedgerCheck.told,
        Person.name,
    )
    .outerjoin(Person, Person.id == LedgerCheck.checked_by)
    .order_by(LedgerCheck.checked_at.desc(), LedgerCheck.size.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """How the ledger was found: ``told`` are sentences of the report, ``first_bad`` the first bad line."""

    checked_at: datetime
    checked_by: str
    size: int
    root: str
    verdict: Verdict
    problems: int
    first_bad: int | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How long the ledger is, and how it was last found, None before the first check."""

    size: int
    last: CheckLine | None

    @property
    def added(self) -> int:
        """Return how many lines came after the last check looked; the check's own line is one of them."""
        return max(self.size - self.last.size, 0) if self.last else self.size


def ledger_state(session: Session) -> LedgerState:
    """Return how the ledger stands, in two statements."""
    row = session.execute(_LAST).one_or_none()
    if row is None:
        return LedgerState(ledger_size(session), None)
    last = CheckLine(
        checked_at=row.checked_at,
        checked_by=SYSTEM.name if row.checked_by == SYSTEM.person_id else row.name or "somebody",
        size=row.size,
        root=row.root,
        verdict=Verdict.SOUND if row.sound else Verdict(row.verdict or Verdict.BROKEN),
        problems=row.problems,
        first_bad=row.first_bad,
        told=tuple(row.told or ()),
    )
    return LedgerState(ledger_size(session), last)
