"""The words left for the next page after something was done; only their codes travel."""

from __future__ import annotations

from flask_babel import gettext as _

from tracker.policy.together_answers import CONFIRM_WITHIN

STAFF_NOTICES: dict[str, str] = {
    "keys-on": "Single keys move through lists again.",
    "keys-off": "Single keys do nothing now, wherever you sign in.",
    "ties-said": "What you said of ties is recorded.",
    "duties-accepted": "You accepted the duties of this board. You can read its packets now.",
    "packet-read-next": "Your reading of the packet before is recorded. This is the next one.",
    "packet-read": "Your reading is recorded.",
    "stepped-out": "You stepped out. You take no part in that decision.",
    "decision-recorded": "The decision is recorded.",
    "ledger-sound": "The ledger was checked just now. Every line links to the one before.",
    "ledger-broken": "The ledger was checked just now, and it does not hold. What was found is below.",
    "ledger-unchecked": "The ledger could not be checked in full. What was missing is below.",
    "finding-written": "Finding {reference} is written.",
    "finding-revised": "A new version of finding {reference} is written. The earlier ones stay.",
    "finding-linked": "The captures are linked to finding {reference}. No word of it changed, so its version "
    "stays, and so does what was settled of it. Checks that look at captures are asked anew.",
    "finding-unchanged": "Nothing of finding {reference} changed, so there is no new version.",
    "draft-kept": "We kept what you typed as draft {reference}.",
    "draft-beside": (
        "Another window changed or used the draft. What you typed is kept beside it, as {reference}."
    ),
    "draft-dropped": "The draft is gone.",
    "account-ruled-out": "{reference} is ruled out. Nobody takes it for the candidate's again.",
    "account-reopened": "{reference} is in question again. The earlier reason stays beside it.",
    "stopped": "{reference} is recorded. Your supervisor is told.",
    "stop-lifted": "Work goes on after {reference}.",
    "note-draft-kept": "Your draft of a note on finding {reference} is kept, sealed, for you alone.",
    "note-written": "The note on finding {reference} is sealed.",
    "checks-saved": "The checks of {reference} are saved.",
    "checks-unchanged": "Nothing new was said about the checks of {reference}. They stand as they were.",
    "statement-screened": "The screen of {reference} is saved.",
    "captures-intact": "Every capture is as it was received.",
    "captures-broken": "A capture is not as it was received. Tell IT and the auditor today.",
    "preview-approved": "You approved the board page as shown.",
    "case-submitted": "Case {reference} is submitted. You can recall it until the review is opened.",
    "return-answered": "Your answer stands beside what was asked. Submit again once all is answered.",
    "case-recalled": "Case {reference} is with you again.",
    "finding-withheld": "Finding {reference} is withheld. It stays in the file with the reason.",
    "finding-put-back": "Finding {reference} is meant for the board again.",
    "review-begun": "The review of {reference} is open. The investigator can no longer recall it.",
    "ruling-saved": "{reference} is withheld and kept in the file. Check 10 has no answer of yours yet.",
    "reading-saved": "Your reading of {reference} is saved.",
    "findings-withheld": (
        "Every finding of {reference} is withheld; nothing is released yet. The gate says who looks first."
    ),
    "case-returned": "Case {reference} is returned. The investigator reads your reasons.",
    "candidate-asked": "The candidate of {reference} is asked. The packet waits for the answer.",
    "answer-waited": "The case goes on without an answer. The board reads that none came, and nothing more.",
    "answer-waived": "It is recorded that the candidate gave up the time.",
    "question-taken-back": "The question is taken back. The candidate is told that nothing is asked.",
    "time-reopened": "The candidate has time to answer again.",
    "answer-judged": "What comes of the answer is recorded.",
    "first-released": "{reference} is released first. Another supervisor compares the page and confirms it.",
    "packet-released": "The packet of {reference} is released. The board can read it now.",
    "correction-begun": "Case {reference} is back with the investigator. The board keeps its page.",
    "correction-posted": "The corrected page of {reference} is released. The board reads it from now on.",
    "capture-added": "Capture {reference} is sealed and added.",
    "captures-added": "Captures {reference} are sealed and added.",
    "capture-linked": "The capture is linked to finding {reference}.",
    "choose-finding": "Choose a finding first. Nothing was linked.",
    "capture-intact": "Capture {reference} is as it was received.",
    "capture-changed": "Capture {reference} is not as it was received. Tell your supervisor today.",
    "capture-missing": "The file of capture {reference} is missing. Tell your supervisor today.",
    "role-switched": "You now work in another role.",
    "search-voided": "{reference} is marked as entered in error. Both stay in the record.",
    "search-undone": "{reference} is undone. It stays in the record, marked as entered in error.",
    "step-settled": "Step {reference} is closed.",
    "step-open-again": "Step {reference} is open again.",
    "excuse-asked": "{reference} is sent. A supervisor rules on it.",
    "extra-asked": "{reference} is sent. A supervisor rules on it before the search is made.",
    "request-approved": "{reference} is approved.",
    "request-refused": "{reference} is not approved. The investigator reads your reason.",
    "signed-in": "You are signed in.",
    "password-changed": "Your password is changed.",
    "role-given": "The role is given.",
    "partner-bound": "The searcher is bound to this case, and to no other one.",
    "role-proposed": "The role is proposed. Nothing of it is in force until somebody else approves it.",
    "role-approved": "The role is approved, and in force from now on.",
    "role-turned-down": "The role is not given.",
    "role-ended": "The role is ended.",
    "duties-by-case": "Duties are by case from now on. It shows wherever deviations are shown.",
    "duties-by-title": "Duties are by title again. Who holds roles that no longer go together is told so.",
    "person-disabled": "This person can no longer sign in. Nothing of theirs was deleted.",
    "person-enabled": "This person can sign in again.",
    "designated": "The designation is recorded.",
    "designation-ended": "The designation is ended.",
    "requisition-created": "Requisition {reference} is saved. It is not open yet.",
    "requisition-changed": "Requisition {reference} is changed.",
    "requisition-opened": "Requisition {reference} is open. Protocol and legal profile can no longer change.",
    "requisition-closed": "Requisition {reference} is closed to new candidates.",
    "draft-made": "Draft {reference} is made. Change its steps, then send it to counsel.",
    "draft-saved": "The draft is saved. The wording before it stays on record.",
    "draft-sent": "The draft is with counsel.",
    "draft-approved": "The wording is approved. HR can publish it.",
    "draft-returned": "The draft is returned to HR with your words.",
    "draft-set-aside": "The draft is set aside. It stays on record.",
    "protocol-published": "Version {reference} is published. It is never edited.",
    "member-seated": "The seat is given.",
    "meeting-set": "The meeting is set. Members see it on their docket with the pages released for it.",
    "meeting-called-off": "The meeting is called off. Its pages go to the board's next one, or wait for one.",
    "decision-upheld": "Why the decision stands is on record. The board is told that it stands.",
    "seat-left": "The seat is ended. It stays on record.",
    "chair-named": "The chair is named.",
    "candidates-added": "Candidates added from the file: {reference}. Nobody is invited yet.",
    "case-opened": "Case {reference} is open. Invite the candidate next.",
    "age-window-set": "The age window of case {reference} is set. The month is sealed, and shown to nobody.",
    "invitation-stopped": "The link of case {reference} no longer works.",
    "session-offered": "The times of session {reference} are offered. The candidate sees them on their page.",
    "session-agreed": "Session {reference} is agreed on. The candidate sees the time on their page.",
    "session-recorded": "Session {reference} is recorded. The candidate has "
    f"{CONFIRM_WITHIN.days} days to say whether it was so.",
    "question-answered": "Your answer to {reference} is sent. The candidate reads it on the status page.",
    "clarification-asked": "Question {reference} is sent. The candidate sees it beside the very answer.",
    "clarification-taken-back": "Question {reference} is taken back. Both stay in the record.",
    "copy-answered": "What was given on {reference} is recorded. The candidate reads it.",
    "call-recorded": "The call to the candidate is recorded in case {reference}.",
    "paper-page-taken-off": "Page {reference} is taken off. Nobody is shown it any more.",
    "paper-handed-on": "The copy of {reference} waits for somebody else to compare it with the paper.",
    "paper-letter-sent": "It is recorded that the letter about paper {reference} went out.",
    "paper-left": "The copy of {reference} is ended. Nothing was filed.",
    "paper-filed": "Affidavit {reference} is filed from its paper.",
    "paper-differs": "The copy of {reference} goes back to be typed again.",
    "scan-handed-in": "The scan is kept in case {reference}. Now compare it with the statement.",
    "scan-filed": "The affidavit of case {reference} is filed, with what the notary's paper says.",
    "scan-sent-back": "The scan goes back. The candidate of case {reference} reads why on the status page.",
    "oath-recorded": "The oath is recorded in case {reference}, and the affidavit is filed.",
    "access-stopped-on-word": "Access is stopped in case {reference}, and the ledger says on whose word.",
    "case-withdrawn": "Case {reference} is withdrawn. Nothing more is searched for or released.",
    "case-closed": "Case {reference} is closed. Nothing in it changes any more.",
    "case-assigned": "Case {reference} is assigned.",
    "more-time-taken-back": "Request {reference} is taken back. It stays on record beside that.",
    "more-time-asked": "Request {reference} for more time is sent. A supervisor rules on it.",
    "away-set": "The days away are recorded.",
    "handover-words-left": "Your words are kept in case {reference}, for whoever has it next.",
    "case-taken-back": "Case {reference} is taken back. Access given to that investigator does not pass on.",
    "tie-declared": "You told us you know this candidate, or may. Somebody else does the work on the case. "
    "Saying so does not count against you (General Order 004-011 D.2).",
    "tie-upheld": "The tie in case {reference} stands. Somebody else does the work on it.",
    "tie-lifted": "The tie in case {reference} is lifted. The declaration and your reason both stay.",
    "no-tie-declared": "You told us that you have no tie to this candidate.",
    "hold-placed": "The hold on {reference} stands. Nothing that it covers is disposed of.",
    "hold-lift-proposed": "It is proposed to lift hold {reference}. It stands until somebody else lifts it.",
    "certificate-issued": "Certificate {reference} is issued. It stays as it is; a later one supersedes it.",
    "week-signed": "The review is signed. It stays as it is; a later look is a line of its own.",
    "incident-recorded": "Incident {reference} is recorded, and its clock runs.",
    "incident-handed-on": "Incident {reference} is recorded. Auditors, the Chief and IT read it now.",
    "incident-line-written": "The line stands in incident {reference}. It stays as it is.",
    "incident-cases-named": "The cases stand in incident {reference}.",
    "incident-closed": "Incident {reference} is closed, and its clock stands.",
    "hold-lifted": "Hold {reference} is lifted.",
    "batch-proposed": "Batch {reference} is proposed. Nothing is destroyed until somebody else approves it.",
    "batch-approved": "Batch {reference} is approved, and its cases are disposed of. Print the certificate.",
    "batch-refused": "Batch {reference} is over. Nothing of it was destroyed.",
    "deviation-recorded": "The deviation is recorded. It shows wherever it applies.",
}


def words_of(code: str, reference: str, phone: str) -> str:
    """Return the sentence of a code, with the reference it is about; empty for a code nobody knows.

    ``phone`` is the agency's, for sentences that say whom to call.
    """
    sentence = STAFF_NOTICES.get(code) or _candidate_notices().get(code, "")
    return sentence.replace("{reference}", reference).replace("{phone}", phone)


def _candidate_notices() -> dict[str, str]:
    return {
        "answers-saved": _("Your answers are saved."),
        **_signed_out(),
        "gave-way": _(
            "You can be signed in in {reference} places at once, so you are now signed out where you had "
            "signed in first. If that was not you, call {phone}."
        ),
        "kept-dropped": _("What we had kept is gone."),
        "kept-elsewhere": _(
            "In another tab you signed in anew, or went on in another role, after that page was opened. So "
            "nothing was saved from it. What you typed is kept."
        ),
        "receipt-made": _("The PDF is made. You can download it now."),
        "receipt-not-made": _(
            "The PDF could not be made. Download what you signed as text. It counts the same."
        ),
        "access-stopped": _("Access is stopped. This does not count against you."),
        "access-agreed": _("You agreed. You can stop this access at any time."),
        **_met(),
        "voluntary-answers-kept": _("We have your answers. They are kept apart from your application."),
        "question-asked": _("We have your question. The answer comes here, and stays here."),
        "clarification-answered": _("We have your answer. What you filed stays as it is."),
        "copy-requested": _("We have your request for a copy."),
        "answer-draft-kept": _("What you wrote is kept. It is not sent yet."),
        "more-time": _("You have more time now. The new end is on this page."),
        "change-dropped": _("The change is dropped. What you filed stands."),
    }


def _met() -> dict[str, str]:
    """Say what a candidate's answer about a session led to."""
    return {
        "meeting-agreed": _("The time is agreed. You can change your answer until we meet."),
        "meeting-another-time": _("Thank you. We will offer you another time."),
        "meeting-not-any-more": _(
            "We will not meet. This does not count against you, and stops nothing else."
        ),
        "noted-confirmed": _("You said that it was so. Thank you."),
        "noted-different": _("Your words are kept beside what we noted. Both stay."),
    }


def _signed_out() -> dict[str, str]:
    """Say why a session is over, and how to come to what was kept: staff sign in, candidates have a link."""
    why = {
        "away": _("You were away for {reference} minutes, so we signed you out (Policy 1903 D.1)."),
        "ended": _("Your session ended, so we signed you out."),
        "put-out": _(
            "A later sign-in at another place ended your session here: you can be signed in in {reference} "
            "places at once. If that was not you, call {phone}."
        ),
    }
    kept = {
        "": "",
        "-kept": _("We kept what you typed. Sign in to save it."),
        "-kept-link": _("We kept what you typed. Open your link again to save it."),
    }
    return {f"{code}{way}": f"{said} {on}".strip() for code, said in why.items() for way, on in kept.items()}
