"""What people read for each code of questions to a candidate: answers, how they ended, what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.policy.answering import Choice, Ending, Meanwhile, Outcome

CHOICES: dict[Choice, str] = {
    Choice.CORRECT: "It is mine and correct",
    Choice.CONTEXT: "It is mine and needs more context",
    Choice.NOT_MINE: "It is not my account, or I did not post it",
    Choice.RATHER_NOT: "I would rather not answer",
}
"""What a candidate says of a concern, as staff and boards read it."""

ENDINGS: dict[Ending, str] = {
    Ending.ANSWERED: "Answered",
    Ending.SILENT: "No answer by the deadline",
    Ending.WAIVED: "Time given up, in writing",
    Ending.TAKEN_BACK: "Taken back",
}
"""How a question to a candidate ended."""

JUDGED: dict[Outcome, str] = {
    Outcome.ATTACH: "The finding goes to the board with the answer",
    Outcome.WITHDRAW: "The finding is withheld from the board",
    Outcome.REWORD: "The finding is worded anew",
    Outcome.SEARCH: "The investigator searches again",
}
"""What comes of an answer, in the order in which it is offered."""

MEANWHILE: dict[Meanwhile, str] = {
    Meanwhile.GO_ON: "Go on without an answer",
    Meanwhile.REOPEN: "Give the candidate more time",
    Meanwhile.WAIVE: "Record that the candidate gave up the time, in writing",
    Meanwhile.TAKE_BACK: "Take the question back",
}
"""What is done about a question that has no answer."""

FOLLOWS: Mapping[Outcome | Meanwhile, str] = {
    Outcome.ATTACH: "The board reads the finding and, below it, the answer in full.",
    Outcome.WITHDRAW: "It is kept in the file with your reason.",
    Outcome.REWORD: "The case goes back to the investigator. The candidate is asked about the new words.",
    Outcome.SEARCH: "The case goes back to the investigator. What is searched shows in the uniformity table.",
    Meanwhile.GO_ON: "The board reads that no answer came by the deadline, and that this is no agreement.",
    Meanwhile.REOPEN: "The candidate has the same days again, from now.",
    Meanwhile.WAIVE: "Say where the paper is kept. The board reads that the time was given up.",
    Meanwhile.TAKE_BACK: "The candidate is told that nothing is asked any more. The case is in review again.",
}
"""What follows from each, as whoever chooses it is told."""

ANSWER_TABLES: tuple[Mapping[Any, str], ...] = (CHOICES, ENDINGS, JUDGED, MEANWHILE)
"""Each of the tables above in which a code has its word."""
