"""Where searcher and second reader see a check otherwise: shown, and in the way until they agree in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.policy.answers import Unmet
from tracker.policy.casework import CheckFacts, FindingFacts
from tracker.policy.checks import BY_SEARCHER, definition
from tracker.policy.clauses import Clause, cites
from tracker.policy.finding_words import CHECK_ANSWERS
from tracker.policy.vocabulary import Check, CheckAnswer
from tracker.policy.wording import blank


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One check that two people answered otherwise; ``searcher`` is None where only the reader answered."""

    check: Check
    searcher: CheckAnswer | None
    reader: CheckAnswer

    @property
    def sentence(self) -> str:
        """Return who says what."""
        first = CHECK_ANSWERS[self.searcher] if self.searcher else "nothing"
        name = definition(self.check).name
        return (
            f"On check {self.check}, '{name}', the searcher says {first} and the second reader says "
            f"{CHECK_ANSWERS[self.reader]}."
        )


def disagreements(finding: FindingFacts, answers: Mapping[Check, CheckFacts]) -> tuple[Disagreement, ...]:
    """Return the checks that searcher and second reader answered otherwise, in their order.

    A look by who worked on the case is no second one, and counts nowhere. What the record answers now is
    nobody's to see otherwise.
    """
    found = []
    for look in sorted(finding.second_looks, key=lambda one: one.check):
        given = answers.get(look.check)
        if look.check not in BY_SEARCHER or look.answered_by in finding.worked | {finding.author_id}:
            continue
        if given is not None and given.by_system:
            continue
        if given is None or given.answer is not look.answer:
            found.append(Disagreement(look.check, given.answer if given else None, look.answer))
    return tuple(found)


@cites(Clause.HAMDEN_D_6)
def missing_to_agree(finding: FindingFacts, answers: Mapping[Check, CheckFacts]) -> tuple[Unmet, ...]:
    """Say which disagreements keep a finding from the board; neither overrules the other (R-20)."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_6,
            f"Finding {finding.reference} cannot be released. {one.sentence} It waits until one of them "
            "changes the answer and writes why.",
            fix=f"finding:{finding.reference}:validate",
            ref="R-20",
        )
        for one in disagreements(finding, answers)
    )


@cites(Clause.HAMDEN_D_6)
def missing_to_look(given: CheckFacts, *, on_record: bool = False) -> tuple[Unmet, ...]:
    """Say why a second look at a check cannot be saved: the check is no person's, or no ground is given.

    ``on_record`` says that the record answers this check of this finding now.
    """
    name = definition(given.check).name
    if given.check not in BY_SEARCHER or on_record:
        words = f"Check {given.check}, '{name}', is not one that searcher and second reader both look at."
        return (Unmet(Clause.HAMDEN_D_6, words),)
    if blank(given.ground):
        return (Unmet(Clause.HAMDEN_D_6, f"Write how you know, for check {given.check}, '{name}'."),)
    return ()
