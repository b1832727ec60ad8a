"""Disposal: when a case may be disposed of, what keeps it longer, and that two people do it (Hamden A.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.retention import kept_until, least_years
from tracker.policy.stages import is_disposed, may_move
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted, day, too_short

SOON_DAYS = 30
"""How many days ahead a case stands among those that are due soon."""
MOST = 50
"""How many cases one batch holds, so that whoever approves it can look at each."""
SAY_AUTHORITY = "Say by which authorization these records are destroyed, or that none is asked for."
SAY_WHY_REFUSED = "Write why, in a few words."


class Due(StrEnum):
    """Where a case stands in the calendar of retention."""

    PAST = "past-due"
    """Its time is over."""
    SOON = "due-soon"
    """Its time ends within thirty days."""
    LATER = "later"
    """Its time ends after that."""


@dataclass(frozen=True, slots=True)
class KeptCase:
    """One case as its disposal is judged.

    ``since`` is the day of the newest record or of the personnel action, whichever is later; ``years`` is
    what the agency's schedule says for how the application ended, None for nothing. ``matters`` hold it, and
    ``waiting`` are the references of what its candidate asked for and nobody answered yet. ``tied`` said, in
    any case of its candidate, that there is a tie, or may be one, and nobody else lifted it.
    """

    reference: str
    stage: Stage
    since: date
    years: int | None = None
    matters: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    tied: frozenset[UUID] = frozenset()

    @property
    def kept_open(self) -> bool:
        """Say whether something keeps it whatever the date is."""
        return bool(self.matters or self.waiting)

    @property
    def least_years(self) -> int:
        """Return how many years it is kept at least."""
        return least_years(self.years)

    @property
    def due_on(self) -> date:
        """Return the last day on which the case is kept, unless a hold keeps it longer."""
        return kept_until(self.since, self.years)

    def due(self, today: date) -> Due:
        """Say where it stands in the calendar."""
        if self.due_on < today:
            return Due.PAST
        return Due.SOON if self.due_on <= today + timedelta(days=SOON_DAYS) else Due.LATER


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """How a batch stands: who proposed it, whether it was ruled on, and its cases as they are now."""

    proposed_by: UUID
    ruled: bool
    cases: tuple[KeptCase, ...]


@cites(Clause.HAMDEN_A_7, Clause.EEOC_1602_31, Clause.HAMPTON_D_2)
def missing_to_dispose(case: KeptCase, today: date) -> tuple[Unmet, ...]:
    """Say what keeps a case: first any hold, which outranks every date, then what waits, then its time."""
    if is_disposed(case.stage):
        return (Unmet(Clause.HAMDEN_A_7, f"Case {case.reference} is disposed of already."),)
    held = tuple(
        Unmet(
            Clause.HAMDEN_A_7,
            f"This case is on hold (matter {matter}). It cannot be disposed of.",
            ref="R-36",
        )
        for matter in case.matters
    )
    asked = tuple(
        Unmet(
            Clause.HAMPTON_D_2,
            f"Candidate's request {reference} waits for an answer. Until then the case is kept.",
        )
        for reference in case.waiting
    )
    return held + asked + _of_its_time(case, today)


def _of_its_time(case: KeptCase, today: date) -> tuple[Unmet, ...]:
    if not may_move(case.stage, Stage.DISPOSED):
        words = f"Case {case.reference} is not closed yet, so its time has not begun."
        return (Unmet(Clause.EEOC_1602_31, words),)
    if case.due(today) is not Due.PAST:
        words = f"Case {case.reference} is kept until {day(case.due_on)}."
        return (Unmet(Clause.EEOC_1602_31, words),)
    return ()


@cites(Clause.HAMDEN_D_2)
def missing_for_tied(cases: Sequence[KeptCase], person_id: UUID) -> tuple[Unmet, ...]:
    """Say to which of these cases somebody declared a tie, so that others see to their disposal."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_2,
            f"You declared a tie to the candidate of case {case.reference}, or that there may be one. "
            "Somebody else proposes and approves its disposal.",
        )
        for case in cases
        if person_id in case.tied
    )


@cites(Clause.HAMDEN_D_2)
def missing_from_proposer(batch: BatchFacts) -> tuple[Unmet, ...]:
    """Say to which of its cases the proposer of a batch has declared a tie since."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_2,
            f"Whoever proposed this batch declared a tie to the candidate of case {case.reference} since, or "
            "that there may be one. Refuse the batch, and let somebody else propose its cases.",
        )
        for case in batch.cases
        if batch.proposed_by in case.tied
    )


@cites(Clause.HAMDEN_A_7, Clause.EEOC_1602_31)
def missing_to_propose(cases: Sequence[KeptCase], person_id: UUID, today: date) -> tuple[Unmet, ...]:
    """Say why these cases cannot be proposed for disposal together."""
    rule = Clause.HAMDEN_A_7
    if not cases:
        return (Unmet(rule, "Choose at least one case.", "field:cases"),)
    if len(cases) > MOST:
        words = f"One batch holds up to {counted(MOST, 'case')}, so that each can be looked at."
        return (Unmet(rule, words, "field:cases"),)
    if tied := missing_for_tied(cases, person_id):
        return tuple(replace(one, fix="field:cases") for one in tied)
    return tuple(
        Unmet(one.clause, _naming(case, one.sentence), "field:cases", one.ref)
        for case in cases
        for one in missing_to_dispose(case, today)
    )


@cites(Clause.HAMDEN_A_7)
def missing_to_rule(batch: BatchFacts) -> tuple[Unmet, ...]:
    """Say why nobody rules on a batch any more."""
    if batch.ruled:
        return (Unmet(Clause.HAMDEN_A_7, "This batch was approved or refused already."),)
    return ()


@cites(Clause.HAMDEN_A_7)
def missing_to_refuse(batch: BatchFacts, reason: str) -> tuple[Unmet, ...]:
    """Say why a batch cannot be refused; whoever proposed it can take it back so."""
    if ruled := missing_to_rule(batch):
        return ruled
    if too_short(reason):
        return (Unmet(Clause.HAMDEN_A_7, SAY_WHY_REFUSED, "field:reason"),)
    return ()


@cites(Clause.HAMDEN_A_7, Clause.EEOC_1602_31)
def missing_to_approve(batch: BatchFacts, person_id: UUID, today: date) -> tuple[Unmet, ...]:
    """Say why somebody cannot approve a batch: disposal takes two people, and something to dispose of.

    Neither of the two has a tie to a candidate whose case is in it.
    Cases that a hold or a later record keeps are left out of it, each with its reason; only where that is
    all of them, nothing is approved.
    """
    if ruled := missing_to_rule(batch):
        return ruled
    if batch.proposed_by == person_id:
        words = "The person who proposed the batch cannot approve it."
        return (Unmet(Clause.HAMDEN_A_7, words, ref="R-36"),)
    if tied := missing_for_tied(batch.cases, person_id) or missing_from_proposer(batch):
        return tied
    kept = [missing_to_dispose(case, today) for case in batch.cases]
    return () if not all(kept) else tuple(one for found in kept for one in found)


@cites(Clause.HAMDEN_A_7)
def missing_authority(words: str) -> tuple[Unmet, ...]:
    """Say what is missing to the authorization that a schedule asks for before anything is destroyed."""
    return (Unmet(Clause.HAMDEN_A_7, SAY_AUTHORITY, "field:authority"),) if too_short(words) else ()


def _naming(case: KeptCase, sentence: str) -> str:
    return sentence if case.reference in sentence else f"{case.reference}: {sentence}"
