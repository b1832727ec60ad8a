"""Sessions as the services keep them: offered, answered, recorded, confirmed, and used for looks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.protocol import Bench
from tests.people import People
from tests.vault.counting import statements
from tests.walls import ADDED_TO, KEPT, refused
from tracker.affidavits.access import stop_access
from tracker.affidavits.calls import calls_due
from tracker.affidavits.models import AccessGrant, GrantUse
from tracker.affidavits.words import english
from tracker.cases.models import AccessEntry
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case
from tracker.clock import FixedClock
from tracker.db import Record, clock_of, db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.together import Holder, Stopper
from tracker.policy.together_answers import CONFIRM_WITHIN, Confirmation, TimeAnswer
from tracker.policy.vocabulary import AccessMode, SignedIn, Stage
from tracker.protocol.models import SearchEntry, SearchSession
from tracker.together import models
from tracker.together.queries import SessionRow, session_of
from tracker.together.service import Offer, answer_times, confirm_session, offer_session
from tracker.together.told import tell_sessions

pytestmark = pytest.mark.usefixtures("context")
TOGETHER_LOOK: dict[str, Any] = {
    "query": "marisol.p",
    "place": "Facebook",
    "method": "together-session",
    "signed_in": SignedIn.WITH_CANDIDATE,
    "account": 2,
}


def ahead(hours: int = 24) -> datetime:
    return clock_of(db.session).now() + timedelta(hours=hours)


def offered(bench: Bench, case: CaseFacts, mode: AccessMode = AccessMode.TOGETHER) -> str:
    with unit_of_work(bench.dana) as work:
        offer = Offer(mode, "Room 2", (ahead(), ahead(48)))
        return offer_session(work, facts_of(work.session, case.case_id), offer=offer).reference


def read(case: CaseFacts, reference: str, *, notes: bool = False) -> SessionRow:
    db.session.rollback()
    return session_of(db.session, case.case_id, reference, notes=notes)


def says(marisol: Actor, case: CaseFacts, reference: str, answer: TimeAnswer, **more: Any) -> None:
    with unit_of_work(marisol) as work:
        answer_times(work, case, reference=reference, answer=answer, **more)


def confirms(marisol: Actor, case: CaseFacts, reference: str, words: str = "", number: int = 1) -> None:
    answer = Confirmation.DIFFERENT if words else Confirmation.CONFIRMED
    with unit_of_work(marisol) as work:
        confirm_session(work, case, reference=reference, number=number, answer=answer, words=words)


def events(session: Session, case: CaseFacts) -> list[str]:
    of_case = select(ledger_entries.c.event).where(ledger_entries.c.case_id == str(case.case_id))
    return list(session.scalars(of_case.order_by(ledger_entries.c.idx)))


@pytest.mark.clause("Hampton F.2")
def test_a_time_is_offered_and_the_candidate_chooses_one(
    session: Session, bench: Bench, case: CaseFacts, marisol: Actor
) -> None:
    reference = offered(bench, case)
    first, second = read(case, reference).times
    says(marisol, case, reference, TimeAnswer.ANOTHER_TIME, words="Mornings suit me")
    assert read(case, reference).words == "Mornings suit me"
    says(marisol, case, reference, TimeAnswer.AGREED, chosen=second)
    found = read(case, reference)
    assert (found.agreed, found.chosen_at, found.by_telephone, found.answered) == (True, second, False, 2)
    assert first != second
    assert events(session, case)[-3:] == ["SESSION_OFFERED", "SESSION_OTHER_TIME", "SESSION_AGREED"]


def test_a_promised_call_is_done_once_a_time_is_agreed_on_and_only_for_that_way(
    session: Session, bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    def due() -> list[int]:
        session.rollback()
        waiting = calls_due(session, (case.case_id,), clock.now())
        return [one.number for one in waiting.get(case.case_id, ())]

    reference = offered(bench, case)
    assert due() == [2, 3]
    says(marisol, case, reference, TimeAnswer.NOT_ANY_MORE)
    assert due() == [2, 3]
    says(marisol, case, reference, TimeAnswer.AGREED, chosen=read(case, reference).times[0])
    assert due() == [3]


def test_not_wanting_to_meet_stops_nothing_else(
    session: Session, bench: Bench, case: CaseFacts, marisol: Actor
) -> None:
    says(marisol, case, offered(bench, case), TimeAnswer.NOT_ANY_MORE)
    standing = select(AccessGrant.id).where(AccessGrant.stopped_at.is_(None))
    assert len(session.scalars(standing).all()) == 3
    assert bench.log(case)
    assert facts_of(session, case.case_id).stage is Stage.SEARCH


@pytest.mark.clause("Hampton F.2")
def test_a_record_marks_the_grant_used_once_and_exposes_the_investigator(
    session: Session, bench: Bench, case: CaseFacts
) -> None:
    reference = bench.meet(case, 2, stopped_by=Stopper.CANDIDATE)
    bench.log(case, "03", **TOGETHER_LOOK)
    bench.log(case, "03", **TOGETHER_LOOK)
    assert len(session.scalars(select(GrantUse.grant_id)).all()) == 1
    searched = select(AccessEntry.person_id).where(
        AccessEntry.thing == "searched", AccessEntry.reference == reference
    )
    assert session.scalars(searched).all() == [bench.dana.person_id]
    kept = read(case, reference).record
    assert kept is not None
    assert (kept.accounts, kept.stopped_by, kept.shown) == ((2,), Stopper.CANDIDATE, "")
    noted = read(case, reference, notes=True).record
    assert noted is not None
    assert noted.shown == "Posts of the last year, to the end."


@pytest.mark.clause("Hamden D.4")
def test_nothing_is_recorded_without_agreement_device_script_and_access(
    bench: Bench, case: CaseFacts, marisol: Actor
) -> None:
    for accounts, changes, words in (
        ((2,), {"holder": Holder.SOMEBODY_ELSE}, "holds the device"),
        ((2,), {"script_read": False}, "Read the words"),
        ((1,), {}, "Account 1 was not open to you"),
        ((2, 9), {}, "Account 9 was not open to you"),
        ((2,), {"shown": "her password: hunter22"}, "We did not save it"),
    ):
        with pytest.raises(Refused) as caught:
            bench.meet(case, *accounts, **changes)
        assert words in str(caught.value)


@pytest.mark.clause("Hampton F.2")
def test_no_session_covers_the_time_before_its_yes_nor_whole_days(
    bench: Bench, case: CaseFacts, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=3))
    begun = clock.now()
    for early in (begun - timedelta(minutes=5), begun - timedelta(days=2)):
        with pytest.raises(Refused, match=r"[ap]\.m\. E[SD]T, and no session begins before that"):
            bench.meet(case, 2, started_at=early)
    reference = by_telephone(bench, case)
    with pytest.raises(Refused, match=r"The candidate agreed to .* E[SD]T\."):
        bench.correct(case, reference, 2)
    clock.advance(timedelta(hours=35))
    with pytest.raises(Refused, match="8 hours at most"):
        bench.correct(case, reference, 2, started_at=clock.now() - timedelta(hours=9))
    with pytest.raises(Refused, match="The candidate agreed to"):
        bench.correct(case, reference, 2)
    assert read(case, reference).record is None


@pytest.mark.clause("Hampton F.2")
def test_a_session_agreed_on_by_telephone_is_used_once_the_candidate_says_that_it_was_so(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    def told() -> tuple[str, dict[str, Any]]:
        reference = by_telephone(bench, case)
        clock.advance(timedelta(hours=24, minutes=20))
        bench.correct(case, reference, 2)
        seen = clock.now() - timedelta(minutes=2)
        with pytest.raises(Refused, match=r"by telephone or in person.* E[SD]T, when the time"):
            bench.log(case, "03", **TOGETHER_LOOK, searched_at=seen)
        return reference, {**TOGETHER_LOOK, "searched_at": seen}

    reference, look = told()
    assert read(case, reference).waits
    confirms(marisol, case, reference)
    assert not read(case, reference).waits
    assert bench.log(case, "03", **look)
    reference, look = told()
    clock.advance(CONFIRM_WITHIN + timedelta(minutes=1))
    assert bench.log(case, "03", **look), "silence stops nothing once the time to answer is over"
    reference, look = told()
    confirms(marisol, case, reference, "I agreed to nothing.")
    with pytest.raises(Refused, match="Correct its record"):
        bench.log(case, "03", **look)


@pytest.mark.clause("Hampton F.2")
def test_a_yes_on_the_candidates_own_page_stands_before_what_was_told_by_telephone(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    reference = by_telephone(bench, case)
    says(marisol, case, reference, TimeAnswer.AGREED, chosen=read(case, reference).times[0])
    clock.advance(timedelta(hours=24, minutes=20))
    bench.correct(case, reference, 2)
    assert bench.log(case, "03", **TOGETHER_LOOK, searched_at=clock.now() - timedelta(minutes=2))


def by_telephone(bench: Bench, case: CaseFacts) -> str:
    with unit_of_work(bench.dana) as work:
        offer = Offer(AccessMode.TOGETHER, "Room 2", (ahead(),), agreed=True)
        return offer_session(work, facts_of(work.session, case.case_id), offer=offer).reference


@pytest.mark.clause("Hampton F.2")
def test_a_look_together_needs_a_session_first(bench: Bench, case: CaseFacts) -> None:
    with pytest.raises(Refused) as caught:
        bench.log(case, "03", **TOGETHER_LOOK)
    assert "Record the session" in str(caught.value)
    bench.meet(case, 2)
    assert bench.log(case, "03", **TOGETHER_LOOK)


def test_a_seen_password_is_kept_as_a_fact_alone(session: Session, bench: Bench, case: CaseFacts) -> None:
    reference = bench.meet(case, 2, password_seen=True)
    kept = read(case, reference).record
    assert kept is not None
    assert kept.password_seen
    assert "PASSWORD_SEEN" in events(session, case)


@pytest.mark.clause("Hampton F.2")
def test_a_copy_is_handed_over_in_the_same_way(bench: Bench, case: CaseFacts) -> None:
    look: dict[str, Any] = {
        "query": "mari.p",
        "place": "Instagram",
        "method": "candidate-export",
        "account": 3,
    }
    with pytest.raises(Refused) as caught:
        bench.log(case, "04", **look)
    assert "handed the copy over" in str(caught.value)
    bench.meet(case, 3, mode=AccessMode.CANDIDATE_EXPORT)
    assert bench.log(case, "04", **look)


def test_the_candidate_confirms_once(bench: Bench, case: CaseFacts, marisol: Actor) -> None:
    reference = bench.meet(case, 2)
    confirms(marisol, case, reference)
    kept = read(case, reference).record
    assert kept is not None
    assert kept.confirmation is not None
    assert kept.confirmation.answer is Confirmation.CONFIRMED
    with pytest.raises(Refused):
        confirms(marisol, case, reference, "It was different")


def test_what_was_different_stays_beside_the_record_until_a_correction_is_answered_anew(
    bench: Bench, case: CaseFacts, marisol: Actor
) -> None:
    reference = bench.meet(case, 2)
    confirms(marisol, case, reference, "We met in room 3.")
    with pytest.raises(Refused) as caught:
        bench.log(case, "03", **TOGETHER_LOOK)
    assert "Correct its record" in str(caught.value)
    bench.correct(case, reference, 2, place="Room 3")
    found = read(case, reference)
    assert [one.place for one in found.records] == ["Room 2 at the unit", "Room 3"]
    said = found.records[0].confirmation
    assert said is not None
    assert said.words == "We met in room 3."
    assert found.records[1].confirmation is None
    assert bench.log(case, "03", **TOGETHER_LOOK)
    with pytest.raises(NotFound):
        confirms(marisol, case, reference, number=1)
    confirms(marisol, case, reference, number=2)


def test_silence_is_neutral_and_closes_after_five_days(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    reference = bench.meet(case, 2)
    begun = clock.now()
    clock.advance(CONFIRM_WITHIN + timedelta(minutes=1))
    with pytest.raises(Refused) as caught:
        confirms(marisol, case, reference)
    assert "does not count against you" in str(caught.value)
    assert bench.log(case, "03", **TOGETHER_LOOK, searched_at=begun - timedelta(minutes=5))


def test_access_stopped_after_the_session_leaves_what_was_seen_to_be_logged(
    bench: Bench, case: CaseFacts, marisol: Actor, clock: FixedClock
) -> None:
    bench.meet(case, 2)
    seen = clock.now() - timedelta(minutes=5)
    with unit_of_work(marisol) as work:
        stop_access(work, facts_of(work.session, case.case_id), number=2)
    assert bench.log(case, "03", **TOGETHER_LOOK, searched_at=seen)
    with pytest.raises(Refused):
        bench.meet(case, 2)


def test_others_neither_offer_nor_answer(
    bench: Bench, case: CaseFacts, marisol: Actor, people: People
) -> None:
    reference = offered(bench, case)
    other = bench.ready("Ana Lima")
    stranger = Actor(other.candidate_id, Role.CANDIDATE, "Candidate", case_id=other.case_id)
    with pytest.raises(NotFound):
        says(stranger, case, reference, TimeAnswer.NOT_ANY_MORE)
    with pytest.raises(NotFound):
        says(stranger, other, reference, TimeAnswer.NOT_ANY_MORE)
    for actor in (bench.dana, people.make("Member Reyes", Role.BOARD_MEMBER)):
        with pytest.raises(Denied):
            says(actor, case, reference, TimeAnswer.NOT_ANY_MORE)
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    with pytest.raises(NotFound):
        bench.meet(case, 2, by=luis)


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.WITHDRAWN])
def test_nobody_meets_once_the_case_is_not_searched(bench: Bench, case: CaseFacts, stage: Stage) -> None:
    with unit_of_work(SYSTEM) as work:
        move_case(work, case, to=stage)
    with pytest.raises(Refused):
        bench.meet(case, 2)


def test_reading_takes_the_same_statements_however_many_there_are(bench: Bench, case: CaseFacts) -> None:
    def asked() -> int:
        last = bench.meet(case, 2)
        db.session.expire_all()
        with statements(db.engine) as seen:
            read(case, last)
        return len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))])

    few = asked()
    for _ in range(4):
        bench.meet(case, 2)
    assert asked() == few


TABLES: tuple[type[Record], ...] = (
    models.TogetherSession,
    models.TogetherAnswer,
    models.TogetherRecord,
    models.TogetherAccount,
    models.TogetherConfirmation,
)


def table_of(model: type[Record]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_the_database_keeps_every_row_as_it_was(
    bench: Bench, case: CaseFacts, marisol: Actor, table: type[Record]
) -> None:
    confirms(marisol, case, bench.meet(case, 2), "We met in room 3.")
    db.session.rollback()
    there = table_of(table)
    for statement, words in ((update(there).values(version=9), ADDED_TO), (delete(there), KEPT)):
        with refused(words), db.engine.begin() as connection:
            connection.execute(statement)


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"device_holder": "somebody-else"}, "candidate_holds_the_device"),
        ({"script_read": False}, "script_read_aloud"),
        ({"mode": "candidate-export"}, "copy_has_a_medium"),
    ],
    ids=["holder", "script", "copy"],
)
def test_the_database_takes_no_session_with_the_device_in_other_hands(
    bench: Bench, case: CaseFacts, changes: dict[str, Any], words: str
) -> None:
    bench.meet(case, 2)
    table = table_of(models.TogetherRecord)
    row = dict(db.session.execute(select(table)).mappings().one())
    db.session.rollback()
    with refused(words), db.engine.begin() as connection:
        connection.execute(insert(table).values(**{**row, "id": uuid4(), "number": 2, **changes}))


@pytest.mark.clause("Hampton F.2")
def test_the_database_takes_no_account_without_its_grant(bench: Bench, case: CaseFacts) -> None:
    bench.meet(case, 2)
    table = table_of(models.TogetherAccount)
    row = dict(db.session.execute(select(table)).mappings().one())
    other = db.session.scalars(select(AccessGrant).where(AccessGrant.mode == AccessMode.PUBLIC_ONLY)).one()
    wrong = {"declared_account_id": other.declared_account_id, "grant_id": other.id}
    db.session.rollback()
    with refused("only by a grant of it that held"), db.engine.begin() as connection:
        connection.execute(insert(table).values(**{**row, "id": uuid4(), **wrong}))


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("begun", "lasted"),
    [
        (timedelta(minutes=-20), timedelta(minutes=10)),
        (timedelta(hours=5), timedelta(minutes=10)),
        (timedelta(), timedelta(hours=9)),
    ],
    ids=["too-early", "too-late", "too-long"],
)
def test_the_database_takes_no_session_far_from_its_agreement(
    bench: Bench, case: CaseFacts, begun: timedelta, lasted: timedelta
) -> None:
    reference = by_telephone(bench, case)
    agreed = read(case, reference).agreement
    assert agreed is not None
    other = bench.meet(case, 2)
    table = table_of(models.TogetherRecord)
    row = dict(db.session.execute(select(table)).mappings().one())
    session_id = read(case, reference).id
    assert session_id != read(case, other).id
    db.session.rollback()
    started = agreed.chosen_at + begun
    values = {"id": uuid4(), "session_id": session_id, "started_at": started, "ended_at": started + lasted}
    later = {"recorded_at": started + lasted}
    with pytest.raises(IntegrityError, match="near the time"), db.engine.begin() as connection:
        connection.execute(insert(table).values(**{**row, **values, **later}))


@pytest.mark.clause("Hampton F.2")
def test_the_database_takes_no_look_of_a_session_that_the_candidate_was_not_asked_about(
    bench: Bench, case: CaseFacts, clock: FixedClock
) -> None:
    bench.meet(case, 2)
    look = bench.log(case)
    search_id = db.session.scalars(select(SearchEntry.id).where(SearchEntry.reference == look)).one()
    reference = by_telephone(bench, case)
    clock.advance(timedelta(hours=24, minutes=20))
    bench.correct(case, reference, 2)
    told = {"id": uuid4(), "version": 1, "search_id": search_id, "session_id": read(case, reference).id}
    db.session.rollback()
    with pytest.raises(IntegrityError, match="say otherwise"), db.engine.begin() as connection:
        connection.execute(insert(table_of(SearchSession)).values(**told))


@pytest.mark.clause("Hampton F.2")
def test_a_time_that_was_offered_ends_with_the_investigators_case(
    bench: Bench, case: CaseFacts, marisol: Actor, people: People
) -> None:
    reference = by_telephone(bench, case)
    at = read(case, reference).times[0]
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    bench.assigned(facts_of(db.session, case.case_id), luis)
    for answer, chosen in ((TimeAnswer.AGREED, at), (TimeAnswer.ANOTHER_TIME, None)):
        with pytest.raises(Refused, match="Another investigator has your case"):
            says(marisol, case, reference, answer, chosen=chosen)
    facts = facts_of(db.session, case.case_id)
    assert tell_sessions(db.session, facts, clock_of(db.session).now(), english) == ()
    db.session.rollback()
    with pytest.raises(NotFound):
        bench.correct(case, reference, 2)
    with pytest.raises(Refused):
        bench.correct(case, reference, 2, by=luis)
