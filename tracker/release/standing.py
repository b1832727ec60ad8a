"""Where a case stands on its way to the board: approvals, submission, returns, release, and gate facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.accounts.queries import names_of
from tracker.accounts.standing_roles import supervisors
from tracker.policy.access_modes import ungranted
from tracker.policy.facts import CaseFacts
from tracker.policy.hands import why_no_reviewer
from tracker.policy.release_facts import ReleaseFacts
from tracker.policy.returning import ReturnKind
from tracker.policy.vocabulary import ConflictAnswer
from tracker.release.material import Material
from tracker.release.models import PreviewApproval, Release, Return, Submission
from tracker.release.slots import RETURN_REASONS
from tracker.requisitions.models import BoardSeat
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_later = aliased(PreviewApproval)
_APPROVALS = select(PreviewApproval.person_id, PreviewApproval.fingerprint).where(
    PreviewApproval.case_id == bindparam("case"),
    PreviewApproval.turn
    == select(func.max(_later.turn))
    .where(_later.case_id == PreviewApproval.case_id, _later.person_id == PreviewApproval.person_id)
    .correlate(PreviewApproval)
    .scalar_subquery(),
)
_SUBMISSION = (
    select(
        Submission.id,
        Submission.number,
        Submission.submitted_by,
        Submission.submitted_at,
        Submission.opened_at,
        Submission.recalled_at,
        Person.name,
    )
    .join(Person, Person.id == Submission.submitted_by)
    .where(Submission.case_id == bindparam("case"))
    .order_by(Submission.number.desc())
    .limit(1)
)
_RETURNS = (
    select(
        Return.id,
        Return.version,
        Return.reasons,
        Return.returned_at,
        Submission.number,
        Person.name,
    )
    .join(Submission, Submission.id == Return.submission_id)
    .join(Person, Person.id == Return.returned_by)
    .where(Submission.case_id == bindparam("case"))
    .order_by(Submission.number)
)
_RELEASE = (
    select(Release.number, Release.reference, Release.packet_id, Release.fingerprint, Release.released_at)
    .where(Release.case_id == bindparam("case"))
    .order_by(Release.number.desc())
    .limit(1)
)
_SEATED = select(BoardSeat.person_id).where(
    BoardSeat.requisition_id == bindparam("requisition"), BoardSeat.left_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """The newest submission of a case."""

    submission_id: UUID
    number: int
    submitted_by: UUID
    submitter: str
    submitted_at: datetime
    opened_at: datetime | None
    recalled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One reason of a return; ``about`` is a finding's reference, empty for the case as a whole.

    ``kind`` is what it is about, of the closed list.
    """

    about: str
    words: str
    kind: str = ReturnKind.OTHER.value


@dataclass(frozen=True, slots=True)
class Returned:
    """One return, opened; ``correction`` is why, empty unless it began a correction."""

    return_id: UUID
    number: int
    asked: tuple[Asked, ...]
    correction: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """The newest release of a case."""

    number: int
    reference: str
    packet_id: UUID
    fingerprint: str
    released_at: datetime


def approvals_of(session: Session, case_id: UUID) -> Mapping[UUID, str]:
    """Return, by person, the fingerprint that each approved last."""
    return {row.person_id: row.fingerprint for row in session.execute(_APPROVALS, {"case": case_id})}


def submission_of(session: Session, case_id: UUID) -> SubmissionState | None:
    """Return the newest submission of a case, recalled or not, None before the first."""
    row = session.execute(_SUBMISSION, {"case": case_id}).one_or_none()
    if row is None:
        return None
    return SubmissionState(
        row.id,
        row.number,
        row.submitted_by,
        row.name,
        row.submitted_at,
        row.opened_at,
        row.recalled_at,
    )


def returns_of(session: Session, case_id: UUID) -> tuple[Returned, ...]:
    """Return every return of a case, opened, the oldest first; two statements."""
    rows = session.execute(_RETURNS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    found = []
    for row in rows:
        reasons = sealer.open_json(RETURN_REASONS, row.id, row.version, row.reasons)
        asked = tuple(Asked(**one) for one in reasons["asked"])
        found.append(Returned(row.id, row.number, asked, reasons["correction"], row.name, row.returned_at))
    return tuple(found)


def release_of(session: Session, case_id: UUID) -> Released | None:
    """Return the newest release of a case, None before the first."""
    row = session.execute(_RELEASE, {"case": case_id}).one_or_none()
    return Released(*row) if row else None


def recipients_of(session: Session, requisition_id: UUID) -> frozenset[UUID]:
    """Return who holds a seat on the deciding board now."""
    return frozenset(session.scalars(_SEATED, {"requisition": requisition_id}))


def submission_facts(session: Session, material: Material, person_id: UUID, today: date) -> ReleaseFacts:
    """Return what the gate judges when this person hands the case in."""
    return _facts(session, material, today, submitter=person_id, releaser=None)


def release_facts(session: Session, material: Material, person_id: UUID, today: date) -> ReleaseFacts:
    """Return what the gate judges when this person releases, in a fixed number of statements."""
    submission = submission_of(session, material.case.case_id)
    live = submission is not None and submission.recalled_at is None
    submitter = submission.submitted_by if submission and live else None
    return _facts(session, material, today, submitter=submitter, releaser=person_id)


def _facts(
    session: Session, material: Material, today: date, *, submitter: UUID | None, releaser: UUID | None
) -> ReleaseFacts:
    case, page = material.case, material.page
    approved = approvals_of(session, case.case_id)
    recipients = recipients_of(session, case.requisition_id)
    authors = frozenset(person for one in material.judged for person in one.row.authors)
    return ReleaseFacts(
        case_reference=case.reference,
        stage=case.stage,
        affidavit_filed=material.affidavit.filed,
        affidavit_intact=material.affidavit.intact,
        steps=material.steps,
        extra_searches=material.extra,
        ungranted_searches=ungranted(material.basis.searches, material.basis.grants),
        findings=material.findings,
        captures=material.basis.captures,
        today=today,
        words=page.words,
        word_limit=cast(Settings, session.info["settings"]).packet_words,
        submitted_by=submitter,
        submitter_fingerprint=approved.get(submitter, "") if submitter else "",
        releaser_id=releaser,
        releaser_fingerprint=approved.get(releaser, "") if releaser else "",
        rendered_fingerprint=page.fingerprint,
        releaser_conflict=releaser is None or case.conflicts.get(releaser) is not ConflictAnswer.NONE,
        searchers=case.searchers | material.basis.searchers,
        recipients=recipients,
        exposed=case.exposed,
        names=names_of(session, recipients),
        other_reviewers=_other_reviewers(session, case, authors, releaser),
        authors=authors,
        assigned=case.assigned,
        wordings={
            one.row.reference: material.wordings[one.row.finding_id].digest for one in material.concerns
        },
        requests={one.finding: one.facts for one in material.requests.values()},
    )


def _other_reviewers(
    session: Session, case: CaseFacts, authors: frozenset[UUID], releaser: UUID | None
) -> tuple[str, ...]:
    barred = authors | {releaser}
    return tuple(
        row.name for row in supervisors(session) if row.id not in barred and not why_no_reviewer(case, row.id)
    )
