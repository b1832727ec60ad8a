"""The calls that candidates are promised when they choose how an account may be looked at (Hampton F.2)."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.stages import with_investigator
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.policy.words import CALLS

PROMISED: frozenset[AccessMode] = frozenset(CALLS)
"""Ways of looking that take more than one: the candidate is told that somebody calls."""


def is_calling(stage: Stage) -> bool:
    """Say whether candidates are called at a stage: while the case is searched, and no longer."""
    return with_investigator(stage)


@cites(Clause.HAMPTON_F_2)
def missing_to_record_call(stage: Stage, *, waiting: bool) -> tuple[Unmet, ...]:
    """Say why there is no call to record: none was promised, or it was made already."""
    if waiting and is_calling(stage):
        return ()
    return (Unmet(Clause.HAMPTON_F_2, "No call to this candidate is waited for now."),)
