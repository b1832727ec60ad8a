"""What is read of checks and screens: every finding as the rules judge it, and the page of its checks.

Each function runs a fixed number of statements. Who calls them has recorded the opening first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.findings.models import Finding, FindingVersion
from tracker.findings.queries import FindingRow, finding_case, findings_of
from tracker.policy.casework import AskedFacts, CheckFacts, FindingFacts
from tracker.policy.checks import BY_SEARCHER, holds_still
from tracker.policy.validation import missing_for_validation
from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer
from tracker.policy.wording import blank
from tracker.validation.asked import asked_about
from tracker.validation.basis import Basis, basis_of
from tracker.validation.check_answers import GivenAnswer, opened_answers
from tracker.validation.models import CheckAnswer
from tracker.validation.screening import Screened, screenings_of, suggestion_facts
from tracker.validation.second_looks import looks_of
from tracker.validation.slots import GROUND

__all__ = ["GivenAnswer", "JudgedFinding", "answers_of", "finding_case", "judged_findings"]

_ANSWERS = (
    select(
        CheckAnswer.id,
        CheckAnswer.version,
        CheckAnswer.finding_version_id,
        FindingVersion.finding_id,
        CheckAnswer.number,
        CheckAnswer.turn,
        CheckAnswer.answer,
        CheckAnswer.ground,
        CheckAnswer.answered_by,
        CheckAnswer.answered_at,
        Person.name,
    )
    .join(FindingVersion, FindingVersion.id == CheckAnswer.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .join(Person, Person.id == CheckAnswer.answered_by)
    .where(Finding.case_id == bindparam("case"))
    .order_by(CheckAnswer.turn, CheckAnswer.number)
)


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding as it was written, and as the rules judge it, with who gave which answer when.

    ``screened`` is the screening of its newest version, None while that is due; ``before`` the newest one
    of an earlier version, from which a person may take reasons over.
    """

    row: FindingRow
    facts: FindingFacts
    answers: tuple[GivenAnswer, ...]
    screened: Screened | None
    before: Screened | None
    looks: tuple[GivenAnswer, ...] = ()
    """How second readers see the searcher's checks of this version, the oldest look first."""
    earlier_grounds: Mapping[Check, str] = field(default_factory=dict)
    """What was written last for checks that have no answer now, of an earlier version or capture."""


def answers_of(session: Session, case_id: UUID) -> tuple[GivenAnswer, ...]:
    """Return every answer given in a case, opened, the oldest first; two statements."""
    return opened_answers(session, case_id, session.execute(_ANSWERS, {"case": case_id}).all(), GROUND)


def standing_answers(answers: Iterable[GivenAnswer], row: FindingRow) -> tuple[GivenAnswer, ...]:
    """Return the answers to this version that hold still, though captures were linked since."""
    return tuple(
        one
        for one in answers
        if one.version_id == row.version_id and holds_still(one.check, one.answered_at, row.linked_at)
    )


def earlier_grounds(answers: Iterable[GivenAnswer], row: FindingRow) -> Mapping[Check, str]:
    """Return what was written last for checks that have no answer now: of an earlier version, or capture."""
    about = [one for one in answers if one.finding_id == row.finding_id and one.check in BY_SEARCHER]
    now = {one.check for one in standing_answers(about, row)}
    before = sorted((one for one in about if one.check not in now), key=lambda one: one.answered_at)
    return {one.check: one.ground for one in before}


def turns_of(answers: Iterable[GivenAnswer], checks: Collection[Check]) -> int:
    """Return how often these checks were answered, given the newest answer or all answers to each."""
    newest: dict[Check, int] = {}
    for one in answers:
        if one.check in checks:
            newest[one.check] = max(one.turn, newest.get(one.check, 0))
    return sum(newest.values())


def judged_findings(
    session: Session, case_id: UUID, basis: Basis | None = None, *, only: str = ""
) -> tuple[JudgedFinding, ...]:
    """Return the findings of a case with all that is judged of them, in the order they were written.

    ``only`` is the reference of the one that is wanted, empty for all.
    """
    known, asked = basis or basis_of(session, case_id), asked_about(session, case_id)
    answers = answers_of(session, case_id)
    looks = looks_of(session, case_id)
    screens: dict[UUID, list[Screened]] = {}
    for screened in screenings_of(session, case_id):
        screens.setdefault(screened.finding_id, []).append(screened)
    return tuple(
        _judged(
            row,
            known,
            standing_answers(answers, row),
            screens.get(row.finding_id, []),
            standing_answers(looks, row),
            asked=asked.get(row.finding_id),
            earlier_grounds=earlier_grounds(answers, row),
        )
        for row in findings_of(session, case_id)
        if not only or row.reference == only
    )


def all_ten_hold(session: Session, case_id: UUID, finding: str) -> bool:
    """Say whether all ten checks of a finding hold as they are on record, and nothing else is left of it."""
    judged = judged_findings(session, case_id, only=finding)
    return bool(judged) and not any(missing_for_validation(one.facts) for one in judged)


def _judged(
    row: FindingRow,
    basis: Basis,
    answers: tuple[GivenAnswer, ...],
    screens: list[Screened],
    looks: tuple[GivenAnswer, ...],
    *,
    asked: AskedFacts | None,
    earlier_grounds: Mapping[Check, str],
) -> JudgedFinding:
    own = [one for one in screens if one.version_id == row.version_id]
    earlier = [one for one in screens if one.version_id != row.version_id]
    screened = own[-1] if own else None
    return JudgedFinding(
        row=row,
        facts=replace(
            _facts(row, basis, answers, screened),
            second_looks=_looked(looks, basis.worked),
            asked=asked,
        ),
        answers=answers,
        screened=screened,
        before=earlier[-1] if earlier else None,
        looks=looks,
        earlier_grounds=earlier_grounds,
    )


def _looked(looks: tuple[GivenAnswer, ...], worked: frozenset[UUID]) -> tuple[CheckFacts, ...]:
    """Return the newest look at each check by somebody who did not work on the case."""
    newest = {
        one.check: CheckFacts(one.check, one.answer, one.ground, one.answered_by)
        for one in looks
        if one.answered_by not in worked
    }
    return tuple(newest.values())


def _facts(
    row: FindingRow, basis: Basis, answers: tuple[GivenAnswer, ...], screened: Screened | None
) -> FindingFacts:
    searches = tuple(one for one in basis.searches if one.reference == row.search_reference)
    captures = basis.captures_named(row.captures)
    newest = _newest(answers, basis.worked)
    supported = newest.get(Check.CORROBORATED)
    sources = {capture.source_link for capture in captures if capture.source_link}
    return FindingFacts(
        reference=row.reference,
        direction=row.direction,
        observed=row.observed,
        statement=row.statement,
        dimension=row.dimension,
        job_reason=row.relevance,
        source_link=row.source_link,
        no_source_reason=row.no_source_reason,
        no_capture_reason=row.no_capture_reason,
        attribution=row.attribution,
        identifiers=row.identifiers_matched,
        author_id=row.written_by,
        captures=captures,
        searches=searches,
        # Somebody else's tag or picture stands only beside a second source that a person has looked at.
        corroborated_by_other=supported is not None and supported.answer is Answer.YES and len(sources) > 1,
        methods_allowed=all(basis.lawful(search) for search in searches if not search.voided),
        dimension_known=row.dimension in basis.dimensions,
        checks=tuple(newest.values()),
        suggestions=suggestion_facts(row.statement, basis.names, screened),
        declared=basis.is_declared(row.source_link),
        screened=screened is not None and not blank(row.statement),
        posted_on=row.posted_on,
        posted=basis.posted(row.posted_on, row.posted_about, row.opened_at),
        worked=basis.worked,
    )


def _newest(answers: tuple[GivenAnswer, ...], worked: frozenset[UUID]) -> Mapping[Check, CheckFacts]:
    """Return the newest answer to each check; a second reading by who worked on the case yields to others."""
    barred = [one for one in answers if one.check is Check.SECOND_READER and one.answered_by in worked]
    counted = [one for one in answers if one not in barred]
    return {
        one.check: CheckFacts(one.check, one.answer, one.ground, one.answered_by)
        for one in (*barred, *counted)
    }
