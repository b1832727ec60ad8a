"""How the room's codes are drawn, and what its pages say of whose characteristic something is."""

from __future__ import annotations

from tracker.policy.sanitising import Whose
from tracker.policy.vocabulary import CheckAnswer

TAGS: dict[CheckAnswer, str] = {
    CheckAnswer.YES: "done",
    CheckAnswer.NO: "error",
    CheckAnswer.CANNOT_TELL: "waiting",
}
"""How what a check came to is drawn as a tag."""

WHOSE: dict[Whose, str] = {
    Whose.CANDIDATE: "It seems to be the candidate's own, which the board may not use.",
    Whose.TARGET: "It seems to name those whom words were aimed at. In general words it may stay.",
    Whose.THIRD_PERSON: "It seems to be about somebody else, who is left out.",
    Whose.UNCLEAR: "Look at what it tells, and about whom.",
}
"""Whose characteristic it seems to be; a person decides."""
