"""What a correction changes of a case for others: nothing, since it changes the wording alone (C.3.d)."""

from __future__ import annotations

from tracker.policy.vocabulary import Stage

UNDER_CORRECTION: frozenset[Stage] = frozenset({Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE})
"""Stages that a correction goes through once more."""
CORRECTING: frozenset[Stage] = UNDER_CORRECTION | {Stage.RELEASED}
"""Stages from a correction's begin until the board decides anew."""


def seen_as(stage: Stage, corrected_from: Stage | None) -> Stage:
    """Return the stage that a case is in for all but those who correct it.

    So a decided case stays decided for its candidate, and its accesses stay ended (Hampton C.3.d).
    """
    return corrected_from if corrected_from is not None and stage in CORRECTING else stage


def under_correction(stage: Stage, corrected_from: Stage | None) -> bool:
    """Say whether what was released of a case is being corrected."""
    return corrected_from is not None and stage in UNDER_CORRECTION
