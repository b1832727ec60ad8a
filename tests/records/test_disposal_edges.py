"""Disposal at its edges: what else is of a case, two acts at once, and a disk that does not take part."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from errno import ENOSPC
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import put
from tests.factories.board import Board
from tests.factories.cases import further_case
from tests.factories.requisitions import hr, opened
from tests.people import People
from tests.records.test_disposal import AFTER, approving, as_it_is, chief, keys_of, proposing, two_closed
from tests.records.test_holds import counsel, placed
from tracker import cli, engines
from tracker.accounts.kept_forms import keep_form
from tracker.accounts.models import KeptForm
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.engines import scrub
from tracker.findings import clearing
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.rights import CopyOutcome
from tracker.policy.vocabulary import Stage
from tracker.protocol.slots import QUERY
from tracker.records import disposing
from tracker.records.models_disposal import Disposal, DisposalItem, DisposalRuling
from tracker.rights.service import answer_question, ask_question, request_copy, settle_copy
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.store import FileStore
from tracker.vault.vault import vault_of


def both_closed(people: People, clock: FixedClock) -> tuple[CaseFacts, CaseFacts]:
    """Return two closed cases of one candidate whose time is over."""
    board = Board(people)
    first = board.case("Andre Whitfield", assigned=False)
    second = further_case(people, opened(people, "Officer 2026-B"), first)
    for case in (first, second):
        board.stage(case.case_id, Stage.WITHDRAWN)
        board.stage(case.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    return board.now(first), board.now(second)


def asked(board: Board, case: CaseFacts, *, answered: bool = True) -> str:
    """Let a candidate ask a question, and return its reference."""
    with unit_of_work(board.candidate(case)) as work:
        question = ask_question(work, case, words="When do I hear?").reference
    if answered:
        with unit_of_work(board.hr) as work:
            answer_question(work, case, reference=question, words="On Monday.", seen_answers=0)
    return question


def kept(app: Flask, person: Actor, path: str, words: str) -> UUID:
    """Keep what somebody typed when their session had ended, and return under which id."""
    with app.app_context(), unit_of_work(person) as work:
        row = keep_form(work, path=path, query="", fields=[("words", words)], had_files=False)
        assert row is not None
        return row.id


@pytest.mark.clause("Hamden A.7")
def test_what_was_typed_of_a_case_goes_and_what_is_of_another_stays(
    app: Flask, session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    case = board.case("Andre Whitfield", assigned=False)
    live = further_case(people, opened(people, "Officer 2026-B"), case)
    question = asked(board, case)
    early = kept(app, hr(people), "/admin/requisitions/R-26-AAAAA/candidates/new", "Andre Whitfield")
    clock.set(clock.now() + timedelta(days=2))
    board.stage(case.case_id, Stage.WITHDRAWN)
    board.stage(case.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    theirs = [
        kept(app, board.candidate(case), "/a/copy", "All that you have of me"),
        kept(app, board.supervisor, f"/questions/{question}", "Mr. Whitfield, we will write"),
    ]
    stays = [
        kept(app, board.candidate(live), "/a/accounts", "My account is @andre.w"),
        kept(app, board.supervisor, f"/cases/{live.reference}/findings/new", "A finding of the live case"),
    ]
    approving(chief(people), proposing(hr(people), board.now(case)))
    session.rollback()
    rows = {row.id: row for row in session.scalars(select(KeptForm))}
    assert all(rows[one].settled_at for one in (early, *theirs))
    assert not any(rows[one].settled_at for one in stays)


@pytest.mark.clause("Hampton D.2")
@pytest.mark.clause("Hamden A.7")
def test_a_case_whose_candidate_waits_for_an_answer_is_kept(
    session: Session, people: People, clock: FixedClock
) -> None:
    board = Board(people)
    case = board.case("Andre Whitfield", assigned=False)
    with unit_of_work(board.candidate(case)) as work:
        copy = request_copy(work, case, words="All that I may see").reference
    question = asked(board, case, answered=False)
    board.stage(case.case_id, Stage.WITHDRAWN)
    board.stage(case.case_id, Stage.CLOSED)
    clock.set(clock.now() + AFTER)
    with pytest.raises(Refused, match=f"request {question} waits for an answer") as refused:
        proposing(hr(people), board.now(case))
    assert f"request {copy} waits" in str(refused.value)
    with unit_of_work(board.hr) as work:
        now = board.now(case)
        settle_copy(work, now, reference=copy, outcome=CopyOutcome.ALL, words="All of it, by mail")
        answer_question(work, now, reference=question, words="On Monday.", seen_answers=0)
    with pytest.raises(Refused, match="is kept until"):
        proposing(hr(people), board.now(case))
    clock.set(clock.now() + AFTER)
    approving(chief(people), proposing(hr(people), board.now(case)))
    assert facts_of(session, case.case_id).disposed


def test_a_candidate_whose_name_went_gets_no_further_case(
    session: Session, people: People, clock: FixedClock
) -> None:
    first, second = both_closed(people, clock)
    approving(chief(people), proposing(hr(people), first, second))
    with pytest.raises(NotFound):
        further_case(people, opened(people, "Officer 2028-C"), first)


def test_two_batches_at_once_destroy_the_candidates_keys_too(
    app: Flask, session: Session, people: People, clock: FixedClock
) -> None:
    first, second = both_closed(people, clock)
    batches = [proposing(hr(people), one) for one in (first, second)]
    before = keys_of(session, first.candidate_id)
    session.rollback()
    start, head = Barrier(2), chief(people)

    def approve(batch: str) -> None:
        with app.app_context():
            start.wait(10)
            approving(head, batch)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(approve, batches))
    assert before
    assert not set(before) & set(keys_of(session, first.candidate_id))


@pytest.mark.clause("Hamden A.7")
def test_what_waited_for_its_turn_finds_the_case_disposed_of(
    session: Session, people: People, clock: FixedClock
) -> None:
    case, _ = both_closed(people, clock)
    approving(chief(people), proposing(hr(people), case))
    with pytest.raises(Refused, match="Nothing of it is left that a hold could keep"):
        placed(counsel(people), case)


def test_a_disposal_stands_on_a_disk_that_takes_no_part_and_is_cleared_by_night(
    app: Flask, session: Session, people: People, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = two_closed(people, clock)
    batch = proposing(hr(people), case)
    store, lying = vault_of(session).files, uuid4()
    store.path(lying).parent.mkdir(parents=True, exist_ok=True)
    store.path(lying).write_bytes(b"sealed")
    with monkeypatch.context() as patched:
        patched.setattr(disposing, "files_of", lambda *_: (lying,))
        patched.setattr(FileStore, "discard", _full)
        patched.setattr(clearing, "scrub", _full)
        approving(chief(people), batch)
    assert facts_of(session, case.case_id).disposed, "what cannot be cleared undoes nothing"
    assert store.path(lying).exists()
    asked_of: list[str] = []
    monkeypatch.setattr(clearing, "disposed_files", lambda *_: (lying,))

    def scrubbed(_: object, table: str) -> bool:
        asked_of.append(table)
        return True

    monkeypatch.setattr(clearing, "scrub", scrubbed)
    assert cli.install(app).test_cli_runner().invoke(args=["verify-captures"]).exit_code == 0
    assert not store.path(lying).exists()
    assert asked_of == ["data_keys"]


def _full(*_: object) -> bool:
    raise OSError(ENOSPC, "no space left on device")


def test_keys_are_remembered_for_minutes_and_none_past_a_disposal(
    session: Session, people: People, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = two_closed(people, clock)
    vault, now = vault_of(session), [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    remembered = vault._chest
    remembered.forget()
    for minutes, held in ((0, 1), (9, 1), (11, 1)):
        now[0] = 1000.0 + 60 * minutes
        vault.domain(session, Domain.CASE, (case, other)[minutes > 10].case_id).seal(QUERY, uuid4(), 1, "x")
        assert len(remembered) == held, "after ten minutes the first is forgotten"
    session.rollback()
    approving(chief(people), proposing(hr(people), case, other))
    assert len(remembered) < 3


@pytest.mark.sqlite
def test_while_somebody_reads_for_long_writers_wait_for_a_moment_only(
    app: Flask, session: Session, people: People, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = two_closed(people, clock)
    monkeypatch.setattr(engines, "A_MOMENT", 10)
    batch = proposing(hr(people), case)
    with db.engine.connect() as reader:
        reader.execute(select(KeptForm.id)).all()
        approving(chief(people), batch)
        assert not scrub(db.engine, "data_keys"), "the log still has what somebody reads"
        reader.rollback()
        assert scrub(db.engine, "data_keys")


@pytest.mark.clause("29 CFR 1602.31")
def test_the_database_asks_the_ledger_how_long_a_case_was_closed(
    session: Session, settings: Settings, people: People, clock: FixedClock
) -> None:
    case, _ = two_closed(people, clock)
    board = Board(people)
    late = board.case("Ana Lima", assigned=False)
    board.stage(late.case_id, Stage.WITHDRAWN)
    board.stage(late.case_id, Stage.CLOSED)
    batch = as_it_is(session, proposing(hr(people), case)).line.batch_id
    today, long_ago = clock.now().date(), date(2019, 1, 1)
    forged = {"ending": "withdrawn", "years": None, "series": "GS-03", "since": long_ago}
    item = put(
        settings, DisposalItem, batch_id=batch, case_id=late.case_id, due_on=date(2021, 1, 1), **forged
    )
    ruling = {"ruling": "approved", "reason": "", "ruled_at": clock.now()}
    put(settings, DisposalRuling, batch_id=batch, ruled_by=chief(people).person_id, **ruling)
    counts = {"files": 0, "searches": 0, "findings": 0, "captures": 0, "why": None}
    with pytest.raises(DatabaseError, match="two years after the ledger says that it was closed"):
        put(settings, Disposal, item_id=item, case_id=late.case_id, done=True, disposed_on=today, **counts)
