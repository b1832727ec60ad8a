"""Before whom an affidavit can be sworn, and what is recorded of it (Hampton F.2, Hamden D.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.policy.affidavit import same_name
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.officers import Line, missing_in_lines
from tracker.policy.wording import blank, day


@dataclass(frozen=True, slots=True)
class OathFacts:
    """An oath that is about to be recorded: who records it, who took it, and who may be neither.

    ``searching`` and ``deciding`` are names of whoever has the case, and of whoever sits on its board.
    ``today`` is the agency's day, on which it was sworn; None for a commission means that none was told.
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
    identified_by: str = ""
    title: str = ""
    authority: str = ""
    venue: str = ""
    commission: str = ""
    commission_ends: date | None = None
    today: date | None = None


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_2)
def missing_for_oath(facts: OathFacts) -> tuple[Unmet, ...]:
    """Say what keeps an oath from being recorded; empty means that it can be."""
    unmet = [*_missing_words(facts)]
    if facts.recorded_by in facts.searching_ids or is_named(facts.officer, facts.searching):
        words = (
            "Somebody who searches in this case cannot take the oath: they would be a witness to what they "
            "check. Ask another officer."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    if facts.recorded_by in facts.deciding_ids or is_named(facts.officer, facts.deciding):
        words = (
            "Somebody who sits on the board of this requisition cannot take the oath: they would read the "
            "affidavit before they decide. Ask another officer."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_2, words))
    if not facts.sworn_before:
        words = "Tick that it was sworn or affirmed before the officer today."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:sworn_today"))
    if facts.shown_digest != facts.digest:
        words = "The statement changed since this page was opened. Read it again with the candidate."
        unmet.append(Unmet(Clause.HAMPTON_F_2, words))
    return tuple(unmet)


_ASKED = {
    "identified_by": "Enter how the candidate was identified.",
    "officer": "Enter the name of the officer.",
    "title": "Enter the title of the officer.",
    "authority": "Enter the law that lets the officer take an oath.",
    "venue": "Enter the place where it was sworn: town, county and state.",
}
"""What is said of every oath, by field; only a commission can be left out."""


@cites(Clause.HAMPTON_F_2)
def _missing_words(facts: OathFacts) -> tuple[Unmet, ...]:
    """Say what an officer left out or wrote too much of."""
    names = (*_ASKED, "commission")
    unmet = missing_in_lines(Line(name, getattr(facts, name), _ASKED.get(name, "")) for name in names)
    if facts.commission_ends and facts.today and facts.commission_ends < facts.today:
        words = (
            f"This commission ended on {day(facts.commission_ends)}, before today. Look at the day again, or "
            "ask another officer."
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="field:commission_ends"))
    return tuple(unmet)


def is_named(name: str, names: tuple[str, ...]) -> bool:
    """Say whether a name is one of several, however it is written."""
    return not blank(name) and any(same_name(name, other) for other in names)
