"""How the findings of a case were worded at an earlier moment, for whoever looks at what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.findings import slots
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.posting import About, posted_words
from tracker.policy.vocabulary import Attribution, Direction
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_earlier = aliased(FindingVersion)
_THEN = (
    select(FindingVersion)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .where(
        Finding.case_id == bindparam("case"),
        FindingVersion.number
        == select(func.max(_earlier.number))
        .where(_earlier.finding_id == FindingVersion.finding_id, _earlier.written_at <= bindparam("at"))
        .correlate(FindingVersion)
        .scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """What a finding said at that moment, opened."""

    number: int
    observed: str
    statement: str
    relevance: str
    direction: Direction
    dimension: str
    attribution: Attribution
    posted_words: str


def wordings_at(session: Session, case_id: UUID, at: datetime) -> Mapping[UUID, EarlierWording]:
    """Return how each finding that there was by then was worded, in two statements."""
    rows = session.scalars(_THEN, {"case": case_id, "at": at}).all()
    if not rows:
        return {}
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return {
        row.finding_id: EarlierWording(
            number=row.number,
            observed=sealer.open_text(slots.OBSERVED, row.id, row.version, row.observed),
            statement=sealer.open_text(slots.STATEMENT, row.id, row.version, row.statement),
            relevance=sealer.open_text(slots.RELEVANCE, row.id, row.version, row.relevance),
            direction=Direction(row.direction),
            dimension=row.dimension,
            attribution=Attribution(row.attribution),
            posted_words=posted_words(row.posted_on, About(row.posted_about or About.DAY), ""),
        )
        for row in rows
    }
