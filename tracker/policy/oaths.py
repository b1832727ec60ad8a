"""Before whom an affidavit can be sworn, and what is recorded of it (Hampton F.2, Hamden D.2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tracker.policy.affidavit import same_name
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank


@dataclass(frozen=True, slots=True)
class OathFacts:
    """An oath that is about to be recorded: who records it, who took it, and who may be neither.

    ``searching`` and ``deciding`` are names of whoever has the case, and of whoever sits on its board.
    """

    recorded_by: UUID
    officer: str
    searching_ids: frozenset[UUID]
    deciding_ids: frozenset[UUID]
    searching: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    sworn_before: bool = False
    shown_digest: str = ""
    digest: str = ""


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_2)
def missing_for_oath(facts: OathFacts) -> tuple[Unmet, ...]:
    """Say what keeps an oath from being recorded; empty means that it can be."""
    unmet = []
    if facts.recorded_by in facts.searching_ids or _named(facts.officer, facts.searching):
        words = (
            "Somebody who searches in this case cannot take the oath: they would be a witness to what they "
            "check. Ask another officer."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if facts.recorded_by in facts.deciding_ids or _named(facts.officer, facts.deciding):
        words = (
            "Somebody who sits on the board of this requisition cannot take the oath: they would read the "
            "affidavit before they decide. Ask another officer."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_2, words))
    if not facts.sworn_before:
        unmet.append(Unmet(Clause.HAMPTON_F_2, "Tick that it was sworn or affirmed today."))
    if facts.shown_digest != facts.digest:
        words = "The statement changed since this page was opened. Read it again with the candidate."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    return tuple(unmet)


def _named(name: str, names: tuple[str, ...]) -> bool:
    return not blank(name) and any(same_name(name, other) for other in names)
