"""A case on its way to the board: its page approved as it is, its review opened, the case given back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.casework import FindingFacts, StepFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.steps import is_settled
from tracker.policy.validation import missing_for_validation
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted, day, hour, listed, too_short


@dataclass(frozen=True, slots=True)
class Act:
    """That somebody did something; ``at`` is the moment on the agency's clock."""

    by: str
    at: datetime

    def __str__(self) -> str:
        """Say by whom and when."""
        return f"by {self.by} on {day(self.at)} at {hour(self.at)}"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Where a case stands in review, by its newest submission.

    ``submitted`` is False where it was never submitted; ``opened`` says that the review has begun. What ended
    it is at most one of three: it was ``recalled`` by its investigator, ``returned`` or ``released``.
    """

    case_reference: str
    stage: Stage
    submitted: bool = False
    opened: bool = False
    recalled: Act | None = None
    returned: Act | None = None
    released: Act | None = None


@cites(Clause.HAMDEN_D_6)
def page_changed(case_reference: str, place: str) -> Unmet:
    """Say that a page is not the one that was looked at (R-22); ``place`` is where it is looked at."""
    words = "The wording changed after the board page was looked at. Look again, then go on."
    return Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:{place}", ref="R-22")


@cites(Clause.HAMDEN_D_6)
def missing_to_need_page(stage: Stage, *, reviewing: bool) -> tuple[Unmet, ...]:
    """Say why nobody is asked for an approval: nothing is on its way to the board.

    ``reviewing`` says that a supervisor looks, whose turn comes with the review.
    """
    if stage is Stage.REVIEW or (stage is Stage.SEARCH and not reviewing):
        return ()
    return (Unmet(None, "Nothing is on its way to the board here, so no page is approved."),)


@cites(Clause.HAMDEN_D_5, Clause.HAMDEN_D_6)
def missing_in_page(
    case_reference: str, steps: Sequence[StepFacts], findings: Iterable[FindingFacts]
) -> tuple[Unmet, ...]:
    """Say what the board page would tell that is not so yet: steps that are open, and checks.

    The tenth check is left out, because it is answered beside this very page, in review.
    """
    unmet = []
    if left := sum(not is_settled(step) for step in steps):
        words = f"{counted(left, 'step is', 'steps are')} still open."
        unmet.append(Unmet(Clause.HAMDEN_D_5, words, fix=f"case:{case_reference}:steps"))
    checks = {
        one.reference: len(missing_for_validation(one, second_reading=False))
        for one in findings
        if not one.withheld
    }
    names = listed(name for name, many in checks.items() if many)
    if many := sum(checks.values()):
        words = f"{counted(many, 'check is', 'checks are')} still open, of {names}."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:findings"))
    return tuple(unmet)


@cites(Clause.HAMDEN_D_6)
def missing_to_approve_page(
    case_reference: str, *, shown: str, rendered: str, place: str, unfinished: tuple[Unmet, ...] = ()
) -> tuple[Unmet, ...]:
    """Say why the page that somebody looked at is not approved: it is ``unfinished``, or changed (R-22).

    Fingerprints are those of the page as it was ``shown`` and as it is ``rendered`` now. An approval is of
    these bytes: where a wording changes and changes back, the approval of just that page holds again.
    """
    if unfinished:
        return unfinished
    return () if shown == rendered else (page_changed(case_reference, place),)


@cites(Clause.HAMDEN_D_6)
def missing_to_recall(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why a case is not taken back by its investigator: nobody has it yet, or its review has begun."""
    if not facts.submitted or facts.stage is not Stage.REVIEW:
        return (Unmet(None, "This case does not wait for review, so there is nothing to recall."),)
    if not facts.opened:
        return ()
    words = "The review has begun, so the case cannot be recalled. Ask the supervisor to return it."
    return (Unmet(Clause.HAMDEN_D_6, words),)


@cites(Clause.HAMDEN_D_6, Clause.HAMPTON_C_3_D)
def missing_to_open_review(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why the review of a case is not opened: what became of it meanwhile, by whom and when."""
    if facts.submitted and facts.stage is Stage.REVIEW:
        return ()
    if facts.stage is Stage.WITHDRAWN:
        words = "The candidate withdrew the application, so this case is not in review now."
        return (Unmet(None, words, fix="reviews"),)
    if facts.recalled is not None:
        words = f"This case was recalled {facts.recalled}, so it does not wait for review any more."
        return (Unmet(Clause.HAMDEN_D_6, words, fix="reviews"),)
    if facts.returned is not None:
        words = f"This case was returned {facts.returned}; until it is submitted again, it is not in review."
        return (Unmet(Clause.HAMDEN_D_6, words, fix="reviews"),)
    if facts.released is not None:
        words = f"This case was released {facts.released}; a release is never edited, and can be corrected."
        return (Unmet(Clause.HAMPTON_C_3_D, words, fix=f"case:{facts.case_reference}:correction"),)
    waits = facts.stage is Stage.RESPONSE
    asked = "The candidate was asked, so this case waits for the answer."
    words = asked if waits else "This case is not in review now."
    fix = f"case:{facts.case_reference}:answer" if waits else "reviews"
    return (Unmet(Clause.HAMDEN_D_6, words, fix=fix),)


@cites(Clause.HAMDEN_D_6)
def missing_to_begin(
    case_reference: str, person_id: UUID, begun: tuple[UUID, Act] | None
) -> tuple[Unmet, ...]:
    """Say to a second supervisor who began a review; several may read it, and one decides."""
    if begun is None or begun[0] == person_id:
        return ()
    words = (
        f"This review was begun {begun[1]}, before you pressed the button. Nothing was begun a second time. "
        "You can open it as it stands; agree on who decides."
    )
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:review"),)


@cites(Clause.HAMDEN_D_6)
def missing_to_review(facts: ReviewFacts) -> tuple[Unmet, ...]:
    """Say why nobody rules on a case now: its review cannot be opened, or has not been."""
    unmet = missing_to_open_review(facts)
    if unmet or facts.opened:
        return unmet
    words = "Open the review first. Until then the investigator can recall the case."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{facts.case_reference}:review"),)


@cites(Clause.HAMDEN_D_6)
def missing_to_submit_again(case_reference: str, unanswered: Sequence[str]) -> tuple[Unmet, ...]:
    """Say what a case lacks that came back: each thing that was asked for is answered, in a few words.

    ``unanswered`` are the findings that the open asks are about, empty for the case as a whole.
    """
    if not unanswered:
        return ()
    about = listed(dict.fromkeys(f"finding {one}" if one else "the case as a whole" for one in unanswered))
    words = f"Say what you did about what was returned: {about}."
    return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:returned"),)


@cites(Clause.HAMDEN_D_6)
def missing_to_answer_return(stage: Stage, said: Iterable[str]) -> tuple[Unmet, ...]:
    """Say why what was returned is not marked answered: it is in other hands, or nothing is said.

    Doing nothing is an answer too, where it is said why; whoever reviews reads it beside the ask.
    """
    if stage is not Stage.SEARCH:
        words = "This case is not with the investigator now, so nothing that was returned is answered."
        return (Unmet(Clause.HAMDEN_D_6, words),)
    answers = [*said]
    if not answers or any(too_short(words) for words in answers):
        return (Unmet(Clause.HAMDEN_D_6, "Write in a few words what you did about it, or why nothing."),)
    return ()


def missing_to_return(asked: Iterable[str]) -> tuple[Unmet, ...]:
    """Say that a case is given back with what is to be done, never without a word."""
    if any(not too_short(words) for words in asked):
        return ()
    return (Unmet(None, "Write what is to be done, for the case or for a finding, in a few words."),)
