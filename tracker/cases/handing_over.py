"""Words for whoever has a case next: left by whoever has it, sealed, and never changed (B16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.holding import as_it_stands
from tracker.cases.models import AccessEntry, Assignment, HandoverWords
from tracker.cases.openings import Thing
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.handover import missing_to_leave_words
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

HANDOVER_WORDS = Slot("handover_words", "words")

_LIVE = select(Assignment.id).where(Assignment.case_id == bindparam("case"), Assignment.ended_at.is_(None))
_LEFT = (
    select(
        HandoverWords.id,
        HandoverWords.version,
        HandoverWords.words,
        HandoverWords.written_at,
        Person.name,
    )
    .join(Person, Person.id == HandoverWords.written_by)
    .where(HandoverWords.case_id == bindparam("case"))
    .order_by(HandoverWords.written_at.desc(), HandoverWords.id)
)
_NEWEST = (
    select(Person.name, HandoverWords.written_at)
    .join(Person, Person.id == HandoverWords.written_by)
    .where(HandoverWords.case_id == bindparam("case"))
    .order_by(HandoverWords.written_at.desc(), HandoverWords.id)
    .limit(1)
)
_before = aliased(Assignment)
_READ = (
    select(AccessEntry.id)
    .where(
        AccessEntry.case_id == Assignment.case_id,
        AccessEntry.person_id == Assignment.person_id,
        AccessEntry.thing == Thing.HANDOVER.value,
        AccessEntry.opened_at >= Assignment.assigned_at,
    )
    .exists()
)
_UNREAD = select(Assignment.case_id).where(
    Assignment.case_id.in_(bindparam("cases", expanding=True)),
    Assignment.person_id == bindparam("person"),
    Assignment.ended_at.is_(None),
    select(_before.id)
    .where(_before.case_id == Assignment.case_id, _before.person_id != Assignment.person_id)
    .exists(),
    ~_READ,
)
_WHO = (
    select(Person.name, Assignment.assigned_at, Assignment.ended_at)
    .join(Person, Person.id == Assignment.person_id)
    .where(Assignment.case_id == bindparam("case"))
    .order_by(Assignment.assigned_at.desc(), Assignment.id)
)


@dataclass(frozen=True, slots=True)
class LeftWords:
    """Words that somebody left for a handover, opened."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Having:
    """Who has a case, or had it, from when until when; None while it lasts."""

    name: str
    since: datetime
    until: datetime | None


def leave_words(work: UnitOfWork, case: CaseFacts, *, words: str) -> HandoverWords:
    """Leave words for whoever has the case next; they go with the case, and nobody changes them."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.LEAVE_HANDOVER_WORDS, case)
    require(missing_to_leave_words(case.stage, words))
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    left = work.add(
        HandoverWords(
            id=row_id,
            case_id=case.case_id,
            assignment_id=work.session.scalars(_LIVE, {"case": case.case_id}).one(),
            words=sealer.seal(HANDOVER_WORDS, row_id, 1, words),
            written_by=work.actor.person_id,
            written_at=work.now(),
        )
    )
    record(work, Event.HANDOVER_WORDS_LEFT, about=("case", case.reference), case_id=case.case_id)
    work.session.flush()
    return left


def words_left(session: Session, case_id: UUID) -> tuple[LeftWords, ...]:
    """Return all words that were left in a case, opened, the newest first; two statements at most."""
    rows = session.execute(_LEFT, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        LeftWords(sealer.open_text(HANDOVER_WORDS, row.id, row.version, row.words), row.name, row.written_at)
        for row in rows
    )


def newest_words(session: Session, case_id: UUID) -> tuple[str, datetime] | None:
    """Return who left words last, and when, without opening them; None where nobody did."""
    row = session.execute(_NEWEST, {"case": case_id}).one_or_none()
    return (row.name, row.written_at) if row else None


def unread_handovers(session: Session, cases: Collection[UUID], person_id: UUID) -> frozenset[UUID]:
    """Return the cases that a person got from somebody else, and has not read the handover of since."""
    if not cases:
        return frozenset()
    return frozenset(session.scalars(_UNREAD, {"cases": sorted(cases), "person": person_id}))


def who_had(session: Session, case_id: UUID) -> tuple[Having, ...]:
    """Return who has a case, and who had it before, the newest first; one statement."""
    return tuple(Having(*row) for row in session.execute(_WHO, {"case": case_id}))
