"""What each member of a board says of ties to each candidate before the packet opens (Hamden D.2)."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import ConflictAnswer

TIE_ANSWERS: Mapping[ConflictAnswer, str] = {
    ConflictAnswer.NONE: "No",
    ConflictAnswer.YES: "Yes, I will step out",
    ConflictAnswer.UNSURE: "Not sure",
}
"""The answers as the page of duties names them."""
WHOM_TO_ASK = "Ask HR or the agency’s counsel, then answer No or Yes."
"""What a member who is not sure does."""


@cites(Clause.HAMDEN_D_2)
def opens_the_packet(said: ConflictAnswer | None) -> bool:
    """Say whether the packet opens to a member who said this of ties; a doubt keeps it closed."""
    return said is ConflictAnswer.NONE


@cites(Clause.HAMDEN_D_2)
def missing_to_say(
    before: ConflictAnswer | None, answer: ConflictAnswer | None, field: str = ""
) -> tuple[Unmet, ...]:
    """Say why a member's answer about one candidate is not taken; ``before`` is what they said last.

    A No is not turned into a doubt: who finds a tie later steps out, and who stepped out stays out.
    """
    rule = Clause.HAMDEN_D_2
    if answer is None:
        words = "Say whether you have a tie to each candidate: No, Yes, or Not sure."
        return (Unmet(rule, words, fix=f"field:{field}" if field else ""),)
    if before is ConflictAnswer.YES and answer is not ConflictAnswer.YES:
        words = "You stepped out of the decision on this candidate, and that cannot be taken back."
        return (Unmet(rule, words, ref="R-23"),)
    if before is ConflictAnswer.NONE and answer is ConflictAnswer.UNSURE:
        words = "You said that you have no tie to this candidate. If you have one after all, step out."
        return (Unmet(rule, words),)
    return ()
