"""Batches of cases that are proposed for disposal, what was ruled on them, and what became of each case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.findings.models import Capture, Finding
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.disposal import BatchFacts, missing_to_dispose
from tracker.protocol.models import SearchEntry
from tracker.records.calendar import KeptLine, cases_in
from tracker.records.models_disposal import Disposal, DisposalBatch, DisposalItem, DisposalRuling

APPROVED, REFUSED = "approved", "refused"
"""What a second person rules on a batch."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch: who proposed it, and what somebody ruled on it, empty while nobody did."""

    batch_id: UUID
    reference: str
    cases: int
    proposer_id: UUID
    proposed_by: str
    proposed_at: datetime
    ruling: str
    reason: str
    ruled_by: str
    ruled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Volume:
    """What a case held, in counts."""

    searches: int = 0
    findings: int = 0
    captures: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One case of a batch: as it stands now, what keeps it, and what became of it.

    ``done`` is None while nobody approved the batch; ``why`` says why it was left out.
    """

    item_id: UUID
    now: KeptLine
    since: date
    due_on: date
    series: str
    kept_by: tuple[Unmet, ...]
    done: bool | None
    why: str
    volume: Volume


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch with its cases."""

    line: BatchLine
    items: tuple[ItemLine, ...]

    @property
    def facts(self) -> BatchFacts:
        """Return what the rules judge it by."""
        cases = tuple(item.now.kept for item in self.items)
        return BatchFacts(self.line.proposer_id, self.line.ruling != "", cases)

    @property
    def disposed(self) -> tuple[ItemLine, ...]:
        """Return the cases that were disposed of with it."""
        return tuple(item for item in self.items if item.done)

    @property
    def left_out(self) -> tuple[ItemLine, ...]:
        """Return the cases that are, or were, left out of it."""
        return tuple(item for item in self.items if (item.kept_by if item.done is None else not item.done))

    @property
    def total(self) -> Volume:
        """Return what the cases that were disposed of held together."""
        held = [item.volume for item in self.disposed]
        return Volume(
            searches=sum(one.searches for one in held),
            findings=sum(one.findings for one in held),
            captures=sum(one.captures for one in held),
            files=sum(one.files for one in held),
        )


_proposer, _ruler = aliased(Person), aliased(Person)
_COUNT = (
    select(func.count(DisposalItem.id))
    .where(DisposalItem.batch_id == DisposalBatch.id)
    .correlate(DisposalBatch)
    .scalar_subquery()
)
_BATCHES: Select[*tuple[Any, ...]] = (
    select(
        DisposalBatch.id,
        DisposalBatch.reference,
        DisposalBatch.proposed_at,
        DisposalBatch.proposed_by,
        _proposer.name.label("proposer"),
        _COUNT.label("cases"),
        DisposalRuling.ruling,
        DisposalRuling.reason,
        DisposalRuling.ruled_at,
        _ruler.name.label("ruler"),
    )
    .join(_proposer, _proposer.id == DisposalBatch.proposed_by)
    .outerjoin(DisposalRuling, DisposalRuling.batch_id == DisposalBatch.id)
    .outerjoin(_ruler, _ruler.id == DisposalRuling.ruled_by)
    .order_by(DisposalBatch.proposed_at.desc(), DisposalBatch.reference)
)
_ITEMS: Select[*tuple[Any, ...]] = (
    select(DisposalItem, Disposal)
    .outerjoin(Disposal, Disposal.item_id == DisposalItem.id)
    .where(DisposalItem.batch_id == bindparam("batch"))
)


def batch_lines(session: Session) -> tuple[BatchLine, ...]:
    """Return every batch, the newest first, in one statement."""
    return tuple(_batch_line(row) for row in session.execute(_BATCHES))


def batch_of(session: Session, reference: str, today: date) -> Batch:
    """Return a batch with its cases as they stand now; raises NotFound."""
    row = session.execute(_BATCHES.where(DisposalBatch.reference == reference)).one_or_none()
    if row is None:
        raise NotFound
    items = session.execute(_ITEMS, {"batch": row.id}).all()
    now = cases_in(session, [item.case_id for item, _ in items])
    lines = [_item(item, disposal, now[item.case_id], today) for item, disposal in items]
    return Batch(_batch_line(row), tuple(sorted(lines, key=lambda line: line.now.reference)))


def volume_of(session: Session, case_id: UUID, files: int) -> Volume:
    """Count what a case holds, before it is disposed of."""
    searches, findings, captures = (
        session.scalar(select(func.count(kind.id)).where(kind.case_id == case_id)) or 0
        for kind in (SearchEntry, Finding, Capture)
    )
    return Volume(searches, findings, captures, files)


def _batch_line(row: Any) -> BatchLine:
    return BatchLine(
        batch_id=row.id,
        reference=row.reference,
        cases=row.cases,
        proposer_id=row.proposed_by,
        proposed_by=row.proposer,
        proposed_at=row.proposed_at,
        ruling=row.ruling or "",
        reason=row.reason or "",
        ruled_by=row.ruler or "",
        ruled_at=row.ruled_at,
    )


def _item(item: DisposalItem, disposal: Disposal | None, now: KeptLine, today: date) -> ItemLine:
    held = Volume()
    if disposal is not None:
        held = Volume(disposal.searches, disposal.findings, disposal.captures, disposal.files)
    return ItemLine(
        item_id=item.id,
        now=now,
        since=item.since,
        due_on=item.due_on,
        series=item.series,
        kept_by=missing_to_dispose(now.kept, today) if disposal is None else (),
        done=disposal.done if disposal else None,
        why=(disposal.why or "") if disposal else "",
        volume=held,
    )
