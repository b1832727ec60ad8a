"""What people read for each code of findings, their checks, their captures and their screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.policy.captures import FileState
from tracker.policy.sanitising import Disposition, Protected
from tracker.policy.vocabulary import Attribution, CheckAnswer, Direction

DIRECTIONS: dict[Direction, str] = {
    Direction.CONCERN: "Concern",
    Direction.FAVOURABLE: "Favorable",
    Direction.CONTEXT: "Context only",
}
"""Which way a finding points."""

ATTRIBUTIONS: dict[Attribution, str] = {
    Attribution.AUTHORED: "Wrote or posted it",
    Attribution.SHARED: "Shared it",
    Attribution.ENDORSED: "Liked or endorsed it",
    Attribution.COMMENTED: "Commented on it",
    Attribution.TAGGED: "Was tagged in it",
    Attribution.DEPICTED: "Is shown in it",
}
"""What the candidate had to do with what was found."""

CHECK_ANSWERS: dict[CheckAnswer, str] = {
    CheckAnswer.YES: "Yes",
    CheckAnswer.NO: "No",
    CheckAnswer.CANNOT_TELL: "Cannot tell",
}
"""What a check came to."""

FILE_STATES: dict[FileState, str] = {
    FileState.INTACT: "As received",
    FileState.CHANGED: "Changed",
    FileState.MISSING: "File missing",
}
"""What was found when a sealed file was computed anew."""

PROTECTED: dict[Protected, str] = {
    Protected.RACE: "Race, color or ethnicity",
    Protected.RELIGION: "Religion",
    Protected.SEX: "Sex, pregnancy, orientation or identity",
    Protected.ORIGIN: "National origin or language",
    Protected.AGE: "Age",
    Protected.HEALTH: "Disability or health",
    Protected.GENETICS: "Genetics or family health",
    Protected.FAMILY: "Family or marital status",
    Protected.MILITARY: "Military status",
    Protected.POLITICS: "Politics, union or protected speech",
    Protected.MINOR: "A person under 18",
    Protected.ARREST: "Arrest without conviction, or an erased record",
    Protected.ASSISTANCE: "Public assistance",
    Protected.ADDRESS: "Where somebody lives",
    Protected.OTHER_PERSON: "Another person",
    Protected.IDENTIFIER: "What identifies somebody",
    Protected.OPINION: "A judgment instead of a fact",
}
"""What a suggestion of the screen is about."""

DISPOSITIONS: dict[Disposition, str] = {
    Disposition.REMOVED: "Removed",
    Disposition.REWORDED: "Reworded",
    Disposition.KEPT: "Keep, because the job needs it",
}
"""What can be done about a suggestion of the screen."""

SOMEBODY_ELSES = "Somebody else's act; it cannot be released alone"
MEANINGS: Mapping[Direction | Attribution, str] = {
    Direction.CONCERN: "Could weigh against the candidate",
    Direction.FAVOURABLE: "Speaks for the candidate",
    Direction.CONTEXT: "Helps to understand, and weighs neither way",
    Attribution.TAGGED: SOMEBODY_ELSES,
    Attribution.DEPICTED: SOMEBODY_ELSES,
}
"""What follows from a code where its word does not say so, for the board too; no full stop ends it."""

FINDING_TABLES: tuple[Mapping[Any, str], ...] = (
    DIRECTIONS,
    ATTRIBUTIONS,
    CHECK_ANSWERS,
    FILE_STATES,
    PROTECTED,
    DISPOSITIONS,
)
"""Each of the tables above."""
