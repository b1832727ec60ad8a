"""What is read of sessions with the candidate: as offered, as answered, as recorded and confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.models import DeclaredAccount
from tracker.clock import agency_zone
from tracker.policy.answers import NotFound
from tracker.policy.together import Holder, Medium, Stopper
from tracker.policy.together_answers import CONFIRM_WITHIN, Confirmation, TimeAnswer
from tracker.policy.together_times import Agreement
from tracker.policy.vocabulary import AccessMode, Language
from tracker.together.models import (
    TogetherAccount,
    TogetherAnswer,
    TogetherConfirmation,
    TogetherRecord,
    TogetherSession,
)
from tracker.together.slots import ANSWER_WORDS, DIFFERENT, OFFERED_PLACE, PLACE, PRESENT, SHOWN
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_SESSIONS = (
    select(TogetherSession, Person.name)
    .join(Person, Person.id == TogetherSession.investigator_id)
    .where(TogetherSession.case_id == bindparam("case"))
    .order_by(TogetherSession.offered_at.desc(), TogetherSession.reference)
)
_ANSWERS = (
    select(TogetherAnswer)
    .where(TogetherAnswer.case_id == bindparam("case"))
    .order_by(TogetherAnswer.session_id, TogetherAnswer.number)
)
_RECORDS = (
    select(TogetherRecord, Person.name, TogetherConfirmation)
    .join(Person, Person.id == TogetherRecord.recorded_by)
    .outerjoin(TogetherConfirmation, TogetherConfirmation.record_id == TogetherRecord.id)
    .where(TogetherRecord.case_id == bindparam("case"))
    .order_by(TogetherRecord.session_id, TogetherRecord.number)
)
ACCOUNTS = (
    select(TogetherAccount.record_id, DeclaredAccount.number)
    .join(DeclaredAccount, DeclaredAccount.id == TogetherAccount.declared_account_id)
    .where(DeclaredAccount.case_id == bindparam("case"))
    .order_by(TogetherAccount.record_id, DeclaredAccount.number)
)
"""The numbers of the accounts of each record of a case."""


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """What the candidate said of a record, in their own words where it was different."""

    answer: Confirmation
    words: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a session; ``shown`` is the investigator's note, empty for readers who do not read it."""

    id: UUID
    number: int
    recorder: str
    started_at: datetime
    ended_at: datetime
    stopped_by: Stopper
    holder: Holder
    medium: Medium | None
    language: Language
    place: str
    present: str
    shown: str
    password_seen: bool
    recorded_at: datetime
    accounts: tuple[int, ...]
    confirmation: ConfirmationRow | None

    @property
    def until(self) -> datetime:
        """Return until when the candidate can answer it."""
        return self.recorded_at + CONFIRM_WITHIN


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session, from the offer to the last record."""

    id: UUID
    reference: str
    mode: AccessMode
    investigator_id: UUID
    investigator: str
    place: str
    times: tuple[datetime, ...]
    offered_at: datetime
    answered: int
    answer: TimeAnswer | None
    answered_at: datetime | None
    chosen_at: datetime | None
    words: str
    by_telephone: bool
    records: tuple[RecordRow, ...]

    @property
    def agreed(self) -> bool:
        """Say whether the candidate's newest word is yes; what was recorded had it."""
        return self.answer is TimeAnswer.AGREED

    @property
    def agreement(self) -> Agreement | None:
        """Return what the candidate said yes to, on the agency's clock, as the rules of records judge it."""
        if not self.agreed or self.chosen_at is None or self.answered_at is None:
            return None
        zone = agency_zone()
        return Agreement(self.chosen_at.astimezone(zone), self.answered_at.astimezone(zone))

    @property
    def waits(self) -> bool:
        """Say whether the investigator alone has told of the yes, and the candidate has not confirmed it."""
        said = self.record.confirmation if self.record else None
        return self.by_telephone and not (said and said.answer is Confirmation.CONFIRMED)

    @property
    def record(self) -> RecordRow | None:
        """Return the record that counts: the newest."""
        return self.records[-1] if self.records else None


def sessions_of(session: Session, case_id: UUID, *, notes: bool = False) -> tuple[SessionRow, ...]:
    """Return the sessions of a case, the newest first, in four statements."""
    values = {"case": case_id}
    rows = session.execute(_SESSIONS, values).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    answers = _by_session(session.scalars(_ANSWERS, values))
    accounts: dict[UUID, tuple[int, ...]] = {}
    for record_id, number in session.execute(ACCOUNTS, values):
        accounts[record_id] = (*accounts.get(record_id, ()), number)
    records: dict[UUID, tuple[RecordRow, ...]] = {}
    for row in session.execute(_RECORDS, values):
        key = row[0].session_id
        records[key] = (*records.get(key, ()), _record(sealer, row, accounts, notes=notes))
    return tuple(
        _session(sealer, row, name, answers.get(row.id, ()), records.get(row.id, ())) for row, name in rows
    )


def session_of(session: Session, case_id: UUID, reference: str, *, notes: bool = False) -> SessionRow:
    """Return one session of a case; raises NotFound for one that is not there, or not of this case."""
    for one in sessions_of(session, case_id, notes=notes):
        if one.reference == reference:
            return one
    raise NotFound


def _by_session(answers: Iterable[TogetherAnswer]) -> dict[UUID, tuple[TogetherAnswer, ...]]:
    return {key: tuple(rows) for key, rows in groupby(answers, lambda row: row.session_id)}


def _session(
    sealer: Sealer,
    row: TogetherSession,
    investigator: str,
    answers: tuple[TogetherAnswer, ...],
    records: tuple[RecordRow, ...],
) -> SessionRow:
    last = answers[-1] if answers else None
    words = last.words if last else None
    return SessionRow(
        id=row.id,
        reference=row.reference,
        mode=AccessMode(row.mode),
        investigator_id=row.investigator_id,
        investigator=investigator,
        place=sealer.open_text(OFFERED_PLACE, row.id, row.version, row.place),
        times=tuple(at for at in (row.first_at, row.second_at, row.third_at) if at),
        offered_at=row.offered_at,
        answered=len(answers),
        answer=TimeAnswer(last.answer) if last else None,
        answered_at=last.answered_at if last else None,
        chosen_at=last.chosen_at if last else None,
        words=sealer.open_text(ANSWER_WORDS, last.id, last.version, words) if last and words else "",
        by_telephone=bool(last and last.told_by),
        records=records,
    )


def _record(
    sealer: Sealer,
    found: Row[TogetherRecord, str, TogetherConfirmation],
    accounts: Mapping[UUID, tuple[int, ...]],
    *,
    notes: bool,
) -> RecordRow:
    row, recorder, said = found[0], found[1], found[2]
    return RecordRow(
        id=row.id,
        number=row.number,
        recorder=recorder,
        started_at=row.started_at,
        ended_at=row.ended_at,
        stopped_by=Stopper(row.stopped_by),
        holder=Holder(row.device_holder),
        medium=Medium(row.medium) if row.medium else None,
        language=Language(row.script_language),
        place=sealer.open_text(PLACE, row.id, row.version, row.place),
        present=sealer.open_text(PRESENT, row.id, row.version, row.present) if row.present else "",
        shown=sealer.open_text(SHOWN, row.id, row.version, row.shown) if notes else "",
        password_seen=row.password_seen,
        recorded_at=row.recorded_at,
        accounts=accounts.get(row.id, ()),
        confirmation=_confirmation(sealer, said),
    )


def _confirmation(sealer: Sealer, said: TogetherConfirmation | None) -> ConfirmationRow | None:
    if said is None:
        return None
    words = sealer.open_text(DIFFERENT, said.id, said.version, said.words) if said.words else ""
    return ConfirmationRow(Confirmation(said.answer), words, said.answered_at)
