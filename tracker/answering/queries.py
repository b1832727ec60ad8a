"""What is read of questions to candidates and of their answers, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.answering.document import SentFile, files_named
from tracker.answering.models import AnswerOutcome, AnswerRequest, AnswerTime, ConcernAnswer
from tracker.answering.slots import ANSWER, DOCUMENT, ENDED_WHY, FOR_BOARD, OUTCOME_REASON, WORDS
from tracker.answering.wording import Asking, asking_of
from tracker.cases.queries import own_case
from tracker.clock import agency_zone
from tracker.findings.models import Finding
from tracker.policy.actors import Actor
from tracker.policy.answering import Choice, Ending, Outcome, RequestFacts
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_decider = aliased(Person)
_REQUESTS = (
    select(
        AnswerRequest,
        Finding.reference.label("finding"),
        Person.name.label("asker"),
        AnswerTime,
        ConcernAnswer,
        AnswerOutcome,
        _decider.name.label("decider"),
    )
    .join(Finding, Finding.id == AnswerRequest.finding_id)
    .join(Person, Person.id == AnswerRequest.asked_by)
    .join(AnswerTime, AnswerTime.request_id == AnswerRequest.id)
    .outerjoin(ConcernAnswer, ConcernAnswer.request_id == AnswerRequest.id)
    .outerjoin(AnswerOutcome, AnswerOutcome.request_id == AnswerRequest.id)
    .outerjoin(_decider, _decider.id == AnswerOutcome.decided_by)
    .where(AnswerRequest.case_id == bindparam("case"))
    .order_by(AnswerRequest.asked_at, AnswerRequest.number, AnswerRequest.reference)
)
_THERE = select(AnswerRequest.id).where(
    AnswerRequest.case_id == bindparam("case"), AnswerRequest.reference == bindparam("reference")
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, opened; ``for_board`` are its words as the board reads them."""

    choice: Choice
    words: str
    for_board: str
    document: bytes
    fingerprint: str
    language: str
    answered_at: datetime

    @property
    def files(self) -> tuple[SentFile, ...]:
        """Return the files that were sent with it."""
        return files_named(self.document)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a supervisor made of an answer."""

    outcome: Outcome
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One question with all that came of it, opened."""

    request_id: UUID
    reference: str
    finding_id: UUID
    finding: str
    number: int
    digest: str
    asking: Asking
    asked_by: str
    asked_at: datetime
    due_at: datetime
    extended_at: datetime | None
    ending: Ending | None
    ended_at: datetime | None
    ended_why: str
    answer: Answered | None
    judged: Judged | None

    @property
    def facts(self) -> RequestFacts:
        """Return the question as the rules judge it."""
        return RequestFacts(
            reference=self.reference,
            finding=self.finding,
            digest=self.digest,
            due_at=self.due_at.astimezone(agency_zone()),
            ending=self.ending,
            extended=self.extended_at is not None,
            outcome=self.judged.outcome if self.judged else None,
        )


def requests_of(session: Session, case_id: UUID) -> tuple[RequestRow, ...]:
    """Return every question about a case, the oldest first; two statements."""
    rows = session.execute(_REQUESTS, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_row(sealer, row) for row in rows)


def request_of(session: Session, case_id: UUID, reference: str) -> RequestRow:
    """Return one question of a case; raises NotFound."""
    for row in requests_of(session, case_id):
        if row.reference == reference:
            return row
    raise NotFound


def newest_of(rows: Iterable[RequestRow]) -> Mapping[UUID, RequestRow]:
    """Return the newest question about each finding."""
    return {row.finding_id: row for row in sorted(rows, key=lambda row: row.number)}


def own_request(session: Session, actor: Actor, *, response: str, **_: str) -> CaseFacts:
    """Return the candidate's own case, where the question is one of it; raises NotFound for all others."""
    facts = own_case(session, actor)
    if session.scalar(_THERE, {"case": facts.case_id, "reference": response}) is None:
        raise NotFound
    return facts


def sent_with(session: Session, fingerprint: str) -> datetime | None:
    """Return when the answer was sent whose text has this fingerprint; None for no match."""
    return session.scalars(
        select(ConcernAnswer.answered_at).where(ConcernAnswer.fingerprint == fingerprint)
    ).first()


def _row(sealer: Sealer, row: Any) -> RequestRow:
    request, time = row.AnswerRequest, row.AnswerTime
    return RequestRow(
        request_id=request.id,
        reference=request.reference,
        finding_id=request.finding_id,
        finding=row.finding,
        number=request.number,
        digest=request.digest,
        asking=asking_of(row.finding, sealer.open_json(WORDS, request.id, request.version, request.words)),
        asked_by=row.asker,
        asked_at=request.asked_at,
        due_at=time.due_at,
        extended_at=time.extended_at,
        ending=Ending(time.ending) if time.ending else None,
        ended_at=time.ended_at,
        ended_why=sealer.open_text(ENDED_WHY, time.id, time.version, time.ended_why)
        if time.ended_why
        else "",
        answer=_answer(sealer, row.ConcernAnswer),
        judged=_judged(sealer, row.AnswerOutcome, row.decider),
    )


def _answer(sealer: Sealer, row: ConcernAnswer | None) -> Answered | None:
    if row is None:
        return None
    return Answered(
        choice=Choice(row.choice),
        words=sealer.open_text(ANSWER, row.id, row.version, row.words),
        for_board=sealer.open_text(FOR_BOARD, row.id, row.version, row.for_board),
        document=sealer.open(DOCUMENT, row.id, row.version, row.document),
        fingerprint=row.fingerprint,
        language=row.language,
        answered_at=row.answered_at,
    )


def _judged(sealer: Sealer, row: AnswerOutcome | None, name: str) -> Judged | None:
    if row is None:
        return None
    reason = sealer.open_text(OUTCOME_REASON, row.id, row.version, row.reason)
    return Judged(Outcome(row.outcome), reason, name, row.decided_at)
