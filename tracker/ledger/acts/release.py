"""Acts of submitting, reviewing, releasing and correcting."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class ReleaseActs:
    """From the investigator's last look to the page that the board reads."""

    PREVIEW_APPROVED = Act("{actor} approved the board page of case {about} as shown", "fingerprint")
    """A person looked at the exact page; ``fingerprint`` is its SHA-256."""
    CASE_SUBMITTED = Act("{actor} submitted case {about} for review, submission {number}", "fingerprint")
    """An investigator submitted a case."""
    CASE_RECALLED = Act("{actor} recalled case {about} before it was opened for review")
    """An investigator took a case back."""
    REVIEW_OPENED = Act("{actor} opened case {about} for review")
    """A supervisor who did not search began the review."""
    CASE_RETURNED = Act("{actor} returned case {about} with {reasons:counted reason}", "kinds")
    """A supervisor sent a case back; the reasons are kept sealed, ``kinds`` are codes of a closed list."""
    RETURN_ANSWERED = Act("{actor} answered {asks:counted ask} of what was returned in case {about}")
    """An investigator said what was done about what came back; the words are kept sealed."""
    CORRECTION_BEGUN = Act("{actor} began to correct what was released in case {about}")
    """A released case went back for a new wording; the board keeps the page that it has until then."""
    FINDING_RULED = Act("{actor} ruled on finding {about}: {ruling:ruling}")
    """Whether a finding goes to the board; what is withheld is retained."""
    RELEASE_REFUSED = Act(
        "{actor} could not release case {about}: {unmet:counted condition} not met", "clauses"
    )
    """The gate stayed shut; ``clauses`` names what it stood on."""
    FIRST_RELEASED = Act(
        "{actor} released the page of case {about} first; another supervisor confirms it", "fingerprint"
    )
    """The first of two releases; the board sees nothing yet. ``fingerprint`` is of the page."""
    CASE_RELEASED = Act("{actor} released the packet of case {case} as {about}", "packet", "fingerprint")
    """A summary was shown to a board; ``fingerprint`` is the SHA-256 of the page."""
    RELEASE_CORRECTED = Act(
        "{actor} corrected the packet of case {case} with {about}", "packet", "fingerprint"
    )
    """A correction took the place of a release; those who read the old one are told (C.3.d)."""
    READER_TOLD = Act(
        "{actor} had {reader:person}, who opened edition {edition}, told that packet {about} took its place",
        "mailed",
    )
    """Whoever opened a page that was corrected is told; ``mailed`` says that a mail went out too."""
