"""The writer of records of sessions: what happened, by which grants, corrected by further records alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from tracker.affidavits.access import note_use
from tracker.affidavits.models import AccessGrant
from tracker.affidavits.queries import grants, live_grant
from tracker.cases.holding import held
from tracker.cases.openings import record_searching
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.together import Holder, Medium, RecordFacts, Stopper, missing_to_record
from tracker.policy.vocabulary import AccessMode, Language
from tracker.together.models import TogetherAccount, TogetherRecord
from tracker.together.queries import SessionRow, session_of
from tracker.together.slots import PLACE, PRESENT, SHOWN
from tracker.together.surroundings import require_meeting
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class Account:
    """What an investigator records of a session; ``accounts`` are numbers of declared accounts."""

    accounts: tuple[int, ...]
    started_at: datetime
    ended_at: datetime
    place: str
    shown: str
    script_read: bool
    language: str = Language.ENGLISH
    present: str = ""
    holder: Holder = Holder.CANDIDATE
    medium: Medium | None = None
    stopped_by: Stopper = Stopper.NOBODY
    password_seen: bool = False


def record_session(work: UnitOfWork, case: CaseFacts, *, reference: str, account: Account) -> TogetherRecord:
    """Record a session that took place, or correct what was recorded; both stay (Hamden D.4, Hampton F.2)."""
    case = held(work, case)
    permit(work.actor, Permission.HOLD_SESSION, case)
    require_meeting(work.session, case, work.actor, work.now())
    session = session_of(work.session, case.case_id, reference)
    facts = _facts(work, session, account)
    given = grants(work.session, case.case_id)
    require(missing_to_record(facts, given, agreed=session.agreed, now=work.now()))
    row = _add_record(work, case, session, account)
    _add_accounts(work, case, session, row, account)
    record(
        work,
        Event.SESSION_RECORDED,
        about=("session", reference),
        case_id=case.case_id,
        accounts=len(account.accounts),
        number=row.number,
        mode=session.mode,
        language=account.language,
    )
    if account.password_seen:
        record(work, Event.PASSWORD_SEEN, about=("session", reference), case_id=case.case_id)
    record_searching(work, case_id=case.case_id, reference=reference)
    return row


def _facts(work: UnitOfWork, session: SessionRow, account: Account) -> RecordFacts:
    return RecordFacts(
        mode=session.mode,
        recorder_id=work.actor.person_id,
        accounts=tuple(map(str, account.accounts)),
        started_at=account.started_at,
        ended_at=account.ended_at,
        script_read=account.script_read,
        shown=account.shown,
        place=account.place,
        present=account.present,
        holder=account.holder,
        medium=account.medium,
        agreement=session.agreement,
    )


def _add_record(work: UnitOfWork, case: CaseFacts, session: SessionRow, account: Account) -> TogetherRecord:
    row_id = uuid4()
    copy = session.mode is AccessMode.CANDIDATE_EXPORT
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    row = work.add(
        TogetherRecord(
            id=row_id,
            session_id=session.id,
            case_id=case.case_id,
            mode=session.mode,
            number=len(session.records) + 1,
            recorded_by=work.actor.person_id,
            started_at=account.started_at,
            ended_at=account.ended_at,
            stopped_by=account.stopped_by,
            device_holder=account.holder,
            medium=account.medium if copy else None,
            script_read=account.script_read,
            script_language=account.language,
            place=sealer.seal(PLACE, row_id, 1, account.place),
            present=sealer.seal(PRESENT, row_id, 1, account.present) if account.present else None,
            shown=sealer.seal(SHOWN, row_id, 1, account.shown),
            password_seen=account.password_seen,
            recorded_at=work.now(),
        )
    )
    work.session.flush()
    return row


def _add_accounts(
    work: UnitOfWork, case: CaseFacts, session: SessionRow, row: TogetherRecord, account: Account
) -> None:
    """Name each account with the grant it was looked at by; the use is noted once, not at a correction."""
    noted = {number for earlier in session.records for number in earlier.accounts}
    for number in account.accounts:
        grant = live_grant(
            work.session,
            case.case_id,
            number=number,
            mode=session.mode,
            investigator_id=work.actor.person_id,
            at=account.started_at,
        )
        if grant is None:
            raise NotFound
        given = work.session.get_one(AccessGrant, grant.grant_id)
        work.add(
            TogetherAccount(
                record_id=row.id, declared_account_id=given.declared_account_id, grant_id=given.id
            )
        )
        if number not in noted:
            note_use(work, case, grant_id=grant.grant_id, number=number, at=account.started_at)
