"""Who is given what: the one table, and the judgement that reads it.

Each permission maps to any of several ways in, each of them all of several predicates. A permission that
is not in the table is given to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tracker.policy import predicates as p
from tracker.policy.actors import STAFF_ROLES, Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import Subject
from tracker.policy.permissions import RAW, Permission
from tracker.policy.predicates import Predicate
from tracker.policy.refusals import EXPLANATIONS, R_24

Way = tuple[Predicate, ...]
"""One way in: all of these hold."""

SEARCHER: Way = (p.is_investigator, p.is_assigned_investigator, p.is_off_the_board, p.has_declared_no_tie)
"""The assigned investigator, off the board, who has declared no tie."""
REVIEWER: Way = (p.is_supervisor, p.is_off_the_board, p.has_no_declared_tie)
"""A supervisor, off the board, with no declared tie."""
UNTIED: Way = (p.is_supervisor, p.is_off_the_board, p.has_declared_no_tie)
"""A supervisor, off the board, who has declared no tie."""
SECOND: Way = (p.is_supervisor, p.is_off_the_board, p.did_not_work_on_it, p.has_declared_no_tie)
"""A supervisor, off the board, who neither searched in the case nor had it, and has declared no tie."""
OWN: Way = (p.is_candidate, p.is_own_case)
"""The candidate, in the case that the session is bound to."""
MEMBER: Way = (
    p.is_board_member,
    p.sits_on_deciding_board,
    p.was_not_exposed,
    p.has_accepted_duties,
    p.has_not_stepped_out,
)
"""A seated member who knows the duties, saw nothing raw and has not stepped out."""
AUDITOR: Way = (p.is_auditor,)
"""An auditor or counsel."""
READING_AUDITOR: Way = (p.is_auditor, p.is_off_the_board)
"""An auditor or counsel who neither sits nor sat on the board that decides on this case."""
HR: Way = (p.is_hr_admin,)
"""An HR administrator."""
READING_HR: Way = (p.is_hr_admin, p.is_off_the_board)
"""An HR administrator who neither sits nor sat on the board that decides on this case."""
SUPERVISOR: Way = (p.is_supervisor,)
"""A supervisor, before any content."""
CHIEF: Way = (p.is_chief,)
"""The Chief."""

PERMISSIONS: dict[Permission, tuple[Way, ...]] = {
    Permission.ENTER: ((),),
    Permission.USE_OWN_SESSION: ((p.is_staff,), (p.is_candidate,)),
    Permission.READ_PEOPLE: (HR, SUPERVISOR, AUDITOR, CHIEF),
    Permission.ADD_PERSON: (HR,),
    Permission.DISABLE_PERSON: ((p.is_hr_admin, p.is_somebody_else),),
    Permission.CHANGE_ROLES: ((p.is_hr_admin, p.is_somebody_else),),
    Permission.DESIGNATE_SEARCHER: ((p.is_chief, p.is_somebody_else),),
    Permission.END_DESIGNATION: (CHIEF,),
    Permission.READ_REQUISITIONS: (HR, SUPERVISOR, AUDITOR, CHIEF),
    Permission.READ_REQUISITION: (HR, SUPERVISOR, AUDITOR, CHIEF),
    Permission.PREPARE_REQUISITION: (HR,),
    Permission.OPEN_REQUISITION: (HR,),
    Permission.CLOSE_REQUISITION: (HR,),
    Permission.SEAT_BOARD_MEMBER: (HR,),
    Permission.SET_MEETING: (HR,),
    Permission.RECORD_DEVIATION: (CHIEF,),
    Permission.READ_PROTOCOL: (HR, SUPERVISOR, AUDITOR, CHIEF, (p.is_investigator,)),
    Permission.READ_PROFILE: (HR, SUPERVISOR, AUDITOR, CHIEF, (p.is_investigator,)),
    Permission.READ_CASE_STATES: (HR, SUPERVISOR, AUDITOR),
    Permission.OPEN_CASE: (HR,),
    Permission.INVITE_CANDIDATE: (HR,),
    Permission.WITHDRAW_CASE: (HR,),
    Permission.CLOSE_CASE: (HR, UNTIED),
    Permission.READ_OWN_WORK: ((p.is_investigator,),),
    Permission.READ_TEAM: (SUPERVISOR,),
    Permission.ASSIGN_CASE: (REVIEWER,),
    Permission.DECLARE_CONFLICT: (
        (p.is_investigator, p.is_assigned_investigator, p.is_off_the_board),
        (p.is_supervisor, p.is_off_the_board),
    ),
    Permission.RULE_CONFLICT: (UNTIED,),
    Permission.READ_CASE: (SEARCHER, REVIEWER, READING_AUDITOR),
    Permission.FILL_AFFIDAVIT: (OWN,),
    Permission.SIGN_AFFIDAVIT: (OWN,),
    Permission.TAKE_OATH: (READING_HR,),
    Permission.CHECK_SCAN: (READING_HR,),
    Permission.READ_OWN_CASE: (OWN,),
    Permission.ANSWER_CONCERN: (OWN,),
    Permission.READ_PAPERS: (HR, SUPERVISOR),
    Permission.ENTER_PAPER: (READING_HR,),
    Permission.COMPARE_PAPER: (READING_HR, REVIEWER),
    Permission.STOP_ACCESS: (OWN,),
    Permission.STOP_ACCESS_ON_WORD: (HR,),
    Permission.WITHDRAW_APPLICATION: (OWN,),
    Permission.ASK_QUESTION: (OWN,),
    Permission.COPY_OWN_FILE: (OWN,),
    Permission.READ_QUESTIONS: (HR, SUPERVISOR),
    Permission.ANSWER_QUESTION: (READING_HR, REVIEWER),
    Permission.READ_COPY_REQUESTS: (HR, AUDITOR),
    Permission.READ_COPY_REQUEST: (READING_HR, READING_AUDITOR),
    Permission.ANSWER_COPY_REQUEST: (READING_HR,),
    Permission.READ_AFFIDAVIT: (SEARCHER, REVIEWER),
    Permission.CLARIFY_ANSWER: (SEARCHER, REVIEWER),
    Permission.RECORD_CALL: (SEARCHER, REVIEWER),
    Permission.READ_SEARCHES: (SEARCHER, REVIEWER, READING_AUDITOR),
    Permission.LOG_SEARCH: (SEARCHER,),
    Permission.REOPEN_ACCOUNT: (SEARCHER, REVIEWER),
    Permission.LIFT_STOP: (REVIEWER,),
    Permission.SETTLE_STEP: (SEARCHER,),
    Permission.ASK_REQUEST: (SEARCHER,),
    Permission.READ_REQUESTS: (SUPERVISOR,),
    Permission.DECIDE_REQUEST: (REVIEWER,),
    Permission.READ_SESSIONS: (SEARCHER, REVIEWER, READING_AUDITOR),
    Permission.HOLD_SESSION: (SEARCHER,),
    Permission.ANSWER_SESSION: (OWN,),
    Permission.READ_FINDINGS: (SEARCHER, REVIEWER, READING_AUDITOR),
    Permission.WRITE_FINDING: (SEARCHER,),
    Permission.READ_NOTE: (SEARCHER, REVIEWER),
    Permission.ADD_CAPTURE: (SEARCHER,),
    Permission.READ_CAPTURE: (SEARCHER, REVIEWER),
    Permission.VERIFY_CAPTURE: (SEARCHER, REVIEWER, READING_AUDITOR),
    Permission.UNSEAL_EVIDENCE: (READING_AUDITOR,),
    Permission.ANSWER_CHECKS: (SEARCHER,),
    Permission.ANSWER_SECOND_READING: (SECOND,),
    Permission.SCREEN_STATEMENT: (SEARCHER,),
    Permission.PREVIEW_PACKET: (SEARCHER, REVIEWER),
    Permission.SUBMIT_CASE: (SEARCHER,),
    Permission.READ_REVIEWS: (SUPERVISOR,),
    Permission.RETURN_CASE: (SECOND,),
    Permission.ASK_CANDIDATE: (SECOND,),
    Permission.READ_ANSWER: (SEARCHER, REVIEWER),
    Permission.RELEASE_PACKET: (SECOND,),
    Permission.CORRECT_RELEASE: (SECOND,),
    Permission.READ_DOCKET: ((p.is_board_member,),),
    Permission.ACCEPT_DUTIES: ((p.is_board_member, p.sits_on_deciding_board),),
    Permission.STEP_OUT: ((p.is_board_member, p.sits_on_deciding_board),),
    Permission.READ_PACKET: (MEMBER,),
    Permission.ACKNOWLEDGE_PACKET: (MEMBER,),
    Permission.READ_DECISION: ((p.is_board_member, p.sits_on_deciding_board),),
    Permission.RECORD_DECISION: ((*MEMBER, p.is_chair),),
    Permission.UPHOLD_DECISION: (CHIEF,),
    Permission.READ_UNIFORMITY: (READING_AUDITOR, (p.is_supervisor, p.is_off_the_board)),
    Permission.READ_LEDGER: (AUDITOR,),
    Permission.VERIFY_LEDGER: (AUDITOR, (p.is_it,)),
    Permission.READ_ACCESS_LOG: (AUDITOR,),
    Permission.READ_DUTIES: (AUDITOR,),
    Permission.AUDIT_CASE: (READING_AUDITOR,),
    Permission.READ_SYSTEM: ((p.is_it,),),
}
"""The table."""

ROLE_OF: dict[Predicate, frozenset[Role]] = {
    p.is_staff: frozenset(STAFF_ROLES),
    p.is_candidate: frozenset({Role.CANDIDATE}),
    p.is_investigator: frozenset({Role.INVESTIGATOR}),
    p.is_supervisor: frozenset({Role.SUPERVISOR}),
    p.is_board_member: frozenset({Role.BOARD_MEMBER}),
    p.is_hr_admin: frozenset({Role.HR_ADMIN}),
    p.is_auditor: frozenset({Role.AUDITOR}),
    p.is_chief: frozenset({Role.CHIEF}),
    p.is_it: frozenset({Role.IT}),
}
"""The roles that satisfy each predicate about the role alone."""


class Verdict(Enum):
    """What came of asking."""

    ALLOWED = "allowed"
    """Go on."""
    SIGN_IN = "sign-in"
    """Nobody is signed in, and this is not for everyone."""
    DENIED = "denied"
    """The role is never given this: the 403 page, before anything is looked up."""
    HIDDEN = "hidden"
    """The role could, but this thing is not the actor's: the same 404 as for what does not exist."""
    REFUSED = "refused"
    """A rule stands in the way and says so: the refusal page with ``unmet``."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its sentences."""

    verdict: Verdict
    unmet: tuple[Unmet, ...] = ()


def roles_for(permission: Permission) -> frozenset[Role] | None:
    """Return the roles that can ever be given this, or None when it is for everyone."""
    found: set[Role] = set()
    for way in PERMISSIONS.get(permission, ()):
        if not way:
            return None
        found |= frozenset.intersection(*(ROLE_OF[test] for test in way if test in ROLE_OF))
    return frozenset(found)


@cites(Clause.HAMPTON_D_1)
def judge(permission: Permission, actor: Actor | None, subject: Subject = None) -> Judgement:
    """Judge whether the actor may; unknown means no.

    The guard asks ``judge_role`` before it looks the subject up, so that a role that is never given this
    learns nothing of what exists.
    """
    by_role = judge_role(permission, actor)
    if actor is None or by_role.verdict is not Verdict.ALLOWED:
        return by_role
    explained: tuple[Unmet, ...] = ()
    for way in PERMISSIONS[permission]:
        failing = [test for test in way if not test(actor, subject)]
        if not failing:
            return Judgement(Verdict.ALLOWED)
        if all(test in EXPLANATIONS for test in failing):
            explained = explained or tuple(EXPLANATIONS[test](actor, subject) for test in failing)
    return Judgement(Verdict.REFUSED, explained) if explained else Judgement(Verdict.HIDDEN)


def judge_role(permission: Permission, actor: Actor | None) -> Judgement:
    """Judge by the role alone, before any subject is looked up."""
    roles = roles_for(permission)
    if roles is None:
        return Judgement(Verdict.ALLOWED)
    if actor is None:
        return Judgement(Verdict.SIGN_IN)
    if actor.role in roles:
        return Judgement(Verdict.ALLOWED)
    decides = actor.role in (Role.BOARD_MEMBER, Role.CHIEF)
    return Judgement(Verdict.DENIED, (R_24,) if decides and permission in RAW else ())
