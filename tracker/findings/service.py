"""The only writer of findings, their versions, drafts and evidence notes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from tracker.cases.holding import as_it_stands
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.findings import slots
from tracker.findings.drafting import missing_to_use_up, use_up_draft
from tracker.findings.linking import link_captures
from tracker.findings.models import EvidenceNote, Finding, FindingVersion
from tracker.findings.queries import FindingRow, finding_id_of, finding_of
from tracker.findings.sources import logged_search, search_id_of, source_search
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Overtaken, Unmet, require
from tracker.policy.casework import FindingFacts, SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import missing_in_note, missing_to_write
from tracker.policy.identity import independent
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.posting import About, kept_day
from tracker.policy.vocabulary import Attribution, Direction
from tracker.protocol.away import against_link
from tracker.protocol.surroundings import standing
from tracker.references import plain
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class FindingText:
    """What somebody wrote of a finding; the observed fact stands apart from the statement (Hampton C.2)."""

    observed: str
    statement: str
    relevance: str
    source_link: str
    no_source_reason: str
    no_capture_reason: str
    identifiers: tuple[str, ...]
    direction: Direction
    dimension: str
    attribution: Attribution
    posted_on: date | None
    posted_about: About = About.DAY

    @property
    def typed(self) -> tuple[str, ...]:
        """Return every free text in it."""
        source = (self.source_link, self.no_source_reason, self.no_capture_reason)
        return (self.observed, self.statement, self.relevance, *source, *self.identifiers)


def write_finding(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    search: str,
    text: FindingText,
    captures: Collection[str] = (),
    draft: str = "",
) -> Finding:
    """Write what a search found as a finding, with the captures that show it; ``draft`` is a mark."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.WRITE_FINDING, case)
    require(missing_to_use_up(work.session, case.case_id, work.actor.person_id, draft))
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    source = source_search(work.session, case.case_id, search)
    away = against_link(work.session, case.case_id, text.source_link, source.place if source else "")
    require((*away, *missing_to_save(work.actor, text, source, work.now())))
    finding = work.add(
        Finding(
            reference=work.reference(Finding.reference, lambda: plain("F")),
            case_id=case.case_id,
            search_id=search_id_of(work.session, case.case_id, search),
            opened_by=work.actor.person_id,
            opened_at=work.now(),
        )
    )
    record(
        work,
        Event.FINDING_OPENED,
        about=("finding", finding.reference),
        case_id=case.case_id,
        direction=text.direction,
        dimension=text.dimension,
    )
    work.session.flush()
    _add_version(work, case, finding.id, 1, text)
    work.session.flush()
    link_captures(work, case, finding=finding.reference, captures=captures)
    use_up_draft(work, case, mark=draft)
    return finding


def revise_finding(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    seen: int,
    text: FindingText,
    captures: Collection[str] = (),
    draft: str = "",
) -> FindingVersion | None:
    """Write a further version of a finding; ``seen`` is the version it was made from.

    Where no word changed there is none, and captures are linked alone. Raises Overtaken when somebody saved
    another version meanwhile: nothing of theirs is overwritten (R-34).
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.WRITE_FINDING, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    finding_id = finding_id_of(work.session, case.case_id, finding, hold=True)
    newest = finding_of(work.session, case.case_id, finding)
    if newest.number != seen:
        raise Overtaken
    source = logged_search(work.session, case.case_id, newest.search_reference)
    away = against_link(work.session, case.case_id, text.source_link, source.place if source else "")
    require((*away, *missing_to_save(work.actor, text, source, work.now())))
    version = None
    if not _says_the_same(newest, text, shown=bool(newest.captures or captures)):
        version = _add_version(work, case, finding_id, newest.number + 1, text)
        record(
            work,
            Event.FINDING_REVISED,
            about=("finding", finding),
            case_id=case.case_id,
            number=version.number,
            direction=text.direction,
            dimension=text.dimension,
        )
    link_captures(work, case, finding=finding, captures=captures)
    use_up_draft(work, case, mark=draft)
    return version


def write_note(work: UnitOfWork, case: CaseFacts, *, finding: str, text: str) -> EvidenceNote:
    """Add an evidence note to a finding; it can be added to, never changed, and never reaches the board."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.WRITE_FINDING, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    require(missing_in_note(text))
    finding_id = finding_id_of(work.session, case.case_id, finding)
    note_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(work, Event.NOTE_WRITTEN, about=("finding", finding), case_id=case.case_id)
    return work.add(
        EvidenceNote(
            id=note_id,
            finding_id=finding_id,
            text=sealer.seal(slots.NOTE, note_id, 1, text),
            written_by=work.actor.person_id,
            written_at=work.now(),
        )
    )


def missing_to_save(
    author: Actor, text: FindingText, source: SearchFacts | None, now: datetime
) -> tuple[Unmet, ...]:
    """Say what is left before a text can be saved as a version of a finding; nothing is written."""
    facts = FindingFacts(
        reference="",
        direction=text.direction,
        observed=text.observed,
        statement=text.statement,
        dimension=text.dimension,
        job_reason=text.relevance,
        source_link=text.source_link,
        no_source_reason=text.no_source_reason,
        no_capture_reason=text.no_capture_reason,
        attribution=text.attribution,
        identifiers=len(independent(text.identifiers)),
        author_id=author.person_id,
        searches=(source,) if source else (),
        dimension_known=text.dimension in {one.code for one in editions().dimensions()},
        posted_on=text.posted_on,
    )
    typed = (one for words in text.typed for one in missing_in_text(words))
    return (*typed, *missing_to_write(facts, agency_day(now)))


def _says_the_same(row: FindingRow, text: FindingText, *, shown: bool) -> bool:
    """Say whether a text is the version's own; with a capture, why there is none says nothing any more."""
    why = row.no_capture_reason if shown else text.no_capture_reason
    said = replace(text, identifiers=independent(text.identifiers), no_capture_reason=why)
    said = replace(said, posted_on=kept_day(text.posted_on, text.posted_about))
    if said.posted_on is None:
        said = replace(said, posted_about=row.posted_about)
    return all(getattr(row, field.name) == getattr(said, field.name) for field in fields(FindingText))


def _about(text: FindingText) -> str | None:
    exact = text.posted_on is None or text.posted_about is About.DAY
    return None if exact else text.posted_about.value


def _add_version(
    work: UnitOfWork, case: CaseFacts, finding_id: UUID, number: int, text: FindingText
) -> FindingVersion:
    version_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)

    def seal(slot: Slot, words: str) -> bytes:
        return sealer.seal(slot, version_id, 1, words)

    def seal_any(slot: Slot, words: str) -> bytes | None:
        return seal(slot, words) if words else None

    identifiers = independent(text.identifiers)
    return work.add(
        FindingVersion(
            id=version_id,
            finding_id=finding_id,
            number=number,
            observed=seal(slots.OBSERVED, text.observed),
            statement=seal(slots.STATEMENT, text.statement),
            relevance=seal(slots.RELEVANCE, text.relevance),
            source_link=seal_any(slots.SOURCE_LINK, text.source_link),
            no_source_reason=seal_any(slots.NO_SOURCE_REASON, text.no_source_reason),
            no_capture_reason=seal_any(slots.NO_CAPTURE_REASON, text.no_capture_reason),
            identifiers=sealer.seal_json(slots.IDENTIFIERS, version_id, 1, list(identifiers)),
            identifiers_matched=len(identifiers),
            direction=text.direction,
            dimension=text.dimension,
            attribution=text.attribution,
            posted_on=kept_day(text.posted_on, text.posted_about),
            posted_about=_about(text),
            written_by=work.actor.person_id,
            written_at=work.now(),
        )
    )
