"""What a candidate signed on paper or made ready to swear, and what was asked about answers, to take away."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from tracker.affidavits.clarified import Clarified, clarified_of
from tracker.affidavits.exact import title_of
from tracker.affidavits.own import editions_of
from tracker.affidavits.scans import pieces_of, scans_in
from tracker.affidavits.waiting_statement import statements_of
from tracker.affidavits.words import Say
from tracker.policy.clarifying import Ending
from tracker.policy.facts import CaseFacts
from tracker.rights.archive import File, file_of, quoted, text_file, written


def statements(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield each text that was made ready to be sworn, in the words in which it waited or waits."""
    for one in statements_of(session, facts.case_id):
        title = _("The text %(reference)s that you made ready to swear", reference=one.reference)
        yield file_of(f"to-swear-{one.reference}.txt", title, one.text.encode(), one.made_at)
        if one.english:
            title = _("The English text of %(reference)s", reference=one.reference)
            yield file_of(f"to-swear-{one.reference}-english.txt", title, one.english.encode(), one.made_at)


def scans(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield each scan of a paper that the candidate signed, byte for byte as it came."""
    for number, one in enumerate(scans_in(session, facts.case_id), 1):
        title = _("A scan of the paper you signed, page %(page)s", page=one.page)
        name = f"paper-{number}-page-{one.page}{one.media.ending}"
        yield File(name, title, one.fingerprint, pieces_of(session, facts.case_id, one), one.at)


def clarifications(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield what was asked about answers that were filed, and what the candidate answered."""
    asked = clarified_of(session, facts.case_id)
    if not asked:
        return
    title = _("What we asked about your answers, and what you said")
    yield text_file("asked-about-answers.txt", title, _lines(session, facts, asked, _))


def _lines(session: Session, facts: CaseFacts, questions: tuple[Clarified, ...], _: Say) -> Iterator[str]:
    answers = editions_of(session, facts.case_id, _)[-1].answers
    asked, answered, changed = _("We asked you"), _("You answered"), _("You changed the answer")
    for one in reversed(questions):
        about = title_of(one.exact, answers, _)
        yield f"{asked} {written(one.asked_at)}, {one.reference}, {one.who}: {about}"
        yield from quoted(one.words)
        if one.ended_at is not None and one.ending is not Ending.TAKEN_BACK:
            yield f"{answered if one.reply else changed} {written(one.ended_at)}"
            yield from quoted(one.reply)
