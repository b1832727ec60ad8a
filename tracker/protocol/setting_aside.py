"""The writer of what is not pursued: accounts ruled out or in question again, stops called and lifted."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from tracker.cases.holding import as_it_stands
from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.handles import canonical
from tracker.policy.namesakes import account_of, missing_to_reopen, missing_to_rule_out
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.stopping import StopKind, missing_to_lift, missing_to_stop
from tracker.protocol.away import declared_as, ruled_out, ruled_out_one, stop_of
from tracker.protocol.models_away import RuledOutAccount, RuledOutReopening, SearchStop, SearchStopEnd
from tracker.protocol.slots import LIFTED_REASON, REOPENED_REASON, RULED_OUT_ACCOUNT, RULED_OUT_REASON
from tracker.protocol.surroundings import standing
from tracker.references import plain
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_CANDIDATE = select(Case.candidate_id).where(Case.id == bindparam("case"))
_RULED_OUT_ID = select(RuledOutAccount.id).where(RuledOutAccount.reference == bindparam("reference"))
_STOP_ID = select(SearchStop.id).where(SearchStop.reference == bindparam("reference"))


def rule_out(
    work: UnitOfWork, case: CaseFacts, *, platform: str, handle: str, reason: str
) -> RuledOutAccount:
    """Rule an account out as another person's, so that nobody takes it for the candidate's again."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.LOG_SEARCH, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    platforms = editions().platforms()
    account = account_of(handle, platform, platforms)
    known, declared = ruled_out(work.session, case.case_id), declared_as(work.session, case.case_id)
    why_not = _why_not(platform, handle)
    require(missing_to_rule_out(account, reason, declared=declared, known=known, why_not=why_not))
    row_id, candidate_id = uuid4(), work.session.scalars(_CANDIDATE, {"case": case.case_id}).one()
    sealer = vault_of(work.session).domain(work.session, Domain.CANDIDATE, candidate_id)
    reference = work.reference(RuledOutAccount.reference, lambda: plain("G"))
    record(work, Event.ACCOUNT_RULED_OUT, about=("account", reference), case_id=case.case_id)
    named = dict(zip(("platform", "canonical"), account or ("", ""), strict=True)) | {"shown": handle.strip()}
    return work.add(
        RuledOutAccount(
            id=row_id,
            reference=reference,
            candidate_id=candidate_id,
            case_id=case.case_id,
            account=sealer.seal_json(RULED_OUT_ACCOUNT, row_id, 1, named),
            reason=sealer.seal(RULED_OUT_REASON, row_id, 1, reason),
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )


def reopen_account(work: UnitOfWork, case: CaseFacts, *, namesake: str, reason: str) -> RuledOutReopening:
    """Put a ruled-out account in question again, with what is new; never by who ruled it out."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.REOPEN_ACCOUNT, case)
    one = ruled_out_one(work.session, case.case_id, namesake)
    require(missing_to_reopen(one, work.actor.person_id, reason))
    row_id, candidate_id = uuid4(), work.session.scalars(_CANDIDATE, {"case": case.case_id}).one()
    sealer = vault_of(work.session).domain(work.session, Domain.CANDIDATE, candidate_id)
    record(work, Event.ACCOUNT_REOPENED, about=("account", namesake), case_id=case.case_id)
    return work.add(
        RuledOutReopening(
            id=row_id,
            ruled_out_id=work.session.scalars(_RULED_OUT_ID, {"reference": namesake}).one(),
            ruled_by=one.ruled_by,
            reason=sealer.seal(REOPENED_REASON, row_id, 1, reason),
            reopened_by=work.actor.person_id,
            reopened_at=work.now(),
        )
    )


def call_stop(work: UnitOfWork, case: CaseFacts, *, kind: str, platform: str) -> SearchStop:
    """Stop at what nobody may keep: where and when is recorded, and no word of what it was (Hamden D.4)."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.LOG_SEARCH, case)
    known = frozenset(one.key for one in editions().platforms())
    require(missing_to_stop(kind, platform, known))
    reference = work.reference(SearchStop.reference, lambda: plain("X"))
    about, stopped = ("stop", reference), StopKind(kind)
    record(work, Event.SEARCH_STOPPED, about=about, case_id=case.case_id, kind=stopped, platform=platform)
    return work.add(
        SearchStop(
            reference=reference,
            case_id=case.case_id,
            kind=kind,
            platform=platform,
            called_by=work.actor.person_id,
            called_at=work.now(),
        )
    )


def lift_stop(work: UnitOfWork, case: CaseFacts, *, stop: str, reason: str) -> SearchStopEnd:
    """Let the work go on after a stop, with what was done; a supervisor's act alone."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.LIFT_STOP, case)
    called = stop_of(work.session, case.case_id, stop)
    require(missing_to_lift(called, work.actor.person_id, reason))
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(work, Event.STOP_LIFTED, about=("stop", stop), case_id=case.case_id)
    return work.add(
        SearchStopEnd(
            id=row_id,
            stop_id=_id_of(work, stop),
            called_by=called.called_by,
            reason=sealer.seal(LIFTED_REASON, row_id, 1, reason),
            lifted_by=work.actor.person_id,
            lifted_at=work.now(),
        )
    )


def _id_of(work: UnitOfWork, stop: str) -> UUID:
    return work.session.scalars(_STOP_ID, {"reference": stop}).one()


def _why_not(platform: str, handle: str) -> str:
    """Return what to type instead of what names no account, in the words of its platform."""
    platforms = editions().platforms()
    given = next((one for one in platforms if one.key == platform), None)
    return canonical(given, handle, platforms).refusal if given and handle.strip() else ""
