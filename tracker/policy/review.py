"""A case on its way to the board: its page approved as it is, its review opened, the case given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Where a case stands in review, by its newest submission.

    ``submitted`` is False where it was never submitted; ``submitter`` is a name. ``opened`` says that the
    review has begun, ``recalled`` that the case was taken back before.
    """

    case_reference: str
    stage: Stage
    submitted: bool = False
    submitter: str = ""
    opened: bool = False
    recalled: bool = False


@cites(Clause.HAMDEN_D_6)
def missing_to_approve_page(
    case_reference: str, stage: Stage, *, shown: str, rendered: str, place: str
) -> tuple[Unmet, ...]:
    """Say why the page that somebody looked at is not approved: it is needed by nobody, or changed (R-22).

    Fingerprints are those of the page as it was ``shown`` and as it is ``rendered`` now.
    """
    if stage not in (Stage.SEARCH, Stage.REVIEW):
        return (Unmet(None, "Nothing is on its way to the board here, so no page is approved."),)
    if shown == rendered:
        return ()
    words = "The wording changed after you looked at the preview. Look again, then go on."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:{place}", ref="R-22"),)


@cites(Clause.HAMDEN_D_6)
def missing_to_recall(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why a case is not taken back by its investigator: nobody has it yet, or its review has begun."""
    if not facts.submitted or facts.stage is not Stage.REVIEW:
        return (Unmet(None, "This case does not wait for review, so there is nothing to recall."),)
    if not facts.opened:
        return ()
    words = "The review has begun, so the case cannot be recalled. Ask the supervisor to return it."
    return (Unmet(Clause.HAMDEN_D_6, words),)


@cites(Clause.HAMDEN_D_6)
def missing_to_open_review(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why the review of a case is not opened: the case was recalled, or is not in review."""
    if facts.recalled and facts.stage is Stage.SEARCH:
        words = f"{facts.submitter} recalled this case, so it does not wait for review any more."
        return (Unmet(Clause.HAMDEN_D_6, words, fix="reviews"),)
    if not facts.submitted or facts.stage is not Stage.REVIEW:
        return (Unmet(Clause.HAMDEN_D_6, "This case is not in review now.", fix="reviews"),)
    return ()


@cites(Clause.HAMDEN_D_6)
def missing_to_review(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why nobody rules on a case now: its review cannot be opened, or has not been."""
    unmet = missing_to_open_review(facts)
    if unmet or facts.opened:
        return unmet
    words = "Open the review first. Until then the investigator can recall the case."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{facts.case_reference}:review"),)


def missing_to_return(asked: Iterable[str]) -> tuple[Unmet, ...]:
    """Say that a case is given back with what is to be done, never without a word."""
    if any(not blank(words) for words in asked):
        return ()
    return (Unmet(None, "Write what is to be done, for the case or for a finding."),)
