"""What people read for each code: one table for each closed list, used by pages, rules and the ledger alike.

Roles, methods and ways of looking stand in the middle of sentences, so they begin small; the other tables
are labels. Colors of tags are the rooms' own. What candidates read is worded, and translated, in their room.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from tracker.policy.actors import Role
from tracker.policy.answer_words import ANSWER_TABLES
from tracker.policy.finding_words import FINDING_TABLES
from tracker.policy.mailing import STOPPED
from tracker.policy.permissions import Permission
from tracker.policy.rights import CopyOutcome
from tracker.policy.vocabulary import (
    AccessMode,
    Language,
    Method,
    Outcome,
    SearchResult,
    SignedIn,
    Stage,
    StepStatus,
)
from tracker.policy.ways import EndOfWaiting

ROLES: dict[Role, str] = {
    Role.CANDIDATE: "candidate",
    Role.INVESTIGATOR: "background investigator",
    Role.SUPERVISOR: "supervisor",
    Role.BOARD_MEMBER: "board member",
    Role.HR_ADMIN: "HR administrator",
    Role.AUDITOR: "auditor",
    Role.CHIEF: "Chief",
    Role.IT: "IT",
    Role.SYSTEM: "system",
}
"""Whom somebody works as."""

STAGES: dict[Stage, str] = {
    Stage.OPENED: "Opened",
    Stage.AFFIDAVIT_PENDING: "Waiting for the affidavit",
    Stage.SEARCH: "Searching",
    Stage.REVIEW: "In review",
    Stage.RESPONSE: "Waiting for the candidate's answer",
    Stage.RELEASED: "Released",
    Stage.DECIDED: "Decided",
    Stage.CLOSED: "Closed",
    Stage.WITHDRAWN: "Withdrawn",
}
"""Where a case stands, for staff."""

STEPS: dict[StepStatus, str] = {
    StepStatus.NOT_STARTED: "Not started",
    StepStatus.IN_PROGRESS: "In progress",
    StepStatus.DONE_NOTHING: "Done, nothing found",
    StepStatus.DONE_FOUND: "Done, found",
    StepStatus.NOT_APPLICABLE: "Not applicable",
    StepStatus.COULD_NOT_BE_DONE: "Could not be done",
}
"""Where a step of the protocol stands."""

RESULTS: dict[SearchResult, str] = {
    SearchResult.NOTHING_FOUND: "Nothing found",
    SearchResult.FOUND_CANDIDATE: "Found, the candidate's",
    SearchResult.FOUND_UNSURE: "Found, not sure whose",
    SearchResult.FOUND_SOMEONE_ELSE: "Found, someone else's",
    SearchResult.COULD_NOT_SEARCH: "Could not search",
}
"""What a search came to, in the order in which it is offered."""

METHODS: dict[Method, str] = {
    Method.SEARCH_ENGINE: "public search engine",
    Method.SITE_SEARCH: "the site's own search, open to everyone",
    Method.PUBLIC_VIEW: "public page, opened directly",
    Method.PUBLIC_RECORD: "public register",
    Method.CANDIDATE_EXPORT: "copy that the candidate handed over",
    Method.TOGETHER_SESSION: "session together, shown by the candidate",
}
"""How a search was made."""

SIGNED_IN: dict[SignedIn, str] = {
    SignedIn.NO: "No",
    SignedIn.DEPARTMENT_ACCOUNT: "Department account",
    SignedIn.WITH_CANDIDATE: "Together with the candidate",
}
"""Whether anybody was signed in while looking."""

ACCESS_MODES: dict[AccessMode, str] = {
    AccessMode.PUBLIC_ONLY: "public only",
    AccessMode.CANDIDATE_EXPORT: "a copy that the candidate hands over",
    AccessMode.TOGETHER: "together, on the candidate's own device",
    AccessMode.TALK_FIRST: "talk to us first",
}
"""How a candidate lets the investigator look, for staff."""

TALK_WITHIN = 3
"""So many working days after filing a candidate is called who would like to talk first, at the latest."""
CALLS: Mapping[AccessMode, str] = {
    AccessMode.CANDIDATE_EXPORT: "agree on when and how the copy is handed over",
    AccessMode.TOGETHER: "agree on a time to look together",
    AccessMode.TALK_FIRST: f"talk first, within {TALK_WITHIN} working days",
}
"""What a candidate is called for, by the way of looking that was chosen."""
DUTY_CALL = "a supervisor calls; the account is named nowhere"
"""What a candidate is called for who holds an account for official duty that may not be named."""

ENDS_OF_WAITING: dict[EndOfWaiting, str] = {
    EndOfWaiting.FILED: "The affidavit was filed",
    EndOfWaiting.CHANGED: "Its answers were changed",
    EndOfWaiting.ANOTHER_WAY: "Another way to sign was chosen",
}
"""Why a statement waits no more to be sworn."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.CONTINUE: "The candidate goes on",
    Outcome.NOT_CONTINUE: "The candidate does not go on",
    Outcome.DEFER: "Decided later",
}
"""What a board decides."""

COPY_OUTCOMES: dict[CopyOutcome, str] = {
    CopyOutcome.ALL: "Everything asked for",
    CopyOutcome.PART: "A part of it",
    CopyOutcome.NOTHING: "Nothing of it",
}
"""What was given on a request for a copy."""

ABILITIES: dict[Permission, str] = {
    Permission.ENTER: "open a page that is there for everybody",
    Permission.USE_OWN_SESSION: "use a session of their own",
    Permission.READ_PEOPLE: "see who works here and in which roles",
    Permission.ADD_PERSON: "add people",
    Permission.DISABLE_PERSON: "close and open somebody's way in",
    Permission.CHANGE_ROLES: "give and end roles of others",
    Permission.DESIGNATE_SEARCHER: "designate searchers",
    Permission.END_DESIGNATION: "end a designation",
    Permission.READ_REQUISITIONS: "see the list of requisitions",
    Permission.READ_REQUISITION: "read a requisition with its board and deviations",
    Permission.PREPARE_REQUISITION: "set a requisition up",
    Permission.OPEN_REQUISITION: "open a requisition",
    Permission.CLOSE_REQUISITION: "close a requisition",
    Permission.SEAT_BOARD_MEMBER: "give and end seats on a board",
    Permission.SET_MEETING: "set meetings of a board and call them off",
    Permission.UPHOLD_DECISION: "record why a decision stands though its page was corrected",
    Permission.RECORD_DEVIATION: "record a deviation from a clause that says should",
    Permission.READ_PROTOCOL: "read the protocols",
    Permission.READ_PROFILE: "read the legal profiles",
    Permission.READ_CASE_STATES: "see how far each case is, without its content",
    Permission.OPEN_CASE: "add candidates and open their cases",
    Permission.INVITE_CANDIDATE: "issue and stop invitations",
    Permission.WITHDRAW_CASE: "record that a candidate withdrew",
    Permission.CLOSE_CASE: "close a case",
    Permission.READ_OWN_WORK: "see the cases assigned to them",
    Permission.READ_TEAM: "see the team and its load",
    Permission.ASSIGN_CASE: "assign cases",
    Permission.DECLARE_CONFLICT: "declare a tie to a candidate",
    Permission.RULE_CONFLICT: "rule on a tie that somebody else declared",
    Permission.READ_CASE: "open a case",
    Permission.FILL_AFFIDAVIT: "fill in an affidavit of their own",
    Permission.SIGN_AFFIDAVIT: "sign an affidavit of their own",
    Permission.READ_OWN_CASE: "see how far a case of their own is",
    Permission.ANSWER_CONCERN: "answer what they are asked about a concern",
    Permission.READ_PAPERS: "see which affidavits on paper wait",
    Permission.ENTER_PAPER: "copy an affidavit that was signed on paper",
    Permission.COMPARE_PAPER: "compare somebody else's copy of an affidavit with its paper",
    Permission.STOP_ACCESS: "stop an access of their own",
    Permission.TAKE_OATH: "read a statement with its candidate, and record that it was sworn",
    Permission.CHECK_SCAN: "look at the scan of a notary's paper beside its statement",
    Permission.STOP_ACCESS_ON_WORD: "stop access that a candidate gave, on the candidate's word",
    Permission.WITHDRAW_APPLICATION: "withdraw an application of their own",
    Permission.ASK_QUESTION: "ask a question about their own case",
    Permission.COPY_OWN_FILE: "take a copy of what they gave, and ask for more",
    Permission.READ_QUESTIONS: "see which candidates' questions wait",
    Permission.ANSWER_QUESTION: "read and answer a candidate's question",
    Permission.READ_COPY_REQUESTS: "see which requests for a copy wait",
    Permission.READ_COPY_REQUEST: "read what a candidate wants a copy of",
    Permission.ANSWER_COPY_REQUEST: "record what was given on a request for a copy",
    Permission.READ_AFFIDAVIT: "read an affidavit",
    Permission.CLARIFY_ANSWER: "ask a candidate about one answer of the affidavit",
    Permission.RECORD_CALL: "record that a candidate was called as promised",
    Permission.READ_SEARCHES: "read what was searched for",
    Permission.LOG_SEARCH: "log searches",
    Permission.REOPEN_ACCOUNT: "put an account in question again that somebody else ruled out",
    Permission.LIFT_STOP: "let work go on where somebody stopped",
    Permission.SETTLE_STEP: "close a protocol step",
    Permission.ASK_REQUEST: "ask to excuse a step or to search beyond the protocol",
    Permission.READ_REQUESTS: "see what investigators ask for",
    Permission.DECIDE_REQUEST: "approve or refuse such a request of somebody else",
    Permission.READ_SESSIONS: "read what was recorded of sessions with a candidate",
    Permission.HOLD_SESSION: "offer and record sessions with a candidate",
    Permission.ANSWER_SESSION: "answer about a session of their own",
    Permission.READ_FINDINGS: "read findings",
    Permission.WRITE_FINDING: "write findings and evidence notes",
    Permission.READ_NOTE: "open an evidence note",
    Permission.ADD_CAPTURE: "add captures",
    Permission.READ_CAPTURE: "open a capture",
    Permission.VERIFY_CAPTURE: "have a capture's digest computed anew",
    Permission.UNSEAL_EVIDENCE: "unseal evidence for an audit, with a reason",
    Permission.ANSWER_CHECKS: "answer the checks of a finding",
    Permission.ANSWER_SECOND_READING: "read a finding second",
    Permission.SCREEN_STATEMENT: "screen a statement for protected information",
    Permission.PREVIEW_PACKET: "see the board page before it is released",
    Permission.SUBMIT_CASE: "submit a case for review",
    Permission.READ_REVIEWS: "see which cases wait for review",
    Permission.RETURN_CASE: "return a case with reasons",
    Permission.ASK_CANDIDATE: "ask the candidate about a concern",
    Permission.READ_ANSWER: "read what a candidate answered about a concern",
    Permission.RELEASE_PACKET: "release a summary to the board",
    Permission.CORRECT_RELEASE: "correct what was released",
    Permission.READ_DOCKET: "see the docket of their boards",
    Permission.ACCEPT_DUTIES: "accept the duties of a board member",
    Permission.STEP_OUT: "step out of a decision",
    Permission.READ_PACKET: "read released packets",
    Permission.ACKNOWLEDGE_PACKET: "confirm that a packet was read",
    Permission.READ_DECISION: "read the decisions of their boards",
    Permission.RECORD_DECISION: "record a decision, as chair",
    Permission.READ_UNIFORMITY: "read the uniformity table",
    Permission.READ_LEDGER: "read the ledger",
    Permission.VERIFY_LEDGER: "check the ledger's chain",
    Permission.READ_ACCESS_LOG: "see who opened what",
    Permission.READ_DUTIES: "see who searched, released and decided where",
    Permission.AUDIT_CASE: "read a case's history as auditor",
    Permission.READ_SYSTEM: "see the health of the system",
}
"""What a permission lets somebody do, in words that follow "Can", "Cannot" and "was not allowed to"."""

LANGUAGES: dict[Language, str] = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
"""The languages of the candidate's side, as staff call them."""
TONGUES: dict[Language, str] = {Language.ENGLISH: "English", Language.SPANISH: "Español"}
"""What each of them calls itself."""

WORDED: tuple[Mapping[Any, str], ...] = (
    *(ROLES, STAGES, STEPS, RESULTS, METHODS, SIGNED_IN, ACCESS_MODES, OUTCOMES, ABILITIES, COPY_OUTCOMES),
    *(ENDS_OF_WAITING, STOPPED, LANGUAGES),
    *ANSWER_TABLES,
    *FINDING_TABLES,
)
TABLES: Mapping[type[Enum], Mapping[Any, str]] = {type(next(iter(table))): table for table in WORDED}
"""Every table by its list."""


def in_words(code: Enum) -> str:
    """Return what people read for a code."""
    return TABLES[type(code)][code]
