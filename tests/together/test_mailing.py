"""The mail that tells of a time to meet: it leaves with the offer, says nothing of it, and ends with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.protocol import Bench
from tests.people import People
from tracker.cases.assigning import take_back
from tracker.cases.candidates import contact_of
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.mail.delivering import Taken, deliver_due
from tracker.mail.models import OutgoingMail
from tracker.mail.texts import Filling
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind, MailState
from tracker.policy.together_answers import TimeAnswer
from tracker.policy.vocabulary import AccessMode
from tracker.together.service import Offer, answer_times, offer_session

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def reached(monkeypatch: pytest.MonkeyPatch, case: CaseFacts) -> None:
    """The candidate has an address and reads Spanish; mails of the time before are away."""
    del case
    monkeypatch.setattr(
        "tracker.cases.sending.contact_of",
        lambda *asked: replace(contact_of(*asked), email="marisol@mail.example", language="es"),
    )


def offer(
    bench: Bench, case: CaseFacts, *hours: int, mode: AccessMode = AccessMode.TOGETHER, agreed: bool = False
) -> str:
    times = tuple(clock_of(db.session).now() + timedelta(hours=each) for each in hours)
    with unit_of_work(bench.dana) as work:
        facts = facts_of(work.session, case.case_id)
        return offer_session(work, facts, offer=Offer(mode, "Room 2", times, agreed=agreed)).reference


def says(marisol: Actor, case: CaseFacts, reference: str, answer: TimeAnswer) -> None:
    with unit_of_work(marisol) as work:
        answer_times(work, case, reference=reference, answer=answer)


def states(case: CaseFacts) -> list[str]:
    """Return how far the mails about times are, in order."""
    db.session.rollback()
    db.session.expire_all()
    told = select(OutgoingMail).where(
        OutgoingMail.case_id == case.case_id, OutgoingMail.kind == MailKind.TIME_TO_CHOOSE.value
    )
    return [row.state for row in db.session.scalars(told.order_by(OutgoingMail.posted_at, OutgoingMail.id))]


@pytest.mark.parametrize("agreed", [False, True])
def test_a_time_to_meet_is_told_of_by_mail_and_not_said_in_it(
    bench: Bench, case: CaseFacts, agreed: bool
) -> None:
    offer(bench, case, 24, 48, agreed=agreed)
    told: list[Taken] = []
    deliver_due(told.append)
    (mail,) = (one for one in told if one.kind is MailKind.TIME_TO_CHOOSE)
    assert mail.language == "es"
    until = clock_of(db.session).now() + timedelta(hours=48)
    assert replace(mail.filling, until=None) == Filling(to="marisol@mail.example")
    assert mail.filling.until in (None, until)


def test_an_offer_that_is_not_kept_sends_nothing(bench: Bench, case: CaseFacts) -> None:
    with pytest.raises(Refused):
        offer(bench, case, -1)
    assert states(case) == []


@pytest.mark.parametrize("answer", [TimeAnswer.ANOTHER_TIME, TimeAnswer.NOT_ANY_MORE])
def test_it_is_dropped_once_the_candidate_answered(
    bench: Bench, case: CaseFacts, marisol: Actor, answer: TimeAnswer
) -> None:
    first = offer(bench, case, 24)
    second = offer(bench, case, 96, mode=AccessMode.CANDIDATE_EXPORT)
    says(marisol, case, first, answer)
    assert states(case) == [MailState.WAITING, MailState.WAITING], "the other offer waits"
    says(marisol, case, second, answer)
    assert states(case) == [MailState.DROPPED, MailState.DROPPED]


def test_it_is_dropped_when_the_last_of_the_times_is_past(
    bench: Bench, case: CaseFacts, clock: FixedClock
) -> None:
    offer(bench, case, 48, 24)
    clock.advance(timedelta(hours=36))
    assert states(case) == [MailState.WAITING]
    clock.advance(timedelta(hours=13))
    told: list[Taken] = []
    deliver_due(told.append)
    assert MailKind.TIME_TO_CHOOSE not in {one.kind for one in told}
    assert states(case) == [MailState.DROPPED]


def test_it_is_dropped_when_somebody_else_gets_the_case(
    bench: Bench, case: CaseFacts, people: People
) -> None:
    offer(bench, case, 24)
    bench.assigned(facts_of(db.session, case.case_id), people.make("Luis Ortega", Role.INVESTIGATOR))
    assert states(case) == [MailState.DROPPED]


def test_it_is_dropped_when_the_case_is_taken_back(bench: Bench, case: CaseFacts) -> None:
    offer(bench, case, 24)
    with unit_of_work(bench.supervisor) as work:
        take_back(work, facts_of(work.session, case.case_id), seen=bench.dana.person_id)
    assert states(case) == [MailState.DROPPED]


def test_what_ran_out_keeps_no_mail_of_another_offer(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    offer(bench, case, 24)
    clock.advance(timedelta(hours=25))
    second = offer(bench, case, 24)
    says(marisol, case, second, TimeAnswer.NOT_ANY_MORE)
    assert set(states(case)) == {MailState.DROPPED}


def test_no_address_is_no_reason_not_to_offer(
    bench: Bench, case: CaseFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cases.sending.contact_of", contact_of)
    assert offer(bench, case, 24)
    assert states(case) == []
