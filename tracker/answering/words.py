"""What the room says to candidates, through gettext, and to boards in plain English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.affidavits.words import Say
from tracker.answering.document import SentFile
from tracker.findings.formats.recognise import BY_MEDIA_TYPE
from tracker.policy.answer_words import CHOICES
from tracker.policy.answering import MOST_FILES, MOST_MEGABYTES, Choice, Ending, RequestFacts
from tracker.policy.wording import counted, day

NO_AGREEMENT = " Not answering does not count as agreement."
FOR_BOARD: Mapping[Choice, str] = {
    choice: f"{words}.{NO_AGREEMENT if choice is Choice.RATHER_NOT else ''}"
    for choice, words in CHOICES.items()
}
"""The four answers as a board reads them."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a board is told of an answer: a line, the candidate's own words in paragraphs, and the files.

    A board reads of files what proves them, and opens none: nobody has looked through what else they show.
    """

    line: str
    said: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


NOT_ASKED_YET = AnswerLine("The candidate has not been asked yet.")
ASKED = AnswerLine("The candidate was asked and has time to answer.")
WAIVED = AnswerLine("The candidate gave up the time to answer, in writing. That does not count as agreement.")


def answer_line(
    request: RequestFacts | None,
    digest: str,
    choice: Choice | None,
    for_board: str,
    files: Sequence[SentFile] = (),
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
    said = tuple(part for part in for_board.splitlines() if part.strip())
    return AnswerLine(FOR_BOARD[choice], said, tuple(_file(*one) for one in enumerate(files, 1)))


def _file(place: int, one: SentFile) -> str:
    kind = BY_MEDIA_TYPE[one.media_type].value.name
    return f"File {place}, kept in the case file: {kind}, {counted(one.size, 'byte')}, SHA-256 {one.sha256}"


def file_words(place: int, code: str, _: Say) -> str:
    """Say why a file was not kept; ``place`` counts the files that were chosen."""
    said = {
        "empty": _("File %(place)s that you chose is empty. Choose another one.", place=place),
        "too-large": _(
            "File %(place)s that you chose is too large. It can be up to %(most)s MB.",
            place=place,
            most=MOST_MEGABYTES,
        ),
        "too-many": _(
            "File %(place)s that you chose is one too many. You can send up to %(most)s.",
            place=place,
            most=MOST_FILES,
        ),
        "unknown-kind": _(
            "File %(place)s that you chose is of a kind that we cannot take. Choose a picture (PNG, JPEG or "
            "WebP) or a PDF.",
            place=place,
        ),
        "password-protected": _(
            "File %(place)s that you chose opens with a password only. Save it without one, then choose it "
            "again.",
            place=place,
        ),
        "infected": _("File %(place)s that you chose contains a virus. It was not kept.", place=place),
        "not-scanned": _(
            "We could not look through file %(place)s for viruses, so it was not kept. Choose it again "
            "later, or call us.",
            place=place,
        ),
    }
    broken = _(
        "File %(place)s that you chose is cut short or broken. Save it again, then choose it.", place=place
    )
    return said.get(code, broken)


def choice_words(_: Say) -> dict[Choice, str]:
    """Say the four answers."""
    return {choice: _(words) for choice, words in CHOICES.items()}
