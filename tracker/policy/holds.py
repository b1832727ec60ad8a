"""Holds: what keeps records from disposal, whoever wants them gone, until two people lift it (Hamden A.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.stages import is_disposed
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank, too_short

NAME_THE_MATTER = "Enter the number of the matter."
NAME_THE_ISSUER = "Enter who asked for the hold."
NAME_THE_DAY = "Enter the day on which it was asked for."
SAY_WHY_HELD = "Write why the records are held, in a few words."
SAY_WHY_LIFTED = "Write why the hold can be lifted, in a few words."


@dataclass(frozen=True, slots=True)
class HoldWords:
    """What is written to hold records: for which matter, on whose word, since when, and why."""

    matter: str
    issuer: str
    issued_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """How one hold stands: who proposed to lift it, None where nobody did, and whether it is lifted."""

    matter: str
    proposed_by: UUID | None = None
    lifted: bool = False


@cites(Clause.HAMDEN_A_7)
def missing_to_place(words: HoldWords, today: date) -> tuple[Unmet, ...]:
    """Say what a hold lacks; nothing about the records themselves stands in its way."""
    rule, unmet = Clause.HAMDEN_A_7, []
    if blank(words.matter):
        unmet.append(Unmet(rule, NAME_THE_MATTER, "field:matter"))
    if blank(words.issuer):
        unmet.append(Unmet(rule, NAME_THE_ISSUER, "field:issuer"))
    if words.issued_on is None:
        unmet.append(Unmet(rule, NAME_THE_DAY, "field:issued_on"))
    elif words.issued_on > today:
        unmet.append(Unmet(rule, "The day must not be in the future.", "field:issued_on"))
    if too_short(words.reason):
        unmet.append(Unmet(rule, SAY_WHY_HELD, "field:reason"))
    return tuple(unmet)


@cites(Clause.HAMDEN_A_7)
def missing_to_hold(reference: str, stage: Stage) -> tuple[Unmet, ...]:
    """Say why a case cannot be held: its keys are destroyed, so that nothing of it can be kept any more."""
    if not is_disposed(stage):
        return ()
    words = f"Case {reference} was disposed of. Nothing of it is left that a hold could keep."
    return (Unmet(Clause.HAMDEN_A_7, words, "field:held"),)


@cites(Clause.HAMDEN_A_7)
def missing_to_propose_lift(hold: HoldFacts, reason: str) -> tuple[Unmet, ...]:
    """Say why nobody can propose to lift a hold: it is proposed or lifted already, or no reason is given."""
    rule = Clause.HAMDEN_A_7
    if hold.lifted:
        return (Unmet(rule, f"The hold for matter {hold.matter} is lifted already."),)
    if hold.proposed_by is not None:
        return (Unmet(rule, f"It is proposed already to lift the hold for matter {hold.matter}."),)
    if too_short(reason):
        return (Unmet(rule, SAY_WHY_LIFTED, "field:reason"),)
    return ()


@cites(Clause.HAMDEN_A_7)
def missing_to_lift(hold: HoldFacts, person_id: UUID) -> tuple[Unmet, ...]:
    """Say why somebody cannot lift a hold: lifting takes two people, and one of them proposed it."""
    rule = Clause.HAMDEN_A_7
    if hold.lifted:
        return (Unmet(rule, f"The hold for matter {hold.matter} is lifted already."),)
    if hold.proposed_by is None:
        return (Unmet(rule, f"Nobody has proposed to lift the hold for matter {hold.matter} yet."),)
    if hold.proposed_by == person_id:
        words = "The person who proposed to lift a hold cannot lift it. Somebody else does."
        return (Unmet(rule, words),)
    return ()
