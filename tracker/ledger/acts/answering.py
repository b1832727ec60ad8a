"""Acts of asking candidates about concerns, of answering, and of what came of it."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class AnsweringActs:
    """A concern is put to the candidate before a board reads it (R-21)."""

    CANDIDATE_ASKED = Act(
        "{actor} asked the candidate about finding {finding} as {about}; there is time until {due:moment}",
        "digest",
    )
    """A question in the exact words of the board page; ``digest`` is their SHA-256."""
    ANSWER_DRAFT_SAVED = Act("{actor} saved a draft of the answer to {about}")
    """What was typed was kept; the ledger holds none of it."""
    ANSWER_FILE_ADDED = Act(
        "{actor} put a file with the answer to {about}: {media_type:media}, {size:counted byte}",
        "file",
        "sha256",
        "scan",
    )
    """A file was sealed as received: ``file`` is its reference, ``sha256`` that of the bytes, ``scan`` what
    became of looking through it for malware."""
    ANSWER_FILE_REFUSED = Act("{actor} offered a file with {about} that was not kept: {reason:why}")
    """A file was empty, cut short, too large, or of another kind."""
    ANSWER_FILE_OPENED = Act("{actor} took a copy of file {about}, which came with an answer")
    """A copy of the file left the product."""
    ANSWER_FILE_VERIFIED = Act("{actor} verified file {about}, which came with an answer: {result:file}")
    """Its bytes were computed anew and held against what was recorded when it came."""
    ANSWER_DRAFT_CARRIED = Act("{actor} kept below {about} what the candidate had typed before")
    """A question is asked once more, so what was typed and not sent stands there too."""
    ANSWER_TIME_EXTENDED = Act("{actor} took more time for the answer to {about}: until {due:moment}")
    """The candidate asked for more time, which is given once without a reason."""
    ANSWER_TIME_REOPENED = Act("{actor} reopened the time to answer {about}: until {due:moment}")
    """A supervisor gave more time after it had ended; the reason is kept sealed."""
    CONCERN_ANSWERED = Act("{actor} answered {about}", "fingerprint", "language")
    """An answer was sent; ``fingerprint`` is the SHA-256 of the receipt's exact text."""
    ANSWER_TIME_ENDED = Act("The time to answer {about} went by; {actor} went on without an answer")
    """Silence, which counts as nothing."""
    ANSWER_WAIVED = Act("{actor} recorded that the candidate gave up the time to answer {about}, in writing")
    """The candidate gave up the time; the ground is kept sealed."""
    REQUEST_TAKEN_BACK = Act("{actor} took back what the candidate was asked in {about}")
    """The question ended before an answer; the reason is kept sealed."""
    ANSWER_JUDGED = Act("{actor} recorded what comes of the answer to {about}: {what:comes-of-it}")
    """What a supervisor made of an answer; the reason is kept sealed."""
