"""A new master key takes over while everything stays readable and no sealed cell or file is touched."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, select
from sqlalchemy.orm import Session

from tests.vault.conftest import Begin
from tests.vault.sealing import seal_file
from tracker.vault.format import Domain, Slot
from tracker.vault.keyring import Keyring
from tracker.vault.models import DataKey, KeyringEntry, KeyState
from tracker.vault.providers import EnvKeys, FileKeys
from tracker.vault.trouble import KeyTrouble
from tracker.vault.vault import Vault

NOTE = Slot("notes", "text")
notes = Table("notes", MetaData(), Column("number", Integer, primary_key=True), Column("text", LargeBinary))
CASES = [uuid.UUID(int=100 + number) for number in range(25)]


@pytest.fixture
def filled(vault: Vault, begin: Begin) -> Vault:
    """Twenty-five cases, each with a sealed cell; the first with a sealed file."""
    with begin() as session:
        notes.metadata.create_all(session.connection())
        for number, case in enumerate(CASES):
            sealed = vault.create_key(session, case, Domain.CASE).seal(NOTE, case, 1, f"note {number}")
            session.connection().execute(notes.insert().values(number=number, text=sealed))
        seal_file(vault.domain(session, Domain.CASE, CASES[0]), CASES[0], [bytes(50_000)])
    return vault


def _digest(vault: Vault, begin: Begin) -> str:
    """Return one digest over every sealed cell and file as stored."""
    with begin() as session:
        cells = session.connection().execute(select(notes.c.text).order_by(notes.c.number)).scalars()
        return hashlib.sha256(b"".join(cells) + vault.files.digest(CASES[0]).encode()).hexdigest()


def _read_all(vault: Vault, begin: Begin) -> None:
    with begin() as session:
        cells = list(session.connection().execute(select(notes.c.text).order_by(notes.c.number)).scalars())
        sealers = vault.domains(session, Domain.CASE, CASES)
        for number, case in enumerate(CASES):
            assert sealers[case].open_text(NOTE, case, 1, cells[number]) == f"note {number}"
        assert b"".join(sealers[CASES[0]].open_file(CASES[0])) == bytes(50_000)


def test_everything_is_rewrapped_and_nothing_else_changes(
    filled: Vault, provider: FileKeys, tmp_path: Path, begin: Begin
) -> None:
    old = filled.ring.master_keys()[0]
    before = _digest(filled, begin)
    done = filled.rotate_master(begin, batch=4)
    assert (done.rewrapped, done.retired) == (27, (old,))
    assert _digest(filled, begin) == before
    with begin() as session:
        assert set(session.scalars(select(DataKey.kek_id))) == {done.primary} != {old}
        states = {entry.kek_id: entry.state for entry in session.scalars(select(KeyringEntry))}
        assert (states[old], states[done.primary]) == (KeyState.RETIRED, KeyState.PRIMARY)
    (tmp_path / "keys" / f"{old}.key").unlink()
    without_old = Vault(Keyring(provider), tmp_path / "data" / "captures")
    _read_all(without_old, begin)
    with begin() as session:
        without_old.check(session)
        without_old.create_key(session, uuid.uuid4(), Domain.CASE)


def test_a_process_that_runs_meanwhile_reads_on(filled: Vault, provider: FileKeys, begin: Begin) -> None:
    other = Vault(Keyring(provider), filled.files.path(CASES[0]).parent.parent)
    _read_all(other, begin)
    units = itertools.count()

    @contextmanager
    def with_a_reader() -> Iterator[Session]:
        with begin() as session:
            yield session
        next(units)
        _read_all(other, begin)
        with begin() as session:
            other.create_key(session, uuid.uuid4(), Domain.CASE)

    filled.rotate_master(with_a_reader, batch=10)
    assert next(units) >= 5
    with begin() as session:
        assert len(set(session.scalars(select(DataKey.kek_id)))) == 1


def test_an_interrupted_rotation_is_finished_without_another_key(filled: Vault, begin: Begin) -> None:
    units = itertools.count()

    @contextmanager
    def interrupted() -> Iterator[Session]:
        if next(units) == 3:
            raise KeyboardInterrupt
        with begin() as session:
            yield session

    with pytest.raises(KeyboardInterrupt):
        filled.rotate_master(interrupted, batch=5)
    with begin() as session:
        assert len(set(session.scalars(select(DataKey.kek_id)))) == 2
        filled.check(session)
    _read_all(filled, begin)
    done = filled.rotate_master(begin, batch=5)
    assert done.rewrapped == 17
    assert len(filled.ring.master_keys()) == 2
    again = filled.rotate_master(begin)
    assert (again.rewrapped, again.retired) == (27, (done.primary,))


def test_a_key_that_was_kept_but_never_entered_is_taken(filled: Vault, begin: Begin) -> None:
    waiting = filled.ring.generate_master_key()
    assert filled.rotate_master(begin).primary == waiting
    filled.ring.generate_master_key()
    filled.ring.generate_master_key()
    with pytest.raises(KeyTrouble, match="a rotation takes one"):
        filled.rotate_master(begin)


def test_where_the_environment_holds_the_keys_the_operator_brings_the_new_one(
    filled: Vault, provider: FileKeys, tmp_path: Path, begin: Begin
) -> None:
    environ = {
        f"TRACKER_KEY_{name.upper().replace('-', '_')}": key.hex() for name, key in provider.read().items()
    }
    vault = Vault(Keyring(EnvKeys(environ)), tmp_path / "data" / "captures")
    with pytest.raises(KeyTrouble, match="has to be set by hand"):
        vault.rotate_master(begin)
    with begin() as session:
        vault.check(session)
    environ["TRACKER_KEY_K00000001"] = "77" * 32
    assert vault.rotate_master(begin).primary == "k00000001"
    _read_all(vault, begin)


def test_a_wrong_new_key_wraps_nothing(filled: Vault, tmp_path: Path, begin: Begin) -> None:
    units = itertools.count()

    @contextmanager
    def swapped() -> Iterator[Session]:
        if next(units) == 1:
            newest = next(name for name in filled.ring.master_keys() if name != old)
            (tmp_path / "keys" / f"{newest}.key").write_text(f"{newest} {'00' * 32}\n")
            filled.ring.reload()
        with begin() as session:
            yield session

    old = filled.ring.master_keys()[0]
    with pytest.raises(KeyTrouble, match="fails its check value"):
        filled.rotate_master(swapped)
    with begin() as session:
        assert set(session.scalars(select(DataKey.kek_id))) == {old}


def test_there_is_nothing_to_rotate_before_the_first_keys(
    provider: FileKeys, data: Path, begin: Begin
) -> None:
    with pytest.raises(KeyTrouble, match="names no master key"):
        Vault(Keyring(provider), data / "captures").rotate_master(begin)
