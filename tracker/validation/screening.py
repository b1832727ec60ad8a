"""The protected-information screen as read: what to look at in a wording, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.editions.shelf import editions
from tracker.editions.weights import learned
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.casework import SuggestionFacts
from tracker.policy.suggesting import Suggestion, suggestions
from tracker.validation.models import Screening
from tracker.validation.slots import DISPOSITIONS
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_SCREENINGS = (
    select(
        Screening.id,
        Screening.version,
        Screening.finding_version_id,
        Screening.turn,
        Screening.dispositions,
        Screening.screened_at,
        FindingVersion.finding_id,
        Person.name,
    )
    .join(FindingVersion, FindingVersion.id == Screening.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .join(Person, Person.id == Screening.screened_by)
    .where(Finding.case_id == bindparam("case"))
    .order_by(FindingVersion.number, Screening.turn)
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done about one suggestion: removed, reworded, kept for a reason, or nothing yet."""

    key: str
    passage: str
    category: str
    disposition: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """One screening of one version of a finding, opened."""

    finding_id: UUID
    version_id: UUID
    turn: int
    settled: tuple[Settled, ...]
    screened_by: str
    screened_at: datetime

    @property
    def by_key(self) -> Mapping[str, Settled]:
        """Return what was done, by the suggestion's key."""
        return {one.key: one for one in self.settled}


def looked_at(statement: str, names: Sequence[str]) -> tuple[Suggestion, ...]:
    """Return what to look at in a wording, by lists, what was learned, and the names on record."""
    return suggestions(statement, editions().screens(), names, learned())


def screenings_of(session: Session, case_id: UUID) -> tuple[Screened, ...]:
    """Return every screening in a case, opened, the oldest first; two statements."""
    rows = session.execute(_SCREENINGS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        Screened(
            finding_id=row.finding_id,
            version_id=row.finding_version_id,
            turn=row.turn,
            settled=tuple(
                Settled(**line)
                for line in sealer.open_json(DISPOSITIONS, row.id, row.version, row.dispositions)
            ),
            screened_by=row.name,
            screened_at=row.screened_at,
        )
        for row in rows
    )


def suggestion_facts(
    statement: str, names: Sequence[str], screened: Screened | None
) -> tuple[SuggestionFacts, ...]:
    """Return each suggestion of a wording with what was done, and those that are gone from it."""
    done = screened.by_key if screened else {}
    there = looked_at(statement, names)
    standing = tuple(
        SuggestionFacts(
            key=one.key,
            passage=one.passage,
            category=one.category,
            disposition=done[one.key].disposition if one.key in done else "",
            reason=done[one.key].reason if one.key in done else "",
        )
        for one in there
    )
    keys = {one.key for one in there}
    gone = tuple(
        SuggestionFacts(
            key=one.key,
            passage=one.passage,
            category=one.category,
            disposition=one.disposition,
            reason=one.reason,
            still_present=False,
        )
        for key, one in done.items()
        if key not in keys
    )
    return (*standing, *gone)
