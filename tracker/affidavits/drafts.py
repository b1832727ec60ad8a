"""The affidavit in the making: read, and saved on every Continue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.answers import Answers, read_answers
from tracker.affidavits.ending import end_waiting
from tracker.affidavits.models import AccessGrant, Affidavit, AffidavitDraft, DeclaredAccount
from tracker.affidavits.slots import ANSWERS, DRAFT
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.affidavit_size import Size, missing_room
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.ways import EndOfWaiting
from tracker.printing.signs import spelled
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_DRAFT = select(
    AffidavitDraft.id, AffidavitDraft.version, AffidavitDraft.answers, AffidavitDraft.saved_at
).where(AffidavitDraft.case_id == bindparam("case"))
_NEWEST = (
    select(
        Affidavit.id,
        Affidavit.version,
        Affidavit.reference,
        Affidavit.edition,
        Affidavit.fingerprint,
        Affidavit.answers,
        Affidavit.filed_at,
    )
    .where(Affidavit.case_id == bindparam("case"))
    .order_by(Affidavit.edition.desc())
    .limit(1)
)
_STOPPED = (
    select(DeclaredAccount.number)
    .select_from(AccessGrant)
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .where(DeclaredAccount.affidavit_id == bindparam("affidavit"))
    .group_by(DeclaredAccount.number)
    .having(func.count(AccessGrant.stopped_at) == func.count())
)


@dataclass(frozen=True, slots=True)
class Filed:
    """The newest filed edition; ``edition`` is 0 while there is none."""

    affidavit_id: UUID | None = None
    reference: str = ""
    edition: int = 0
    fingerprint: str = ""
    answers: Answers = field(default_factory=Answers)
    filed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far, and what was filed before.

    ``version`` is the row's, 0 while nothing was saved; forms carry it, so that a second tab is noticed.
    """

    version: int
    answers: Answers
    saved_at: datetime | None
    filed: Filed

    @property
    def is_open(self) -> bool:
        """Say whether there is something to answer: a first affidavit, or a change that was begun."""
        return self.answers.amends == self.filed.edition

    @property
    def edition(self) -> int:
        """Return the number that the edition in the making will have."""
        return self.filed.edition + 1


def draft_of(session: Session, case_id: UUID) -> Draft:
    """Return the answers so far of a case, in three statements."""
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    row = session.execute(_DRAFT, {"case": case_id}).one_or_none()
    filed = _filed(session, case_id, sealer)
    if row is None:
        return Draft(0, Answers(), None, filed)
    answers = read_answers(sealer.open_json(DRAFT, row.id, row.version, row.answers))
    return Draft(row.version, answers, row.saved_at, filed)


def _filed(session: Session, case_id: UUID, sealer: Sealer) -> Filed:
    row = session.execute(_NEWEST, {"case": case_id}).one_or_none()
    if row is None:
        return Filed()
    answers = read_answers(sealer.open_json(ANSWERS, row.id, row.version, row.answers))
    return Filed(row.id, row.reference, row.edition, row.fingerprint, answers, row.filed_at)


def save_answers(
    work: UnitOfWork, case: CaseFacts, *, seen: int, part: str, answers: Answers
) -> AffidavitDraft:
    """Keep the answers of one part; nothing is kept that looks like a password (R-03).

    ``seen`` is the version of the draft that the answers were made from; raises Overtaken when it is another.
    """
    permit(work.actor, Permission.FILL_AFFIDAVIT, case)
    draft = draft_of(work.session, case.case_id)
    require(missing_to_answer(case.seen_as, filed=draft.filed.edition > 0))
    if not draft.is_open:
        raise NotFound
    if draft.version != seen or answers.amends != draft.answers.amends:
        raise Overtaken
    for text in answers.texts:
        require(missing_in_text(text))
    require(missing_room(size_of(answers), size_of(draft.answers)))
    return _save(work, case, part, answers)


def size_of(answers: Answers) -> Size:
    """Return how much was answered, as the rules of room count it."""
    told = [f"{one.platform_name}{one.handle}" for one in answers.accounts]
    signs = sum(len(spelled(text)) for text in (*told, *answers.other_names, answers.anything_else))
    return Size(len(answers.other_names), len(answers.accounts), signs)


def begin_change(work: UnitOfWork, case: CaseFacts) -> AffidavitDraft:
    """Begin to change a filed affidavit, from what it says; nothing changes before it is signed anew.

    Where access was stopped, the way of looking is asked again.
    """
    permit(work.actor, Permission.FILL_AFFIDAVIT, case)
    draft = draft_of(work.session, case.case_id)
    if not draft.filed.edition:
        raise NotFound
    require(missing_to_answer(case.seen_as, filed=True))
    stopped = {row.number for row in work.session.execute(_STOPPED, {"affidavit": draft.filed.affidavit_id})}
    answers = replace(
        draft.filed.answers,
        amends=draft.filed.edition,
        accounts=tuple(
            replace(account, mode="") if account.number in stopped else account
            for account in draft.filed.answers.accounts
        ),
    )
    return _save(work, case, "change", answers)


def leave_change(work: UnitOfWork, case: CaseFacts) -> AffidavitDraft:
    """Drop a change that was begun; what was filed stands as it is."""
    permit(work.actor, Permission.FILL_AFFIDAVIT, case)
    draft = draft_of(work.session, case.case_id)
    if not draft.filed.edition or not draft.is_open:
        raise NotFound
    return _save(work, case, "change-dropped", replace(draft.filed.answers, amends=draft.filed.edition - 1))


def _save(work: UnitOfWork, case: CaseFacts, part: str, answers: Answers) -> AffidavitDraft:
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    end_waiting(work, case.case_id, why=EndOfWaiting.CHANGED)
    found = select(AffidavitDraft).where(AffidavitDraft.case_id == case.case_id)
    row = work.session.scalars(found).one_or_none()
    record(work, Event.AFFIDAVIT_DRAFT_SAVED, case_id=case.case_id, part=part)
    if row is None:
        row_id = uuid4()
        sealed = sealer.seal_json(DRAFT, row_id, 1, answers.as_json())
        return work.add(AffidavitDraft(id=row_id, case_id=case.case_id, answers=sealed, saved_at=work.now()))
    sealed = sealer.seal_json(DRAFT, row.id, row.version + 1, answers.as_json())
    return work.change(row, answers=sealed, saved_at=work.now())
