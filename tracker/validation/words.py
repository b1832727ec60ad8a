"""The room's codes in words, as pages and forms write them."""

from __future__ import annotations

from tracker.policy.sanitising import Disposition, Protected, Whose
from tracker.policy.vocabulary import CheckAnswer

ANSWERS: dict[CheckAnswer, tuple[str, str]] = {
    CheckAnswer.YES: ("Yes", "done"),
    CheckAnswer.NO: ("No", "error"),
    CheckAnswer.CANNOT_TELL: ("Cannot tell", "waiting"),
}
"""What a check came to, as a tag."""

CATEGORIES: dict[Protected, str] = {
    Protected.RACE: "Race, colour or ethnicity",
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
    Protected.OPINION: "A judgement instead of a fact",
}
"""What a suggestion is about."""

WHOSE: dict[Whose, str] = {
    Whose.CANDIDATE: "It seems to be the candidate's own, which the board may not use.",
    Whose.TARGET: "It seems to name those whom words were aimed at. In general words it may stay.",
    Whose.THIRD_PERSON: "It seems to be about somebody else, who is left out.",
    Whose.UNCLEAR: "Look at what it tells, and about whom.",
}
"""Whose characteristic it seems to be; a person decides."""

DISPOSITIONS: dict[Disposition, str] = {
    Disposition.REMOVED: "Removed",
    Disposition.REWORDED: "Reworded",
    Disposition.KEPT: "Keep, because the job needs it",
}
"""What can be done about a suggestion."""
