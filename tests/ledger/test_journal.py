"""Lines are appended with the rows they speak of, in one transaction, in one chain."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.ledger.conftest import Around, check, person, write
from tests.ledger.trees import root_at
from tests.walls import KEPT, broken, refused
from tracker.clock import FixedClock
from tracker.db import Unrecorded, db, unit_of_work
from tracker.ledger.canonical import Uncanonical, canonical
from tracker.ledger.entries import Entry, RowDigest, moment_of, read_entry, written
from tracker.ledger.events import Event
from tracker.ledger.journal import LedgerUnfit, came_from, record
from tracker.ledger.merkle import root_of
from tracker.ledger.rows import written_row
from tracker.policy.actors import SYSTEM, Actor, Role

DANA = Actor(UUID(int=5), Role.INVESTIGATOR, "Dana Ruiz", session="0123456789abcdef")


def lines(around: Around) -> list[Any]:
    """Return the rows of the ledger."""
    return around.run("SELECT idx, body, leaf, at, event, actor, case_id FROM ledger_entries ORDER BY idx")


def head(around: Around) -> tuple[int, tuple[bytes, ...]]:
    """Return the head's size and peaks."""
    ((size, peaks),) = around.run("SELECT size, peaks FROM ledger_head")
    blob = bytes(peaks)
    return size, tuple(blob[start : start + 32] for start in range(0, len(blob), 32))


def test_a_line_has_the_documented_body(session: Session, around: Around, clock: FixedClock) -> None:
    clock.set(NOON + timedelta(microseconds=12))
    case = UUID(int=44)
    before = len(lines(around))
    came_from(session, request="r-1", ip="192.0.2.7")
    with unit_of_work(DANA) as work:
        row = work.add(check())
        record(work, Event.NOTE_OPENED, about=("finding", "F-7KQ4M2"), case_id=case, reason=None)
    line = lines(around)[-1]
    assert json.loads(line.body) == {
        "v": 1,
        "idx": before,
        "t": "2026-03-09T16:00:00.000012Z",
        "skew": 0,
        "actor": str(UUID(int=5)),
        "role": "investigator",
        "session": "0123456789abcdef",
        "ip": "192.0.2.7",
        "request": "r-1",
        "event": "NOTE_OPENED",
        "about": ["finding", "F-7KQ4M2"],
        "case": str(case),
        "outcome": "ok",
        "params": {"reason": None},
        "rows": [["ledger_checks", str(row.id), 1, written_row(row).sha256]],
    }
    assert line.body == canonical(json.loads(line.body)).decode()
    assert bytes(line.leaf) == sha256(b"\x00" + line.body.encode()).digest()
    assert (line.at, line.event, line.actor) == (
        "2026-03-09T16:00:00.000012Z",
        "NOTE_OPENED",
        str(UUID(int=5)),
    )
    assert line.case_id == str(case)


def test_the_head_is_the_compact_range_of_the_lines(session: Session, around: Around) -> None:
    for _ in range(9):
        write()
        size, peaks = head(around)
        leaves = [bytes(line.leaf) for line in lines(around)]
        assert size == len(leaves)
        assert root_of(peaks) == root_at(leaves)


def test_several_acts_in_one_unit_of_work(session: Session, around: Around) -> None:
    before = len(lines(around))
    with unit_of_work(SYSTEM) as work:
        work.add(check())
        record(work, Event.LEDGER_OPENED)
        work.add(check())
        record(work, Event.LEDGER_OPENED)
        record(work, Event.LEDGER_OPENED)
    added = [read_entry(line.body.encode()) for line in lines(around)[before:]]
    assert [entry.idx for entry in added] == [before, before + 1, before + 2]
    assert [len(entry.rows) for entry in added] == [0, 0, 2]
    assert head(around)[0] == before + 3


def test_a_row_is_digested_as_it_ends(session: Session, around: Around) -> None:
    with unit_of_work(SYSTEM) as work:
        row = work.add(person())
        record(work, Event.LEDGER_OPENED)
        work.session.flush()
        work.change(row, name="Dana R. Ruiz", email=b"sealed again")
    (digest,) = read_entry(lines(around)[-1].body.encode()).rows
    assert digest == written_row(row)
    assert (digest.version, row.name) == (2, "Dana R. Ruiz")


def test_nothing_is_kept_when_the_act_fails(session: Session, around: Around) -> None:
    write()
    before = lines(around), head(around)
    with pytest.raises(ZeroDivisionError):
        _fail()
    assert (lines(around), head(around)) == before


def _fail() -> None:
    with unit_of_work(SYSTEM) as work:
        work.add(check())
        record(work, Event.LEDGER_OPENED)
        raise ZeroDivisionError


def test_a_change_without_a_recording_is_refused(session: Session, around: Around) -> None:
    before = len(lines(around))
    with pytest.raises(Unrecorded), unit_of_work(SYSTEM) as work:
        work.add(check())
    assert len(lines(around)) == before


def test_a_clock_that_goes_back_breaks_nothing(session: Session, around: Around, clock: FixedClock) -> None:
    clock.set(NOON + timedelta(hours=1))
    write()
    clock.set(NOON - timedelta(minutes=30, microseconds=3))
    write(2)
    clock.set(NOON + timedelta(hours=2))
    write()
    last = [read_entry(line.body.encode()) for line in lines(around)[-4:]]
    hour = NOON + timedelta(hours=1)
    assert [entry.at for entry in last] == [hour, hour, hour, NOON + timedelta(hours=2)]
    assert [entry.skew for entry in last] == [0, 5_400_000_003, 5_400_000_003, 0]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("DELETE FROM ledger_head", "has no head"),
        ("UPDATE ledger_head SET peaks = :empty", "damaged"),
        ("DELETE FROM ledger_entries WHERE idx = (SELECT max(idx) FROM ledger_entries)", "is gone"),
        ("UPDATE ledger_entries SET body = '{}'", "is damaged"),
    ],
)
def test_a_damaged_ledger_takes_no_line(session: Session, around: Around, damage: str, words: str) -> None:
    write(3)
    around.tamper(damage, **({"empty": b""} if ":empty" in damage else {}))
    with pytest.raises(LedgerUnfit, match=words):
        write()


def test_a_head_that_was_set_back_takes_no_line(session: Session, around: Around) -> None:
    write(3)
    around.tamper("UPDATE ledger_head SET size = 0, peaks = :peaks", peaks=b"")
    with refused(broken("pk_ledger_entries", "ledger_entries.idx")):
        write()


def test_writers_take_turns(app: Flask, around: Around) -> None:
    before = len(lines(around))
    faults: list[BaseException] = []

    def writer() -> None:
        try:
            with app.app_context():
                write(10)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    leaves = [bytes(line.leaf) for line in lines(around)]
    assert len(leaves) == before + 40
    assert root_of(head(around)[1]) == root_at(leaves)


def test_appending_takes_the_same_few_statements_however_long_the_ledger(session: Session) -> None:
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    write()
    short = len(seen)
    write(70)
    seen.clear()
    write()
    assert len(seen) == short


def test_an_entry_reads_back() -> None:
    entry = Entry(
        idx=3,
        at=NOON,
        actor="a",
        role="it",
        event="E",
        skew=2,
        about=("x", "y"),
        case="c",
        params={"n": [1, None]},
        rows=(RowDigest("t", "i", 1, "00"),),
    )
    assert read_entry(entry.body()) == entry


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("v", True),
        ("idx", "3"),
        ("t", "2026-03-09T16:00:00Z"),
        ("t", "2026-03-09T16:00:00.1Z"),
        ("t", None),
        ("skew", None),
        ("actor", 5),
        ("ip", 5),
        ("about", ["x"]),
        ("about", "xy"),
        ("params", []),
        ("rows", {}),
        ("rows", [["t", "i", "1", "00"]]),
        ("rows", [["t", "i", 1]]),
        ("more", 1),
    ],
)
def test_a_body_of_another_form_is_not_read(name: str, value: object) -> None:
    body = json.loads(Entry(idx=3, at=NOON, actor="a", role="it", event="E").body())
    with pytest.raises(Uncanonical):
        read_entry(canonical(body | {name: value}))


def test_moments_sort_as_text() -> None:
    moments = [
        NOON,
        NOON + timedelta(microseconds=1),
        NOON + timedelta(seconds=1),
        NOON + timedelta(days=400),
    ]
    assert sorted(written(moment) for moment in reversed(moments)) == [written(moment) for moment in moments]
    assert [moment_of(written(moment)) for moment in moments] == moments


def test_lines_cannot_be_written_through_the_session_by_others(session: Session) -> None:
    from sqlalchemy import delete

    from tracker.ledger.models import ledger_entries

    with pytest.raises(Unrecorded):
        session.execute(delete(ledger_entries))
    with refused(KEPT):
        session.execute(text("DELETE FROM ledger_entries"))
    session.rollback()
