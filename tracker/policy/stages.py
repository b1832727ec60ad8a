"""Where a case can go from where it stands, and the next step in words."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.correcting import under_correction
from tracker.policy.vocabulary import Stage
from tracker.policy.words import CORRECTED_NOW, RETURNED_NOW, STAGES

FOR_CANDIDATES: dict[Stage, str] = {
    Stage.OPENED: "not-filed",
    Stage.AFFIDAVIT_PENDING: "not-filed",
    Stage.SEARCH: "with-the-unit",
    Stage.REVIEW: "with-the-unit",
    Stage.RESPONSE: "with-the-unit",
    Stage.RELEASED: "with-the-unit",
    Stage.DECIDED: "decided",
    Stage.CLOSED: "decided",
    Stage.WITHDRAWN: "withdrawn",
    Stage.DISPOSED: "decided",
}
"""What the candidate's status page tells, by key; it gives away nothing of what was found."""

TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.OPENED: frozenset({Stage.AFFIDAVIT_PENDING, Stage.SEARCH, Stage.WITHDRAWN}),
    Stage.AFFIDAVIT_PENDING: frozenset({Stage.SEARCH, Stage.WITHDRAWN}),
    Stage.SEARCH: frozenset({Stage.REVIEW, Stage.WITHDRAWN}),
    Stage.REVIEW: frozenset({Stage.SEARCH, Stage.RESPONSE, Stage.RELEASED, Stage.WITHDRAWN}),
    Stage.RESPONSE: frozenset({Stage.REVIEW, Stage.SEARCH, Stage.WITHDRAWN}),
    Stage.RELEASED: frozenset({Stage.DECIDED, Stage.REVIEW, Stage.WITHDRAWN}),
    Stage.DECIDED: frozenset({Stage.REVIEW, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.DISPOSED}),
    Stage.WITHDRAWN: frozenset({Stage.CLOSED}),
    Stage.DISPOSED: frozenset(),
}
"""Where each stage can lead; a released or decided case goes back to review only for a correction."""

OVER: frozenset[Stage] = frozenset({Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN, Stage.DISPOSED})
"""Stages in which nobody waits for anybody."""
CLOSED: frozenset[Stage] = frozenset({Stage.CLOSED, Stage.DISPOSED})
"""Stages in which nothing more is done in a case but to keep it, and to dispose of it."""
FINISHED: frozenset[Stage] = OVER | {Stage.RELEASED}
"""Stages in which nobody works on a case any more, so that it is on no investigator's hands."""
SEARCHED: frozenset[Stage] = frozenset(
    {Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED, Stage.DECIDED, Stage.CLOSED, Stage.DISPOSED}
)
"""Stages in which the protocol's work is over, so that a step left open is a gap."""
RELEASED: frozenset[Stage] = frozenset({Stage.RELEASED, Stage.DECIDED, Stage.CLOSED, Stage.DISPOSED})
"""Stages in which the board may have a packet."""
CORRECTABLE: frozenset[Stage] = frozenset({Stage.RELEASED, Stage.DECIDED})
"""Stages in which what the board has can be corrected (Hampton C.3.d)."""

UNREAD: frozenset[Stage] = frozenset({Stage.WITHDRAWN, Stage.CLOSED, Stage.DISPOSED})
"""Stages in which nobody on a board needs a packet any more (Hampton D.1)."""


def is_disposed(stage: Stage) -> bool:
    """Say whether the keys of a case are destroyed, so that nobody reads what it held any more."""
    return stage is Stage.DISPOSED


def is_closed(stage: Stage) -> bool:
    """Say whether nothing is done in a case any more, not even a correction of what was released of it."""
    return stage in CLOSED


def not_invited(stage: Stage) -> bool:
    """Say whether nobody has invited the candidate yet."""
    return stage is Stage.OPENED


def with_investigator(stage: Stage) -> bool:
    """Say whether a case is with its investigator, who alone adds to it."""
    return stage is Stage.SEARCH


def waits_on_candidate(stage: Stage, *, declared: bool) -> bool:
    """Say whether a case waits on its candidate: to file, or to answer.

    ``declared`` says that whoever has the case told of ties; until then it waits for that.
    """
    return stage is Stage.RESPONSE or (declared and stage in (Stage.OPENED, Stage.AFFIDAVIT_PENDING))


def stage_words(stage: Stage, *, returned: bool = False, corrected_from: Stage | None = None) -> str:
    """Return where a case stands, in the one word that every page of staff who work on it has for it.

    ``returned`` says that its newest submission came back, ``corrected_from`` where a correction began.
    """
    if under_correction(stage, corrected_from):
        return CORRECTED_NOW
    return RETURNED_NOW if returned and with_investigator(stage) else STAGES[stage]


def in_review(stage: Stage) -> bool:
    """Say whether a case is with the supervisors: submitted, and neither returned nor released."""
    return stage is Stage.REVIEW


def may_move(before: Stage, after: Stage) -> bool:
    """Say whether a case can go from one stage to another."""
    return after in TRANSITIONS[before]


def is_over(stage: Stage) -> bool:
    """Say whether an application is over, so that nothing more is asked of its candidate."""
    return stage in OVER


@cites(Clause.HAMDEN_D_5)
def missing_to_move(before: Stage, after: Stage) -> tuple[Unmet, ...]:
    """Say why a case cannot go from one stage to another: every candidate goes the same way."""
    if may_move(before, after):
        return ()
    words = f"This case stands at '{STAGES[before]}', so it cannot go to '{STAGES[after]}'."
    return (Unmet(Clause.HAMDEN_D_5, words),)
