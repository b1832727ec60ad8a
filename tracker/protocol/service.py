"""The writer of the search log: each look a full record, entries made in error marked and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from uuid import UUID, uuid4

from tracker.affidavits.queries import DeclaredAccountRow, declared_accounts, live_grant
from tracker.cases.holding import held
from tracker.cases.openings import record_searching
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Unmet, require
from tracker.policy.casework import SearchFacts
from tracker.policy.differing import missing_to_use
from tracker.policy.facts import CaseFacts
from tracker.policy.methods import missing_for_name
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.searching import missing_to_fill, missing_to_log, missing_to_log_again
from tracker.policy.steps import missing_to_add
from tracker.policy.together import session_for
from tracker.policy.vocabulary import BEYOND_PUBLIC, Method, SearchResult, SignedIn
from tracker.policy.wording import blank
from tracker.protocol.away import against_logging
from tracker.protocol.log_pages import step_log
from tracker.protocol.models import SearchEntry, SearchSession
from tracker.protocol.own_names import left_open
from tracker.protocol.pinned import platform_name
from tracker.protocol.requests import RequestDetail, request_detail
from tracker.protocol.settling import step_facts
from tracker.protocol.slots import NOTE, QUERY
from tracker.protocol.surroundings import pinned_step, search_setting
from tracker.references import plain
from tracker.together.held import session_id_of
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

UNKNOWN = "unknown"
"""Where a refusal names no clause and no number."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look as the searcher tells it; ``account`` is the number of a declared account, None for none.

    ``request`` is the reference of an approved request, empty for work within the protocol; its own words,
    place and method stand then.
    """

    query: str
    place: str
    method: str
    result: SearchResult
    searched_at: datetime
    signed_in: SignedIn = SignedIn.NO
    pages_seen: int = 1
    department_device: bool = True
    account: int | None = None
    note: str = ""
    request: str = ""
    seen: str | None = None
    """The newest entry of the step on the page that was used, empty for none; None where no page was used."""


def log_search(work: UnitOfWork, case: CaseFacts, *, step: str, look: Look) -> SearchEntry:
    """Log one look, refused with all that stands against it (Hamden D.3, D.4, D.5, Hampton F.2)."""
    case = held(work, case)
    permit(work.actor, Permission.LOG_SEARCH, case)
    definition, pinned = pinned_step(work.session, case, step)
    setting = search_setting(work.session, case, pinned, work.actor.person_id, work.now())
    asked = _approved(work, case, step, look.request) if look.request else None
    look = _as_asked(look, asked)
    account = _account(work, case, look.account)
    require(missing_for_name(look.method))
    facts = _facts(work, step, look, account, asked)
    filled = missing_to_fill(left_open(look.query, pinned))
    where = account.platform if account else pinned.platform
    away = against_logging(work.session, case.case_id, facts, where)
    require((*missing_to_log(facts, setting), *filled, *away, *missing_in_text(look.note)))
    require(missing_to_add(step_facts(work, case.case_id, definition, step), case.reference))
    require(missing_to_log_again(_logged_since(work, case, facts, look.seen)))
    row = _add_entry(work, case, facts, look)
    row.request_id = asked.line.id if asked else None
    if account:
        row.declared_account_id = account.id
        row.grant_id = _grant_of(work, case, facts, account)
    record(
        work,
        Event.SEARCH_LOGGED,
        about=("search", row.reference),
        case_id=case.case_id,
        step=step,
        step_title=pinned.title,
        result=look.result,
        place=look.place,
        method=look.method,
    )
    record_searching(work, case_id=case.case_id, reference=row.reference)
    work.session.flush()
    meeting = session_for(facts, setting.meetings, work.now())
    if meeting is not None:
        session_id = session_id_of(work.session, meeting.reference)
        work.add(SearchSession(search_id=row.id, session_id=session_id))
    return row


def record_refusal(work: UnitOfWork, case: CaseFacts, *, step: str, unmet: tuple[Unmet, ...]) -> None:
    """Record that a search was stopped by a rule; what was typed is not kept."""
    permit(work.actor, Permission.LOG_SEARCH, case)
    pinned_step(work.session, case, step)
    codes = tuple(item.ref or (item.clause.key if item.clause else UNKNOWN) for item in unmet)
    record(
        work,
        Event.SEARCH_REFUSED,
        about=("step", step),
        case_id=case.case_id,
        outcome="denied",
        step=step,
        reason=tuple(dict.fromkeys(codes)),
    )


def _approved(work: UnitOfWork, case: CaseFacts, step: str, reference: str) -> RequestDetail:
    asked = request_detail(work.session, case.case_id, reference)
    if asked.line.step != step or asked.method is None:
        raise NotFound
    require(missing_to_use(reference, step, asked.line.used_by))
    return asked


def _as_asked(look: Look, asked: RequestDetail | None) -> Look:
    if asked is None or asked.method is None:
        return look
    return replace(look, query=asked.query, place=asked.place, method=asked.method.value)


def _logged_since(work: UnitOfWork, case: CaseFacts, facts: SearchFacts, seen: str | None) -> str:
    """Return the reference of the same look by the same person, logged after that page was made."""
    if seen is None or facts.off_protocol:
        return ""
    newer = takewhile(
        lambda entry: entry.facts.reference != seen, step_log(work.session, case.case_id, facts.step, most=10)
    )
    same = (entry.facts for entry in newer if not entry.facts.voided and _is_same(entry.facts, facts))
    return next((entry.reference for entry in same), "")


def _is_same(one: SearchFacts, other: SearchFacts) -> bool:
    """Say whether two looks are one: by one person, for one thing, in one place and way."""
    return (one.searcher_id, one.query, one.place, one.method, one.account) == (
        other.searcher_id,
        other.query,
        other.place,
        other.method,
        other.account,
    )


def _account(work: UnitOfWork, case: CaseFacts, number: int | None) -> DeclaredAccountRow | None:
    if number is None:
        return None
    for account in declared_accounts(work.session, case.case_id):
        if account.number == number:
            return account
    raise NotFound


def _facts(
    work: UnitOfWork,
    step: str,
    look: Look,
    account: DeclaredAccountRow | None,
    asked: RequestDetail | None,
) -> SearchFacts:
    return SearchFacts(
        reference="",
        step=step,
        searcher_id=work.actor.person_id,
        query=look.query,
        place=look.place,
        method=Method(look.method),
        signed_in=look.signed_in,
        result=look.result,
        searched_at=look.searched_at,
        account=account.account if account else None,
        platform_name=platform_name(account.platform) if account else "",
        off_protocol=asked is not None,
        extra_reason=asked.reason if asked else "",
        extra_approved_by=asked.line.ruled_by if asked and asked.line.approved else None,
        department_device=look.department_device,
    )


def _grant_of(
    work: UnitOfWork, case: CaseFacts, facts: SearchFacts, account: DeclaredAccountRow
) -> UUID | None:
    """Return the grant that a look beyond the public was made by; its session noted the use."""
    if facts.method not in BEYOND_PUBLIC:
        return None
    grant = live_grant(
        work.session,
        case.case_id,
        number=account.number,
        mode=BEYOND_PUBLIC[facts.method],
        investigator_id=work.actor.person_id,
        at=facts.searched_at,
    )
    return grant.grant_id if grant else None


def _add_entry(work: UnitOfWork, case: CaseFacts, facts: SearchFacts, look: Look) -> SearchEntry:
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    return work.add(
        SearchEntry(
            id=row_id,
            reference=work.reference(SearchEntry.reference, lambda: plain("S")),
            case_id=case.case_id,
            step=facts.step,
            query=sealer.seal(QUERY, row_id, 1, facts.query),
            place=facts.place,
            method=facts.method,
            signed_in=facts.signed_in,
            result=facts.result,
            pages_seen=look.pages_seen,
            note=None if blank(look.note) else sealer.seal(NOTE, row_id, 1, look.note),
            department_device=facts.department_device,
            searched_at=facts.searched_at,
            logged_by=work.actor.person_id,
            logged_at=work.now(),
        )
    )
