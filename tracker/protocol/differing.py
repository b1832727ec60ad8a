"""How an investigator asks to differ from the protocol, and how somebody else rules on it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from tracker.cases.holding import held
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, Overtaken, Unmet, require
from tracker.policy.definitions import StepDefinition
from tracker.policy.differing import (
    ExcuseFacts,
    ExtraFacts,
    RulingFacts,
    missing_to_ask_excuse,
    missing_to_ask_extra,
    missing_to_rule_on,
)
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.refusals import missing_answer_on_ties
from tracker.policy.steps import is_closed
from tracker.protocol.models import Request, RequestKind, RequestRuling
from tracker.protocol.own_names import own_names
from tracker.protocol.pinned import extra_places, protected_words
from tracker.protocol.requests import RequestLine, excuses_waiting, request_detail
from tracker.protocol.settling import add_outcome, step_facts
from tracker.protocol.slots import ASKED_QUERY, ASKED_REASON, RULING_REASON
from tracker.protocol.surroundings import offered_modes, pinned_step, standing
from tracker.references import plain
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class Wish:
    """One search beyond the protocol, said ahead; ``place`` is one of the places that can be named."""

    query: str
    place: str
    method: str


_ASKED = select(Request.case_id).where(Request.reference == bindparam("request"))


def ask_excuse(work: UnitOfWork, case: CaseFacts, *, step: str, excuse_code: str, reason: str) -> Request:
    """Ask that a step be set aside, for a reason of the protocol's list and in words (Hamden D.5)."""
    case = held(work, case)
    permit(work.actor, Permission.ASK_REQUEST, case)
    definition, pinned = pinned_step(work.session, case, step)
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    excuse = definition.excuse(excuse_code)
    facts = ExcuseFacts(
        case_reference=case.reference,
        step=step,
        reason=reason,
        on_list=excuse is not None,
        closed=is_closed(step_facts(work, case.case_id, definition, step)),
        waiting=(case.case_id, step) in excuses_waiting(work.session, (case.case_id,)),
    )
    require(missing_to_ask_excuse(facts))
    not_applicable = excuse is not None and excuse.not_applicable
    kind = RequestKind.NOT_APPLICABLE if not_applicable else RequestKind.COULD_NOT_BE_DONE
    return _ask(work, case, pinned, kind, reason, excuse_code=excuse_code)


def ask_extra(work: UnitOfWork, case: CaseFacts, *, step: str, wish: Wish, reason: str) -> Request:
    """Ask to make one search that the protocol does not hold; it shows in the uniformity table (R-15)."""
    case = held(work, case)
    permit(work.actor, Permission.ASK_REQUEST, case)
    definition, pinned = pinned_step(work.session, case, step)
    require(standing(work.session, case, work.actor.person_id, work.now()).against_searching)
    require(_missing_search(work, case, extra_places(definition), wish, reason))
    return _ask(
        work,
        case,
        pinned,
        RequestKind.EXTRA_SEARCH,
        reason,
        wish=wish,
    )


def rule_request(
    work: UnitOfWork, case: CaseFacts, *, request: str, approve: bool, reason: str
) -> RequestRuling:
    """Approve or refuse what somebody else asked for, with a reason (Hamden D.5).

    An approved excuse closes its step. Raises Overtaken when somebody ruled on it meanwhile.
    """
    case = held(work, case)
    permit(work.actor, Permission.DECIDE_REQUEST, case)
    require(missing_answer_on_ties(work.actor, case))
    if work.session.scalar(_ASKED, {"request": request}) != case.case_id:
        raise NotFound
    line = request_detail(work.session, case.case_id, request).line
    if line.approved is not None:
        raise Overtaken
    definition, pinned = pinned_step(work.session, case, line.step)
    excuse = line.kind is not RequestKind.EXTRA_SEARCH
    facts = RulingFacts(
        step=line.step,
        ruler=work.actor.person_id,
        asked_by=line.asked_by,
        approve=approve,
        reason=reason,
        excuse=excuse,
        closed=is_closed(step_facts(work, case.case_id, definition, line.step)),
        stage=case.stage,
        correcting=case.under_correction,
    )
    require(missing_to_rule_on(facts))
    row = _rule(work, case, line, approve=approve, reason=reason)
    if approve and excuse:
        add_outcome(work, case, pinned, line.kind.value, request_id=line.id)
    return row


def _missing_search(
    work: UnitOfWork, case: CaseFacts, places: tuple[str, ...], wish: Wish, reason: str
) -> tuple[Unmet, ...]:
    return missing_to_ask_extra(
        ExtraFacts(
            query=wish.query,
            place=wish.place,
            method=wish.method,
            reason=reason,
            places=places,
            offered=offered_modes(work.session, case.requisition_id),
            protected=protected_words(),
            own=own_names(work.session, case.case_id).words,
        )
    )


def _ask(
    work: UnitOfWork,
    case: CaseFacts,
    step: StepDefinition,
    kind: RequestKind,
    reason: str,
    *,
    excuse_code: str | None = None,
    wish: Wish | None = None,
) -> Request:
    row_id: UUID = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    row = work.add(
        Request(
            id=row_id,
            reference=work.reference(Request.reference, lambda: plain("Q")),
            case_id=case.case_id,
            kind=kind,
            step=step.code,
            excuse_code=excuse_code,
            query=sealer.seal(ASKED_QUERY, row_id, 1, wish.query) if wish else None,
            place=wish.place if wish else None,
            method=wish.method if wish else None,
            reason=sealer.seal(ASKED_REASON, row_id, 1, reason),
            asked_by=work.actor.person_id,
            asked_at=work.now(),
        )
    )
    about = ("request", row.reference)
    record(work, Event.REQUEST_MADE, about=about, case_id=case.case_id, kind=kind, step=step.code)
    work.session.flush()
    return row


def _rule(
    work: UnitOfWork, case: CaseFacts, line: RequestLine, *, approve: bool, reason: str
) -> RequestRuling:
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    row = work.add(
        RequestRuling(
            id=row_id,
            request_id=line.id,
            asked_by=line.asked_by,
            approved=approve,
            reason=sealer.seal(RULING_REASON, row_id, 1, reason),
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )
    event = Event.REQUEST_APPROVED if approve else Event.REQUEST_REFUSED
    about = ("request", line.reference)
    record(work, event, about=about, case_id=case.case_id, kind=line.kind, step=line.step)
    work.session.flush()
    return row
