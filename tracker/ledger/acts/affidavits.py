"""Acts of the affidavit and of the access that it gives."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class AffidavitActs:
    """The candidate's statement, its amendments, and access grants (Hampton F.2)."""

    AFFIDAVIT_DRAFT_SAVED = Act("{actor} saved answers of the affidavit, on {part:part}")
    """Answers were kept on Continue; the ledger holds none of them."""
    AFFIDAVIT_FILED = Act(
        "{actor} filed affidavit {about}: {accounts:counted account}", "fingerprint", "language"
    )
    """The first edition was signed and filed; ``fingerprint`` is the SHA-256 of what was signed."""
    AFFIDAVIT_AMENDED = Act(
        "{actor} filed edition {edition} of the affidavit as {about}", "fingerprint", "accounts"
    )
    """A further edition was signed; the earlier one stays."""
    AFFIDAVIT_FILED_FOR = Act(
        "{actor} filed affidavit {about}, which the candidate signed {way:signed-way}: "
        "{accounts:counted account}",
        "fingerprint",
        "language",
    )
    """The first edition was signed on paper, or sworn before somebody, and staff filed it."""
    AFFIDAVIT_AMENDED_FOR = Act(
        "{actor} filed edition {edition} of the affidavit as {about}, which the candidate signed "
        "{way:signed-way}",
        "fingerprint",
        "accounts",
    )
    """A further edition was signed in such a way, and staff filed it."""
    SIGN_CODE_SENT = Act("{actor} was sent a code for signing")
    """Six digits went to the outbox; the ledger holds none of them."""
    SIGN_CODE_REFUSED = Act("{actor} typed a code for signing that did not match", "tries_left")
    """A wrong code was counted."""
    SIGNATURE_PROVED = Act("{actor} showed anew who signs: {way:proof}")
    """A signature came with a fresh proof."""
    STATEMENT_READY = Act("{actor} made statement {about} ready to be sworn", "digest", "language")
    """Its text does not change any more; ``digest`` is the SHA-256 of it."""
    STATEMENT_ENDED = Act("Statement {about} waits no more, by an act of {actor}: {why:end-of-waiting}")
    """It was filed, its answers changed, or another way to sign was chosen."""
    OATH_TAKEN = Act("{actor} recorded the oath on statement {about}", "digest")
    """It was sworn or affirmed before an officer, whom the signed text names."""
    SCAN_HANDED_IN = Act(
        "{actor} handed in a signed paper as a file, page {page}", "fingerprint", "size", "scan"
    )
    """A photo or scan was kept: ``fingerprint`` is the SHA-256 of the file, ``scan`` what became of looking
    through it for malware."""
    SCAN_REFUSED = Act("{actor} offered a file of a signed paper that was not kept: {reason:why}")
    """A photo or scan was infected, or nobody could look through it where that is asked."""
    SCAN_SAME = Act("{actor} said that the scan shows statement {about}", "digest")
    """Scan and statement were compared; ``digest`` is over the SHA-256 of each file."""
    SCAN_SENT_BACK = Act("{actor} sent the scan of statement {about} back to the candidate", "digest")
    """Something of the paper was to be mended; the reason is kept sealed, and the candidate reads it."""
    RECEIPT_PRINTED = Act(
        "The receipt of affidavit {about} was made as PDF, by an act of {actor}", "fingerprint"
    )
    """The paper of an edition was made and kept; ``fingerprint`` is the SHA-256 of the file."""
    ACCESS_GRANTED = Act(
        "{actor} chose how account {account} may be looked at: {mode:mode}; "
        "the case was with {investigator:person}",
        "ends",
    )
    """The candidate chose how one named investigator may look, or signed before anybody had the case."""
    ACCESS_CHANGED = Act(
        "{actor} changed access to account {account} to: {mode:mode}", "investigator", "ends"
    )
    """A choice took the place of an earlier one."""
    ACCESS_FILED = Act(
        "{actor} filed, as the candidate signed it, how account {account} may be looked at: {mode:mode}; "
        "the case was with {investigator:person}",
        "ends",
    )
    """Staff filed what the candidate chose and signed before them or on paper."""
    ACCESS_STOPPED = Act("{actor} stopped access to account {account}")
    """The candidate stopped a grant; it counts from that moment."""
    ACCESS_STOPPED_ON_WORD = Act("{actor} stopped access to account {account}, on the candidate's word")
    """HR stopped a grant because the candidate asked for it in person or by telephone."""
    CANDIDATE_CALLED = Act("{actor} called the candidate about access to {accounts:counted account}")
    """The call that the candidate was promised for the way of looking that was chosen."""
    ACCESS_USED = Act("{actor} looked at account {account} by the access given")
    """A search beyond what is public was made by a grant; the candidate sees the day."""
    CLARIFICATION_ASKED = Act(
        "{actor} asked the candidate about one answer, {about}: {part:part}", "account", "edition"
    )
    """Staff asked about one exact answer; the ledger holds none of the words."""
    CLARIFICATION_ANSWERED = Act("{actor} answered question {about} in words, and changed nothing")
    """The candidate said how it is, without a new edition."""
    CLARIFICATION_CLOSED = Act("Question {about} was answered by edition {edition}, which {actor} filed")
    """An edition changed the answer that was asked about, which closes the question."""
    CLARIFICATION_TAKEN_BACK = Act("{actor} took question {about} back")
    """Staff do not need the answer any more."""
