"""What can be allowed: one name for each act or reading that a page offers.

Names are verb and object. Who is given what is in :mod:`tracker.policy.permission_map`, and nowhere else.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """An act or a reading that a route declares; what is not declared is closed."""

    # Everybody, and everybody signed in
    ENTER = "enter"
    """Open a page that is there for everyone: sign-in, invitation, verify, privacy, health."""
    USE_OWN_SESSION = "use-own-session"
    """Sign out, change the role one works in, take back what was kept at a time-out."""

    # People
    READ_PEOPLE = "read-people"
    """See who works here, in which roles, with which designation."""
    ADD_PERSON = "add-person"
    """Add a member of staff or of a board."""
    DISABLE_PERSON = "disable-person"
    """Close a person's way in; records stay."""
    CHANGE_ROLES = "change-roles"
    """Give or end a role of somebody else, as far as separation of duties allows."""
    DESIGNATE_SEARCHER = "designate-searcher"
    """Record that a person holds a sensitive position and may search (Hamden D.3)."""
    END_DESIGNATION = "end-designation"
    """End a designation before its last day."""

    # Requisitions
    READ_REQUISITIONS = "read-requisitions"
    """See the list of requisitions."""
    READ_REQUISITION = "read-requisition"
    """See a requisition: dates, protocol, profile, board, deviations."""
    PREPARE_REQUISITION = "prepare-requisition"
    """Create a requisition and change it before it opens."""
    OPEN_REQUISITION = "open-requisition"
    """Open a requisition; protocol and profile are frozen from then on (Hamden D.1, D.5)."""
    CLOSE_REQUISITION = "close-requisition"
    """Close a requisition to new cases."""
    SEAT_BOARD_MEMBER = "seat-board-member"
    """Give somebody a seat on the board, or end it."""
    SET_MEETING = "set-meeting"
    """Set a meeting of a board, or call one off."""
    RECORD_DEVIATION = "record-deviation"
    """Record the Chief's deviation from a clause that says "should"."""
    READ_PROTOCOL = "read-protocol"
    """Read a published protocol, step by step."""
    READ_PROFILE = "read-profile"
    """Read a legal profile with its sources and marks."""

    # Candidates and cases
    READ_CASE_STATES = "read-case-states"
    """See which cases there are and how far each is, and nothing of what is in them."""
    OPEN_CASE = "open-case"
    """Add a candidate and open a case in an open requisition."""
    INVITE_CANDIDATE = "invite-candidate"
    """Issue or stop an invitation."""
    WITHDRAW_CASE = "withdraw-case"
    """Record that the candidate withdrew; the search stops at once."""
    CLOSE_CASE = "close-case"
    """Close a decided or withdrawn case; its retention clock runs."""
    READ_OWN_WORK = "read-own-work"
    """See one's own list of assigned cases."""
    READ_TEAM = "read-team"
    """See all cases, who works on each, and who could."""
    ASSIGN_CASE = "assign-case"
    """Assign a case to a background investigator, or take it back."""
    DECLARE_CONFLICT = "declare-conflict"
    """Say, on the name alone, whether there is a tie to the candidate."""
    RULE_CONFLICT = "rule-conflict"
    """Read what somebody explained of a tie, and rule on it; never on one's own."""
    READ_CASE = "read-case"
    """Open a case: state, steps, grants, timeline."""

    # The candidate's own side
    FILL_AFFIDAVIT = "fill-affidavit"
    """Answer the affidavit's questions in one's own case."""
    SIGN_AFFIDAVIT = "sign-affidavit"
    """Sign and file one's own affidavit, or an amendment."""
    TAKE_OATH = "take-oath"
    """Read a statement with its candidate, and record that it was sworn."""
    CHECK_SCAN = "check-scan"
    """Hand in the scan of a notary's paper for a candidate, and look at it beside its statement."""
    READ_OWN_CASE = "read-own-case"
    """Read one's own receipt, status, and who used the access."""
    ANSWER_CONCERN = "answer-concern"
    """Answer, in one's own case, what is asked about a concern before a board reads it."""
    READ_PAPERS = "read-papers"
    """See which signed papers are being copied or wait to be compared, and nothing of what is in them."""
    ENTER_PAPER = "enter-paper"
    """Print a blank affidavit, and copy one that was signed on paper (Hampton F.2)."""
    COMPARE_PAPER = "compare-paper"
    """Compare such a copy with its paper; never one's own copy."""
    STOP_ACCESS = "stop-access"
    """Stop access that one gave; this never counts against anyone."""
    STOP_ACCESS_ON_WORD = "stop-access-on-word"
    """Stop access that a candidate gave, on the candidate's own word."""
    WITHDRAW_APPLICATION = "withdraw-application"
    """Withdraw one's own application."""
    ASK_QUESTION = "ask-question"
    """Ask the agency a question about one's own case, and read the answers."""
    COPY_OWN_FILE = "copy-own-file"
    """Take a copy of everything that one gave, and ask for more of the file."""

    # What candidates ask for, for staff
    READ_QUESTIONS = "read-questions"
    """See which candidates' questions wait for an answer, and nothing of their words."""
    ANSWER_QUESTION = "answer-question"
    """Read a candidate's question and answer it in writing; the reading is recorded."""
    READ_COPY_REQUESTS = "read-copy-requests"
    """See which requests for a copy wait, and by when they are due."""
    READ_COPY_REQUEST = "read-copy-request"
    """Read what a candidate wants a copy of, and what was given; the reading is recorded."""
    ANSWER_COPY_REQUEST = "answer-copy-request"
    """Record what was given on a request for a copy."""

    # Affidavit and search, for staff
    READ_AFFIDAVIT = "read-affidavit"
    """Read a candidate's affidavit; the reading is recorded."""
    CLARIFY_ANSWER = "clarify-answer"
    """Ask a candidate about one answer of the filed affidavit, or take such a question back."""
    RECORD_CALL = "record-call"
    """Record that the candidate was called about the access that the affidavit gives."""
    READ_SEARCHES = "read-searches"
    """Read the protocol steps and searches of a case; the reading is recorded."""
    LOG_SEARCH = "log-search"
    """Log a search, or mark one as entered in error."""
    REOPEN_ACCOUNT = "reopen-account"
    """Put an account in question again that somebody else ruled out as another person's."""
    LIFT_STOP = "lift-stop"
    """Let the work go on where somebody stopped at what nobody may keep."""
    SETTLE_STEP = "settle-step"
    """Close a protocol step as done, or open it again."""
    ASK_REQUEST = "ask-request"
    """Ask that a step be excused or an extra search be allowed."""
    READ_REQUESTS = "read-requests"
    """See what investigators ask for."""
    DECIDE_REQUEST = "decide-request"
    """Approve or refuse an excuse or an extra search that somebody else asked for."""

    # Sessions with the candidate
    READ_SESSIONS = "read-sessions"
    """Read what was agreed and recorded of sessions with the candidate; the reading is recorded."""
    HOLD_SESSION = "hold-session"
    """Offer times for a session with the candidate, and record it."""
    ANSWER_SESSION = "answer-session"
    """Answer times offered in one's own case, and say whether a session was as recorded."""

    # Findings and evidence
    READ_FINDINGS = "read-findings"
    """Read the findings of a case, without their evidence notes."""
    WRITE_FINDING = "write-finding"
    """Write a finding, its statement and its evidence note; withhold it with a reason."""
    READ_NOTE = "read-note"
    """Open an evidence note; the reading is recorded."""
    ADD_CAPTURE = "add-capture"
    """Add a capture to a case."""
    READ_CAPTURE = "read-capture"
    """Open or download a capture; the reading is recorded."""
    VERIFY_CAPTURE = "verify-capture"
    """Have the digest of a capture computed anew."""
    UNSEAL_EVIDENCE = "unseal-evidence"
    """Open an affidavit, note or capture for an audit, with a reason that is recorded."""

    # Validation, review and release
    ANSWER_CHECKS = "answer-checks"
    """Answer checks 1 to 9 of a finding, as far as the system does not."""
    ANSWER_SECOND_READING = "answer-second-reading"
    """Answer check 10, as somebody who did not search or write."""
    SCREEN_STATEMENT = "screen-statement"
    """Settle what the protected-information screen suggests."""
    PREVIEW_PACKET = "preview-packet"
    """See the exact page that the board would read, and approve its fingerprint."""
    SUBMIT_CASE = "submit-case"
    """Hand a case to review, or recall it before it is opened there."""
    READ_REVIEWS = "read-reviews"
    """See which cases wait for review."""
    RETURN_CASE = "return-case"
    """Give a case back with reasons."""
    ASK_CANDIDATE = "ask-candidate"
    """Put a concern to the candidate, in the board's words, and record what comes of the answer."""
    READ_ANSWER = "read-answer"
    """Read what the candidate answered about a concern, with its files; the reading is recorded."""
    RELEASE_PACKET = "release-packet"
    """Show the summary to the board; it can only be corrected afterwards."""
    CORRECT_RELEASE = "correct-release"
    """Supersede what was released (Hampton C.3.d)."""

    # The board
    READ_DOCKET = "read-docket"
    """See the docket of the boards one sits on."""
    ACCEPT_DUTIES = "accept-duties"
    """Accept the duties of a board member."""
    STEP_OUT = "step-out"
    """Say whether there is a tie to a candidate on the docket, and step out."""
    READ_PACKET = "read-packet"
    """Read a released packet; the reading is recorded."""
    ACKNOWLEDGE_PACKET = "acknowledge-packet"
    """Confirm that one has read the packet."""
    READ_DECISION = "read-decision"
    """Read a decision of the board one sits on."""
    RECORD_DECISION = "record-decision"
    """Record the board's decision, as its chair."""
    UPHOLD_DECISION = "uphold-decision"
    """Record, as the Chief, why a decision stands though its page was corrected (Hampton C.3.d)."""

    # Oversight and running
    READ_UNIFORMITY = "read-uniformity"
    """See candidates by steps, with what is missing and what is extra."""
    READ_LEDGER = "read-ledger"
    """Read the ledger in sentences."""
    VERIFY_LEDGER = "verify-ledger"
    """Have the ledger's chain checked."""
    READ_ACCESS_LOG = "read-access-log"
    """See who opened what."""
    READ_DUTIES = "read-duties"
    """See who searched, released and decided where, with overlaps."""
    AUDIT_CASE = "audit-case"
    """Read a case's history and packets as auditor or counsel."""
    READ_SYSTEM = "read-system"
    """See the health of the machine and the product; no case."""


RAW: frozenset[Permission] = frozenset(
    {
        Permission.READ_CASE,
        Permission.READ_AFFIDAVIT,
        Permission.READ_SEARCHES,
        Permission.READ_SESSIONS,
        Permission.READ_FINDINGS,
        Permission.READ_NOTE,
        Permission.READ_CAPTURE,
        Permission.UNSEAL_EVIDENCE,
        Permission.PREVIEW_PACKET,
        Permission.READ_ANSWER,
        Permission.AUDIT_CASE,
    }
)
"""What shows raw material; a decision maker who asks is told R-24."""
