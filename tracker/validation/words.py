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
    Whose.CANDIDATE: "the candidate's own",
    Whose.TARGET: "of those aimed at",
    Whose.THIRD_PERSON: "somebody else's",
    Whose.UNCLEAR: "",
}
"""Whose characteristic it seems to be; a person decides."""
