"""What a candidate was asked before a board reads it, and the answers with their files, to take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from tracker.affidavits.words import Say
from tracker.answering.files import FileRow, files_in_case, pieces_of
from tracker.answering.queries import Answered, RequestRow, requests_of
from tracker.answering.words import choice_words
from tracker.findings.formats.recognise import BY_MEDIA_TYPE
from tracker.policy.facts import CaseFacts
from tracker.rights.archive import File, file_of, quoted, text_file, written


def answers_given(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield what was asked, each answer byte for byte as it was sent, and the files that went with it."""
    asked = requests_of(session, facts.case_id)
    if not asked:
        return
    title = _("What we asked you about, and your answers")
    yield text_file("asked.txt", title, (line for one in asked for line in _told(one, _)))
    kept = files_in_case(session, facts.case_id)
    for one in asked:
        if one.answer is not None:
            yield from _sent(session, facts, one.reference, one.answer, kept, _)


def _told(one: RequestRow, _: Say) -> Iterator[str]:
    asked, until, answered = _("We asked you"), _("You could answer until"), _("You answered")
    yield f"{asked} {written(one.asked_at)}, {one.reference}"
    words = one.asking.words
    for part in (words.statement, words.when, words.direction, words.dimension, words.sure):
        yield from quoted(part)
    yield from (f"  {part}" for part in (one.asking.platform, one.asking.link) if part)
    yield f"{until} {written(one.due_at)}"
    if one.answer is not None:
        yield f"{answered} {written(one.answer.answered_at)}: {choice_words(_)[one.answer.choice]}"
        yield from quoted(one.answer.words)


def _sent(
    session: Session,
    facts: CaseFacts,
    reference: str,
    given: Answered,
    kept: Mapping[str, FileRow],
    _: Say,
) -> Iterator[File]:
    title, at = _("Your answer %(reference)s, as you sent it", reference=reference), given.answered_at
    yield file_of(f"answer-{reference}.txt", title, given.document, at)
    for name in (one.reference for one in given.files):
        file = kept[name]
        ending = BY_MEDIA_TYPE[file.media_type].value.endings[0]
        title = _("File %(reference)s, which you sent with it", reference=name)
        pieces = pieces_of(session, facts.case_id, file)
        yield File(f"answer-{reference}-{name}{ending}", title, file.sha256, pieces, at)
