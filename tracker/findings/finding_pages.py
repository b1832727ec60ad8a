"""What the pages about findings show: frozen, with ready words, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.editions.shelf import editions
from tracker.findings.capture_queries import CaptureRow, capture_rows
from tracker.findings.finding_list import Choice, dimension_names
from tracker.findings.labels import HINTS, kind_name, state_tag
from tracker.findings.notes import NotesState, notes_state
from tracker.findings.queries import FindingRow, finding_of, versions_of
from tracker.findings.sources import found_searches
from tracker.findings.verified import is_verified
from tracker.policy.actors import Actor
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.identity import rung
from tracker.policy.words import in_words
from tracker.protocol.away import declared_as, names_one_of
from tracker.protocol.case_top import CaseTop, case_top
from tracker.web.formats import day


@dataclass(frozen=True, slots=True)
class CaptureChoice:
    """A capture as a finding shows it."""

    reference: str
    shows: str
    kind: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a finding with who wrote it; ``own`` says that the reader did."""

    row: FindingRow
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding: its newest version, the earlier ones, its captures, and how many notes there are."""

    top: CaseTop
    row: FindingRow
    name: str
    direction: str
    direction_means: str
    dimension: str
    attribution: str
    identity: str
    captures: tuple[CaptureChoice, ...]
    earlier: tuple[VersionLine, ...]
    notes: NotesState
    verified: bool
    """True where all ten checks hold; what is not verified stays in the file only."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What the form of a finding offers."""

    top: CaseTop
    searches: tuple[Choice, ...]
    dimensions: tuple[Choice, ...]
    captures: tuple[Choice, ...]
    linked: tuple[CaptureChoice, ...]
    row: FindingRow | None = None

    @property
    def hints(self) -> Mapping[str, str]:
        """Return what follows from each direction and attribution."""
        return HINTS


def finding_page(session: Session, actor: Actor, case: CaseFacts, reference: str) -> FindingPage:
    """Return one finding; raises NotFound."""
    versions = versions_of(session, case.case_id, reference)
    row = versions[0]
    names = names_of(session, {version.written_by for version in versions})
    top, declared = case_top(session, actor, case), declared_as(session, case.case_id)
    return FindingPage(
        top=top,
        row=row,
        name=names.get(row.written_by, ""),
        direction=in_words(row.direction),
        direction_means=HINTS[row.direction],
        dimension=dimension_names().get(row.dimension, row.dimension),
        attribution=in_words(row.attribution),
        identity=rung(row.identifiers_matched, declared=names_one_of(row.source_link, declared)),
        captures=_linked(capture_rows(session, case.case_id), row, open_words=top.reads_all),
        earlier=tuple(VersionLine(one, names.get(one.written_by, "")) for one in versions[1:]),
        notes=notes_state(session, case.case_id, reference),
        verified=is_verified(session, case.case_id, reference),
    )


def writing(session: Session, actor: Actor, case: CaseFacts, finding: str = "") -> Writing:
    """Return what the form of a new finding offers, or of a further version of ``finding``."""
    row = finding_of(session, case.case_id, finding) if finding else None
    captures = capture_rows(session, case.case_id)
    linked = row.captures if row else ()
    return Writing(
        top=case_top(session, actor, case),
        searches=tuple((one.reference, _search_words(one)) for one in found_searches(session, case.case_id)),
        dimensions=tuple((one.code, f"{one.name}: {one.meaning}") for one in editions().dimensions()),
        captures=tuple(
            (one.reference, f"{one.reference}, {kind_name(one.media_type)}: {one.shows}")
            for one in captures
            if one.reference not in linked
        ),
        linked=_linked(captures, row) if row else (),
        row=row,
    )


def version_words(session: Session, actor: Actor, row: FindingRow) -> VersionLine:
    """Return a version with the name of who wrote it, for showing it beside what was typed (R-34)."""
    name = names_of(session, (row.written_by,)).get(row.written_by, "")
    return VersionLine(row, name, own=row.written_by == actor.person_id)


def _search_words(search: SearchFacts) -> str:
    seen = f"{search.place}, {day(search.searched_at)}, {in_words(search.result)}"
    return f"{search.reference}: step {search.step}, {seen}"


def _linked(
    captures: tuple[CaptureRow, ...], row: FindingRow, *, open_words: bool = True
) -> tuple[CaptureChoice, ...]:
    return tuple(
        CaptureChoice(
            one.reference,
            one.shows if open_words else "sealed",
            kind_name(one.media_type),
            state_tag(one.state),
        )
        for one in captures
        if one.reference in row.captures
    )
