"""The only writer of candidates, cases and their stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.cases.addresses import CANDIDATE_EMAIL, CANDIDATE_PHONE, email_index
from tracker.cases.csv_rows import Listed
from tracker.cases.holding import hold_candidates
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.cases.sending import mail_word
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.long_acts import unborne
from tracker.mail.service import drop_mails
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.mailing import WHILE_OPEN, WITH_LINK, MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.requisitions import missing_to_add_case
from tracker.policy.stages import missing_to_move
from tracker.policy.vocabulary import Language, Stage
from tracker.policy.words import LANGUAGES
from tracker.references import dated, plain
from tracker.requisitions.setup import opening_facts
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of


def open_case(
    work: UnitOfWork,
    requisition: RequisitionFacts,
    *,
    name: str,
    email: str,
    phone: str = "",
    language: str = Language.ENGLISH,
) -> Case:
    """Add a candidate and open the candidate's case; both get data keys of their own.

    ``email`` and ``phone`` may be empty: a candidate may have neither.
    """
    listed = (Listed(0, name=name, email=email, phone=phone, language=language),)
    return open_cases(work, requisition, listed)[0]


def open_further_case(work: UnitOfWork, requisition: RequisitionFacts, *, candidate_id: UUID) -> Case:
    """Open a case for a candidate who is known from another requisition."""
    permit(work.actor, Permission.OPEN_CASE, requisition)
    hold_candidates(work, (candidate_id,))
    kept = select(Case.id).where(Case.candidate_id == candidate_id, Case.stage != Stage.DISPOSED.value)
    if work.session.scalars(kept.limit(1)).first() is None:  # with the last of the cases the name went too
        raise NotFound
    here = select(Case.id).where(
        Case.requisition_id == requisition.requisition_id, Case.candidate_id == candidate_id
    )
    has_one = work.session.scalar(here) is not None
    require(missing_to_add_case(opening_facts(work.session, requisition.requisition_id), has_one=has_one))
    return _open(work, requisition, (candidate_id,))[0]


def open_cases(work: UnitOfWork, requisition: RequisitionFacts, listed: Sequence[Listed]) -> list[Case]:
    """Add candidates and open their cases; as many statements for few as for many."""
    permit(work.actor, Permission.OPEN_CASE, requisition)
    require(missing_to_add_case(opening_facts(work.session, requisition.requisition_id)))
    people = [uuid4() for _ in listed]
    sealers = vault_of(work.session).create_keys(work.session, people, Domain.CANDIDATE)
    names = unborne(work, Candidate.reference, lambda: plain("A"), len(listed))
    for one, candidate_id, name in zip(listed, people, names, strict=True):
        contact = {"name": one.name, "email": one.email, "phone": one.phone, "language": one.language}
        _keep_candidate(work, sealers[candidate_id], candidate_id, name, **contact)
    work.session.flush()
    return _open(work, requisition, people)


def _keep_candidate(
    work: UnitOfWork,
    sealer: Sealer,
    candidate_id: UUID,
    reference: str,
    *,
    name: str,
    email: str,
    phone: str,
    language: str,
) -> None:
    record(work, Event.CANDIDATE_ADDED, about=("candidate", reference))
    work.add(
        Candidate(
            id=candidate_id,
            reference=reference,
            name=sealer.seal(CANDIDATE_NAME, candidate_id, 1, name),
            email=sealer.seal(CANDIDATE_EMAIL, candidate_id, 1, email) if email else None,
            phone=sealer.seal(CANDIDATE_PHONE, candidate_id, 1, phone) if phone else None,
            email_index=email_index(work.session, email),
            created_by=work.actor.person_id,
            created_at=work.now(),
            language=_kept(language),
        )
    )


def set_language(work: UnitOfWork, case: CaseFacts, language: str) -> None:
    """Write to a candidate in another language from now on; who calls knows that the candidate reads it."""
    row = work.session.get_one(Candidate, case.candidate_id)
    if row.language == _kept(language):
        return
    sealer, after = vault_of(work.session).domain(work.session, Domain.CANDIDATE, row.id), row.version + 1
    cells = ((CANDIDATE_NAME, row.name), (CANDIDATE_EMAIL, row.email), (CANDIDATE_PHONE, row.phone))
    sealed = {
        slot.column: sealer.seal(slot, row.id, after, sealer.open_text(slot, row.id, row.version, cell))
        for slot, cell in cells
        if cell is not None
    }
    work.change(row, language=_kept(language), **sealed)
    about = ("case", case.reference)
    record(work, Event.CANDIDATE_LANGUAGE_SET, about=about, case_id=case.case_id, language=language)


def _kept(language: str) -> str | None:
    """Return what is kept of a language: nothing for English."""
    return language if language in LANGUAGES and language != Language.ENGLISH else None


def _open(work: UnitOfWork, requisition: RequisitionFacts, people: Sequence[UUID]) -> list[Case]:
    now, ids = work.now(), [uuid4() for _ in people]
    days = cast(Settings, work.session.info["settings"]).case_days
    vault_of(work.session).create_keys(work.session, ids, Domain.CASE)
    references = unborne(work, Case.reference, lambda: dated("C", now), len(ids))
    cases = [
        work.add(
            Case(
                id=case_id,
                reference=reference,
                requisition_id=requisition.requisition_id,
                candidate_id=candidate_id,
                stage=Stage.OPENED,
                opened_by=work.actor.person_id,
                opened_at=now,
                due_at=now + timedelta(days=days),
            )
        )
        for candidate_id, case_id, reference in zip(people, ids, references, strict=True)
    ]
    for case in cases:
        about, place = ("case", case.reference), requisition.reference
        record(work, Event.CASE_OPENED, about=about, case_id=case.id, requisition=place)
    work.session.flush()
    return cases


def move_case(work: UnitOfWork, case: CaseFacts, *, to: Stage) -> Case:
    """Move a case along the journey; the room whose act moves it has asked for permission already.

    Raises Overtaken when the case has left the stage that ``case`` was read in.
    """
    row = _row(work, case)
    if row.stage == to:
        return row
    require(missing_to_move(case.stage, to))
    _record_stage(work, case, to)
    return work.change(row, stage=to.value)


def give_time(work: UnitOfWork, case: CaseFacts, *, until: datetime) -> Case:
    """Let a case be due later; the room whose act it is has asked for permission, and tells the ledger."""
    return work.change(_row(work, case), due_at=until)


def take_for_correction(work: UnitOfWork, case: CaseFacts) -> Case:
    """Move a released or decided case back to review; others go on seeing the stage that it had.

    The room whose act it is has asked for permission already.
    """
    row = _row(work, case)
    require(missing_to_move(case.stage, Stage.REVIEW))
    _record_stage(work, case, Stage.REVIEW)
    return work.change(row, stage=Stage.REVIEW.value, corrected_from=case.seen_as.value)


def withdraw_case(work: UnitOfWork, case: CaseFacts) -> Case:
    """Record that the candidate withdrew: the search stops at once, and the way in leads to one's own file.

    An HR administrator does it on the candidate's word, or the candidate in person.
    """
    own = work.actor.role is Role.CANDIDATE
    permit(work.actor, Permission.WITHDRAW_APPLICATION if own else Permission.WITHDRAW_CASE, case)
    row = _row(work, case)
    require(missing_to_move(case.seen_as, Stage.WITHDRAWN))
    drop_mails(work, case.case_id, reason=Stopped.WITHDRAWN, kinds=WHILE_OPEN)
    mail_word(work, MailKind.WITHDRAWN, case_id=case.case_id, candidate_id=case.candidate_id)
    event = Event.CASE_WITHDRAWN if own else Event.CASE_WITHDRAWN_ON_WORD
    record(work, event, about=("case", case.reference), case_id=case.case_id)
    _record_stage(work, case, Stage.WITHDRAWN)
    return work.change(row, stage=Stage.WITHDRAWN.value, withdrawn_at=work.now())


def close_case(work: UnitOfWork, case: CaseFacts) -> Case:
    """Close a decided or withdrawn case; nothing more is done in it, and its retention clock runs."""
    permit(work.actor, Permission.CLOSE_CASE, case)
    row = _row(work, case)
    require(missing_to_move(case.stage, Stage.CLOSED))
    drop_mails(work, case.case_id, reason=Stopped.CLOSED, kinds=WHILE_OPEN - WITH_LINK)
    _record_stage(work, case, Stage.CLOSED)
    return work.change(row, stage=Stage.CLOSED.value)


def _row(work: UnitOfWork, case: CaseFacts) -> Case:
    row = work.session.get_one(Case, case.case_id)
    if row.stage != case.stage:
        raise Overtaken
    return row


def _record_stage(work: UnitOfWork, case: CaseFacts, to: Stage) -> None:
    record(
        work,
        Event.CASE_STAGE_CHANGED,
        about=("case", case.reference),
        case_id=case.case_id,
        before=case.stage,
        after=to,
    )
