"""The only writer of questions and their answers, and of requests for a copy with what was given."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import func, select

from tracker.affidavits.setting import setting_of
from tracker.cases.holding import as_it_stands
from tracker.cases.kept_until import way_into
from tracker.cases.sending import mail_word
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Right
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.rights import (
    CopyOutcome,
    copy_due,
    missing_to_answer_candidate,
    missing_to_ask,
    missing_to_request_copy,
    missing_to_settle_copy,
    missing_to_take_copy,
)
from tracker.policy.suggesting import Suggestion, suggestions
from tracker.policy.vocabulary import Language
from tracker.policy.way_back import missing_to_invite
from tracker.references import plain
from tracker.rights.models import CopyAnswer, CopyRequest, Question, QuestionAnswer
from tracker.rights.slots import ANSWERED, ASKED, GIVEN, WANTED
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of


def ask_question(
    work: UnitOfWork, case: CaseFacts, *, words: str, language: str = Language.ENGLISH
) -> Question:
    """Keep what a candidate asks; HR and the supervisors see that it waits."""
    permit(work.actor, Permission.ASK_QUESTION, case)
    as_it_stands(work, case)
    answered = select(QuestionAnswer.question_id)
    waiting = select(func.count()).where(Question.case_id == case.case_id, Question.id.not_in(answered))
    require(missing_to_ask(words, waiting=work.session.scalar(waiting) or 0))
    row_id = uuid4()
    question = work.add(
        Question(
            id=row_id,
            reference=work.reference(Question.reference, lambda: plain("H")),
            case_id=case.case_id,
            words=_sealer(work, case).seal(ASKED, row_id, 1, words.strip()),
            language=language,
            asked_at=work.now(),
        )
    )
    about = ("question", question.reference)
    record(work, Event.QUESTION_ASKED, about=about, case_id=case.case_id, language=language)
    return question


def touching(words: str) -> tuple[Suggestion, ...]:
    """Return where the words of an answer may touch a protected characteristic; they are not changed."""
    return suggestions(words, editions().hints())


def answer_question(
    work: UnitOfWork, case: CaseFacts, *, reference: str, words: str, seen_answers: int, looked: bool = False
) -> QuestionAnswer:
    """Answer a question in writing; the candidate reads it, and it stays beside the question."""
    permit(work.actor, Permission.ANSWER_QUESTION, case)
    as_it_stands(work, case)
    question = work.session.scalar(
        select(Question).where(Question.reference == reference, Question.case_id == case.case_id)
    )
    if question is None:
        raise NotFound
    counted = select(func.count()).where(QuestionAnswer.question_id == question.id)
    answers = work.session.scalar(counted) or 0
    hinted = bool(touching(words))
    require(
        missing_to_answer_candidate(
            words, seen_answers=seen_answers, answers=answers, hinted=hinted, looked=looked
        )
    )
    _tell(work, case, MailKind.QUESTION_ANSWERED)
    row_id = uuid4()
    about, number = ("question", reference), answers + 1
    record(work, Event.QUESTION_ANSWERED, about=about, case_id=case.case_id, number=number)
    return work.add(
        QuestionAnswer(
            id=row_id,
            question_id=question.id,
            number=number,
            words=_sealer(work, case).seal(ANSWERED, row_id, 1, words.strip()),
            answered_by=work.actor.person_id,
            answered_at=work.now(),
        )
    )


def request_copy(work: UnitOfWork, case: CaseFacts, *, words: str) -> CopyRequest:
    """Keep a request for more of the file than what the candidate gave, with the day by which it is due."""
    permit(work.actor, Permission.COPY_OWN_FILE, case)
    as_it_stands(work, case)
    answered = select(CopyAnswer.request_id)
    opened = select(CopyRequest.id).where(
        CopyRequest.case_id == case.case_id, CopyRequest.id.not_in(answered)
    )
    require(missing_to_request_copy(words, open_already=work.session.scalar(opened) is not None))
    right = setting_of(work.session, case.case_id).profile.right(Right.INSPECT)
    days = (right and right.days) or cast(Settings, work.session.info["settings"]).copy_days
    row_id, due = uuid4(), copy_due(agency_day(work.now()), days)
    wanted = work.add(
        CopyRequest(
            id=row_id,
            reference=work.reference(CopyRequest.reference, lambda: plain("Y")),
            case_id=case.case_id,
            words=_sealer(work, case).seal(WANTED, row_id, 1, words.strip()),
            asked_at=work.now(),
            due_on=due,
        )
    )
    about = ("copy-request", wanted.reference)
    record(work, Event.COPY_REQUESTED, about=about, case_id=case.case_id, due=due)
    return wanted


def settle_copy(
    work: UnitOfWork, case: CaseFacts, *, reference: str, outcome: CopyOutcome, words: str
) -> CopyAnswer:
    """Record what was given on a request for a copy, by whom, and on what ground the rest was not."""
    permit(work.actor, Permission.ANSWER_COPY_REQUEST, case)
    as_it_stands(work, case)
    wanted = work.session.scalar(
        select(CopyRequest).where(CopyRequest.reference == reference, CopyRequest.case_id == case.case_id)
    )
    if wanted is None:
        raise NotFound
    given = select(CopyAnswer.id).where(CopyAnswer.request_id == wanted.id)
    answered = work.session.scalar(given) is not None
    require(missing_to_settle_copy(words, outcome, answered=answered))
    _tell(work, case, MailKind.COPY_ANSWERED)
    row_id = uuid4()
    about = ("copy-request", reference)
    record(work, Event.COPY_ANSWERED, about=about, case_id=case.case_id, given=outcome)
    return work.add(
        CopyAnswer(
            id=row_id,
            request_id=wanted.id,
            outcome=outcome,
            words=_sealer(work, case).seal(GIVEN, row_id, 1, words.strip()),
            answered_by=work.actor.person_id,
            answered_at=work.now(),
        )
    )


def hand_out(
    work: UnitOfWork, case: CaseFacts, *, digest: str, files: int, under_way: bool = False
) -> datetime:
    """Record that the candidate takes a copy of everything they gave, before it leaves; asks nobody.

    ``digest`` is the SHA-256 of the list of its files. ``under_way`` says that another copy of it is being
    sent.
    """
    permit(work.actor, Permission.COPY_OWN_FILE, case)
    require(missing_to_take_copy(under_way=under_way))
    about = ("case", case.reference)
    record(work, Event.OWN_FILE_TAKEN, about=about, case_id=case.case_id, digest=digest, files=files)
    return work.now()


def _tell(work: UnitOfWork, case: CaseFacts, kind: MailKind) -> None:
    """Mail that an answer is there, and nothing of it, to whoever can still come in to read it."""
    if not missing_to_invite(way_into(work.session, case.case_id, case.seen_as, work.now())):
        mail_word(work, kind, case_id=case.case_id, candidate_id=case.candidate_id)


def _sealer(work: UnitOfWork, case: CaseFacts) -> Sealer:
    return vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
