"""The access that an affidavit gives: given at signing, stopped at any time, never passed on unasked."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.accounts.writing_to import mail_people
from tracker.affidavits.answers import AccountAnswer
from tracker.affidavits.calls import calls_due, duty_call_since
from tracker.affidavits.models import AccessGrant, DeclaredAccount, GrantUse
from tracker.affidavits.queries import account_word
from tracker.affidavits.setting import end_of, setting_of
from tracker.db import UnitOfWork
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.access_modes import missing_to_agree
from tracker.policy.actors import Role
from tracker.policy.affidavit_window import missing_to_answer, missing_to_stop
from tracker.policy.answers import NotFound, Unreadable, require
from tracker.policy.calls import missing_to_record_call
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import AccessMode

_STANDING = (
    select(AccessGrant, DeclaredAccount.number)
    .join(DeclaredAccount, DeclaredAccount.id == AccessGrant.declared_account_id)
    .where(AccessGrant.case_id == bindparam("case"), AccessGrant.stopped_at.is_(None))
    .order_by(AccessGrant.granted_at)
)


@dataclass(frozen=True, slots=True)
class Giving:
    """One choice of access that a signature makes good."""

    declared_account_id: UUID
    account: AccountAnswer
    mode: AccessMode


def give_access(
    work: UnitOfWork, case: CaseFacts, *, givings: Iterable[Giving], to: UUID | None, ends_at: datetime
) -> tuple[AccessGrant, ...]:
    """Give the access of a newly signed edition, in the place of what the edition before gave.

    ``to`` is whom the signed text names, None for nobody; whoever has the case by now needs a yes of their
    own. Whoever files the edition has asked for permission.
    """
    before, now = _standing(work, case), work.now()
    given = []
    for giving in givings:
        grant = _give(work, case, giving.declared_account_id, giving.mode, to=to, at=now, ends_at=ends_at)
        _say_given(work, case, before.pop(giving.account.number, None), giving.account.number, grant)
        given.append(grant)
    own = work.actor.role is Role.CANDIDATE
    for number, grant in before.items():
        work.change(grant, stopped_at=now)
        _say_stopped(work, case, number, Event.ACCESS_STOPPED if own else Event.ACCESS_STOPPED_ON_WORD)
    return tuple(given)


def stop_access(work: UnitOfWork, case: CaseFacts, *, number: int) -> AccessGrant:
    """Stop the access to one account from this moment on; no reason is asked for.

    The candidate does it, or an HR administrator on the candidate's word.
    """
    own = work.actor.role is Role.CANDIDATE
    permit(work.actor, Permission.STOP_ACCESS if own else Permission.STOP_ACCESS_ON_WORD, case)
    grant = _standing(work, case).get(number)
    live = grant is not None and grant.ends_at > work.now()
    require(missing_to_stop(case.seen_as, AccessMode(grant.mode) if grant else None, live=live))
    if grant is None:
        raise NotFound
    _say_stopped(work, case, number, Event.ACCESS_STOPPED if own else Event.ACCESS_STOPPED_ON_WORD)
    if case.investigator_id is not None:
        with suppress(Unreadable):  # the stop itself waits for no address that cannot be opened
            mail_people(work, MailKind.ACCESS_STOPPED, [case.investigator_id])
    return work.change(grant, stopped_at=work.now())


def agree_access(work: UnitOfWork, case: CaseFacts, *, number: int, to: UUID | None) -> AccessGrant:
    """Let the investigator who has the case now look as the one before could: the candidate agrees.

    ``to`` is whom the candidate was shown. Raises Refused where somebody else has the case by now.
    """
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    require(missing_to_answer(case.seen_as, filed=True))
    before, now = _standing(work, case).get(number), work.now()
    if before is None or case.investigator_id in (None, before.investigator_id) or before.ends_at <= now:
        raise NotFound
    require(missing_to_agree(to, case.investigator_id))
    work.change(before, stopped_at=now)
    ends_at = end_of(setting_of(work.session, case.case_id).access_ends(now))
    account, mode = before.declared_account_id, AccessMode(before.mode)
    grant = _give(work, case, account, mode, to=case.investigator_id, at=now, ends_at=ends_at)
    _say_given(work, case, None, number, grant)
    return grant


def record_call(work: UnitOfWork, case: CaseFacts) -> None:
    """Record that the candidate was called about every account for which a call was promised and is due."""
    permit(work.actor, Permission.RECORD_CALL, case)
    due = calls_due(work.session, (case.case_id,), work.now()).get(case.case_id, ())
    duty = work.actor.role is Role.SUPERVISOR and duty_call_since(work.session, case) is not None
    require(missing_to_record_call(case.seen_as, waiting=bool(due) or duty))
    record(work, Event.CANDIDATE_CALLED, case_id=case.case_id, accounts=len(due) + duty)


def note_use(
    work: UnitOfWork, case: CaseFacts, *, grant_id: UUID, number: int, at: datetime | None = None
) -> GrantUse:
    """Note that the investigator looked by a grant, now or at a moment before; the candidate sees the day."""
    permit(work.actor, Permission.LOG_SEARCH, case)
    record(work, Event.ACCESS_USED, case_id=case.case_id, account=account_word(number))
    return work.add(GrantUse(grant_id=grant_id, used_at=at or work.now()))


def _standing(work: UnitOfWork, case: CaseFacts) -> dict[int, AccessGrant]:
    return {number: grant for grant, number in work.session.execute(_STANDING, {"case": case.case_id})}


def _give(
    work: UnitOfWork,
    case: CaseFacts,
    account_id: UUID,
    mode: AccessMode,
    *,
    to: UUID | None,
    at: datetime,
    ends_at: datetime,
) -> AccessGrant:
    """Give one access from a moment on: the same at which it takes the place of the one before."""
    return work.add(
        AccessGrant(
            case_id=case.case_id,
            declared_account_id=account_id,
            investigator_id=to,
            mode=mode,
            granted_at=at,
            ends_at=ends_at,
        )
    )


def _say_given(
    work: UnitOfWork, case: CaseFacts, before: AccessGrant | None, number: int, grant: AccessGrant
) -> None:
    """Tell the ledger of a grant, unless an amendment only repeats it; stop the one that it replaces."""
    event = Event.ACCESS_GRANTED if before is None else Event.ACCESS_CHANGED
    if work.actor.role is not Role.CANDIDATE:
        event = Event.ACCESS_FILED
    if before is not None:
        work.change(before, stopped_at=grant.granted_at)
        if (before.mode, before.investigator_id) == (grant.mode, grant.investigator_id):
            return
    record(
        work,
        event,
        case_id=case.case_id,
        investigator=grant.investigator_id,
        account=account_word(number),
        mode=grant.mode,
        ends=grant.ends_at,
    )


def _say_stopped(work: UnitOfWork, case: CaseFacts, number: int, event: Act = Event.ACCESS_STOPPED) -> None:
    record(work, event, case_id=case.case_id, account=account_word(number))
