"""The list of a case's findings; it says nothing that is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.editions.shelf import editions
from tracker.findings.drafting import Draft, drafts_of
from tracker.findings.models import CaptureLink, EvidenceNote, Finding, FindingVersion
from tracker.findings.sources import found_searches
from tracker.policy.actors import Actor
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import told_by_none
from tracker.policy.posting import About, posted_words
from tracker.policy.vocabulary import Attribution, Direction
from tracker.policy.words import in_words
from tracker.protocol.case_top import CaseTop, case_top
from tracker.protocol.models import SearchEntry

Choice = tuple[str, str]
"""A value and its words, as a field offers them."""

_newest = aliased(FindingVersion)
_LIST = (
    select(
        Finding.reference,
        FindingVersion.number,
        FindingVersion.direction,
        FindingVersion.dimension,
        FindingVersion.attribution,
        FindingVersion.posted_on,
        FindingVersion.posted_about,
        FindingVersion.identifiers_matched,
        FindingVersion.written_at,
        Person.name,
        SearchEntry.reference.label("search"),
        SearchEntry.place,
        select(func.count())
        .where(CaptureLink.finding_id == Finding.id)
        .correlate(Finding)
        .scalar_subquery()
        .label("captures"),
        select(func.count())
        .where(EvidenceNote.finding_id == Finding.id)
        .correlate(Finding)
        .scalar_subquery()
        .label("notes"),
    )
    .join(FindingVersion, FindingVersion.finding_id == Finding.id)
    .join(Person, Person.id == FindingVersion.written_by)
    .join(SearchEntry, SearchEntry.id == Finding.search_id)
    .where(
        Finding.case_id == bindparam("case"),
        FindingVersion.number
        == select(func.max(_newest.number))
        .where(_newest.finding_id == Finding.id)
        .correlate(Finding)
        .scalar_subquery(),
    )
    .order_by(Finding.opened_at, Finding.reference)
)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One line of the list of findings; it says nothing that is sealed."""

    reference: str
    direction: str
    dimension: str
    attribution: str
    posted: str
    place: str
    search: str
    identifiers: int
    captures: int
    notes: int
    number: int
    name: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The list of findings of a case, with one's own drafts."""

    top: CaseTop
    lines: tuple[FindingLine, ...]
    drafts: tuple[Draft, ...]
    untold: tuple[SearchFacts, ...]
    """The searches that found something, and that no finding comes from."""


def findings_page(session: Session, actor: Actor, case: CaseFacts) -> FindingsPage:
    """Return the list of findings."""
    rows = session.execute(_LIST, {"case": case.case_id}).all()
    names = dimension_names()
    return FindingsPage(
        top=case_top(session, actor, case),
        lines=tuple(
            FindingLine(
                reference=row.reference,
                direction=in_words(Direction(row.direction)),
                dimension=names.get(row.dimension, row.dimension),
                attribution=in_words(Attribution(row.attribution)),
                posted=posted_words(row.posted_on, About(row.posted_about or About.DAY), ""),
                place=row.place,
                search=row.search,
                identifiers=row.identifiers_matched,
                captures=row.captures,
                notes=row.notes,
                number=row.number,
                name=row.name,
                written_at=row.written_at,
            )
            for row in rows
        ),
        drafts=drafts_of(session, case.case_id, actor.person_id),
        untold=told_by_none(found_searches(session, case.case_id), {row.search for row in rows}),
    )


def finding_choices(session: Session, case_id: UUID) -> tuple[Choice, ...]:
    """Return the findings of a case as a field offers them."""
    names = dimension_names()
    return tuple(
        (
            row.reference,
            f"{row.reference}: {in_words(Direction(row.direction)).lower()}, "
            f"{names.get(row.dimension, row.dimension).lower()}",
        )
        for row in session.execute(_LIST, {"case": case_id})
    )


def dimension_names() -> dict[str, str]:
    """Return the names of the job dimensions by code."""
    return {one.code: one.name for one in editions().dimensions()}
