"""Acts of the ten checks and of the screen for protected information."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class ValidationActs:
    """By whom, when and on what ground a finding was checked (Hamden D.6)."""

    CHECK_ANSWERED = Act(
        "{actor} answered check {check} on finding {about}, version {number}: {answer:answer}"
    )
    """One of the ten checks got an answer; its ground is kept sealed."""
    SECOND_LOOK_TAKEN = Act(
        "{actor} read finding {about}, version {number}, second and answered check {check}: {answer:answer}"
    )
    """How somebody who did not search sees one of the searcher's checks."""
    STATEMENT_SCREENED = Act(
        "{actor} screened finding {about}, version {number}: {hints:counted suggestion}", "kept"
    )
    """Protected information was looked for; ``kept`` counts the suggestions kept for a job-related reason."""
