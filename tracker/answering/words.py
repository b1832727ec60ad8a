"""What the room says to candidates, through gettext, and to boards in plain English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.affidavits.words import Say
from tracker.policy.answering import Choice, Ending, RequestFacts
from tracker.policy.wording import day

FOR_BOARD: Mapping[Choice, str] = {
    Choice.CORRECT: "It is mine and correct.",
    Choice.CONTEXT: "It is mine and needs more context.",
    Choice.NOT_MINE: "It is not my account, or I did not post it.",
    Choice.RATHER_NOT: "I would rather not answer. Not answering does not count as agreement.",
}
"""The four answers as a board reads them."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a board is told of an answer: a line, and the candidate's own words in paragraphs."""

    line: str
    said: tuple[str, ...] = ()


NOT_ASKED_YET = AnswerLine("The candidate has not been asked yet.")
ASKED = AnswerLine("The candidate was asked and has time to answer.")
WAIVED = AnswerLine("The candidate gave up the time to answer, in writing. That does not count as agreement.")


def answer_line(
    request: RequestFacts | None, digest: str, choice: Choice | None, for_board: str
) -> AnswerLine:
    """Return what a board is told of the newest question about a concern; ``digest`` is of the words now."""
    if request is None or request.digest != digest or request.ending is Ending.TAKEN_BACK:
        return NOT_ASKED_YET
    if request.is_open:
        return ASKED
    if request.ending is Ending.SILENT:
        until = day(request.due_at)
        return AnswerLine(f"The candidate did not answer by {until}. That does not count as agreement.")
    if choice is None:
        return WAIVED
    return AnswerLine(FOR_BOARD[choice], tuple(part for part in for_board.splitlines() if part.strip()))


def choice_words(_: Say) -> dict[Choice, str]:
    """Say the four answers."""
    return {
        Choice.CORRECT: _("It is mine and correct"),
        Choice.CONTEXT: _("It is mine and needs more context"),
        Choice.NOT_MINE: _("It is not my account, or I did not post it"),
        Choice.RATHER_NOT: _("I would rather not answer"),
    }
