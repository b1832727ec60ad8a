"""A vault with keys in files, a database of its own, and units of work without the rest of the house."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tracker.clock import FixedClock
from tracker.db import Record
from tracker.vault.chest import KeyChest
from tracker.vault.keyring import Keyring
from tracker.vault.models import DataKey, KeyringEntry
from tracker.vault.providers import EnvKeys, FileKeys
from tracker.vault.sealer import Sealer
from tracker.vault.store import FileStore
from tracker.vault.vault import Vault

Begin = Callable[[], AbstractContextManager[Session]]

KEK = "k0a1b2c3d"
CASE = uuid.UUID(int=1)
FILE = uuid.UUID(int=0xF11E)
CHUNK = 16 * 1024
CLOCK = FixedClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A database that holds the vault's own tables."""
    made = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    tables = [Record.metadata.tables[model.__tablename__] for model in (KeyringEntry, DataKey)]
    Record.metadata.create_all(made, tables=tables)
    yield made
    made.dispose()


@pytest.fixture
def begin(engine: Engine) -> Begin:
    """Opens one unit of work and commits it at the end of the block."""

    @contextmanager
    def unit() -> Iterator[Session]:
        info = {"clock": CLOCK, "work": object(), "rows": {}}
        with Session(engine, autoflush=False, expire_on_commit=False, info=info) as session:
            yield session
            session.commit()

    return unit


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The directory of the data, in which keys may not lie."""
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def provider(tmp_path: Path, data: Path) -> FileKeys:
    """Keys in a directory that nobody has made yet."""
    return FileKeys(tmp_path / "keys", data)


@pytest.fixture
def vault(provider: FileKeys, data: Path, begin: Begin) -> Vault:
    """A vault whose first keys are made."""
    made = Vault(Keyring(provider), data / "captures")
    with begin() as session:
        made.establish(session)
    return made


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store."""
    return FileStore(tmp_path / "captures")


@pytest.fixture
def sealer(store: FileStore) -> Sealer:
    """The sealer of one case."""
    chest = KeyChest(Keyring(EnvKeys({f"TRACKER_KEY_{KEK.upper()}": "5a" * 32})), 8)
    return Sealer((chest.new_key("case", CASE, 1, KEK),), chest, store)
