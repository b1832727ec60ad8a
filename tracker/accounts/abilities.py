"""What each role can and cannot do, in words, read off the one permission table."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.actors import Role
from tracker.policy.permission_map import PERMISSIONS, roles_for
from tracker.policy.permissions import Permission

WORDS: dict[Permission, str] = {
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
    Permission.READ_CASE: "open a case",
    Permission.READ_AFFIDAVIT: "read an affidavit",
    Permission.READ_SEARCHES: "read what was searched for",
    Permission.LOG_SEARCH: "log searches",
    Permission.SETTLE_STEP: "close a protocol step",
    Permission.ASK_REQUEST: "ask to excuse a step or to search beyond the protocol",
    Permission.READ_REQUESTS: "see what investigators ask for",
    Permission.DECIDE_REQUEST: "approve or refuse such a request of somebody else",
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
"""What members of staff may be given, in words that follow "Can" and "Cannot"."""

TELLING: tuple[Permission, ...] = (
    Permission.LOG_SEARCH,
    Permission.READ_AFFIDAVIT,
    Permission.READ_FINDINGS,
    Permission.READ_NOTE,
    Permission.READ_CAPTURE,
    Permission.RELEASE_PACKET,
    Permission.READ_PACKET,
    Permission.RECORD_DECISION,
    Permission.DESIGNATE_SEARCHER,
    Permission.CHANGE_ROLES,
    Permission.READ_LEDGER,
)
"""What it matters most that somebody cannot do."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What somebody can do in a role, and which of the weighty things not."""

    role: Role
    can: tuple[str, ...]
    cannot: tuple[str, ...]


def abilities_in(role: Role) -> Abilities:
    """Return what the permission table gives to a role."""
    given = {permission for permission in PERMISSIONS if role in (roles_for(permission) or ())}
    return Abilities(
        role=role,
        can=tuple(words for permission, words in WORDS.items() if permission in given),
        cannot=tuple(WORDS[permission] for permission in TELLING if permission not in given),
    )
