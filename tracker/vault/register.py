"""What the database says of keys: which master keys there are, what needs them, who has which data key."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, SessionTransaction

from tracker.db import clock_of
from tracker.vault.chest import WrappedKey
from tracker.vault.format import Domain
from tracker.vault.keyring import BLIND_INDEX, LEDGER_SIGNING, Keyring
from tracker.vault.models import MASTER_ALG, SECRET_ALG, DataKey, KeyringEntry, KeyState
from tracker.vault.primitives import same
from tracker.vault.trouble import KeyTrouble

CHECKED_SECRETS = (LEDGER_SIGNING, BLIND_INDEX)
"""Secrets whose change would go unnoticed; a new session secret only signs people out."""

HOLDERS_A_STATEMENT = 10_000
"""SQLite and PostgreSQL take some ten thousands of values in one statement, and no more."""


READ = "data keys"
"""Where a session keeps the wrapped keys that its transaction has read."""


def data_keys(session: Session, domain: Domain, holder_ids: Collection[uuid.UUID]) -> list[WrappedKey]:
    """Return every version of these holders' keys, oldest first; new ones of this unit of work too.

    Each holder's are read once in a transaction, and anew after a flush that wrote keys or a savepoint.
    """
    read: dict[tuple[Domain, uuid.UUID], list[WrappedKey]] = session.info.setdefault(READ, {})
    wanted = [holder_id for holder_id in holder_ids if (domain, holder_id) not in read]
    columns = (DataKey.domain, DataKey.holder_id, DataKey.dek_version, DataKey.kek_id, DataKey.wrapped)
    with session.no_autoflush:
        for start in range(0, len(wanted), HOLDERS_A_STATEMENT):
            these = DataKey.holder_id.in_(wanted[start : start + HOLDERS_A_STATEMENT])
            for row in session.execute(select(*columns).where(DataKey.domain == domain, these)):
                read.setdefault((domain, row.holder_id), []).append(WrappedKey(*row))
    stored = [key for holder_id in holder_ids for key in read.get((domain, holder_id), ())]
    fresh = [
        wrapped(record)
        for record in session.new
        if isinstance(record, DataKey) and record.domain == domain and record.holder_id in holder_ids
    ]
    return sorted(stored + fresh, key=lambda key: key.dek_version)


def standing(
    session: Session, keys: Collection[tuple[str, uuid.UUID, int]]
) -> frozenset[tuple[str, uuid.UUID, int]]:
    """Return which of some keys, by domain, holder and version, the database holds."""
    holders, found = sorted({holder_id for _, holder_id, _ in keys}), set[tuple[str, uuid.UUID, int]]()
    for start in range(0, len(holders), HOLDERS_A_STATEMENT):
        these = DataKey.holder_id.in_(holders[start : start + HOLDERS_A_STATEMENT])
        rows = session.execute(select(DataKey.domain, DataKey.holder_id, DataKey.dek_version).where(these))
        found |= {(row.domain, row.holder_id, row.dek_version) for row in rows}
    return frozenset(found & set(keys))


def forget_read(session: Session) -> None:
    """Read keys anew: some were just destroyed."""
    session.info.pop(READ, None)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Read keys anew after a transaction or savepoint: a key destroyed or never committed is not used."""
    if transaction.parent is None or transaction.nested:
        session.info.pop(READ, None)


@event.listens_for(Session, "after_flush")
def _forget_before_new_keys(session: Session, _context: object) -> None:
    """Read keys anew once some are written: they are among the session's new records no more."""
    if any(isinstance(record, DataKey) for record in (*session.new, *session.dirty)):
        session.info.pop(READ, None)


def wrapped(record: DataKey) -> WrappedKey:
    """Return a data key apart from its row."""
    return WrappedKey(record.domain, record.holder_id, record.dek_version, record.kek_id, record.wrapped)


def all_data_keys(session: Session) -> Iterator[WrappedKey]:
    """Read every data key there is, some at a time."""
    columns = (DataKey.domain, DataKey.holder_id, DataKey.dek_version, DataKey.kek_id, DataKey.wrapped)
    for row in session.execute(select(*columns).order_by(DataKey.id).execution_options(yield_per=1_000)):
        yield WrappedKey(*row)


def needed_by(session: Session) -> dict[str, int]:
    """Return how many data keys are wrapped under each master key."""
    counted = (
        select(DataKey.kek_id, func.count().label("number")).group_by(DataKey.kek_id).order_by(DataKey.kek_id)
    )
    return {row.kek_id: row.number for row in session.execute(counted)}


def master_key_is_named(session: Session) -> bool:
    """Tell whether the database names a primary master key."""
    return _primary_entry(session) is not None


def primary(session: Session, ring: Keyring) -> str:
    """Return the id of the master key that wraps new data keys; raises if it is missing or wrong.

    Where the database can, the row is held until the act ends, so that no key is wrapped under a master key
    that a rotation is just replacing.
    """
    entry = _primary_entry(session) or _primary_entry(session)  # a rotation may have replaced it just then
    if entry is None:
        raise KeyTrouble("the database names no master key; run the first-time set-up")
    if not ring.offers(entry.kek_id):
        raise KeyTrouble(ring.missing(entry.kek_id))
    if not same(ring.check_value(entry.kek_id), entry.kcv):
        raise KeyTrouble(_wrong(entry.kek_id, ring))
    return entry.kek_id


def enter(session: Session, ring: Keyring, kek_id: str) -> None:
    """Enter the first master key, and the secrets whose change would go unnoticed."""
    enter_master_key(session, ring, kek_id)
    for name in CHECKED_SECRETS:
        session.add(_entry(session, ring, name, SECRET_ALG))


def enter_master_key(session: Session, ring: Keyring, kek_id: str) -> None:
    """Enter a master key as the primary one."""
    session.add(_entry(session, ring, kek_id, MASTER_ALG))


def entries(session: Session) -> list[KeyringEntry]:
    """Return what is entered, oldest first."""
    return list(session.scalars(select(KeyringEntry).order_by(KeyringEntry.created_at, KeyringEntry.kek_id)))


def troubles(session: Session, ring: Keyring) -> tuple[str, ...]:
    """Return one line for each key that is needed and missing, or wrong."""
    needed = needed_by(session)
    known = {entry.kek_id: entry for entry in entries(session)}
    lines = [
        f"key {kek_id} (needed by {number} data keys) is not entered in the keyring"
        for kek_id, number in needed.items()
        if kek_id not in known
    ]
    if not any(entry.alg == MASTER_ALG and entry.state == KeyState.PRIMARY for entry in known.values()):
        lines.append("the database names no master key; run the first-time set-up")
    lines += _of_entries(known.values(), needed, ring)
    return tuple(lines)


def _of_entries(known: Iterable[KeyringEntry], needed: dict[str, int], ring: Keyring) -> list[str]:
    lines = []
    for entry in known:
        if entry.state != KeyState.PRIMARY and entry.kek_id not in needed:
            continue
        if not ring.offers(entry.kek_id):
            lines.append(ring.missing(entry.kek_id, needed.get(entry.kek_id, 0)))
        elif not same(ring.check_value(entry.kek_id), entry.kcv):
            lines.append(_wrong(entry.kek_id, ring))
    return lines


def _wrong(name: str, ring: Keyring) -> str:
    return f"key {name} fails its check value: {ring.source} offers another key under this name"


def _primary_entry(session: Session) -> KeyringEntry | None:
    for record in session.new:
        if isinstance(record, KeyringEntry) and record.alg == MASTER_ALG:
            return record
    wanted = select(KeyringEntry).where(
        KeyringEntry.alg == MASTER_ALG, KeyringEntry.state == KeyState.PRIMARY
    )
    with session.no_autoflush:
        return session.scalar(wanted.with_for_update(read=True))


def _entry(session: Session, ring: Keyring, name: str, alg: str) -> KeyringEntry:
    return KeyringEntry(
        kek_id=name,
        alg=alg,
        state=KeyState.PRIMARY,
        created_at=clock_of(session).now(),
        kcv=ring.check_value(name),
    )
