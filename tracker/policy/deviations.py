"""The Chief's deviations: only from clauses that say "should", only in writing, seen wherever they apply."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, Strength, cites, clause_called
from tracker.policy.declining import missing_in_ground
from tracker.policy.facts import CaseFacts, DeviationFacts
from tracker.policy.wording import blank, too_short

MAY_DEVIATE: tuple[Clause, ...] = (Clause.HAMDEN_D_1, Clause.HAMDEN_D_2, Clause.HAMDEN_D_3)
"""The clauses that a Chief may deviate from, each a "should"."""

ABOUT_PERSONS: tuple[Clause, ...] = (Clause.HAMDEN_D_2, Clause.HAMDEN_D_3)
"""Of those, the clauses about persons: a deviation from them names one person."""

CONCERNED_WORDS: Mapping[Clause, str] = {
    Clause.HAMDEN_D_2: "somebody who sits, or sat, on the board of this requisition",
    Clause.HAMDEN_D_3: "an investigator",
}
"""Whom each of them can be about."""

CLAUSE, PERSON = "field:clause", "field:person"
"""Fields of the form that a deviation is recorded by."""
NOT_THE_CHIEF = "Only the Chief records a deviation. Ask the Chief's office."
NO_CONTROL = "Write which control makes up for the deviation, in a few words."
"""What is said of every deviation, of one requisition and of the whole agency alike."""


@cites(*MAY_DEVIATE)
def missing_to_deviate(facts: DeviationFacts) -> tuple[Unmet, ...]:
    """Say what stands against recording this deviation."""
    try:
        clause = clause_called(facts.clause)
    except KeyError:
        return (Unmet(None, "Choose the clause that is deviated from.", CLAUSE), *_missing_words(None, facts))
    if clause not in MAY_DEVIATE or clause.strength is not Strength.SHOULD:
        return (
            Unmet(
                clause,
                f"{clause.label} says '{clause.strength}', so nobody can deviate from it. Deviations exist "
                "for D.1, D.2 and D.3.",
                CLAUSE,
            ),
        )
    if clause is Clause.HAMDEN_D_1 and facts.opened:
        words = (
            "This requisition is open, and all its candidates are reviewed alike. A deviation from D.1 comes "
            "before the opening."
        )
        return (Unmet(clause, words, CLAUSE), *_missing_words(clause, facts))
    return (*_missing_words(clause, facts), *_defects(clause, facts))


def _missing_words(clause: Clause | None, facts: DeviationFacts) -> Iterator[Unmet]:
    if too_short(facts.reason):
        yield Unmet(clause, "Write why the deviation is needed, in a few words.", "field:reason")
    if too_short(facts.compensating_control):
        yield Unmet(clause, NO_CONTROL, "field:compensating_control")
    yield from missing_in_ground(facts.reason, "reason")
    yield from missing_in_ground(facts.compensating_control, "compensating_control")


def _defects(clause: Clause, facts: DeviationFacts) -> tuple[Unmet, ...]:
    unmet = []
    if facts.recorded_by_role is not Role.CHIEF:
        unmet.append(Unmet(clause, NOT_THE_CHIEF))
    if clause in ABOUT_PERSONS and facts.person_id is None:
        unmet.append(Unmet(clause, "Name the person whom the deviation is for.", PERSON))
    if clause is Clause.HAMDEN_D_1 and facts.person_id is not None:
        unmet.append(
            Unmet(
                clause,
                "A deviation from D.1 is for the whole requisition, never for one person. Leave out the "
                "name.",
                PERSON,
            )
        )
    return tuple(unmet)


@cites(*ABOUT_PERSONS)
def missing_to_concern(
    clause: Clause, person_id: UUID | None, concerned: Mapping[Clause, Collection[UUID]]
) -> tuple[Unmet, ...]:
    """Say why a deviation is not for this person: it would let nobody do anything (decision 0013).

    ``concerned`` are those whom each clause about persons can be about.
    """
    if person_id is None or clause not in ABOUT_PERSONS or person_id in concerned[clause]:
        return ()
    words = f"{clause.value.number} does not concern this person. Choose {CONCERNED_WORDS[clause]}."
    return (Unmet(clause, words, PERSON),)


@cites(*MAY_DEVIATE)
def missing_to_record_again(facts: DeviationFacts, recorded: Iterable[DeviationFacts]) -> tuple[Unmet, ...]:
    """Say that this deviation is on record and in force already, in the same words.

    Another reason or another control is a deviation of its own: it is how one that stands is made stricter.
    """
    for one in recorded:
        if _about(one) == _about(facts) and _words(one) == _words(facts):
            words = "This deviation is on record already, in the same words, and in force."
            return (Unmet(clause_called(facts.clause), words),)
    return ()


def _about(facts: DeviationFacts) -> tuple[str, UUID, UUID | None]:
    return facts.clause, facts.requisition_id, facts.person_id


def _words(facts: DeviationFacts) -> tuple[str, ...]:
    """Return what is written, however it is spaced and capitalized."""
    return tuple(" ".join(text.casefold().split()) for text in (facts.reason, facts.compensating_control))


def reaches(
    began: datetime, ended: datetime | None, opened_at: datetime | None, over_at: datetime | None = None
) -> bool:
    """Say whether a deviation for the whole agency reaches a requisition: it holds, or held at its opening.

    A requisition that is not open yet is opened later. One that was closed before is reached too, as long as
    its cases go on: ``over_at`` is when the last of them was closed, or when one case was, None while
    anything goes on.
    """
    held = ended is None or (opened_at is not None and opened_at <= ended)
    return held and not comes_after(began, over_at)


def comes_after(began: datetime, over_at: datetime | None) -> bool:
    """Say whether a deviation began when a requisition, or a case, was over: it touches nothing there."""
    return over_at is not None and over_at < began


def touches_work(person_id: UUID | None, case: CaseFacts) -> bool:
    """Say whether a deviation in a case's requisition touches it: it is for all, or for who worked there.

    Those searched in it, have or had it, or saw its material though they sit on the board.
    """
    worked = case.worked | (case.exposed & case.seated)
    return person_id is None or person_id in worked


def may_search_anyway(deviations: Iterable[DeviationFacts], requisition_id: UUID, person_id: UUID) -> bool:
    """Say whether the Chief deviated from Hamden D.3 for this person: no current designation is needed."""
    return deviation_for(deviations, Clause.HAMDEN_D_3, requisition_id, person_id) is not None


def may_search_for_own_board(
    deviations: Iterable[DeviationFacts], requisition_id: UUID
) -> dict[UUID, tuple[DeviationFacts, ...]]:
    """Return for whom the Chief deviated from Hamden D.2, with each deviation: they search though seated."""
    found: dict[UUID, tuple[DeviationFacts, ...]] = {}
    for one in deviations:
        if one.person_id is not None and _applies(one, Clause.HAMDEN_D_2, requisition_id):
            found[one.person_id] = (*found.get(one.person_id, ()), one)
    return found


def is_without_review(deviations: Iterable[DeviationFacts], requisition_id: UUID) -> bool:
    """Say whether the Chief deviated from Hamden D.1: the whole requisition goes without a review."""
    return deviation_for(deviations, Clause.HAMDEN_D_1, requisition_id) is not None


def deviation_for(
    deviations: Iterable[DeviationFacts], clause: Clause, requisition_id: UUID, person_id: UUID | None = None
) -> DeviationFacts | None:
    """Return the recorded deviation that applies, or None; a defective one never applies."""
    for deviation in deviations:
        if deviation.person_id == person_id and _applies(deviation, clause, requisition_id):
            return deviation
    return None


def _applies(deviation: DeviationFacts, clause: Clause, requisition_id: UUID) -> bool:
    """Say whether a recorded deviation counts here: only for whom and for what it can be recorded.

    How many words a reason needs is asked where it is written: a later rule undoes no earlier deviation.
    """
    here = deviation.clause == clause.key and deviation.requisition_id == requisition_id
    given = not blank(deviation.reason) and not blank(deviation.compensating_control)
    return here and clause in MAY_DEVIATE and given and not _defects(clause, deviation)
