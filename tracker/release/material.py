"""Everything of a case that the page is made of and the gate judges, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.affidavits.queries import AffidavitState, affidavit_state
from tracker.answering.queries import RequestRow, newest_of, requests_of
from tracker.answering.wording import ConcernWords
from tracker.answering.words import AnswerLine, answer_line
from tracker.cases.deviating import deviations_of_case
from tracker.editions.shelf import editions
from tracker.findings.models import Finding
from tracker.policy.answers import Unmet
from tracker.policy.asking import is_asked_about
from tracker.policy.casework import ExtraSearchFacts, FindingFacts, SearchFacts, StepFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import told_by_none
from tracker.policy.review import missing_in_page
from tracker.policy.steps import is_settled
from tracker.policy.validation import missing_for_validation
from tracker.policy.vocabulary import SearchResult
from tracker.protocol.queries import extra_searches_of, steps_of
from tracker.release.models import FindingRuling
from tracker.release.packet_page import (
    NOT_ASKED,
    PacketView,
    PageFinding,
    RenderedPage,
    concern_words,
    page_finding,
    render,
)
from tracker.release.slots import RULING_REASON
from tracker.requisitions.deviations import DeviationLine
from tracker.validation.basis import Basis, basis_of
from tracker.validation.queries import JudgedFinding, judged_findings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

WITHHELD, CLEARED = "withheld", "cleared"
"""The two rulings on a finding."""

_later = aliased(FindingRuling)
_RULINGS = (
    select(
        FindingRuling.id,
        FindingRuling.version,
        FindingRuling.finding_id,
        FindingRuling.turn,
        FindingRuling.ruling,
        FindingRuling.in_review,
        FindingRuling.reason,
        FindingRuling.ruled_by,
        FindingRuling.ruled_at,
        Person.name,
    )
    .join(Finding, Finding.id == FindingRuling.finding_id)
    .join(Person, Person.id == FindingRuling.ruled_by)
    .where(
        Finding.case_id == bindparam("case"),
        FindingRuling.turn
        == select(func.max(_later.turn))
        .where(_later.finding_id == FindingRuling.finding_id)
        .correlate(FindingRuling)
        .scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruling that counts on one finding, opened."""

    turn: int
    ruling: str
    in_review: bool
    reason: str
    ruled_by: UUID
    name: str
    ruled_at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """A case at one moment, with the page as it renders now."""

    case: CaseFacts
    basis: Basis
    affidavit: AffidavitState
    steps: tuple[StepFacts, ...]
    extra: tuple[ExtraSearchFacts, ...]
    judged: tuple[JudgedFinding, ...]
    rulings: Mapping[UUID, Ruling]
    requests: Mapping[UUID, RequestRow]
    wordings: Mapping[UUID, ConcernWords]
    view: PacketView
    page: RenderedPage

    @property
    def concerns(self) -> tuple[JudgedFinding, ...]:
        """Return the findings meant for the board that the candidate is asked about."""
        return tuple(one for one in self.judged if not one.facts.withheld and _asked(one, self.requests))

    @property
    def findings(self) -> tuple[FindingFacts, ...]:
        """Return the findings as the rules judge them, withheld ones included."""
        return tuple(one.facts for one in self.judged)

    @property
    def unfinished(self) -> tuple[Unmet, ...]:
        """Return what the page tells that is not so yet."""
        return missing_in_page(self.case.reference, self.steps, self.findings)

    @property
    def untold(self) -> tuple[SearchFacts, ...]:
        """Return the searches that found something, and that no finding comes from."""
        return told_by_none(self.basis.searches, {one.row.search_reference for one in self.judged})

    @property
    def unread(self) -> bool:
        """Say whether the page tells of the tenth check before it is answered, and of nothing else."""
        live = (finding for finding in self.findings if not finding.withheld)
        return not self.unfinished and any(missing_for_validation(finding) for finding in live)

    @property
    def seen(self) -> str:
        """Return the ruling that counts on each finding, as a page was made from it: ``F-7KQ4M2:1 ...``."""
        turns = ((one.row.reference, self.rulings.get(one.row.finding_id)) for one in self.judged)
        return " ".join(f"{reference}:{ruling.turn if ruling else 0}" for reference, ruling in turns)

    def without_findings(self, reason: str) -> Material:
        """Return the same case with all findings withheld, those that are not yet for this reason."""
        held = tuple(one if one.facts.withheld else _withheld(one, reason) for one in self.judged)
        view = replace(self.view, findings=())
        return replace(self, judged=held, view=view, page=render(view))


def material_of(session: Session, case: CaseFacts) -> Material:
    """Read a case for preview, gate and release, in a fixed number of statements."""
    basis = basis_of(session, case.case_id)
    rulings = rulings_of(session, case.case_id)
    judged = tuple(
        _ruled(one, rulings.get(one.row.finding_id)) for one in judged_findings(session, case.case_id, basis)
    )
    steps = steps_of(session, case.case_id, basis.definition)
    requests = newest_of(requests_of(session, case.case_id))
    names = {dimension.code: dimension.name for dimension in editions().dimensions()}
    wordings = {one.row.finding_id: concern_words(one.facts, one.row.posted_words, names) for one in judged}
    answers = {
        one.row.finding_id: _answer(requests.get(one.row.finding_id), wordings[one.row.finding_id].digest)
        for one in judged
        if _asked(one, requests)
    }
    findings = tuple(
        page_finding(one.facts, one.row.posted_words, names, answers.get(one.row.finding_id, NOT_ASKED))
        for one in judged
        if not one.facts.withheld
    )
    view = _view(case, basis, steps, findings, deviations_of_case(session, case))
    return Material(
        case=case,
        basis=basis,
        affidavit=affidavit_state(session, case.case_id),
        steps=steps,
        extra=extra_searches_of(session, case.case_id),
        judged=judged,
        rulings=rulings,
        requests=requests,
        wordings=wordings,
        view=view,
        page=render(view),
    )


def _asked(one: JudgedFinding, requests: Mapping[UUID, RequestRow]) -> bool:
    request = requests.get(one.row.finding_id)
    return is_asked_about(one.facts, request.facts if request else None)


def _answer(request: RequestRow | None, digest: str) -> AnswerLine:
    given = request.answer if request else None
    facts = request.facts if request else None
    if given is None:
        return answer_line(facts, digest, None, "")
    return answer_line(facts, digest, given.choice, given.for_board, given.files)


def rulings_of(session: Session, case_id: UUID) -> Mapping[UUID, Ruling]:
    """Return the ruling that counts on each finding of a case that has one; two statements."""
    rows = session.execute(_RULINGS, {"case": case_id}).all()
    if not rows:
        return {}
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return {
        row.finding_id: Ruling(
            turn=row.turn,
            ruling=row.ruling,
            in_review=row.in_review,
            reason=sealer.open_text(RULING_REASON, row.id, row.version, row.reason) if row.reason else "",
            ruled_by=row.ruled_by,
            name=row.name,
            ruled_at=row.ruled_at,
        )
        for row in rows
    }


def _ruled(judged: JudgedFinding, ruling: Ruling | None) -> JudgedFinding:
    if ruling is None or ruling.ruling != WITHHELD:
        return judged
    return _withheld(judged, ruling.reason)


def _withheld(judged: JudgedFinding, reason: str) -> JudgedFinding:
    return replace(judged, facts=replace(judged.facts, withheld=True, withheld_reason=reason))


def _view(
    case: CaseFacts,
    basis: Basis,
    steps: tuple[StepFacts, ...],
    findings: tuple[PageFinding, ...],
    deviated: tuple[DeviationLine, ...],
) -> PacketView:
    places = {
        search.place
        for search in basis.searches
        if not search.voided
        and not search.off_protocol
        and search.result is not SearchResult.COULD_NOT_SEARCH
    }
    return PacketView(
        case=case.reference,
        protocol=basis.definition.title,
        version=basis.definition.version,
        steps=len(steps),
        open_steps=sum(not is_settled(step) for step in steps),
        places=len(places),
        findings=findings,
        deviated=frozenset(one.rule for one in deviated if not one.agency_wide),
        by_case=any(one.agency_wide for one in deviated),
    )
