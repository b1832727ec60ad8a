"""What is read of findings: as they stand, in all their versions, opened for whoever may read them.

Each function runs a fixed number of statements. Who calls them has recorded the opening first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.cases.queries import case_facts
from tracker.findings import slots
from tracker.findings.capture_queries import LINKS, captures_of
from tracker.findings.models import Capture, Finding, FindingVersion
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.posting import About, posted_words
from tracker.policy.vocabulary import Attribution, Direction
from tracker.protocol.models import SearchEntry, SearchVoid
from tracker.vault.format import Domain, Slot
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

__all__ = [
    "FindingRow",
    "capture_case",
    "captures_of",
    "finding_case",
    "finding_of",
    "findings_of",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One version of a finding, opened.

    ``identifiers`` are the lines that tie the account to the candidate, ``identifiers_matched`` counts the
    independent ones. ``captures`` are references, the newest linked at ``linked_at``. ``authors``
    wrote any version. ``search_voided`` says that its search was marked as entered in error.
    """

    finding_id: UUID
    reference: str
    search_id: UUID
    search_reference: str
    search_step: str
    search_voided: bool
    version_id: UUID
    number: int
    observed: str
    statement: str
    relevance: str
    source_link: str
    no_source_reason: str
    no_capture_reason: str
    identifiers: tuple[str, ...]
    identifiers_matched: int
    direction: Direction
    dimension: str
    attribution: Attribution
    posted_on: date | None
    posted_about: About
    opened_by: UUID
    opened_at: datetime
    written_by: UUID
    written_at: datetime
    captures: tuple[str, ...]
    linked_at: datetime | None
    authors: frozenset[UUID]

    @property
    def posted_words(self) -> str:
        """Return when it was posted as people read it, empty where that cannot be told."""
        return posted_words(self.posted_on, self.posted_about, "")


_other = aliased(FindingVersion)
_newest_number = (
    select(func.max(_other.number))
    .where(_other.finding_id == Finding.id)
    .correlate(Finding)
    .scalar_subquery()
)


def _versions(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Finding.id.label("finding_id"),
            Finding.reference,
            Finding.search_id,
            Finding.opened_by,
            Finding.opened_at,
            SearchEntry.reference.label("search_reference"),
            SearchEntry.step.label("search_step"),
            SearchVoid.id.is_not(None).label("search_voided"),
            FindingVersion.id.label("version_id"),
            FindingVersion.version,
            FindingVersion.number,
            FindingVersion.observed,
            FindingVersion.statement,
            FindingVersion.relevance,
            FindingVersion.source_link,
            FindingVersion.no_source_reason,
            FindingVersion.no_capture_reason,
            FindingVersion.identifiers,
            FindingVersion.identifiers_matched,
            FindingVersion.direction,
            FindingVersion.dimension,
            FindingVersion.attribution,
            FindingVersion.posted_on,
            FindingVersion.posted_about,
            FindingVersion.written_by,
            FindingVersion.written_at,
        )
        .join(FindingVersion, FindingVersion.finding_id == Finding.id)
        .join(SearchEntry, SearchEntry.id == Finding.search_id)
        .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
        .where(Finding.case_id == bindparam("case"), *where)
        .order_by(Finding.opened_at, Finding.reference, FindingVersion.number.desc())
    )


_NEWEST = _versions(FindingVersion.number == _newest_number)
_ALL_OF_ONE = _versions(Finding.reference == bindparam("finding"))
_NEWEST_OF_ONE = _versions(Finding.reference == bindparam("finding"), FindingVersion.number == _newest_number)
_AUTHORS = (
    select(FindingVersion.finding_id, FindingVersion.written_by)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .where(Finding.case_id == bindparam("case"))
    .distinct()
)
_CASE: BindParameter[Any] = bindparam("case")
_THING: BindParameter[Any] = bindparam("thing")
_FINDING_THERE = select(Finding.id).where(Finding.case_id == _CASE, Finding.reference == _THING)
_CAPTURE_THERE = select(Capture.id).where(Capture.case_id == _CASE, Capture.reference == _THING)


def finding_case(session: Session, actor: Actor, *, case: str, finding: str, **_: str) -> CaseFacts:
    """Return who stands how to the case of a finding; raises NotFound where the case has no such finding."""
    facts = case_facts(session, actor, case=case)
    finding_id_of(session, facts.case_id, finding)
    return facts


def finding_id_of(session: Session, case_id: UUID, reference: str, *, hold: bool = False) -> UUID:
    """Return the id of a finding of a case; raises NotFound where the case has no such finding.

    ``hold`` lets nobody else write a version of it until this act is over.
    """
    there = _FINDING_THERE.with_for_update() if hold else _FINDING_THERE
    found: UUID | None = session.scalar(there, {"case": case_id, "thing": reference})
    if found is None:
        raise NotFound
    return found


def capture_case(session: Session, actor: Actor, *, case: str, capture: str, **_: str) -> CaseFacts:
    """Return who stands how to the case of a capture; raises NotFound where the case has no such capture."""
    facts = case_facts(session, actor, case=case)
    if session.scalar(_CAPTURE_THERE, {"case": facts.case_id, "thing": capture}) is None:
        raise NotFound
    return facts


def findings_of(session: Session, case_id: UUID) -> tuple[FindingRow, ...]:
    """Return the findings of a case, each in its newest version and opened, in four statements."""
    return _opened(session, case_id, session.execute(_NEWEST, {"case": case_id}).all())


def finding_of(session: Session, case_id: UUID, reference: str) -> FindingRow:
    """Return one finding of a case in its newest version, opened; raises NotFound."""
    return _of_one(session, _NEWEST_OF_ONE, case_id, reference)[0]


def versions_of(session: Session, case_id: UUID, reference: str) -> tuple[FindingRow, ...]:
    """Return every version of one finding, opened, the newest first; raises NotFound."""
    return _of_one(session, _ALL_OF_ONE, case_id, reference)


def _of_one(session: Session, query: Select[Any], case_id: UUID, reference: str) -> tuple[FindingRow, ...]:
    if rows := session.execute(query, {"case": case_id, "finding": reference}).all():
        return _opened(session, case_id, rows)
    raise NotFound


def _opened(session: Session, case_id: UUID, rows: Any) -> tuple[FindingRow, ...]:
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    links: dict[UUID, list[Any]] = {}
    for link in session.execute(LINKS, {"case": case_id}):
        links.setdefault(link.finding_id, []).append(link)
    authors: dict[UUID, set[UUID]] = {}
    for author in session.execute(_AUTHORS, {"case": case_id}):
        authors.setdefault(author.finding_id, set()).add(author.written_by)
    return tuple(
        _row(sealer, row, links.get(row.finding_id, ()), frozenset(authors[row.finding_id])) for row in rows
    )


def _row(sealer: Sealer, row: Row[Any], links: Sequence[Any], authors: frozenset[UUID]) -> FindingRow:
    key = (row.version_id, row.version)

    def opened(slot: Slot, cell: bytes | None) -> str:
        return sealer.open_text(slot, *key, cell) if cell else ""

    return FindingRow(
        finding_id=row.finding_id,
        reference=row.reference,
        search_id=row.search_id,
        search_reference=row.search_reference,
        search_step=row.search_step,
        search_voided=row.search_voided,
        version_id=row.version_id,
        number=row.number,
        observed=opened(slots.OBSERVED, row.observed),
        statement=opened(slots.STATEMENT, row.statement),
        relevance=opened(slots.RELEVANCE, row.relevance),
        source_link=opened(slots.SOURCE_LINK, row.source_link),
        no_source_reason=opened(slots.NO_SOURCE_REASON, row.no_source_reason),
        no_capture_reason=opened(slots.NO_CAPTURE_REASON, row.no_capture_reason),
        identifiers=tuple(sealer.open_json(slots.IDENTIFIERS, *key, row.identifiers)),
        identifiers_matched=row.identifiers_matched,
        direction=Direction(row.direction),
        dimension=row.dimension,
        attribution=Attribution(row.attribution),
        posted_on=row.posted_on,
        posted_about=About(row.posted_about or About.DAY),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        written_by=row.written_by,
        written_at=row.written_at,
        captures=tuple(link.reference for link in links),
        linked_at=max((link.linked_at for link in links), default=None),
        authors=authors,
    )
