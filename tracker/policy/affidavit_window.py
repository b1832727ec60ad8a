"""When an affidavit can be answered, and when it can be changed (Hampton F.2)."""

from __future__ import annotations

from enum import Enum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.policy.wording import worded

WAITING: frozenset[Stage] = frozenset({Stage.OPENED, Stage.AFFIDAVIT_PENDING})
"""Stages in which the first affidavit is awaited."""
UNDECIDED: frozenset[Stage] = frozenset({Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED})
"""Stages in which a filed affidavit can be changed: until a decision."""


class Closed(Enum):
    """Why nothing more is answered or changed."""

    WITHDRAWN = "withdrawn"
    """The candidate withdrew."""
    DECIDED = "decided"
    """A decision was recorded."""
    OVER = "over"
    """The application ended before anything was filed."""


def closed(stage: Stage, *, filed: bool) -> Closed | None:
    """Return why answers are closed to candidates and to whoever copies their paper; None while open."""
    if stage is Stage.WITHDRAWN:
        return Closed.WITHDRAWN
    if stage not in WAITING | UNDECIDED:
        return Closed.DECIDED
    return Closed.OVER if not filed and stage not in WAITING else None


@cites(Clause.HAMPTON_F_2)
def missing_to_answer(stage: Stage, *, filed: bool) -> tuple[Unmet, ...]:
    """Say why the questions are closed to the candidate (R-02, R-05); empty means that they are open."""
    why = closed(stage, filed=filed)
    if why is Closed.WITHDRAWN:
        return (
            Unmet(None, "This application was withdrawn, so there is nothing more to answer.", ref="R-02"),
        )
    if why is Closed.DECIDED:
        return (
            Unmet(
                Clause.HAMPTON_F_2,
                "A decision was recorded, so answers can no longer be changed. You can still send us a "
                "letter. Call us to ask where.",
                ref="R-05",
            ),
        )
    if why is Closed.OVER:
        return (Unmet(None, "This application is closed, so there is nothing more to answer.", ref="R-02"),)
    return ()


def missing_to_withdraw(stage: Stage) -> tuple[Unmet, ...]:
    """Say why a candidate has no application to withdraw any more."""
    if stage is Stage.WITHDRAWN:
        return (Unmet(None, "You withdrew this application already.", fix="affidavit:status"),)
    if stage not in WAITING | UNDECIDED:
        words = worded("A decision was recorded, so there is nothing to withdraw any more.")
        return (Unmet(None, words, fix="affidavit:status"),)
    return ()


@cites(Clause.HAMPTON_F_2)
def missing_to_stop(stage: Stage, mode: AccessMode | None, *, live: bool) -> tuple[Unmet, ...]:
    """Say why there is no access to stop; stopping needs no reason and never counts against anybody."""
    if stage not in WAITING | UNDECIDED:
        words = worded("This application is over. All access ended with it.")
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:status"),)
    if mode is None or not live:
        return (Unmet(Clause.HAMPTON_F_2, "This access has ended already.", fix="affidavit:status"),)
    return ()
