"""Verification finds every change, says which line it is in, and cries wolf at nothing else."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.ledger.conftest import SIGNER, Around, check, person, write
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.ledger.canonical import canonical
from tracker.ledger.checkpoints import LATEST, Checkpoint, Issued, export, issue
from tracker.ledger.entries import RowDigest, moment_of, read_entry, written
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.merkle import EMPTY_ROOT, Hashes, grow, leaf_hash
from tracker.ledger.notes import Signer
from tracker.ledger.report import KEPT, Findings, Verdict
from tracker.ledger.verify import Witness, verify
from tracker.policy.actors import SYSTEM

OTHER = Signer(SIGNER.name, bytes(32))


def sign(folder: Path | None = None, signer: Signer = SIGNER) -> Issued:
    """Issue a checkpoint of the ledger as it is, and export it."""
    with unit_of_work(SYSTEM) as work:
        issued = issue(work, signer)
    if folder:
        export(issued, folder)
    return issued


def kinds(session: Session, witness: Witness, *, deep: bool = False) -> set[str]:
    """Return the kinds of problem that a verification finds."""
    return {problem.kind for problem in verify(session, witness, deep=deep).problems}


def bodies(around: Around) -> list[str]:
    """Return the bodies of all lines."""
    return [row.body for row in around.run("SELECT body FROM ledger_entries ORDER BY idx")]


def forge(around: Around, entries: list[bytes], *, head: bool = True) -> None:
    """Write another ledger in place of this one, as somebody who knows every rule but holds no key."""
    peaks: Hashes = ()
    around.tamper("DELETE FROM ledger_entries")
    for size, body in enumerate(entries):
        entry, leaf = read_entry(body), leaf_hash(body)
        around.run(
            "INSERT INTO ledger_entries (idx, body, leaf, at, event, actor, case_id) "
            "VALUES (:idx, :body, :leaf, :at, :event, :actor, :case_id)",
            idx=size,
            body=body.decode(),
            leaf=leaf,
            at=written(entry.at),
            event=entry.event,
            actor=entry.actor,
            case_id=entry.case,
        )
        peaks = grow(peaks, size, leaf)
    if head:
        around.run(
            "UPDATE ledger_head SET size = :size, peaks = :peaks", size=len(entries), peaks=b"".join(peaks)
        )


def altered(body: str, **members: Any) -> bytes:
    """Return a body with other members."""
    return canonical(json.loads(body) | members)


def test_a_sound_ledger(session: Session, witness: Witness, tmp_path: Path, around: Around) -> None:
    for _ in range(5):
        write(3)
        sign(tmp_path)
    report = verify(session, replace(witness, folder=tmp_path), deep=True)
    size = len(bodies(around))
    assert (report.verdict, report.problems, report.exit_status) == (Verdict.SOUND, (), 0)
    assert (report.size, report.checkpoints, report.first_bad) == (size, 10, None)
    assert report.rows >= 15
    assert json.loads(json.dumps(report.json()))["verdict"] == "sound"
    assert report.sentence() == f"The ledger is sound: {size} lines, root {report.root}."


def test_a_new_ledger_is_sound(session: Session, witness: Witness) -> None:
    assert verify(session, witness, deep=True).verdict is Verdict.SOUND


def test_an_empty_ledger_is_sound(session: Session, witness: Witness, around: Around) -> None:
    forge(around, [])
    report = verify(session, witness)
    assert (report.verdict, report.size, report.root) == (Verdict.SOUND, 0, EMPTY_ROOT.hex())


def test_every_byte_of_a_line_counts(session: Session, witness: Witness, around: Around) -> None:
    write(3)
    around.tamper("SELECT 1")
    target = len(bodies(around)) - 2
    body = bodies(around)[target]
    for place in range(len(body)):
        changed = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
        around.run("UPDATE ledger_entries SET body = :body WHERE idx = :idx", body=changed, idx=target)
        report = verify(session, witness)
        assert (report.verdict, report.first_bad) == (Verdict.BROKEN, target), changed
    around.run("UPDATE ledger_entries SET body = :body WHERE idx = :idx", body=body, idx=target)
    assert verify(session, witness).verdict is Verdict.SOUND


def test_every_byte_of_a_leaf_counts(session: Session, witness: Witness, around: Around) -> None:
    write(3)
    around.tamper("SELECT 1")
    target = len(bodies(around)) - 2
    leaf = leaf_hash(bodies(around)[target].encode())
    for place in range(32):
        changed = leaf[:place] + bytes([leaf[place] ^ 128]) + leaf[place + 1 :]
        around.run("UPDATE ledger_entries SET leaf = :leaf WHERE idx = :idx", leaf=changed, idx=target)
        report = verify(session, witness)
        assert (report.verdict, report.first_bad) == (Verdict.BROKEN, target)


def test_every_byte_of_the_head_counts(session: Session, witness: Witness, around: Around) -> None:
    write(6, rows=False)
    around.tamper("SELECT 1")
    ((size, peaks),) = around.run("SELECT size, peaks FROM ledger_head")
    peaks = bytes(peaks)
    for place in range(len(peaks)):
        changed = peaks[:place] + bytes([peaks[place] ^ 1]) + peaks[place + 1 :]
        around.run("UPDATE ledger_head SET peaks = :peaks", peaks=changed)
        report = verify(session, witness)
        assert (report.verdict, {problem.kind for problem in report.problems}) == (Verdict.BROKEN, {"head"})
    for changed in (b"", peaks + b"\x00", peaks + bytes(32), peaks[32:]):
        around.run("UPDATE ledger_head SET peaks = :peaks", peaks=changed)
        assert kinds(session, witness) == {"head"}
    around.run("UPDATE ledger_head SET peaks = :peaks, size = size + 1", peaks=peaks)
    report = verify(session, witness)
    assert (report.first_bad, report.problems[0].kind) == (size, "head")
    around.run("UPDATE ledger_head SET size = 2")
    assert verify(session, witness).first_bad == 2


@pytest.mark.parametrize("column", ["at", "event", "actor", "case_id"])
def test_every_copied_column_counts(session: Session, witness: Witness, around: Around, column: str) -> None:
    write(3)
    around.tamper(f"UPDATE ledger_entries SET {column} = 'x' WHERE idx = 2")
    report = verify(session, witness)
    assert [(problem.kind, problem.idx) for problem in report.problems] == [("copies", 2)]


def test_every_byte_of_a_checkpoint_counts(session: Session, witness: Witness, around: Around) -> None:
    write(2)
    note = sign().note
    around.tamper("SELECT 1")
    for place in range(len(note)):
        changed = note[:place] + chr(ord(note[place]) ^ 1) + note[place + 1 :]
        around.run("UPDATE ledger_checkpoints SET note = :note", note=changed)
        report = verify(session, witness)
        assert (report.verdict, report.problems[0].kind) == (Verdict.BROKEN, "checkpoint"), changed


def test_every_column_of_a_checkpoint_counts(session: Session, witness: Witness, around: Around) -> None:
    write(2)
    sign()
    size = len(bodies(around))
    around.tamper("SELECT 1")
    later = NOON + timedelta(microseconds=1)
    for column, wrong, right in (
        ("size", size - 1, size),
        ("key", "00000000", SIGNER.verifier.key_id.hex()),
        ("created_at", later.replace(tzinfo=None) if around.sqlite else later, None),
    ):
        statement = f"UPDATE ledger_checkpoints SET {column} = :value"
        around.run(statement, value=wrong)
        assert kinds(session, witness) == {"checkpoint"}
        around.run(statement, value=right) if right else None
    if around.sqlite:
        around.run("UPDATE ledger_checkpoints SET created_at = 'yesterday'")
        assert kinds(session, witness) == {"checkpoint"}


def test_a_missing_line_is_named(session: Session, witness: Witness, around: Around) -> None:
    write(5)
    around.tamper("DELETE FROM ledger_entries WHERE idx = 3")
    report = verify(session, witness, deep=True)
    assert report.first_bad == 3
    assert {"missing", "head"} <= {problem.kind for problem in report.problems}


def test_swapped_lines_are_named(session: Session, witness: Witness, around: Around) -> None:
    write(5)
    around.tamper("UPDATE ledger_entries SET idx = -1 WHERE idx = 2")
    around.run("UPDATE ledger_entries SET idx = 2 WHERE idx = 3")
    around.run("UPDATE ledger_entries SET idx = 3 WHERE idx = -1")
    report = verify(session, witness)
    assert report.first_bad == 2
    assert {(p.kind, p.idx) for p in report.problems} >= {("sequence", 2), ("sequence", 3)}


def test_a_line_before_the_first_is_found(session: Session, witness: Witness, around: Around) -> None:
    write(3)
    around.tamper("UPDATE ledger_entries SET idx = -1 WHERE idx = 2")
    assert verify(session, witness).first_bad == -1


def test_a_cut_tail_is_found_by_the_head(session: Session, witness: Witness, around: Around) -> None:
    write(5)
    size = len(bodies(around))
    around.tamper("DELETE FROM ledger_entries WHERE idx >= :idx", idx=size - 2)
    report = verify(session, witness)
    assert (report.first_bad, report.problems[0].kind) == (size - 2, "head")


def test_a_cut_tail_with_its_head_is_found_by_the_exported_checkpoint(
    session: Session, witness: Witness, around: Around, tmp_path: Path
) -> None:
    write(5)
    sign(tmp_path)
    kept = [body.encode() for body in bodies(around)[:-2]]
    forge(around, kept)
    around.run("DELETE FROM ledger_checkpoints")
    assert verify(session, witness).verdict is Verdict.SOUND  # nothing inside the database gives it away
    report = verify(session, replace(witness, folder=tmp_path))
    assert (report.verdict, report.first_bad) == (Verdict.BROKEN, len(kept))
    assert "truncated" in {problem.kind for problem in report.problems}


def test_a_rewritten_history_is_found_between_two_checkpoints(
    session: Session, witness: Witness, around: Around
) -> None:
    write(3, rows=False)
    first = sign().size
    write(4, rows=False)
    second = sign().size
    write(2, rows=False)
    lines = [body.encode() for body in bodies(around)]
    lines[first + 1] = altered(lines[first + 1].decode(), actor="somebody-else")
    forge(around, lines)
    report = verify(session, witness)
    assert [(p.kind, p.idx, p.until) for p in report.problems] == [("checkpoint", first, second)]


def test_a_rewritten_line_is_found_below_its_peak(session: Session, witness: Witness, around: Around) -> None:
    write(8, rows=False)
    size = len(bodies(around))
    assert size == 9
    lines = [body.encode() for body in bodies(around)]
    lines[8] = altered(lines[8].decode(), actor="somebody-else")
    forge(around, lines, head=False)
    report = verify(session, witness)
    assert [(p.kind, p.idx, p.until) for p in report.problems] == [("head", 8, 9)]


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"t": written(NOON - timedelta(days=1))}, "time"),
        ({"skew": -1}, "time"),
        ({"skew": 5, "t": written(NOON + timedelta(days=1))}, "time"),
        ({"outcome": "perhaps"}, "body"),
        ({"rows": [["t", "i", 1, "00"], ["t", "i", 2, "00"]]}, "body"),
    ],
)
def test_a_line_that_contradicts_itself(
    session: Session, witness: Witness, around: Around, members: dict[str, Any], kind: str
) -> None:
    write(3, rows=False)
    lines = [body.encode() for body in bodies(around)]
    lines[-1] = altered(lines[-1].decode(), **members)
    forge(around, lines)
    report = verify(session, witness)
    assert [(p.kind, p.idx) for p in report.problems] == [(kind, len(lines) - 1)]


def test_a_clock_that_went_back_is_no_fault(session: Session, witness: Witness, clock: FixedClock) -> None:
    clock.set(NOON + timedelta(hours=1))
    write()
    clock.set(NOON)
    write(2)
    assert verify(session, witness, deep=True).verdict is Verdict.SOUND


def test_exported_checkpoints_are_read(session: Session, witness: Witness, tmp_path: Path) -> None:
    here = replace(witness, folder=tmp_path)
    write()
    first = sign(tmp_path)
    write()
    sign(tmp_path)
    assert kinds(session, here) == set()
    (tmp_path / LATEST).write_text(first.note, "utf-8")
    assert kinds(session, here) == set()  # as after a power cut between the two files of an export
    (tmp_path / LATEST).write_bytes(b"\xff")
    assert kinds(session, here) == {"checkpoint"}
    (tmp_path / LATEST).write_text(OTHER.sign(Checkpoint(SIGNER.name, 1, EMPTY_ROOT).text()), "utf-8")
    assert kinds(session, here) == {"checkpoint"}


def test_exported_checkpoints_that_were_taken_away_are_missed(
    session: Session, witness: Witness, tmp_path: Path
) -> None:
    here = replace(witness, folder=tmp_path / "checkpoints")
    (tmp_path / "checkpoints").mkdir()
    assert kinds(session, here) == set()  # before the first checkpoint
    write()
    sign(here.folder)
    write()
    last = sign(here.folder)
    write()
    assert kinds(session, here) == set()
    assert here.folder is not None
    names = (LATEST, f"{last.size:012d}-{last.key}.checkpoint")
    for name in names:
        kept = (here.folder / name).read_bytes()
        (here.folder / name).unlink()
        if name != LATEST:
            (here.folder / LATEST).unlink()
        report = verify(session, here)
        assert (report.exit_status, report.problems[0].kind) == (2, "folder")
        assert name in report.sentence()
        for back in names[: names.index(name) + 1]:
            (here.folder / back).write_bytes(kept)
    assert kinds(session, here) == set()
    for file in here.folder.iterdir():
        file.unlink()
    report = verify(session, here)
    assert report.verdict is Verdict.UNCHECKED
    assert all(name in report.sentence() for name in names)


def test_what_cannot_be_looked_at_is_said(session: Session, witness: Witness, tmp_path: Path) -> None:
    report = verify(session, replace(witness, folder=tmp_path / "nowhere"))
    assert (report.verdict, report.exit_status) == (Verdict.UNCHECKED, 2)
    assert "could not be checked" in report.sentence()
    sign()
    report = verify(session, replace(witness, verifiers=()))
    assert (report.exit_status, report.problems[0].kind) == (2, "key")
    (tmp_path / f"1{'.checkpoint'}").mkdir()
    report = verify(session, replace(witness, folder=tmp_path))
    assert (report.exit_status, report.problems[0].kind) == (2, "folder")


def test_what_is_broken_outweighs_what_cannot_be_looked_at(
    session: Session, witness: Witness, around: Around, tmp_path: Path
) -> None:
    around.tamper("UPDATE ledger_entries SET event = 'X'")
    report = verify(session, replace(witness, folder=tmp_path / "nowhere"))
    assert report.exit_status == 1
    assert [problem.unchecked for problem in report.problems] == [False, True]
    assert report.sentence() == "The ledger is broken: 2 problems, first at line 0."


def test_without_the_tables_nothing_can_be_checked(
    session: Session, witness: Witness, around: Around
) -> None:
    around.tamper("DROP TABLE ledger_checkpoints")
    report = verify(session, witness)
    assert (report.exit_status, report.problems[0].kind) == (2, "database")


def test_a_ledger_without_a_head_is_broken(session: Session, witness: Witness, around: Around) -> None:
    around.tamper("DELETE FROM ledger_head")
    assert kinds(session, witness) == {"head"}


def test_a_changed_row_is_named(session: Session, witness: Witness, around: Around) -> None:
    row = write(3)[1]
    around.tamper("UPDATE ledger_checks SET sound = :no WHERE size = 1", no=False)
    assert verify(session, witness).verdict is Verdict.SOUND
    report = verify(session, witness, deep=True)
    assert [problem.kind for problem in report.problems] == ["row"]
    assert f"ledger_checks {row.id} was changed since line" in report.problems[0].sentence


def test_a_row_set_back_to_an_earlier_state_is_named(
    session: Session, witness: Witness, around: Around
) -> None:
    with unit_of_work(SYSTEM) as work:
        row = work.add(person())
        record(work, Event.PERSON_ADDED, person=row.id)
    with unit_of_work(SYSTEM) as work:
        row = work.session.get_one(type(row), row.id)
        work.change(row, name="Dana R. Ruiz", email=b"sealed again")
        record(work, Event.PERSON_ADDED, person=row.id)
    assert kinds(session, witness, deep=True) == set()
    around.tamper("UPDATE people SET name = 'Dana Ruiz', email = :email, version = 1", email=b"sealed")
    (problem,) = verify(session, witness, deep=True).problems
    assert "is at version 1, but line" in problem.sentence


def test_rows_without_a_line_and_lines_without_a_row(
    session: Session, witness: Witness, around: Around
) -> None:
    write(3)
    around.tamper("UPDATE ledger_checks SET id = :other WHERE size = 0", other=UUID(int=7).hex)
    report = verify(session, witness, deep=True)
    assert sorted(problem.kind for problem in report.problems) == ["gone", "orphan"]


def test_a_row_that_cannot_be_read_is_named(session: Session, witness: Witness, around: Around) -> None:
    if not around.sqlite:
        return  # PostgreSQL keeps to its types
    write(4)
    around.tamper("UPDATE ledger_checks SET checked_at = 'yesterday' WHERE size = 1")
    around.run("UPDATE ledger_checks SET id = 'no id' WHERE size = 2")
    around.run("UPDATE ledger_checks SET version = 'x' WHERE size = 3")
    report = verify(session, witness, deep=True)
    found = [problem.sentence for problem in report.problems]
    assert len([sentence for sentence in found if "cannot be read" in sentence]) == 3
    assert any("no id" in sentence for sentence in found)
    assert [problem.kind for problem in report.problems].count("gone") == 1


def test_a_line_that_is_no_text_is_named(session: Session, witness: Witness, around: Around) -> None:
    if not around.sqlite:
        return  # PostgreSQL keeps to its encoding
    write(3)
    around.tamper("UPDATE ledger_entries SET body = CAST(:body AS TEXT) WHERE idx = 1", body=b"\xff\xfe")
    around.run("UPDATE ledger_entries SET leaf = :leaf WHERE idx = 2", leaf="x" * 32)
    around.run("UPDATE ledger_head SET size = 'many'")
    report = verify(session, witness)
    assert report.first_bad == 1
    assert "its size is no number" in report.problems[-1].sentence
    assert {(problem.kind, problem.idx) for problem in report.problems} >= {
        ("body", 1),
        ("leaf", 1),
        ("leaf", 2),
    }


def test_a_line_played_again_is_named(session: Session, witness: Witness, around: Around) -> None:
    row = write()[0]
    lines = [body.encode() for body in bodies(around)]
    entry = read_entry(lines[-1])
    lines.append(replace(entry, idx=entry.idx + 1).body())
    forge(around, lines)
    report = verify(session, witness, deep=True)
    assert [(problem.kind, problem.idx) for problem in report.problems] == [("version", entry.idx + 1)]
    assert str(row.id) in report.problems[0].sentence
    assert entry.rows == (RowDigest("ledger_checks", str(row.id), 1, entry.rows[0].sha256),)
    assert moment_of(written(entry.at)) == entry.at


def test_problems_are_counted_beyond_those_kept(session: Session, witness: Witness, around: Around) -> None:
    write(KEPT + 20, rows=False)
    around.tamper("UPDATE ledger_entries SET event = 'X'")
    report = verify(session, witness)
    assert len(report.problems) == KEPT
    assert report.problem_count == report.size


def test_findings_are_absorbed() -> None:
    first, second = Findings(), Findings()
    first.add("a", "a", 5)
    second.add("b", "b", 3)
    second.unchecked("c", "c")
    first.absorb(second)
    assert (first.count, first.first_bad, first.broken) == (3, 3, True)
    assert [problem.kind for problem in first.in_order()] == ["b", "a", "c"]


def test_the_ledger_is_not_verified_inside_an_act(session: Session, witness: Witness) -> None:
    with unit_of_work(SYSTEM) as work, pytest.raises(RuntimeError):
        verify(work.session, witness)


def test_lines_in_several_batches(session: Session, witness: Witness) -> None:
    with unit_of_work(SYSTEM) as work:
        for number in range(1100):
            record(work, Event.CAPTURES_SWEPT, count=number)
    assert verify(session, witness).size == 1101


def test_verifying_while_others_write(app: Flask, session: Session, witness: Witness) -> None:
    done = threading.Event()

    def writer() -> None:
        with app.app_context():
            while not done.is_set():
                with unit_of_work(SYSTEM) as work:
                    row = work.add(person())
                    record(work, Event.PERSON_ADDED, person=row.id)
                with unit_of_work(SYSTEM) as work:
                    row = work.session.get_one(type(row), row.id)
                    work.change(row, name="Other", email=b"again")
                    work.add(check())
                    record(work, Event.PERSON_ADDED, person=row.id)

    thread = threading.Thread(target=writer)
    thread.start()
    try:
        reports = [verify(session, witness, deep=True) for _ in range(10)]
    finally:
        done.set()
        thread.join()
    assert [report.problems for report in reports] == [()] * 10
