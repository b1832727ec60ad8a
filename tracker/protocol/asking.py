"""How an investigator asks to differ from the protocol, and how somebody else rules on it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.access_modes import may_use
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Overtaken, Refused, Unmet, require
from tracker.policy.clauses import Clause
from tracker.policy.definitions import StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.methods import WORDS, missing_for_name, missing_for_query
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.searching import missing_to_begin
from tracker.policy.separation import missing_to_approve
from tracker.policy.vocabulary import Method
from tracker.policy.wording import blank
from tracker.protocol.asked import RequestLine, excuses_waiting, request_detail
from tracker.protocol.models import Request, RequestKind, RequestRuling
from tracker.protocol.own_names import own_names
from tracker.protocol.pinned import extra_places, protected_words
from tracker.protocol.settling import add_outcome, held, step_facts
from tracker.protocol.slots import ASKED_QUERY, ASKED_REASON, RULING_REASON
from tracker.protocol.standing import is_closed
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
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    excuse = definition.excuse(excuse_code)
    if excuse is None:
        raise Refused(Unmet(Clause.HAMDEN_D_5, "Choose a reason from the protocol's list."))
    require(_missing_reason(reason))
    facts = step_facts(work, case.case_id, definition, step)
    if is_closed(facts):
        words = f"Step {step} is closed already, so it needs no excuse."
        raise Refused(Unmet(Clause.HAMDEN_D_5, words, fix=f"case:{case.reference}:steps:{step}"))
    if (case.case_id, step) in excuses_waiting(work.session, (case.case_id,)):
        words = f"An excuse for step {step} is asked for already. A supervisor rules on it."
        raise Refused(Unmet(Clause.HAMDEN_D_5, words))
    kind = RequestKind.NOT_APPLICABLE if excuse.not_applicable else RequestKind.COULD_NOT_BE_DONE
    return _ask(work, case, pinned, kind, reason, excuse_code=excuse_code)


def ask_extra(work: UnitOfWork, case: CaseFacts, *, step: str, wish: Wish, reason: str) -> Request:
    """Ask to make one search that the protocol does not hold; it shows in the uniformity record (R-15)."""
    case = held(work, case)
    permit(work.actor, Permission.ASK_REQUEST, case)
    definition, pinned = pinned_step(work.session, case, step)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    unmet = _missing_search(work, case, extra_places(definition), wish)
    require((*unmet, *_missing_reason(reason)))
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
    if work.session.scalar(_ASKED, {"request": request}) != case.case_id:
        raise NotFound
    line = request_detail(work.session, case.case_id, request).line
    if line.approved is not None:
        raise Overtaken
    require(missing_to_approve(work.actor.person_id, line.asked_by))
    require(_missing_reason(reason))
    definition, pinned = pinned_step(work.session, case, line.step)
    excuse = line.kind is not RequestKind.EXTRA_SEARCH
    if approve:
        require(missing_to_begin(case.stage, affidavit_filed=True))
    if approve and excuse and is_closed(step_facts(work, case.case_id, definition, line.step)):
        words = f"Step {line.step} was closed meanwhile, so it needs no excuse. Refuse this request."
        raise Refused(Unmet(Clause.HAMDEN_D_5, words))
    row = _rule(work, case, line, approve=approve, reason=reason)
    if approve and excuse:
        add_outcome(work, case, pinned, line.kind.value, request_id=line.id)
    return row


def _missing_reason(reason: str) -> tuple[Unmet, ...]:
    if blank(reason):
        return (Unmet(Clause.HAMDEN_D_5, "Write the reason in a few words."),)
    return missing_in_text(reason)


def _missing_search(
    work: UnitOfWork, case: CaseFacts, places: tuple[str, ...], wish: Wish
) -> tuple[Unmet, ...]:
    unknown = missing_for_name(wish.method)
    if unknown:
        return unknown
    unmet: list[Unmet] = []
    if blank(wish.query):
        unmet.append(Unmet(None, "Enter what you would search for."))
    if wish.place not in places:
        unmet.append(Unmet(None, "Choose where you would search."))
    own = own_names(work.session, case.case_id).words
    unmet += missing_in_text(wish.query) or missing_for_query(wish.query, protected_words(), own)
    if not may_use(Method(wish.method), offered_modes(work.session, case.requisition_id)):
        words = (
            f"That method is not on the list: {WORDS[Method(wish.method)]}, which the law here does not let "
            "us use. Choose another method."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_4, words, ref="R-12"))
    return tuple(unmet)


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
