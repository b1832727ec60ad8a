"""What becomes of a declared tie: somebody else rules on it with a reason, and both stay (Hamden D.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import ConflictAnswer
from tracker.policy.wording import too_short


class TieRuling(StrEnum):
    """What a supervisor rules on a declared tie."""

    UPHELD = "upheld"
    """The tie stands: somebody else works on the case."""
    LIFTED = "lifted"
    """What was declared keeps nobody from the case any more; what was opened meanwhile stays on record."""


RULINGS: dict[TieRuling, str] = {
    TieRuling.UPHELD: "The tie stands",
    TieRuling.LIFTED: "The tie is lifted",
}
"""The rulings as pages name them."""


@dataclass(frozen=True, slots=True)
class DeclaredTie:
    """One declaration of a tie, or of a doubt, with what was ruled on it so far."""

    answer: ConflictAnswer
    rulings: frozenset[TieRuling] = frozenset()

    @property
    def pending(self) -> bool:
        """Say whether nobody has ruled on it yet."""
        return self.answer is not ConflictAnswer.NONE and not self.rulings

    @property
    def stands(self) -> bool:
        """Say whether it keeps its person from the case."""
        return self.answer is not ConflictAnswer.NONE and TieRuling.LIFTED not in self.rulings


@cites(Clause.HAMDEN_D_2)
def missing_to_rule_on_tie(
    ruler: UUID, declarer: UUID, ties: Sequence[DeclaredTie], ruling: TieRuling, reason: str
) -> tuple[Unmet, ...]:
    """Say why this ruling on a person's tie is not made: nobody rules on their own, or on what is settled."""
    if ruler == declarer:
        words = "You declared this yourself, so somebody else decides on it."
        return (Unmet(Clause.HAMDEN_D_2, words, ref="R-19"),)
    standing = [tie for tie in ties if tie.stands]
    if not standing:
        return (
            Unmet(
                Clause.HAMDEN_D_2, "No tie of this person stands in this case, so there is none to rule on."
            ),
        )
    if ruling is TieRuling.UPHELD and not any(tie.pending for tie in standing):
        words = "It is on record already that this tie stands. It can be lifted, with a reason."
        return (Unmet(Clause.HAMDEN_D_2, words),)
    short = Unmet(Clause.HAMDEN_D_2, "Write the reason in a few words.", fix="field:reason")
    return (*((short,) if too_short(reason) else ()), *missing_in_text(reason))
