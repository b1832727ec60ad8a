"""Two releasers, where a requisition takes them: one releases first, another confirms the same page (D.6)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.hands import HandsFacts, out_of_review, out_of_search
from tracker.policy.review import page_changed


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """The newest first release of what is under review: by whom, and of which page."""

    released_by: UUID
    name: str
    fingerprint: str
    stands: bool = True
    """False once whoever released first has a tie, or takes another part in the case."""


@cites(Clause.HAMDEN_D_6)
def missing_for_two(facts: HandsFacts) -> tuple[Unmet, ...]:
    """Say why a requisition does not take two releasers: too few people are left to work on one case.

    Each case needs one who searches and two who review, all different, and none of them on the board.
    """
    searchers, reviewers = facts.who_search, facts.who_review
    if searchers and len(reviewers) >= 2 and len(searchers | reviewers) >= 3:
        return ()
    words = (
        "Two releasers take three people who are off the board: one who searches, and two supervisors who "
        "did not. There are too few, so no case could be released. Leave it at one releaser, or give roles "
        "to more people first."
    )
    return (Unmet(Clause.HAMDEN_D_6, words, fix="people"), *out_of_search(facts), *out_of_review(facts))


@cites(Clause.HAMDEN_D_6)
def missing_to_confirm(
    case_reference: str, first: FirstFacts | None, *, two: bool, releaser: UUID, rendered: str
) -> tuple[Unmet, ...]:
    """Say why a page is not shown to the board yet: it takes two, and nobody else released this very page."""
    if not two:
        return ()
    if first is None or not first.stands:
        words = "This requisition takes two releasers. Release it first; another supervisor confirms it."
        if first is not None:
            words = f"{first.name} released it first and takes no part in it any more. {words}"
        return (Unmet(Clause.HAMDEN_D_6, words, fix=f"case:{case_reference}:decide", ref="R-20"),)
    if first.fingerprint != rendered:
        return (page_changed(case_reference, "decide"),)
    if first.released_by == releaser:
        words = "You released this first, so another supervisor compares the page and confirms it."
        return (Unmet(Clause.HAMDEN_D_6, words, ref="R-18"),)
    return ()


@cites(Clause.HAMDEN_D_6)
def missing_to_release_as_first(first: FirstFacts | None, *, two: bool, rendered: str) -> tuple[Unmet, ...]:
    """Say why nobody releases first: one releaser is enough here, or somebody did so with this very page."""
    if not two:
        return (Unmet(Clause.HAMDEN_D_6, "This requisition takes one releaser. Release it to the board."),)
    if first is None or not first.stands or first.fingerprint != rendered:
        return ()
    words = f"{first.name} released this page first. Another supervisor compares it and confirms."
    return (Unmet(Clause.HAMDEN_D_6, words),)
