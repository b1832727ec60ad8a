"""What a case needs when somebody else gets it: words that stay, and the candidate's agreement anew."""

from __future__ import annotations

from enum import StrEnum

from tracker.policy.access_modes import NEUTRAL
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.stages import FINISHED, OVER
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.policy.wording import too_short


class Agreement(StrEnum):
    """How access that a candidate gave stands while a case goes from one investigator to another."""

    HOLDS = "holds"
    """It names whoever has the case now, and nobody else."""
    WAITS = "waits"
    """It names somebody else: the candidate is asked anew, and until then it gives nothing."""
    NOBODY = "nobody"
    """Nobody has the case, so nobody can be agreed to yet."""
    OVER = "over"
    """It was stopped, or its time is over; only the candidate can give it again."""


AGREEMENTS: dict[Agreement, str] = {
    Agreement.HOLDS: "Agreed",
    Agreement.WAITS: "Needs the candidate’s agreement again",
    Agreement.NOBODY: "Needs the candidate’s agreement again, once somebody has the case",
    Agreement.OVER: "Stopped or over",
}
"""How access stands, in words."""


@cites(Clause.HAMPTON_F_2)
def agreement_of(mode: AccessMode, *, live: bool, named: bool, assigned: bool) -> Agreement | None:
    """Say how access stands, None where it goes no further than what anyone can see.

    ``live`` that it was neither stopped nor ran out; ``named`` that it names whoever has the case;
    ``assigned`` that somebody has.
    """
    if mode in NEUTRAL:
        return None
    if not live:
        return Agreement.OVER
    if not assigned:
        return Agreement.NOBODY
    return Agreement.HOLDS if named else Agreement.WAITS


@cites(Clause.HAMDEN_D_5)
def has_act_to_come(approved: bool | None, stage: Stage, *, correcting: bool = False) -> bool:
    """Say whether a request has an act to come where its case stands: a ruling, or the search it allows.

    ``approved`` is None before anybody ruled. Once the page is released nobody rules on it any more, and what
    is approved is searched only while the case is with its investigator.
    """
    if stage in FINISHED or correcting:
        return False
    return approved is None or (approved and stage is Stage.SEARCH)


@cites(Clause.HAMDEN_D_5)
def missing_to_leave_words(stage: Stage, words: str) -> tuple[Unmet, ...]:
    """Say why words for a handover are not kept: the work is over, or they say nothing."""
    if stage in OVER:
        return (Unmet(Clause.HAMDEN_D_5, "This application is over, so nobody takes the case over."),)
    short = Unmet(Clause.HAMDEN_D_5, "Write in a few words what is open.", fix="field:words")
    return (*((short,) if too_short(words) else ()), *missing_in_text(words))
