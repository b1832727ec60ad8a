"""The Chief's deviations: only from clauses that say "should", only in writing, seen wherever they apply."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, Strength, cites, clause_called
from tracker.policy.facts import DeviationFacts
from tracker.policy.wording import too_short

MAY_DEVIATE: tuple[Clause, ...] = (Clause.HAMDEN_D_1, Clause.HAMDEN_D_2, Clause.HAMDEN_D_3)
"""The clauses that a Chief may deviate from, each a "should"."""

ABOUT_PERSONS: tuple[Clause, ...] = (Clause.HAMDEN_D_2, Clause.HAMDEN_D_3)
"""Of those, the clauses about persons: a deviation from them names one person."""


@cites(*MAY_DEVIATE)
def missing_to_deviate(facts: DeviationFacts) -> tuple[Unmet, ...]:
    """Say what stands against recording this deviation."""
    try:
        clause = clause_called(facts.clause)
    except KeyError:
        return (Unmet(None, "Choose the clause that is deviated from."),)
    if clause not in MAY_DEVIATE or clause.strength is not Strength.SHOULD:
        return (
            Unmet(
                clause,
                f"{clause.label} says '{clause.strength}', so nobody can deviate from it. Deviations exist "
                "for D.1, D.2 and D.3.",
            ),
        )
    if clause is Clause.HAMDEN_D_1 and facts.opened:
        words = (
            "This requisition is open, and all its candidates are reviewed alike. A deviation from D.1 comes "
            "before the opening."
        )
        return (Unmet(clause, words),)
    return _missing_words(clause, facts)


def _missing_words(clause: Clause, facts: DeviationFacts) -> tuple[Unmet, ...]:
    unmet = []
    if facts.recorded_by_role is not Role.CHIEF:
        unmet.append(Unmet(clause, "Only the Chief records a deviation. Ask the Chief's office."))
    if too_short(facts.reason):
        unmet.append(Unmet(clause, "Write why the deviation is needed, in a few words."))
    if too_short(facts.compensating_control):
        unmet.append(Unmet(clause, "Write which control makes up for the deviation."))
    if clause in ABOUT_PERSONS and facts.person_id is None:
        unmet.append(Unmet(clause, "Name the person whom the deviation is for."))
    if clause is Clause.HAMDEN_D_1 and facts.person_id is not None:
        unmet.append(
            Unmet(
                clause,
                "A deviation from D.1 is for the whole requisition, never for one person. Leave out the "
                "name.",
            )
        )
    return tuple(unmet)


def may_search_anyway(deviations: Iterable[DeviationFacts], requisition_id: UUID, person_id: UUID) -> bool:
    """Say whether the Chief deviated from Hamden D.3 for this person: no current designation is needed."""
    return deviation_for(deviations, Clause.HAMDEN_D_3, requisition_id, person_id) is not None


def deviation_for(
    deviations: Iterable[DeviationFacts], clause: Clause, requisition_id: UUID, person_id: UUID | None = None
) -> DeviationFacts | None:
    """Return the recorded deviation that applies, or None; a defective one never applies."""
    for deviation in deviations:
        here = deviation.clause == clause.key and deviation.requisition_id == requisition_id
        if here and deviation.person_id == person_id and not missing_to_deviate(deviation):
            return deviation
    return None
