"""Who is given what: the one table.

Each permission maps to any of several ways in, each of them all of several predicates. A permission that
is not in the table is given to nobody.
"""

from __future__ import annotations

from tracker.policy import predicates as p
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Predicate

Way = tuple[Predicate, ...]
"""One way in: all of these hold."""

SEARCHER: Way = (p.is_investigator, p.is_assigned_investigator, p.is_off_the_board, p.has_declared_no_tie)
"""The assigned investigator, off the board, who has declared no tie."""
REVIEWER: Way = (p.is_supervisor, p.is_off_the_board, p.has_no_declared_tie)
"""A supervisor, off the board, with no declared tie."""
APART: Way = (p.is_supervisor, p.is_off_the_board, p.did_not_work_on_it, p.has_no_declared_tie)
"""A supervisor, off the board, with no declared tie, who neither searched in the case nor had it."""
UNTIED: Way = (p.is_supervisor, p.is_off_the_board, p.has_declared_no_tie)
"""A supervisor, off the board, who has declared no tie."""
SECOND: Way = (
    p.is_supervisor,
    p.does_not_decide,
    p.did_not_work_on_it,
    p.has_declared_no_tie,
)
"""A supervisor who decides nothing here, neither searched in the case nor had it, and has declared no tie."""
OWN: Way = (p.is_candidate, p.is_own_case)
"""The candidate, in the case that the session is bound to."""
MEMBER: Way = (
    p.is_board_member,
    p.sits_on_deciding_board,
    p.was_not_exposed,
    p.has_accepted_duties,
    p.has_not_stepped_out,
    p.has_ruled_out_a_tie,
)
"""A seated member who knows the duties, saw nothing raw, did not step out, and said that there is no tie."""
AUDITOR: Way = (p.is_auditor,)
"""An auditor or counsel."""
READING_AUDITOR: Way = (p.is_auditor, p.is_off_the_board, p.has_no_declared_tie)
"""An auditor or counsel with no declared tie, who neither sits nor sat on the board that decides here."""
HR: Way = (p.is_hr_admin,)
"""An HR administrator."""
UNTIED_HR: Way = (p.is_hr_admin, p.has_no_declared_tie)
"""An HR administrator who declared no tie to the candidate, in whatever role."""
READING_HR: Way = (p.is_hr_admin, p.is_off_the_board, p.has_no_declared_tie)
"""An HR administrator with no declared tie, who neither sits nor sat on the board that decides here."""
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
    Permission.APPROVE_ROLE: ((p.is_hr_admin, p.is_somebody_else), (p.is_chief, p.is_somebody_else)),
    Permission.DESIGNATE_SEARCHER: ((p.is_chief, p.is_somebody_else),),
    Permission.END_DESIGNATION: (CHIEF,),
    Permission.READ_REQUISITIONS: (HR, SUPERVISOR, AUDITOR, CHIEF),
    Permission.READ_REQUISITION: (HR, SUPERVISOR, AUDITOR, CHIEF),
    Permission.PREPARE_REQUISITION: (HR,),
    Permission.OPEN_REQUISITION: (HR,),
    Permission.CLOSE_REQUISITION: (HR,),
    Permission.SEAT_BOARD_MEMBER: (UNTIED_HR,),
    Permission.SET_MEETING: (HR,),
    Permission.RECORD_DEVIATION: (CHIEF,),
    Permission.DRAFT_PROTOCOL: (HR,),
    Permission.REVIEW_PROTOCOL: (AUDITOR,),
    Permission.READ_PROTOCOL: (HR, SUPERVISOR, AUDITOR, CHIEF, (p.is_investigator,)),
    Permission.READ_PROFILE: (HR, SUPERVISOR, AUDITOR, CHIEF, (p.is_investigator,)),
    Permission.READ_CASE_STATES: (HR, SUPERVISOR, AUDITOR),
    Permission.OPEN_CASE: (HR,),
    Permission.INVITE_CANDIDATE: (UNTIED_HR,),
    Permission.SET_AGE_WINDOW: (UNTIED_HR,),
    Permission.WITHDRAW_CASE: (UNTIED_HR,),
    Permission.CLOSE_CASE: (UNTIED_HR, UNTIED),
    Permission.READ_OWN_WORK: ((p.is_investigator,),),
    Permission.READ_TEAM: (SUPERVISOR,),
    Permission.SET_AWAY: ((p.is_supervisor,), (p.is_investigator, p.is_oneself)),
    Permission.READ_EXPOSURE: (SUPERVISOR, AUDITOR, CHIEF, (p.is_staff, p.is_oneself)),
    Permission.ASSIGN_CASE: (REVIEWER,),
    Permission.READ_HANDOVER: (SEARCHER, REVIEWER),
    Permission.LEAVE_HANDOVER_WORDS: (SEARCHER,),
    Permission.DECLARE_CONFLICT: (
        (p.is_investigator, p.is_assigned_investigator, p.is_off_the_board),
        (p.is_supervisor, p.is_off_the_board),
    ),
    Permission.READ_CONFLICTS: (SUPERVISOR, AUDITOR),
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
    Permission.ANSWER_VOLUNTARILY: (OWN,),
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
    Permission.LIFT_STOP: (APART,),
    Permission.SETTLE_STEP: (SEARCHER,),
    Permission.ASK_REQUEST: (SEARCHER,),
    Permission.READ_REQUESTS: (SUPERVISOR,),
    Permission.DECIDE_REQUEST: (APART,),
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
    Permission.READ_SUPERSEDED: (CHIEF,),
    Permission.UPHOLD_DECISION: ((p.is_chief, p.was_not_exposed, p.has_not_stepped_out),),
    Permission.READ_RECORDS: (AUDITOR, HR, CHIEF),
    Permission.PLACE_HOLD: (AUDITOR, HR),
    Permission.LIFT_HOLD: (AUDITOR, HR),
    Permission.PROPOSE_BATCH: (HR,),
    Permission.APPROVE_BATCH: (HR, CHIEF),
    Permission.RECORD_INCIDENT: (AUDITOR, CHIEF, HR, SUPERVISOR, (p.is_investigator,), (p.is_it,)),
    Permission.READ_INCIDENTS: (AUDITOR, CHIEF, (p.is_it,)),
    Permission.KEEP_INCIDENT: (AUDITOR, CHIEF, (p.is_it,)),
    Permission.NAME_INCIDENT_CASES: (AUDITOR, CHIEF),
    Permission.CLOSE_INCIDENT: (AUDITOR, CHIEF),
    Permission.READ_UNIFORMITY: ((p.is_auditor, p.is_off_the_board), (p.is_supervisor, p.is_off_the_board)),
    Permission.SIGN_WEEK: (AUDITOR,),
    Permission.CERTIFY_UNIFORMITY: ((p.is_auditor, p.is_off_the_board),),
    Permission.READ_IMPACT: (AUDITOR,),
    Permission.READ_LEDGER: (AUDITOR,),
    Permission.VERIFY_LEDGER: (AUDITOR, (p.is_it,)),
    Permission.READ_ACCESS_LOG: (AUDITOR,),
    Permission.READ_DUTIES: (AUDITOR,),
    Permission.AUDIT_CASE: (READING_AUDITOR,),
    Permission.EXPORT_EVIDENCE: (READING_AUDITOR,),
    Permission.READ_EXPORTS: (AUDITOR,),
    Permission.READ_SYSTEM: ((p.is_it,),),
}
"""The table."""
