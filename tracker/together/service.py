"""The writer of what is agreed on: times offered, the candidate's answers, and the word on a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, exists, or_, select

from tracker.affidavits.queries import grants
from tracker.cases.holding import as_it_stands, held
from tracker.cases.sending import mail_word
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.together import missing_to_offer
from tracker.policy.together_answers import (
    Confirmation,
    TimeAnswer,
    missing_in_answer,
    missing_in_difference,
    missing_to_answer_times,
    missing_to_confirm,
)
from tracker.policy.vocabulary import AccessMode
from tracker.references import plain
from tracker.together.models import TogetherAnswer, TogetherConfirmation, TogetherRecord, TogetherSession
from tracker.together.queries import session_of
from tracker.together.slots import ANSWER_WORDS, DIFFERENT, OFFERED_PLACE
from tracker.together.surroundings import require_meeting
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

_OWN_WORD = exists().where(TogetherAnswer.session_id == TogetherSession.id, TogetherAnswer.told_by.is_(None))
_RECORDED = exists().where(TogetherRecord.session_id == TogetherSession.id)
_WAITING = select(TogetherSession.id).where(
    TogetherSession.case_id == bindparam("case"),
    TogetherSession.investigator_id == bindparam("investigator"),
    ~_OWN_WORD,
    ~_RECORDED,
    or_(
        TogetherSession.first_at > bindparam("now"),
        TogetherSession.second_at > bindparam("now"),
        TogetherSession.third_at > bindparam("now"),
    ),
)
"""Offers that the candidate has said nothing to yet; a yes told by telephone is not the candidate's word."""


@dataclass(frozen=True, slots=True)
class Offer:
    """When and where a session could be; ``agreed`` says that the first time was agreed by telephone."""

    mode: AccessMode
    place: str
    times: tuple[datetime, ...]
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to the times offered; ``told_by`` is who recorded what was said by telephone."""

    number: int
    answer: TimeAnswer
    chosen: datetime | None
    words: str = ""
    told_by: UUID | None = None


def offer_session(work: UnitOfWork, case: CaseFacts, *, offer: Offer) -> TogetherSession:
    """Offer times for a session, or record that one was agreed by telephone (Hampton F.2)."""
    case = held(work, case)
    permit(work.actor, Permission.HOLD_SESSION, case)
    require_meeting(work.session, case, work.actor, work.now())
    given = grants(work.session, case.case_id)
    unmet = missing_to_offer(given, offer.mode, work.actor.person_id, offer.times, work.now())
    require((*unmet, *missing_in_text(offer.place)))
    row_id = uuid4()
    first, second, third = (*offer.times, None, None)[:3]
    row = work.add(
        TogetherSession(
            id=row_id,
            reference=work.reference(TogetherSession.reference, lambda: plain("T")),
            case_id=case.case_id,
            mode=offer.mode,
            investigator_id=work.actor.person_id,
            place=_sealed(work, case, OFFERED_PLACE, row_id, offer.place),
            first_at=first or work.now(),
            second_at=second,
            third_at=third,
            offered_at=work.now(),
        )
    )
    about, times = ("session", row.reference), len(offer.times)
    record(work, Event.SESSION_OFFERED, about=about, case_id=case.case_id, times=times, mode=offer.mode)
    work.session.flush()
    if offer.agreed:
        agreed = Answered(1, TimeAnswer.AGREED, offer.times[0], told_by=work.actor.person_id)
        _add_answer(work, case, row.id, agreed)
        _say_agreed(work, case, row.reference, offer.mode, by_telephone=True)
    _mail_times(work, case, until=max(offer.times))
    return row


def answer_times(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    reference: str,
    answer: TimeAnswer,
    chosen: datetime | None = None,
    words: str = "",
) -> TogetherAnswer:
    """Take the candidate's answer to the times offered; the newest counts, and none stops anything else."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ANSWER_SESSION, case)
    held_session = session_of(work.session, case.case_id, reference)
    has_case = held_session.investigator_id == case.investigator_id
    recorded = bool(held_session.records)
    require(missing_to_answer_times(case.seen_as, recorded=recorded, has_case=has_case))
    require(missing_in_answer(answer, chosen, held_session.times, work.now(), words))
    said = Answered(held_session.answered + 1, answer, chosen, words)
    added = _add_answer(work, case, held_session.id, said)
    if answer is TimeAnswer.AGREED:
        _say_agreed(work, case, reference, held_session.mode, by_telephone=False)
    elif answer is TimeAnswer.ANOTHER_TIME:
        record(work, Event.SESSION_OTHER_TIME, about=("session", reference), case_id=case.case_id)
    else:
        record(work, Event.SESSION_NOT_WANTED, about=("session", reference), case_id=case.case_id)
    _mail_no_more(work, case)
    return added


def confirm_session(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    reference: str,
    number: int,
    answer: Confirmation,
    words: str = "",
) -> TogetherConfirmation:
    """Take what the candidate says of a record; the candidate's words and the record both stay."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ANSWER_SESSION, case)
    known = session_of(work.session, case.case_id, reference).record
    if known is None or known.number != number:
        raise NotFound
    require(missing_to_confirm(known.recorded_at, work.now(), answered=known.confirmation is not None))
    require(missing_in_difference(answer, words))
    different = answer is Confirmation.DIFFERENT
    row_id = uuid4()
    row = TogetherConfirmation(
        id=row_id,
        record_id=known.id,
        case_id=case.case_id,
        answer=answer,
        words=_sealed(work, case, DIFFERENT, row_id, words) if different else None,
        answered_at=work.now(),
    )
    event = Event.SESSION_DIFFERED if different else Event.SESSION_CONFIRMED
    record(work, event, about=("session", reference), case_id=case.case_id)
    return work.add(row)


def _sealed(work: UnitOfWork, case: CaseFacts, slot: Slot, row_id: UUID, text: str) -> bytes:
    return vault_of(work.session).domain(work.session, Domain.CASE, case.case_id).seal(slot, row_id, 1, text)


def _say_agreed(
    work: UnitOfWork, case: CaseFacts, reference: str, mode: AccessMode, *, by_telephone: bool
) -> None:
    event = Event.SESSION_AGREED if mode is AccessMode.TOGETHER else Event.HANDOVER_AGREED
    record(work, event, about=("session", reference), case_id=case.case_id, by_telephone=by_telephone)


def _add_answer(work: UnitOfWork, case: CaseFacts, session_id: UUID, said: Answered) -> TogetherAnswer:
    row_id = uuid4()
    return work.add(
        TogetherAnswer(
            id=row_id,
            session_id=session_id,
            case_id=case.case_id,
            number=said.number,
            answer=said.answer,
            chosen_at=said.chosen if said.answer is TimeAnswer.AGREED else None,
            words=_sealed(work, case, ANSWER_WORDS, row_id, said.words) if said.words else None,
            told_by=said.told_by,
            answered_at=work.now(),
        )
    )


def _mail_times(work: UnitOfWork, case: CaseFacts, *, until: datetime) -> None:
    """Mail that a time to meet waits, and not which; ``until`` is the last of the times."""
    mail_word(
        work,
        MailKind.TIME_TO_CHOOSE,
        case_id=case.case_id,
        candidate_id=case.candidate_id,
        useless_at=until,
    )


def _mail_no_more(work: UnitOfWork, case: CaseFacts) -> None:
    """Drop what waits to be sent, once nothing that was offered waits for a word."""
    work.session.flush()
    asked = {"case": case.case_id, "investigator": case.investigator_id, "now": work.now()}
    if work.session.scalars(_WAITING, asked).first() is None:
        drop_mails(work, case.case_id, reason=Stopped.ANSWERED, kinds=(MailKind.TIME_TO_CHOOSE,))
