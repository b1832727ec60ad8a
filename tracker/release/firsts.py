"""The first of two releases: written by one supervisor, read by whoever confirms it (Hamden D.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.standing_roles import supervisors
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor
from tracker.policy.answers import Unmet, require
from tracker.policy.facts import CaseFacts
from tracker.policy.hands import missing_second, why_no_reviewer
from tracker.policy.permissions import Permission
from tracker.policy.release import missing_for_release, missing_to_correct
from tracker.policy.releasers import FirstFacts, missing_to_release_as_first
from tracker.release.holding import held, once, open_review
from tracker.release.material import material_of
from tracker.release.models import FirstRelease
from tracker.release.standing import release_facts, release_of
from tracker.requisitions.models import Requisition

_TWO = select(Requisition.two_releasers).where(Requisition.id == bindparam("requisition"))
_FIRST = (
    select(FirstRelease.released_by, Person.name, FirstRelease.fingerprint, FirstRelease.released_at)
    .join(Person, Person.id == FirstRelease.released_by)
    .where(FirstRelease.submission_id == bindparam("submission"))
    .order_by(FirstRelease.turn.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class FirstOfTwo:
    """The newest first release of a submission, as pages and rules read it."""

    facts: FirstFacts
    at: datetime


@dataclass(frozen=True, slots=True)
class TwoReleasers:
    """Whether a requisition takes two, and how far they are with the page as it renders now.

    ``waits`` says that this very page was released first, ``own`` that the reader did so; ``stale`` that
    another page was, whose wording changed since. ``alone`` says that nobody but the first, or the reader who
    would be it, can confirm, and of each supervisor why not.
    """

    takes: bool
    first: FirstOfTwo | None
    waits: bool
    own: bool
    alone: tuple[Unmet, ...] = ()

    @property
    def stale(self) -> bool:
        """Say whether the wording changed after the first release."""
        return self.takes and self.first is not None and not self.waits


def two_releasers(
    session: Session, actor: Actor, case: CaseFacts, submission_id: UUID, rendered: str
) -> TwoReleasers:
    """Return how far two releasers are, for a reader of the page; two statements, or three."""
    takes, first = takes_two(session, case), first_of(session, case, submission_id)
    waits = takes and first is not None and first.facts.stands and first.facts.fingerprint == rendered
    own = waits and first is not None and first.facts.released_by == actor.person_id
    alone: tuple[Unmet, ...] = ()
    if takes and (own or not waits):
        people = {row.id: row.name for row in supervisors(session)}
        alone = missing_second(case, people, actor.person_id)
    return TwoReleasers(takes, first, waits, own, alone)


def takes_two(session: Session, case: CaseFacts) -> bool:
    """Say whether the case's requisition takes two releasers."""
    return bool(session.scalar(_TWO, {"requisition": case.requisition_id}))


def first_of(session: Session, case: CaseFacts, submission_id: UUID) -> FirstOfTwo | None:
    """Return the newest first release of a submission, None before it; one statement.

    It stands as long as whoever made it has no tie, did not work on the case and does not decide on it.
    """
    row = session.execute(_FIRST, {"submission": submission_id}).one_or_none()
    if row is None:
        return None
    stands = not why_no_reviewer(case, row.released_by)
    facts = FirstFacts(row.released_by, row.name, row.fingerprint, stands=stands)
    return FirstOfTwo(facts, row.released_at)


def release_first(work: UnitOfWork, case: CaseFacts, *, reason: str = "") -> FirstRelease:
    """Release as the first of two: the whole gate is judged, and nothing is shown to the board yet.

    ``reason`` is why, where it is a correction; whoever confirms it writes the one that is kept.
    """
    fresh = held(work, case, Permission.RELEASE_PACKET)
    submission = open_review(work, fresh)
    material = material_of(work.session, fresh)
    page = material.page.fingerprint
    first = first_of(work.session, fresh, submission.submission_id)
    facts = release_facts(work.session, material, work.actor.person_id, agency_day(work.now()))
    before = release_of(work.session, fresh.case_id)
    two = takes_two(work.session, fresh)
    require(missing_to_release_as_first(first.facts if first else None, two=two, rendered=page))
    require(missing_to_correct(facts, reason, before.fingerprint) if before else missing_for_release(facts))
    turns = select(func.max(FirstRelease.turn)).where(FirstRelease.submission_id == submission.submission_id)
    about = ("case", fresh.reference)
    record(work, Event.FIRST_RELEASED, about=about, case_id=fresh.case_id, fingerprint=page)
    row = work.add(
        FirstRelease(
            case_id=fresh.case_id,
            submission_id=submission.submission_id,
            turn=(work.session.scalar(turns) or 0) + 1,
            submitted_by=submission.submitted_by,
            fingerprint=page,
            released_by=work.actor.person_id,
            released_at=work.now(),
        )
    )
    with once():
        work.session.flush()
    return row
