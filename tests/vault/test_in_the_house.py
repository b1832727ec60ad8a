"""The vault inside units of work, on the database that the whole suite runs on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db import Record, Unrecorded, read_only, unit_of_work
from tracker.policy.actors import SYSTEM
from tracker.settings import Settings
from tracker.vault.format import SYSTEM_HOLDER, Domain, Slot
from tracker.vault.inventory import sealed_slots
from tracker.vault.models import DataKey
from tracker.vault.trouble import NoKey, UnknownSlot
from tracker.vault.vault import Vault, vault_of

ROW = uuid.UUID(int=7)


@pytest.fixture
def house(session: Session, settings: Settings) -> Iterator[Vault]:
    """The application's vault; master keys that a test adds are taken away again."""
    vault = vault_of(session)
    before = set(vault.ring.master_keys())
    yield vault
    for added in set(vault.ring.master_keys()) - before:
        (settings.instance / "keys" / f"{added}.key").unlink()
    vault.ring.reload()


@contextmanager
def _act() -> Iterator[Session]:
    with unit_of_work(SYSTEM) as work:
        yield work.session


def test_a_case_is_opened_and_read_by_a_page_that_writes_nothing(house: Vault, session: Session) -> None:
    case, slot = uuid.uuid4(), sealed_slots(Record.metadata)[0]
    with _act() as acting:
        sealed = house.create_key(acting, case, Domain.CASE).seal(slot, ROW, 1, "kept")
    read_only(session)
    assert house.domain(session, Domain.CASE, case).open_text(slot, ROW, 1, sealed) == "kept"
    with pytest.raises(NoKey):
        house.domain(session, Domain.BOARD, case)


def test_keys_are_made_in_units_of_work_only(house: Vault, session: Session) -> None:
    house.create_key(session, uuid.uuid4(), Domain.CASE)
    with pytest.raises(Unrecorded, match="data_keys can change only inside a unit of work"):
        session.flush()
    session.rollback()


def test_an_act_that_fails_leaves_no_key(house: Vault, session: Session) -> None:
    case = uuid.uuid4()
    with suppress(ZeroDivisionError), _act() as acting:
        house.create_key(acting, case, Domain.CASE)
        acting.flush()
        raise ZeroDivisionError
    with pytest.raises(NoKey):
        house.domain(session, Domain.CASE, case)
    with _act() as acting:
        house.create_key(acting, case, Domain.CASE)


def test_every_sealed_column_can_be_sealed_for_and_nothing_else(house: Vault, session: Session) -> None:
    sealer = house.domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    slots = sealed_slots(Record.metadata)
    assert slots
    for slot in slots:
        assert sealer.open(slot, ROW, 1, sealer.seal(slot, ROW, 1, "kept")) == b"kept"
    with pytest.raises(UnknownSlot):
        sealer.seal(Slot("cases", "reference"), ROW, 1, "lost")


def test_the_master_key_is_replaced_in_units_of_work(house: Vault, session: Session) -> None:
    cases = [uuid.uuid4() for _ in range(7)]
    with _act() as acting:
        for case in cases:
            house.create_key(acting, case, Domain.CASE)
    done = house.rotate_master(_act, batch=3)
    assert done.rewrapped == len(cases) + 2  # those of the system: its own, and that of voluntary answers
    assert set(session.scalars(select(DataKey.kek_id))) == {done.primary}
    house.check(session)
    assert set(house.domains(session, Domain.CASE, cases)) == set(cases)
