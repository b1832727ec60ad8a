"""What the candidate is told of sessions on the status page: times to choose, records to look at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.told import Told
from tracker.policy.calls import is_calling
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import OVER
from tracker.policy.together_answers import TimeAnswer, missing_to_confirm
from tracker.together.models import TogetherAnswer, TogetherConfirmation, TogetherRecord, TogetherSession

if TYPE_CHECKING:
    from tracker.affidavits.words import Say

_ANSWERED = (
    select(
        TogetherSession.reference,
        TogetherSession.investigator_id,
        TogetherAnswer.answer,
        TogetherAnswer.chosen_at,
        TogetherAnswer.told_by,
    )
    .outerjoin(TogetherAnswer, TogetherAnswer.session_id == TogetherSession.id)
    .where(TogetherSession.case_id == bindparam("case"))
    .order_by(TogetherSession.offered_at, TogetherSession.reference, TogetherAnswer.number)
)
_RECORDED = (
    select(TogetherSession.reference, TogetherRecord.recorded_at, TogetherConfirmation.answer)
    .join(TogetherRecord, TogetherRecord.session_id == TogetherSession.id)
    .outerjoin(TogetherConfirmation, TogetherConfirmation.record_id == TogetherRecord.id)
    .where(TogetherSession.case_id == bindparam("case"))
    .order_by(TogetherSession.offered_at, TogetherSession.reference, TogetherRecord.number)
)


def tell_sessions(session: Session, facts: CaseFacts, now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell of each session by its newest word or record, in two statements; opens nothing."""
    values = {"case": facts.case_id}
    answers = {row.reference: row for row in session.execute(_ANSWERED, values)}
    records = {row.reference: row for row in session.execute(_RECORDED, values)}
    told = []
    for reference, said in answers.items():
        done = records.get(reference)
        if done is not None:
            waits = facts.seen_as not in OVER and _waits(done.answer, done.recorded_at, now)
            told.append(_recorded(reference, waits=waits, _=_))
        elif said.investigator_id != facts.investigator_id:
            continue
        elif is_calling(facts.seen_as) and (one := _offered(said, now, _)):
            told.append(one)
    return tuple(told)


def _waits(answer: str | None, recorded_at: datetime, now: datetime) -> bool:
    return not missing_to_confirm(recorded_at, now, answered=answer is not None)


def _recorded(reference: str, *, waits: bool, _: Say) -> Told:
    parts = {"meeting": reference}
    if waits:
        words = _("Read what we noted about our meeting. Tell us if something was different.")
        return Told(words, _("Read it"), "together.confirm", parts, due=True)
    return Told(_("We met. You can read what was noted."), _("Read it"), "together.confirm", parts)


def _offered(
    said: Row[str, UUID, str | None, datetime | None, UUID | None], now: datetime, _: Say
) -> Told | None:
    reference, _by, answer, chosen, told_by = said
    parts = {"meeting": reference}
    if answer is None:
        words = _("We would like to meet you, as you chose. Tell us which time suits you.")
        return Told(words, _("Choose a time"), "together.answer", parts, due=True)
    if answer == TimeAnswer.AGREED and chosen is not None and chosen > now:
        if told_by is not None:
            words = _("We noted that you agreed to a time to meet. Tell us if that is so.")
            return Told(words, _("Look at this"), "together.answer", parts, due=True)
        return Told(_("A time to meet is agreed."), _("See when and where"), "together.answer", parts)
    if answer == TimeAnswer.ANOTHER_TIME:
        return Told(
            _("You asked for another time. We will offer one."), _("See it"), "together.answer", parts
        )
    return None
