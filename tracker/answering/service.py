"""The only writer of questions to candidates and of their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import func, select

from tracker.answering.document import Sending, document_of, fingerprint_of
from tracker.answering.drafts import draft_of
from tracker.answering.files import files_of
from tracker.answering.models import AnswerRequest, AnswerTime, ConcernAnswer
from tracker.answering.queries import RequestRow, request_of, requests_of
from tracker.answering.slots import ANSWER, DOCUMENT, ENDED_WHY, FOR_BOARD, WORDS
from tracker.answering.wording import Asking
from tracker.cases.holding import as_it_stands
from tracker.cases.sending import mail_word
from tracker.cases.service import move_case
from tracker.clock import agency_day, agency_zone
from tracker.db import UnitOfWork
from tracker.findings.models import FindingVersion
from tracker.findings.queries import finding_id_of
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails
from tracker.policy.answering import (
    Choice,
    Ending,
    missing_in_answer,
    missing_to_answer_concern,
    missing_to_extend,
)
from tracker.policy.answers import Overtaken, Refused, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import AnswerRule
from tracker.policy.mailing import MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.private_details import without_private_details
from tracker.policy.vocabulary import Stage
from tracker.policy.working_days import closing_after
from tracker.protocol.pinned import profile_of
from tracker.references import plain
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_ENDS: Mapping[Ending, tuple[Permission, Act | None]] = {
    Ending.ANSWERED: (Permission.ANSWER_CONCERN, None),
    Ending.SILENT: (Permission.ASK_CANDIDATE, Event.ANSWER_TIME_ENDED),
    Ending.WAIVED: (Permission.ASK_CANDIDATE, Event.ANSWER_WAIVED),
    Ending.TAKEN_BACK: (Permission.ASK_CANDIDATE, Event.REQUEST_TAKEN_BACK),
}
"""Who ends a question in each way, and as which act; an answer is an act of its own."""


def ask_candidate(
    work: UnitOfWork, case: CaseFacts, *, askings: Sequence[Asking], until: datetime | None = None
) -> tuple[AnswerRequest, ...]:
    """Put findings to the candidate, each in the words that the board would read; the case waits.

    ``until`` is when the time ends that was given once more, None for the days of the profile. Who calls it
    has asked whether anything else keeps the findings from the board.
    """
    permit(work.actor, Permission.ASK_CANDIDATE, case)
    due_at = until or closing_after(work.now().astimezone(agency_zone()), rule_of(work, case).days)
    asked = tuple(_ask(work, case, asking, due_at) for asking in askings)
    move_case(work, case, to=Stage.RESPONSE)
    tell_by_mail(work, case, due_at)
    return asked


def tell_by_mail(work: UnitOfWork, case: CaseFacts, due_at: datetime) -> bool:
    """Tell the candidate by mail, where that is set up, that something waits for an answer, until when."""
    permit(work.actor, Permission.ASK_CANDIDATE, case)
    due = agency_day(due_at)
    return mail_word(work, MailKind.TO_ANSWER, case_id=case.case_id, candidate_id=case.candidate_id, due=due)


def send_answer(
    work: UnitOfWork, case: CaseFacts, *, response: str, seen: int, language: str
) -> ConcernAnswer:
    """Send the answer as it was shown on the check page; from then on nobody changes it.

    ``seen`` is the version of the draft that was shown; raises Overtaken when it is another. After the last
    open question the case goes back to review.
    """
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    fresh = as_it_stands(work, case)
    request = request_of(work.session, fresh.case_id, response)
    require(missing_to_answer_concern(request.facts, fresh.stage, work.now()))
    draft = draft_of(work.session, fresh.case_id, request.request_id)
    if draft.version != seen:
        raise Overtaken
    if unmet := missing_in_answer(draft.choice, draft.words, rule_of(work, fresh).words):
        raise Refused(*unmet)
    for_board, _left_out = without_private_details(draft.words)
    files = files_of(work.session, fresh.case_id, request.request_id)
    sending = Sending(
        agency=cast(Settings, work.session.info["settings"]).agency_name,
        case=fresh.reference,
        response=response,
        asking=request.asking,
        choice=cast(Choice, draft.choice),
        words=draft.words,
        for_board=for_board,
        files=tuple(files[name].sent for name in draft.files),
        language=language,
        sent_at=work.now(),
    )
    answer = _store(work, fresh, request, sending)
    end_request(work, fresh, request, Ending.ANSWERED)
    mail_word(work, MailKind.ANSWER_RECEIVED, case_id=fresh.case_id, candidate_id=fresh.candidate_id)
    return answer


def take_more_time(work: UnitOfWork, case: CaseFacts, *, response: str) -> datetime:
    """Take more time, for everything that is asked of the candidate now; once, and without a reason."""
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    fresh = as_it_stands(work, case)
    asked = request_of(work.session, fresh.case_id, response)
    require(missing_to_extend(asked.facts, fresh.stage, work.now()))
    days = rule_of(work, fresh).extension_days
    until = closing_after(asked.facts.due_at, days)
    for request in requests_of(work.session, fresh.case_id):
        if missing_to_extend(request.facts, fresh.stage, work.now()):
            continue
        due_at = closing_after(request.facts.due_at, days)
        about = ("concern", request.reference)
        record(work, Event.ANSWER_TIME_EXTENDED, about=about, case_id=fresh.case_id, due=due_at)
        work.change(time_row(work, request), due_at=due_at, extended_at=work.now())
    return until


def end_request(
    work: UnitOfWork,
    case: CaseFacts,
    request: RequestRow,
    ending: Ending,
    *,
    reason: str = "",
) -> None:
    """End a question, and give the case back to review once none is open.

    ``reason`` is staff's, where the candidate gave up the time or the question is taken back.
    """
    permit(work.actor, _ENDS[ending][0], case)
    if (event := _ENDS[ending][1]) is not None:
        record(work, event, about=("concern", request.reference), case_id=case.case_id)
    row = time_row(work, request)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    why = sealer.seal(ENDED_WHY, row.id, row.version + 1, reason) if reason else None
    work.change(row, ending=ending.value, ended_at=work.now(), ended_why=why)
    work.session.flush()
    if all(row.facts.ending is not None for row in requests_of(work.session, case.case_id)):
        drop_mails(work, case.case_id, reason=Stopped.ANSWERED, kinds=(MailKind.TO_ANSWER,))
        move_case(work, case, to=Stage.REVIEW)


def time_row(work: UnitOfWork, request: RequestRow) -> AnswerTime:
    """Return the row that says how long a question can be answered."""
    return work.session.scalars(select(AnswerTime).where(AnswerTime.request_id == request.request_id)).one()


def rule_of(work: UnitOfWork, case: CaseFacts) -> AnswerRule:
    """Return how long, and in how many words, the law's profile lets this case's candidate answer."""
    return profile_of(work.session, case.requisition_id).answer


def _ask(work: UnitOfWork, case: CaseFacts, asking: Asking, due_at: datetime) -> AnswerRequest:
    finding_id, request_id = finding_id_of(work.session, case.case_id, asking.finding), uuid4()
    numbers = select(func.max(AnswerRequest.number)).where(AnswerRequest.finding_id == finding_id)
    versions = select(func.max(FindingVersion.number)).where(FindingVersion.finding_id == finding_id)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    request = work.add(
        AnswerRequest(
            id=request_id,
            reference=work.reference(AnswerRequest.reference, lambda: plain("N")),
            case_id=case.case_id,
            finding_id=finding_id,
            number=(work.session.scalar(numbers) or 0) + 1,
            words=sealer.seal_json(WORDS, request_id, 1, asking.as_json),
            digest=asking.words.digest,
            asked_by=work.actor.person_id,
            asked_at=work.now(),
            about_version=work.session.scalar(versions),
        )
    )
    work.session.flush()
    work.add(AnswerTime(request_id=request_id, finding_id=finding_id, due_at=due_at))
    record(
        work,
        Event.CANDIDATE_ASKED,
        about=("concern", request.reference),
        case_id=case.case_id,
        finding=asking.finding,
        due=due_at,
        digest=request.digest,
    )
    return request


def _store(work: UnitOfWork, case: CaseFacts, request: RequestRow, sending: Sending) -> ConcernAnswer:
    document, row_id = document_of(sending), uuid4()
    fingerprint = fingerprint_of(document)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(
        work,
        Event.CONCERN_ANSWERED,
        about=("concern", request.reference),
        case_id=case.case_id,
        fingerprint=fingerprint,
        language=sending.language,
    )
    answer = work.add(
        ConcernAnswer(
            id=row_id,
            request_id=request.request_id,
            choice=sending.choice.value,
            words=sealer.seal(ANSWER, row_id, 1, sending.words),
            for_board=sealer.seal(FOR_BOARD, row_id, 1, sending.for_board),
            document=sealer.seal(DOCUMENT, row_id, 1, document),
            fingerprint=fingerprint,
            language=sending.language,
            answered_at=work.now(),
        )
    )
    work.session.flush()
    return answer
