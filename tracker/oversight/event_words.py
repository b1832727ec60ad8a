"""What the kinds of acts in the ledger are called where one is chosen, in groups along the journey."""

from __future__ import annotations

from collections.abc import Collection, Mapping

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Signing in, people and roles": {
        "SIGNED_IN": "Somebody signed in",
        "SIGN_IN_TRIED": "Somebody tried to sign in",
        "SIGN_IN_REFUSED": "A sign-in was refused",
        "SIGN_IN_LOCKED": "An account was locked after wrong tries",
        "SIGNED_OUT": "Somebody signed out",
        "SESSION_GAVE_WAY": "A session ended for a newer one",
        "ROLE_SWITCHED": "Somebody went on in another role",
        "PERSON_ADDED": "A person was added",
        "PERSON_DISABLED": "A person was disabled",
        "PERSON_ENABLED": "A person was enabled again",
        "PASSWORD_CHANGED": "A password was changed",
        "ROLE_GRANTED": "A role was given",
        "ROLE_ENDED": "A role was ended",
        "SEARCHER_DESIGNATED": "A searcher was designated",
        "DESIGNATION_ENDED": "A designation was ended",
        "FORM_KEPT": "What was typed was kept after a session",
        "FORM_SETTLED": "What was kept was saved or dropped",
    },
    "Requisitions and boards": {
        "REQUISITION_CREATED": "A requisition was set up",
        "REQUISITION_CHANGED": "A requisition was changed",
        "PROTOCOL_PINNED": "A requisition was bound to a protocol",
        "REQUISITION_OPENED": "A requisition was opened",
        "REQUISITION_CLOSED": "A requisition was closed",
        "BOARD_SEAT_GIVEN": "A seat on a board was given",
        "BOARD_SEAT_LEFT": "A seat on a board was left",
        "BOARD_CHAIR_NAMED": "A chair was named",
        "DEVIATION_RECORDED": "The Chief deviated from a clause",
    },
    "Candidates and cases": {
        "CANDIDATE_ADDED": "A candidate was added",
        "CASE_OPENED": "A case was begun",
        "CASE_STAGE_CHANGED": "A case went to another stage",
        "CASE_WITHDRAWN": "An application was withdrawn",
        "CASE_WITHDRAWN_ON_WORD": "An application was withdrawn on the candidate's word",
        "CASE_ASSIGNED": "A case was assigned",
        "ASSIGNMENT_ENDED": "A case was taken back",
        "ASSIGNMENT_GIVEN_BACK": "A case was given back because of a tie",
        "CONFLICT_DECLARED": "A tie, or none, was declared",
        "INVITATION_ISSUED": "An invitation was issued",
        "INVITATION_STOPPED": "An invitation was stopped",
        "CODE_SET_APART": "An earlier invitation's code got its own count of tries",
        "CANDIDATE_LANGUAGE_SET": "What is sent to a candidate changed its language",
        "LINK_SENT": "A new link was asked for and sent",
        "LINK_ASKED_FOR": "A new link was asked for, and waits for HR",
        "INVITATION_CODE_REFUSED": "A code did not match",
        "INVITATION_ACCEPTED": "A candidate came in by invitation",
    },
    "Mail": {
        "MAIL_POSTED": "A mail was put into the outbox",
        "MAIL_TAKEN": "A mail was tried",
        "MAIL_HANDED_OVER": "A mail was handed to the mail server",
        "MAIL_PUT_OFF": "A mail was put off",
        "MAIL_REFUSED": "A mail was refused by the mail server",
        "MAIL_GIVEN_UP": "A mail was given up",
        "MAIL_DROPPED": "A mail was dropped",
        "MAIL_NOT_AGAIN": "A mail is not tried again",
    },
    "What candidates ask for": {
        "QUESTION_ASKED": "A candidate asked a question",
        "QUESTION_ANSWERED": "A question was answered",
        "OWN_FILE_TAKEN": "A candidate took a copy of what they gave",
        "COPY_REQUESTED": "A candidate asked for a copy of more",
        "COPY_ANSWERED": "A request for a copy was answered",
    },
    "Affidavits and access": {
        "AFFIDAVIT_DRAFT_SAVED": "Answers were saved",
        "AFFIDAVIT_FILED": "An affidavit was filed",
        "AFFIDAVIT_AMENDED": "A further edition was filed",
        "SIGN_CODE_SENT": "A code for signing was sent",
        "SIGN_CODE_REFUSED": "A code for signing did not match",
        "SIGNATURE_PROVED": "A signer showed anew who signs",
        "SCAN_HANDED_IN": "A signed paper was handed in as a file",
        "RECEIPT_PRINTED": "A receipt was made as PDF",
        "ACCESS_GRANTED": "Access was given",
        "ACCESS_CHANGED": "Access was changed",
        "ACCESS_STOPPED": "Access was stopped",
        "ACCESS_STOPPED_ON_WORD": "Access was stopped on the candidate's word",
        "CANDIDATE_CALLED": "A candidate was called about access",
        "ACCESS_USED": "Access was used",
    },
    "Sessions with candidates": {
        "SESSION_OFFERED": "Times for a session were offered",
        "SESSION_AGREED": "A time to look together was agreed on",
        "HANDOVER_AGREED": "A time to hand over a copy was agreed on",
        "SESSION_OTHER_TIME": "Another time was asked for",
        "SESSION_NOT_WANTED": "A session was not wanted any more",
        "SESSION_RECORDED": "A session was recorded",
        "PASSWORD_SEEN": "A password was seen by accident",
        "SESSION_CONFIRMED": "A candidate confirmed a session's record",
        "SESSION_DIFFERED": "A candidate said what was different in a session",
    },
    "Searches and steps": {
        "SEARCH_LOGGED": "A search was logged",
        "SEARCH_REFUSED": "A search was refused",
        "SEARCH_VOIDED": "A search was marked as entered in error",
        "STEP_OUTCOME_RECORDED": "A step was closed or opened again",
        "REQUEST_MADE": "An excuse or a further search was asked for",
        "REQUEST_APPROVED": "A request was approved",
        "REQUEST_REFUSED": "A request was not approved",
    },
    "Findings, notes and captures": {
        "CAPTURE_ADDED": "A capture was added",
        "CAPTURE_REFUSED": "A file was not kept",
        "CAPTURE_VERIFIED": "A capture was verified",
        "CAPTURE_EXPORTED": "A capture was exported",
        "CAPTURES_SWEPT": "Files without a record were swept away",
        "CAPTURE_LINKED": "A capture was linked to a finding",
        "NOTE_WRITTEN": "An evidence note was written",
        "FINDING_DRAFT_KEPT": "A draft of a finding was kept",
        "FINDING_DRAFT_SETTLED": "A draft of a finding was given up",
        "FINDING_OPENED": "A finding was written",
        "FINDING_REVISED": "A finding got a new version",
        "CHECK_ANSWERED": "A check was answered",
        "STATEMENT_SCREENED": "A statement was screened",
    },
    "Review and release": {
        "PREVIEW_APPROVED": "A board page was approved",
        "CASE_SUBMITTED": "A case was submitted",
        "CASE_RECALLED": "A case was recalled",
        "REVIEW_OPENED": "A review was begun",
        "CASE_RETURNED": "A case was returned",
        "CORRECTION_BEGUN": "A correction was begun",
        "FINDING_RULED": "A finding was ruled on",
        "RELEASE_REFUSED": "A release was refused",
        "CASE_RELEASED": "A packet was released",
        "RELEASE_CORRECTED": "A released packet was corrected",
    },
    "Board": {
        "DUTIES_ACCEPTED": "Duties were accepted",
        "MEMBER_STEPPED_OUT": "A member stepped out",
        "PACKET_ACKNOWLEDGED": "A packet was acknowledged",
        "DECISION_RECORDED": "A decision was recorded",
    },
    "Who opened what": {
        "AFFIDAVIT_OPENED": "An affidavit was opened",
        "CASE_FILE_OPENED": "A case was opened",
        "SESSION_OPENED": "A session was opened",
        "SEARCH_LOG_OPENED": "A search log was opened",
        "FINDING_READ": "A finding was opened",
        "NOTE_OPENED": "Evidence notes were opened",
        "CAPTURE_OPENED": "A capture was opened",
        "REVIEW_READ": "A case was read for review",
        "PREVIEW_OPENED": "A board page was looked at by staff",
        "QUESTION_OPENED": "A candidate's question was opened",
        "COPY_REQUEST_OPENED": "A request for a copy was opened",
        "PACKET_OPENED": "A packet was opened",
        "UNIFORMITY_OPENED": "A uniformity table was opened",
        "LEDGER_OPENED": "The ledger was read",
        "ACCESS_LOG_OPENED": "The record of openings was read",
        "DUTIES_OPENED": "The separation of duties was looked at",
        "ROUTE_DENIED": "Somebody was not allowed in",
    },
    "Upkeep": {
        "LEDGER_CHECKED": "The ledger was checked",
        "EXPORT_MADE": "A table was exported",
        "KEYS_ROTATED": "A new key was made the primary one",
        "KEYS_REWRAPPED": "Data keys were wrapped anew",
        "SET_UP": "The installation was set up",
        "DEMO_LOADED": "Sample data were loaded",
    },
}
"""Every kind of act with its words."""


def event_groups(only: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """Return the kinds of acts by group, or those alone that are named; no group is empty."""
    groups = {
        group: {event: words for event, words in events.items() if not only or event in only}
        for group, events in GROUPS.items()
    }
    return {group: events for group, events in groups.items() if events}


def event_words(event: str) -> str:
    """Return what a kind of act is called; one of an older edition is spelled out."""
    known = (events[event] for events in GROUPS.values() if event in events)
    return next(known, event.replace("_", " ").capitalize())
