"""Acts of records: what is held, and what becomes of records in the end."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class RecordActs:
    """How long records stay, and what keeps them longer."""

    HOLD_PLACED = Act("{actor} placed hold {about} on {held}")
    """Records are kept from disposal; ``held`` is the reference of a case, or of a requisition."""
    HOLD_LIFT_PROPOSED = Act("{actor} proposed to lift hold {about} on {held}")
    """Somebody says that the records need not be held any more; it stands until somebody else lifts it."""
    HOLD_LIFTED = Act("{actor} lifted hold {about} on {held}, as {proposer:person} had proposed")
    """A second person lifted the hold."""
    BATCH_PROPOSED = Act("{actor} proposed batch {about} for disposal: {cases:counted case}")
    """Cases whose time is over were put together; nothing is destroyed yet."""
    BATCH_REFUSED = Act("{actor} refused batch {about}")
    """The batch is over, and nothing of it was destroyed."""
    BATCH_APPROVED = Act("{actor} approved batch {about}, as {proposer:person} had proposed")
    """A second person let the cases of a batch be disposed of."""
    CASE_DISPOSED = Act(
        "case {about} was disposed of with batch {batch}: {keys:counted key} destroyed", "files"
    )
    """What the case held is read by nobody any more; ``files`` counts the sealed files that were removed."""
    CASE_NOT_DISPOSED = Act("case {about} was left out of batch {batch}", "reason")
    """A hold, or a later record, keeps the case; the reason is said as a code."""
    CANDIDATE_FORGOTTEN = Act(
        "the name and addresses of candidate {about} were disposed of with the last case"
    )
    """The candidate's own keys went with the last of the candidate's cases."""
    ACCOUNTS_FORGOTTEN = Act("the accounts of case {about} can be found by nobody any more")
    """What equal accounts were found by is gone from the case's list."""
    MAILS_FORGOTTEN = Act("what mail servers had answered about case {about} was disposed of")
    """The answers could name an address; that the mails went out stays."""
    FORMS_FORGOTTEN = Act("what somebody had typed and never saved was disposed of")
    """A form that was kept when a session ended, and belonged to a case that was disposed of."""
    BATCH_DISPOSED_ANEW = Act(
        "batch {about} was disposed of anew, after a backup from before it was put back: {cases:counted case}"
    )
    """The signed list outside the database says what it held; what follows tells of each case."""
    INCIDENT_RECORDED = Act(
        "{actor} recorded incident {about}: {kind:incident}, discovered {discovered:moment}",
        "cases",
        "period",
    )
    """Something went wrong with what is confidential; it touches ``cases``; ``period`` is in hours."""
    INCIDENT_CASES_NAMED = Act("{actor} named {cases:counted case} that incident {about} touches")
    """Which cases those are stands in the record."""
    INCIDENT_STEP_WRITTEN = Act("{actor} wrote down what was done about incident {about}, line {number}")
    """The line stays as it is, and is sealed."""
    INCIDENT_TOLD = Act("{actor} wrote down who was told of incident {about}, line {number}", "at")
    """Who was told is sealed; ``at`` is when."""
    INCIDENT_CLOSED = Act("{actor} closed incident {about}")
    """Somebody who had not recorded it says why nothing more is to be done; the clock stops."""
