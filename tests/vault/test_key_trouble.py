"""What is said, in one line, when a key is lost or wrong."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.vault.conftest import Begin
from tracker.vault.format import Domain, Slot
from tracker.vault.keyring import Keyring
from tracker.vault.providers import FileKeys
from tracker.vault.trouble import KeyTrouble
from tracker.vault.vault import Vault

NOTE = Slot("evidence_notes", "text")
ROW = uuid.UUID(int=7)


def _other_process(provider: FileKeys, tmp_path: Path) -> Vault:
    return Vault(Keyring(provider), tmp_path / "data" / "captures")


def test_no_master_key_is_made_where_there_are_data_keys(vault: Vault, data: Path, begin: Begin) -> None:
    with begin() as session:
        session.connection().exec_driver_sql("DELETE FROM keyring")
    fresh = Vault(Keyring(FileKeys(data.parent / "other", data)), data / "captures")
    with begin() as session:
        with pytest.raises(KeyTrouble, match="holds data keys but names no master key"):
            fresh.establish(session)
        assert not fresh.usable(session)
    assert fresh.ring.master_keys() == ()
    assert not (data.parent / "other").exists()


def test_a_lost_master_key_names_itself_and_what_needs_it(
    vault: Vault, provider: FileKeys, tmp_path: Path, begin: Begin
) -> None:
    kek_id = vault.ring.master_keys()[0]
    case = uuid.uuid4()
    with begin() as session:
        sealed = vault.create_key(session, case, Domain.CASE).seal(NOTE, ROW, 1, "x")
    (tmp_path / "keys" / f"{kek_id}.key").unlink()
    after = _other_process(provider, tmp_path)
    source = f"file:{tmp_path / 'keys'}"
    offered = "blind-index, ledger-signing, session"
    with begin() as session:
        with pytest.raises(KeyTrouble) as trouble:
            after.check(session)
        assert str(trouble.value) == (
            f"key {kek_id} (needed by 3 data keys) is not offered by {source}; offered: {offered}"
        )
        assert not after.usable(session)
        with pytest.raises(KeyTrouble, match=f"key {kek_id} is not offered by {source}"):
            after.domain(session, Domain.CASE, case).open(NOTE, ROW, 1, sealed)
        with pytest.raises(KeyTrouble, match=f"key {kek_id} is not offered"):
            after.create_key(session, uuid.uuid4(), Domain.CASE)
        after.establish(session)
    assert after.ring.master_keys() == ()


@pytest.mark.parametrize("secret", ["ledger-signing", "blind-index"])
def test_a_lost_secret_names_itself(
    vault: Vault, provider: FileKeys, tmp_path: Path, begin: Begin, secret: str
) -> None:
    (tmp_path / "keys" / f"{secret}.key").unlink()
    with begin() as session, pytest.raises(KeyTrouble, match=f"^key {secret} is not offered by file:"):
        _other_process(provider, tmp_path).check(session)


def test_a_wrong_key_fails_its_check_value(
    vault: Vault, provider: FileKeys, tmp_path: Path, begin: Begin
) -> None:
    kek_id = vault.ring.master_keys()[0]
    before = vault.fingerprint()
    for name in (kek_id, "blind-index"):
        (tmp_path / "keys" / f"{name}.key").write_text(f"{name} {'00' * 32}\n")
    after = _other_process(provider, tmp_path)
    assert after.fingerprint() != before == vault.fingerprint()
    with begin() as session:
        lines = after.troubles(session)
        assert sorted(line.partition(":")[0] for line in lines) == sorted(
            [f"key {kek_id} fails its check value", "key blind-index fails its check value"]
        )
        with pytest.raises(KeyTrouble, match="fails its check value"):
            after.create_key(session, uuid.uuid4(), Domain.CASE)


def test_a_database_without_the_vaults_tables_is_not_usable(
    vault: Vault, engine: Engine, begin: Begin
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE data_keys")
    with begin() as session:
        assert not vault.usable(session)


def test_a_data_key_under_an_unknown_master_key_is_a_trouble(vault: Vault, begin: Begin) -> None:
    with begin() as session:
        session.connection().exec_driver_sql("UPDATE data_keys SET kek_id = 'kdeadbeef'")
    with begin() as session:
        assert vault.troubles(session) == (
            "key kdeadbeef (needed by 2 data keys) is not entered in the keyring",
        )
