"""Keys of holders, what a reader of them costs, and what is said when a key is lost or wrong."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from tests.factories.around import without_walls
from tests.vault.conftest import CLOCK, Begin
from tests.vault.counting import statements
from tests.walls import broken, refused
from tracker.db import JOURNAL_WRITE
from tracker.vault import register
from tracker.vault.chest import KeyChest
from tracker.vault.format import SYSTEM_HOLDER, Domain, Slot
from tracker.vault.keyring import SECRETS, Keyring
from tracker.vault.models import MASTER_ALG, DataKey, KeyringEntry
from tracker.vault.providers import FileKeys
from tracker.vault.trouble import KeyExists, KeyTrouble, NoKey, Unopenable
from tracker.vault.vault import Vault, vault_of

NOTE = Slot("evidence_notes", "text")
ROW = uuid.UUID(int=7)


def test_the_first_keys_are_made_once(vault: Vault, provider: FileKeys, begin: Begin) -> None:
    kek_ids = vault.ring.master_keys()
    assert len(kek_ids) == 1
    assert set(provider.read()) == {*kek_ids, *SECRETS}
    with begin() as session:
        vault.establish(session)
        vault.check(session)
        assert vault.usable(session)
        assert vault.domain(session, "system", SYSTEM_HOLDER).holder_id == SYSTEM_HOLDER
    assert vault.ring.master_keys() == kek_ids


def test_keys_of_an_earlier_start_are_taken_up(provider: FileKeys, data: Path, begin: Begin) -> None:
    ring = Keyring(provider)
    kek_id = ring.generate_master_key()
    vault = Vault(ring, data / "captures")
    with begin() as session:
        vault.establish(session)
    assert vault.ring.master_keys() == (kek_id,)
    assert vault.secret("ledger-signing") != vault.secret("blind-index")


def test_nothing_is_chosen_between_several_master_keys(provider: FileKeys, data: Path, begin: Begin) -> None:
    ring = Keyring(provider)
    ring.generate_master_key()
    ring.generate_master_key()
    with begin() as session, pytest.raises(KeyTrouble, match="a new database begins with one"):
        Vault(ring, data / "captures").establish(session)


def test_a_holder_is_opened_once_and_at_once(vault: Vault, begin: Begin) -> None:
    case = uuid.uuid4()
    with begin() as session:
        made = vault.create_key(session, case, Domain.CASE)
        sealed = vault.domain(session, Domain.CASE, case).seal(NOTE, ROW, 1, "before the commit")
        assert made.open_text(NOTE, ROW, 1, sealed) == "before the commit"
        with pytest.raises(KeyExists):
            vault.create_key(session, case, Domain.CASE)
    with begin() as session:
        assert vault.domain(session, Domain.CASE, case).open_text(NOTE, ROW, 1, sealed) == "before the commit"
        with pytest.raises(KeyExists):
            vault.create_key(session, case, Domain.CASE)
        with pytest.raises(NoKey, match=f"no board key for {case}"):
            vault.domain(session, Domain.BOARD, case)
        with pytest.raises(ValueError, match="archive"):
            vault.domain(session, "archive", case)


def test_a_key_that_was_never_committed_is_gone(vault: Vault, engine: Engine, begin: Begin) -> None:
    case = uuid.uuid4()
    with begin() as session:
        vault.create_key(session, case, Domain.CASE).seal(NOTE, ROW, 1, "x")
        session.rollback()
    with begin() as session:
        with pytest.raises(NoKey):
            vault.domain(session, Domain.CASE, case)
        vault.create_key(session, case, Domain.CASE)


def test_a_destroyed_key_opens_nothing_even_from_memory(vault: Vault, begin: Begin) -> None:
    case = uuid.uuid4()
    with begin() as session:
        vault.create_key(session, case, Domain.CASE).seal(NOTE, ROW, 1, "x")
    with begin() as session:
        without_walls(session.connection(), "data_keys")
        session.connection().exec_driver_sql("DELETE FROM data_keys WHERE domain = 'case'")
    with begin() as session, pytest.raises(NoKey):
        vault.domain(session, Domain.CASE, case)


def test_a_further_key_of_a_holder_is_used_once_it_is_written(vault: Vault, begin: Begin) -> None:
    case = uuid.uuid4()
    with begin() as session:
        vault.create_key(session, case, Domain.CASE)
    with begin() as session:
        first = vault.domain(session, Domain.CASE, case).seal(NOTE, ROW, 1, "under the first")
        _add_second_key(vault, session, case)
        session.flush()
        sealer = vault.domain(session, Domain.CASE, case)
        assert [key.dek_version for key in sealer.keys] == [1, 2]
        assert sealer.open_text(NOTE, ROW, 1, first) == "under the first"
        assert (
            sealer.open_text(NOTE, ROW, 2, sealer.seal(NOTE, ROW, 2, "under the second"))
            == "under the second"
        )


def test_a_key_of_a_savepoint_that_was_rolled_back_is_gone(vault: Vault, begin: Begin) -> None:
    case = uuid.uuid4()
    with begin() as session:
        vault.domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
        with session.begin_nested() as savepoint:
            vault.create_key(session, case, Domain.CASE)
            session.flush()
            assert vault.domain(session, Domain.CASE, case).holder_id == case
            savepoint.rollback()
        with pytest.raises(NoKey):
            vault.domain(session, Domain.CASE, case)


def _add_second_key(vault: Vault, session: Session, case: uuid.UUID) -> None:
    kek_id = register.primary(session, vault.ring)
    key = KeyChest(vault.ring, 8).new_key(Domain.CASE, case, 2, kek_id)
    row = DataKey(
        holder_id=case,
        domain=Domain.CASE,
        dek_version=2,
        kek_id=kek_id,
        wrapped=key.wrapped,
        created_at=CLOCK.now(),
    )
    session.add(row)


@pytest.mark.parametrize("holders", [1, 10, 300])
def test_keys_cost_one_statement_whatever_the_number(
    vault: Vault, engine: Engine, begin: Begin, holders: int
) -> None:
    cases = [uuid.uuid4() for _ in range(holders)]
    with begin() as session:
        sealed = [vault.create_key(session, case, Domain.CASE).seal(NOTE, ROW, 1, "x") for case in cases]
    with begin() as session, statements(engine) as seen:
        sealers = vault.domains(session, Domain.CASE, [*cases, uuid.uuid4()])
        assert set(sealers) == set(cases)
        for case, cell in zip(cases, sealed, strict=True):
            assert sealers[case].open(NOTE, ROW, 1, cell) == b"x"
    assert len(seen) == 1


def test_very_many_holders_are_asked_for_in_parts(
    vault: Vault, engine: Engine, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "HOLDERS_A_STATEMENT", 4)
    cases = [uuid.uuid4() for _ in range(10)]
    with begin() as session:
        for case in cases:
            vault.create_key(session, case, Domain.CASE)
    with begin() as session, statements(engine) as seen:
        assert set(vault.domains(session, Domain.CASE, cases)) == set(cases)
    assert len(seen) == 3


def test_wrapped_keys_cannot_change_places(vault: Vault, begin: Begin) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    with begin() as session:
        sealed = vault.create_key(session, one, Domain.CASE).seal(NOTE, ROW, 1, "x")
        stolen = vault.create_key(session, other, Domain.CASE).keys[0].wrapped
    with begin() as session:
        session.execute(
            update(DataKey).where(DataKey.holder_id == one).values(wrapped=stolen),
            execution_options={JOURNAL_WRITE: True},
        )
    with begin() as session:
        sealer = vault.domain(session, Domain.CASE, one)
        with pytest.raises(Unopenable, match=f"the case key 1 of {one} does not open"):
            sealer.open(NOTE, ROW, 1, sealed)
        with pytest.raises(Unopenable):
            sealer.seal(NOTE, ROW, 1, "x")


def test_there_is_one_primary_master_key(vault: Vault, begin: Begin) -> None:
    with begin() as session:
        entry = session.scalars(select(KeyringEntry).where(KeyringEntry.alg == MASTER_ALG)).one()
        session.add(
            KeyringEntry(
                kek_id="k00000000",
                alg=entry.alg,
                state=entry.state,
                kcv=bytes(8),
                created_at=entry.created_at,
            )
        )
        with refused(broken("uq_keyring_primary", r"keyring\.alg")):
            session.flush()
        session.rollback()


def test_the_session_leads_to_the_vault(vault: Vault) -> None:
    assert vault_of(Session(info={"vault": vault})) is vault


def test_the_settings_lead_to_a_vault_that_seals_for_sealed_columns_only(tmp_path: Path) -> None:
    opened = Vault.open(f"file:{tmp_path / 'keys'}", tmp_path / "data" / "captures", data=tmp_path / "data")
    assert opened.ring.source == f"file:{tmp_path / 'keys'}"
    with pytest.raises(KeyTrouble, match="lie inside the data directory"):
        Vault.open(f"file:{tmp_path / 'data' / 'keys'}", tmp_path / "data", data=tmp_path / "data")
