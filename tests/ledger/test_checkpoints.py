"""Checkpoints say what the ledger was, in the form of c2sp.org/tlog-checkpoint, and are kept outside."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.ledger.conftest import SIGNER, Around, write
from tests.ledger.trees import root_at
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.ledger.checkpoints import (
    EVERY,
    LATEST,
    Checkpoint,
    ExportRefused,
    Issued,
    behind_export,
    export,
    exported,
    is_due,
    issue,
    open_checkpoint,
    read_checkpoint,
    stored,
)
from tracker.ledger.journal import LedgerUnfit
from tracker.ledger.merkle import EMPTY_ROOT
from tracker.ledger.notes import BadNote, Signer
from tracker.ledger.queries import ledger_size
from tracker.policy.actors import SYSTEM

KEYS = (SIGNER.verifier,)
OTHER = Signer(SIGNER.name, bytes(32))


def sign(signer: Signer = SIGNER) -> Issued:
    """Issue a checkpoint of the ledger as it is."""
    with unit_of_work(SYSTEM) as work:
        return issue(work, signer)


def test_a_checkpoint_says_origin_size_and_root(session: Session, around: Around) -> None:
    write(5)
    issued = sign()
    leaves = [bytes(row.leaf) for row in around.run("SELECT leaf FROM ledger_entries ORDER BY idx")]
    origin, size, root, moment, empty, signature, end = issued.note.split("\n")
    assert (origin, int(size), empty, end) == (SIGNER.name, len(leaves), "", "")
    assert moment == "signed 2026-03-09T16:00:00.000000Z"
    assert b64decode(root) == root_at(leaves)
    assert signature.startswith(f"\u2014 {SIGNER.name} ")
    assert issued.key == SIGNER.verifier.key_id.hex()
    signed = Checkpoint(SIGNER.name, len(leaves), root_at(leaves), NOON)
    assert open_checkpoint(issued.note, KEYS, SIGNER.name) == signed


def test_checkpoints_are_stored_once_for_each_size_and_key(session: Session) -> None:
    first = sign()
    assert sign() == first
    second = sign(OTHER)
    write()
    third = sign()
    assert set(stored(session)) == {first, second, third}
    assert stored(session)[-1] == third


def test_signing_writes_no_line(session: Session) -> None:
    before = ledger_size(session)
    sign()
    assert ledger_size(session) == before


def test_the_text_of_an_empty_ledger() -> None:
    text = Checkpoint("a", 0, EMPTY_ROOT).text()
    assert text == "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert read_checkpoint(text + "an extension\n") == Checkpoint("a", 0, EMPTY_ROOT)


ROOT = b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n1\n",
        f"\n1\n{ROOT}\n",
        f"a\n01\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n",
        f"a\n-1\n{ROOT}\n",
        f"a\n1 \n{ROOT}\n",
        f"a\n\u0661\n{ROOT}\n",
        f"a\n{'9' * 5000}\n{ROOT}\n",
        f"a\n1\n{ROOT}",
        f"a\n1\n{ROOT[:-1]}\n",
        f"a\n1\n{ROOT[:-2]}V=\n",
        "a\n1\nAAAA\n",
        f"a\n1\n{ROOT}\n\nx\n",
        f"a\n1\n{ROOT}\nsigned yesterday\n",
    ],
)
def test_another_text_is_no_checkpoint(text: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(text)


def test_a_checkpoint_of_another_ledger_is_none_of_ours() -> None:
    other = Signer("other.example/ledger", bytes(32))
    note = other.sign(Checkpoint(other.name, 0, EMPTY_ROOT).text())
    with pytest.raises(BadNote, match=r"of other\.example"):
        open_checkpoint(note, [other.verifier], SIGNER.name)


def test_when_a_checkpoint_is_due(session: Session, clock: FixedClock) -> None:
    assert is_due(session, NOON)  # there are lines, and none was ever issued
    sign()
    assert not is_due(session, NOON + timedelta(days=9))
    write()
    assert not is_due(session, NOON + timedelta(minutes=59))
    assert is_due(session, NOON + timedelta(minutes=60))
    with unit_of_work(SYSTEM) as work:
        from tracker.ledger.events import Event
        from tracker.ledger.journal import record

        for _ in range(EVERY - 1):
            record(work, Event.LEDGER_OPENED)
    assert is_due(session, NOON)


def test_checkpoints_are_exported_and_never_written_over(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "checkpoints"
    first = sign()
    path = export(first, folder)
    assert path.name == f"{first.size:012d}-{first.key}.checkpoint"
    assert path.read_text("utf-8") == first.note == (folder / LATEST).read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o444
    assert export(first, folder) == path
    write()
    second = sign()
    export(second, folder)
    assert exported(folder) == (path, folder / f"{second.size:012d}-{second.key}.checkpoint")
    assert (folder / LATEST).read_text("utf-8") == second.note
    assert sorted(item.name for item in folder.iterdir()) == sorted(
        [*(p.name for p in exported(folder)), LATEST]
    )


def test_an_export_that_contradicts_is_refused(session: Session, tmp_path: Path) -> None:
    first = sign()
    write()
    export(sign(), tmp_path)
    with pytest.raises(ExportRefused, match="larger"):
        export(first, tmp_path)
    latest = sign()
    with pytest.raises(ExportRefused, match="another"):
        export(Issued(latest.size, latest.key, "another"), tmp_path)


def test_at_the_start_an_old_database_is_seen(session: Session, around: Around, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    assert behind_export(session, folder, KEYS, SIGNER.name) == ""
    write(3)
    path = export(sign(), folder)
    assert behind_export(session, folder, KEYS, SIGNER.name) == ""
    write()
    assert behind_export(session, folder, KEYS, SIGNER.name) == ""
    assert "cannot be relied on" in behind_export(session, folder, (OTHER.verifier,), SIGNER.name)
    around.tamper("DELETE FROM ledger_checkpoints")
    session.rollback()
    assert "another history" in behind_export(session, folder, KEYS, SIGNER.name)
    around.run("UPDATE ledger_head SET size = 1")
    session.rollback()
    assert "the ledger has 1 lines" in behind_export(session, folder, KEYS, SIGNER.name)
    (folder / LATEST).unlink()
    assert path.name in behind_export(session, folder, KEYS, SIGNER.name)


def test_a_ledger_without_a_head_is_not_signed(session: Session, around: Around) -> None:
    around.tamper("DELETE FROM ledger_head")
    with pytest.raises(LedgerUnfit):
        sign()
