"""The page of a case: what comes next, how far the protocol is, accounts and access, and what touches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.calls import calls_due, duty_call_since
from tracker.affidavits.queries import DeclaredAccountRow, declared_accounts
from tracker.cases.candidates import Contact, contact_of
from tracker.cases.deviating import deviations_of_case
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.policy.access_modes import waits_for_word
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.calls import is_calling
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import Verdict, judge, roles_for
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import AccessMode
from tracker.policy.wording import capital, counted
from tracker.policy.words import ACCESS_MODES, CALLS, DUTY_CALL
from tracker.protocol.case_top import CaseTop, Section, case_top, sections_of
from tracker.protocol.log_pages import count_of_searches
from tracker.protocol.next_act import Act
from tracker.protocol.surroundings import Standing, accounts_not_asked, standing
from tracker.requisitions.deviations import DeviationLine

COUNTED = (
    Event.FINDING_OPENED,
    Event.CAPTURE_ADDED,
    Event.QUESTION_ASKED,
    Event.QUESTION_ANSWERED,
    Event.CLARIFICATION_ASKED,
    Event.CLARIFICATION_ANSWERED,
    Event.CLARIFICATION_CLOSED,
    Event.CLARIFICATION_TAKEN_BACK,
)
"""What is counted of a case out of its ledger, whichever room it is of."""
_COUNTS = (
    select(ledger_entries.c.event, func.count().label("times"))
    .where(
        ledger_entries.c.case_id == bindparam("case"),
        ledger_entries.c.event.in_([event.name for event in COUNTED]),
    )
    .group_by(ledger_entries.c.event)
)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One declared account with the access given to it; without its handle for readers who may not see it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call to make: about which account, what for, and since when it was promised."""

    account: str
    purpose: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """The overview of a case."""

    top: CaseTop
    sections: tuple[Section, ...]
    accounts: tuple[AccountLine, ...]
    calls: tuple[CallLine, ...]
    """The calls that the candidate was promised and nobody has made yet."""
    contact: Contact | None
    """How to reach the candidate, for whoever is to call; nothing while no call is due."""
    affidavit_filed: bool
    not_asked: str
    """The law by which accounts were not asked for; empty where they were."""
    searches: int
    findings: int
    captures: int
    asked_by_candidate: str
    """How many questions the candidate wrote, and how many answers went out."""
    reads_questions: bool
    """Whether the reader may open the page on which they wait."""
    asked_about_answers: str
    """How many questions about the affidavit were asked, and how many wait for the candidate."""
    deviations: tuple[DeviationLine, ...]
    unmet: tuple[Unmet, ...]
    """What stands against searching now, in the words of the rules."""


def case_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> CasePage:
    """Return the overview of a case, in a fixed number of statements."""
    top = case_top(session, actor, case)
    times = {row.event: row.times for row in session.execute(_COUNTS, {"case": str(case.case_id)})}
    investigator = case.investigator_id or actor.person_id
    stands = standing(session, case, investigator, now)
    declared = declared_accounts(session, case.case_id)
    calls = _calls(session, actor, case, declared, now)
    return CasePage(
        top=top,
        sections=sections_of(top),
        accounts=_accounts(declared, case.investigator_id, named=top.reads_all),
        calls=calls,
        contact=contact_of(session, case.candidate_id) if calls else None,
        affidavit_filed=stands.affidavit_filed,
        not_asked="" if declared else accounts_not_asked(session, case.requisition_id),
        searches=count_of_searches(session, case.case_id),
        findings=times.get(Event.FINDING_OPENED.name, 0),
        captures=times.get(Event.CAPTURE_ADDED.name, 0),
        asked_by_candidate=_asked(times),
        reads_questions=actor.role in (roles_for(Permission.READ_QUESTIONS) or ()),
        asked_about_answers=_asked_about(times),
        deviations=deviations_of_case(session, case),
        unmet=_unmet(top, stands),
    )


def _asked(times: Mapping[str, int]) -> str:
    asked, answered = (times.get(one.name, 0) for one in (Event.QUESTION_ASKED, Event.QUESTION_ANSWERED))
    return f"{asked} asked, {counted(answered, 'answer')} given" if asked else "None"


def _asked_about(times: Mapping[str, int]) -> str:
    asked = times.get(Event.CLARIFICATION_ASKED.name, 0)
    ended = sum(times.get(one.name, 0) for one in COUNTED[-3:])
    return f"{asked} asked, {asked - ended} waiting for the candidate" if asked else "None"


def _unmet(top: CaseTop, stands: Standing) -> tuple[Unmet, ...]:
    """Return what stands against searching, where that is what the reader has to know."""
    if top.working:
        return () if top.next.act is Act.LOOK else stands.unmet
    return () if stands.affidavit_filed else stands.begun


def _calls(
    session: Session,
    actor: Actor,
    case: CaseFacts,
    declared: tuple[DeclaredAccountRow, ...],
    now: datetime,
) -> tuple[CallLine, ...]:
    """Return the calls to make, for those who may record them."""
    allowed = judge(Permission.RECORD_CALL, actor, case).verdict is Verdict.ALLOWED
    if not allowed or not is_calling(case.seen_as):
        return ()
    names = {one.number: f"{one.platform_name} {one.handle}".strip() for one in declared}
    due = calls_due(session, (case.case_id,), now).get(case.case_id, ())
    lines = tuple(CallLine(names.get(one.number, ""), CALLS[one.mode], one.since) for one in due)
    duty = duty_call_since(session, case) if actor.role is Role.SUPERVISOR else None
    return (*lines, CallLine("An account for official duty", DUTY_CALL, duty)) if duty else lines


def _accounts(
    declared: tuple[DeclaredAccountRow, ...], investigator: UUID | None, *, named: bool
) -> tuple[AccountLine, ...]:
    lines = []
    for account in declared:
        handle = f" {account.handle}" if named and account.handle else ""
        if account.former:
            value = "Former account" + (f", until {account.stopped_year}" if account.stopped_year else "")
        else:
            value = capital(ACCESS_MODES[account.mode]) if account.mode else "Not chosen yet"
            if account.mode and waits_for_word(account.mode, account.given_to, investigator):
                value += ". Not yet: the candidate has still to agree to the investigator who has the case"
            elif account.mode is AccessMode.TALK_FIRST:
                value += ". Until then, what anyone can see"
        if account.not_remembered:
            value += "; username not remembered"
        lines.append(AccountLine(f"{account.platform_name}{handle}", value))
    return tuple(lines)
