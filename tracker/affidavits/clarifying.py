"""The only writer of questions about one answer: asked, answered in words or by an edition, taken back."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.affidavits.answers import Answers, read_answers
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.exact import Exact, changed, exact_called, exacts_of
from tracker.affidavits.models import Affidavit, Clarification, ClarificationEnd
from tracker.affidavits.setting import setting_of
from tracker.affidavits.slots import ANSWERS, CLARIFIED, CLARIFIED_IN_WORDS
from tracker.cases.holding import as_it_stands, hold_case
from tracker.cases.sending import mail_word
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.queries import no_mail_since
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import NotFound, require
from tracker.policy.clarifying import (
    About,
    Ending,
    missing_in_choice,
    missing_in_question,
    missing_to_clarify,
    missing_to_take_back,
)
from tracker.policy.clarifying_answers import missing_to_reply
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import ASKED_AGAIN, MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.sanitising import Protected
from tracker.policy.suggesting import suggestions
from tracker.references import plain
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_OPEN = (
    select(Clarification)
    .outerjoin(ClarificationEnd, ClarificationEnd.clarification_id == Clarification.id)
    .where(ClarificationEnd.id.is_(None))
    .order_by(Clarification.asked_at, Clarification.reference)
)


def ask_about(work: UnitOfWork, case: CaseFacts, *, about: str, words: str) -> Clarification:
    """Ask the candidate about one answer; the candidate is mailed that something waits, and no more.

    ``about`` is the word of an answer, as in ``account-3``. Nothing that was filed changes.
    """
    permit(work.actor, Permission.CLARIFY_ANSWER, case)
    now = as_it_stands(work, case)
    filed = draft_of(work.session, case.case_id).filed
    require(missing_to_clarify(now.seen_as, filed=filed.edition > 0))
    setting = setting_of(work.session, case.case_id)
    exact = exact_called(about, exacts_of(filed.answers, accounts_asked=setting.accounts_asked))
    waits = exact is not None and any(_exact(one) == exact for one in _open(work, case.case_id))
    require(
        (
            *missing_in_choice(offered=exact is not None, waits=waits),
            *missing_in_question(words, touched=_touched(words)),
        )
    )
    if exact is None:
        raise NotFound
    return _asked(work, case, exact=exact, edition=filed.edition, words=words)


def _asked(work: UnitOfWork, case: CaseFacts, *, exact: Exact, edition: int, words: str) -> Clarification:
    row_id = uuid4()
    asked = work.add(
        Clarification(
            id=row_id,
            reference=work.reference(Clarification.reference, lambda: plain("L")),
            case_id=case.case_id,
            edition=edition,
            about=exact.about,
            number=exact.number,
            words=_sealer(work, case.case_id).seal(CLARIFIED, row_id, 1, words.strip()),
            asked_by=work.actor.person_id,
            asked_at=work.now(),
        )
    )
    record(
        work,
        Event.CLARIFICATION_ASKED,
        about=("clarification", asked.reference),
        case_id=case.case_id,
        part=exact.about,
        account=exact.number,
        edition=edition,
    )
    if _not_told_just_now(work, case.case_id):
        mail_word(work, MailKind.TO_ANSWER, case_id=case.case_id, candidate_id=case.candidate_id)
    return asked


def _not_told_just_now(work: UnitOfWork, case_id: UUID) -> bool:
    told = no_mail_since(case_id, work.now() - ASKED_AGAIN, MailKind.TO_ANSWER)
    return bool(work.session.scalar(select(told)))


def _touched(words: str) -> tuple[str, ...]:
    """Return the passages that may touch a protected characteristic; handles and links may be asked about."""
    found = suggestions(words, editions().hints())
    return tuple(one.passage for one in found if one.category is not Protected.IDENTIFIER)


def answer_in_words(work: UnitOfWork, case: CaseFacts, *, reference: str, words: str) -> ClarificationEnd:
    """Answer a question about an answer in words; what was filed stays as it is."""
    permit(work.actor, Permission.FILL_AFFIDAVIT, case)
    now = as_it_stands(work, case)
    require(missing_to_answer(now.seen_as, filed=True))
    asked = _called(work, case.case_id, reference)
    require(missing_to_reply(words, ending=_ending(work, asked)))
    row_id = uuid4()
    sealed = _sealer(work, case.case_id).seal(CLARIFIED_IN_WORDS, row_id, 1, words.strip())
    record(work, Event.CLARIFICATION_ANSWERED, about=("clarification", asked.reference), case_id=case.case_id)
    return work.add(
        ClarificationEnd(
            id=row_id,
            clarification_id=asked.id,
            case_id=case.case_id,
            how=Ending.WORDS,
            ended_at=work.now(),
            words=sealed,
        )
    )


def take_back_question(work: UnitOfWork, case: CaseFacts, *, reference: str) -> ClarificationEnd:
    """Take a question about an answer back; it stays in the record, and the candidate is asked no more."""
    permit(work.actor, Permission.CLARIFY_ANSWER, case)
    as_it_stands(work, case)
    asked = _called(work, case.case_id, reference)
    require(missing_to_take_back(_ending(work, asked)))
    record(
        work, Event.CLARIFICATION_TAKEN_BACK, about=("clarification", asked.reference), case_id=case.case_id
    )
    return work.add(
        ClarificationEnd(
            clarification_id=asked.id,
            case_id=case.case_id,
            how=Ending.TAKEN_BACK,
            ended_at=work.now(),
            taken_back_by=work.actor.person_id,
        )
    )


def close_answered(work: UnitOfWork, affidavit: Affidavit, answers: Answers) -> None:
    """End the questions about the answers that an edition changed; those about other answers wait on."""
    if affidavit.edition == 1:
        return
    hold_case(work, affidavit.case_id)
    opened = _open(work, affidavit.case_id)
    if not opened:
        return
    for asked in opened:
        if not changed(_exact(asked), _answers_of(work, asked), answers):
            continue
        about = ("clarification", asked.reference)
        record(
            work,
            Event.CLARIFICATION_CLOSED,
            about=about,
            case_id=affidavit.case_id,
            edition=affidavit.edition,
        )
        work.add(
            ClarificationEnd(
                clarification_id=asked.id,
                case_id=affidavit.case_id,
                how=Ending.EDITION,
                ended_at=work.now(),
                affidavit_id=affidavit.id,
            )
        )


def _answers_of(work: UnitOfWork, asked: Clarification) -> Answers:
    """Return the answers as they stood when the question was asked."""
    row = work.session.scalars(
        select(Affidavit).where(Affidavit.case_id == asked.case_id, Affidavit.edition == asked.edition)
    ).one()
    sealer = _sealer(work, asked.case_id)
    return read_answers(sealer.open_json(ANSWERS, row.id, row.version, row.answers))


def _open(work: UnitOfWork, case_id: UUID) -> tuple[Clarification, ...]:
    return tuple(work.session.scalars(_OPEN.where(Clarification.case_id == case_id)))


def _called(work: UnitOfWork, case_id: UUID, reference: str) -> Clarification:
    asked = work.session.scalar(
        select(Clarification).where(Clarification.reference == reference, Clarification.case_id == case_id)
    )
    if asked is None:
        raise NotFound
    return asked


def _ending(work: UnitOfWork, asked: Clarification) -> Ending | None:
    how = work.session.scalar(
        select(ClarificationEnd.how).where(ClarificationEnd.clarification_id == asked.id)
    )
    return Ending(how) if how else None


def _exact(asked: Clarification) -> Exact:
    return Exact(About(asked.about), asked.number)


def _sealer(work: UnitOfWork, case_id: UUID) -> Sealer:
    return vault_of(work.session).domain(work.session, Domain.CASE, case_id)
