"""Disposal: proposed by one, approved by another; the keys go, what names nobody stays, and walls hold it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import alter, past_the_application, put
from tests.factories.board import Board
from tests.factories.cases import further_case, supervisor
from tests.factories.requisitions import hr, opened
from tests.people import People
from tests.records.test_holds import counsel, placed, proposed
from tests.vault.counting import statements
from tracker.cases.candidates import known_candidates
from tracker.cases.lists import case_list
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import facts_of
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.clock import FixedClock
from tracker.db import clock_of, unit_of_work
from tracker.findings.keepers import holders_check
from tracker.ledger.verify import verify
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.records.batches import Batch, batch_of
from tracker.records.calendar import calendar
from tracker.records.disposing import approve_batch, propose_batch, refuse_batch
from tracker.records.models_disposal import Disposal, DisposalBatch, DisposalItem, DisposalRuling
from tracker.records.service import lift_hold
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.models import DataKey, DestroyedKey
from tracker.vault.trouble import NoKey
from tracker.vault.vault import vault_of

AFTER = timedelta(days=733)
"""More than two federal years, one of which has a day more."""


def chief(people: People) -> Actor:
    """Return the Chief."""
    return people.make("Chief Avery Stone", Role.CHIEF)


def two_closed(people: People, clock: FixedClock) -> tuple[CaseFacts, CaseFacts]:
    """Return two closed cases whose time is over: one was released and decided, the other withdrawn."""
    board = Board(people)
    packet = board.released()
    other = board.case("Andre Whitfield", assigned=False)
    board.stage(packet.case_id, Stage.DECIDED)
    board.stage(packet.case_id, Stage.CLOSED)
    board.stage(other.case_id, Stage.WITHDRAWN)
    board.stage(other.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    return board.now(packet.case_id), board.now(other)


def proposing(person: Actor, *cases: CaseFacts) -> str:
    """Propose cases for disposal and return the batch's reference."""
    with unit_of_work(person) as work:
        return propose_batch(work, [case.reference for case in cases]).reference


def approving(person: Actor, batch: str) -> None:
    """Approve a batch."""
    with unit_of_work(person) as work:
        approve_batch(work, batch, authority="RC-075 no. 26-31, of March 2")


def as_it_is(session: Session, batch: str) -> Batch:
    """Return a batch as it stands now."""
    session.rollback()
    return batch_of(session, batch, clock_of(session).now().date())


def keys_of(session: Session, holder: UUID) -> list[bytes]:
    """Return the wrapped keys of a holder."""
    session.rollback()
    return list(session.scalars(select(DataKey.wrapped).where(DataKey.holder_id == holder)))


@pytest.mark.clause("Hamden A.7")
@pytest.mark.clause("29 CFR 1602.31")
def test_two_people_dispose_of_what_no_hold_keeps(
    session: Session, settings: Settings, people: People, clock: FixedClock
) -> None:
    case, other = two_closed(people, clock)
    keeper, head = hr(people), chief(people)
    assert [line.reference for line in calendar(session, keeper.person_id)] == sorted(
        (case.reference, other.reference)
    )
    batch = proposing(keeper, case, other)
    with pytest.raises(Refused, match="The person who proposed the batch cannot approve it"):
        approving(keeper, batch)
    hold = placed(counsel(people), other)
    with pytest.raises(Refused, match=r"on hold \(matter 26-114\)\. It cannot be disposed of"):
        proposing(keeper, other)
    bytes_of_keys = keys_of(session, case.case_id) + keys_of(session, case.candidate_id)
    assert len(bytes_of_keys) == 3, "of the case, of its board's copy, of the candidate"
    approving(head, batch)
    view = as_it_is(session, batch)
    assert [item.now.reference for item in view.disposed] == [case.reference]
    assert [item.why for item in view.left_out] == [
        "This case is on hold (matter 26-114). It cannot be disposed of."
    ]
    assert facts_of(session, case.case_id).disposed
    assert not facts_of(session, other.case_id).disposed
    assert keys_of(session, other.case_id), "what was left out keeps its keys"
    assert not set(bytes_of_keys) & set(keys_of(session, case.candidate_id))
    for domain in (Domain.CASE, Domain.BOARD):
        with pytest.raises(NoKey):
            vault_of(session).domain(session, domain, case.case_id)
    assert session.scalar(select(func.count(DestroyedKey.id))) == 3
    names = {line.reference: line.candidate_name for line in case_list(session, clock.now()).lines}
    assert names[case.reference] == "Disposed of"
    assert names[other.reference] == "Andre Whitfield"
    assert holders_check(session).well
    make_checkpoint()
    assert verify(session, witness_of(session), deep=True).exit_status == 0
    if session.get_bind().dialect.name == "sqlite":
        files = settings.data.glob("tracker.db*")
        kept = b"".join(one.read_bytes() for one in files)
        assert [key for key in bytes_of_keys if key in kept] == []
    with pytest.raises(Refused, match="already"):
        approving(head, batch)
    proposed(counsel(people), hold)
    with unit_of_work(keeper) as work:
        lift_hold(work, hold)
    approving(head, proposing(keeper, other))
    assert facts_of(session, other.case_id).disposed


@pytest.mark.clause("29 CFR 1602.31")
def test_nothing_is_proposed_before_its_time_or_before_it_is_closed(
    session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    case = board.case("Andre Whitfield", assigned=False)
    board.stage(case.case_id, Stage.WITHDRAWN)
    clock.set(clock.now() + AFTER)
    with pytest.raises(Refused, match="not closed yet"):
        proposing(hr(people), case)
    board.stage(case.case_id, Stage.CLOSED)
    with pytest.raises(Refused, match="is kept until"):
        proposing(hr(people), case)
    clock.set(clock.now() + AFTER)
    batch = proposing(hr(people), case)
    with unit_of_work(hr(people)) as work:
        refuse_batch(work, batch, reason="A claim is expected soon")
    with pytest.raises(Refused, match="already"):
        approving(chief(people), batch)


@pytest.mark.clause("Hamden A.7")
def test_the_candidates_own_keys_go_with_the_last_of_their_cases(
    session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    first = board.case("Andre Whitfield", assigned=False, email="andre@whitfield.example")
    second = further_case(people, opened(people, "Officer 2026-B"), first)
    for case in (first, second):
        board.stage(case.case_id, Stage.WITHDRAWN)
        board.stage(case.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    approving(chief(people), proposing(hr(people), first))
    assert [one.name for one in known_candidates(session, "andre@whitfield.example")] == ["Andre Whitfield"]
    approving(chief(people), proposing(hr(people), second))
    session.rollback()
    assert known_candidates(session, "andre@whitfield.example") == ()
    row = session.get_one(Candidate, first.candidate_id)
    assert (row.email, row.phone, row.email_index) == (None, None, None)


@pytest.mark.clause("Hamden A.7")
def test_the_database_keeps_keys_until_two_people_let_them_go(
    session: Session, settings: Settings, people: People, clock: FixedClock
) -> None:
    case, other = two_closed(people, clock)
    keeper, head, now = hr(people), chief(people), clock.now()
    batch = as_it_is(session, proposing(keeper, case, other))
    items = {item.now.case_id: item.item_id for item in batch.items}
    late: dict[str, Any] = {"files": 0, "searches": 0, "findings": 0, "captures": 0, "why": None}

    def destroy(holder: UUID) -> None:
        with past_the_application(settings) as connection:
            connection.execute(delete(DataKey).where(DataKey.holder_id == holder))
            connection.commit()

    def ruled(person: Actor, ruling: str = "approved") -> None:
        row = {"ruling": ruling, "reason": "", "ruled_at": now}
        put(settings, DisposalRuling, batch_id=batch.line.batch_id, ruled_by=person.person_id, **row)

    def gone(one: CaseFacts, on: datetime = now) -> None:
        row = {"item_id": items[one.case_id], "case_id": one.case_id, "done": True, **late}
        put(settings, Disposal, disposed_on=on.date(), **row)

    def listed(since: datetime) -> None:
        row = {"ending": "withdrawn", "years": None, "series": "GS-03", "due_on": now.date()}
        put(
            settings,
            DisposalItem,
            batch_id=batch.line.batch_id,
            case_id=case.case_id,
            since=since.date(),
            **row,
        )

    refused: tuple[tuple[str, Callable[[], object]], ...] = (
        ("never before", lambda: destroy(case.case_id)),
        ("never before", lambda: destroy(case.candidate_id)),
        ("approved batch that holds it", lambda: gone(case)),
        ("proposed a batch does not approve it", lambda: ruled(keeper)),
        ("HR or the Chief", lambda: ruled(supervisor(people))),
        ("kept two years", lambda: listed(now - timedelta(days=700))),
        ("disposed of with an approved batch", lambda: alter(settings, Case, case.case_id, stage="disposed")),
        ("never changed", lambda: alter(settings, DisposalBatch, batch.line.batch_id, reference="Z-ZZZZZZ")),
    )
    for words, act in refused:
        with pytest.raises(DatabaseError, match=words):
            act()
    ruled(head)
    with pytest.raises(DatabaseError, match="once it is closed and its time is over"):
        gone(case, now - timedelta(days=2))
    placed(counsel(people), other)
    with pytest.raises(DatabaseError, match="on hold is not disposed of"):
        gone(other)
    gone(case)
    destroy(case.case_id)
    assert keys_of(session, case.case_id) == []
    with pytest.raises(DatabaseError, match="never before"):
        destroy(other.case_id)
    put(settings, DestroyedKey, holder_id=case.case_id, domain="case", dek_version=1, destroyed_at=now)
    with past_the_application(settings) as connection:
        anew = {"holder_id": case.case_id, "domain": "case", "dek_version": 2, "kek_id": "k00000000"}
        with pytest.raises(DatabaseError, match="no key is made"):
            connection.execute(
                insert(DataKey).values(id=case.case_id, version=1, wrapped=b"0" * 60, created_at=now, **anew)
            )


def test_a_batch_is_read_in_as_many_statements_for_two_cases_as_for_one(
    session: Session, people: People, clock: FixedClock
) -> None:
    keeper, counts = hr(people), list[int]()
    case, other = two_closed(people, clock)
    batches = proposing(keeper, case), proposing(keeper, case, other)
    for batch in batches:
        with statements(session.get_bind().engine) as seen:
            assert as_it_is(session, batch).items
        counts.append(len(seen))
    assert counts[0] == counts[1] > 0
