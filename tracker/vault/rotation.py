"""Replaces the master key: every data key is wrapped anew, and no sealed cell or file is touched."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.vault import register
from tracker.vault.chest import KeyChest
from tracker.vault.keyring import Keyring
from tracker.vault.models import MASTER_ALG, DataKey, KeyState
from tracker.vault.trouble import KeyTrouble

Begin = Callable[[], AbstractContextManager[Session]]
"""Opens one unit of work and commits it at the end of the block; the caller records it in the ledger."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: the primary master key now, data keys wrapped, master keys retired."""

    primary: str
    rewrapped: int
    retired: tuple[str, ...]


def rotate_master(ring: Keyring, chest: KeyChest, begin: Begin, batch: int) -> Rotation:
    """Make a new primary master key and wrap every data key under it, ``batch`` keys in one unit of work.

    A rotation that was interrupted is finished; it makes no second key. A master key that is offered and not
    entered yet is taken as the new one, which is how a rotation begins where the environment holds the keys.
    Reads go on meanwhile: the old key stays on offer until nothing needs it.
    """
    with begin() as session:
        if not _under_way(session):
            _promote(session, ring)
    rewrapped = 0
    while True:
        with begin() as session:
            done = _rewrap(session, ring, chest, batch)
        rewrapped += done
        if done < batch:
            break
    with begin() as session:
        return Rotation(register.primary(session, ring), rewrapped, _retire(session))


def _under_way(session: Session) -> bool:
    primaries = [
        entry.kek_id
        for entry in register.entries(session)
        if entry.alg == MASTER_ALG and entry.state == KeyState.PRIMARY
    ]
    if not primaries:
        raise KeyTrouble("the database names no master key; run the first-time set-up")
    return any(kek_id not in primaries for kek_id in register.needed_by(session))


def _promote(session: Session, ring: Keyring) -> None:
    entered = register.entries(session)
    names = {entry.kek_id for entry in entered}
    ring.reload()
    waiting = [kek_id for kek_id in ring.master_keys() if kek_id not in names]
    if len(waiting) > 1:
        raise KeyTrouble(f"{ring.source} offers {', '.join(waiting)} as new; a rotation takes one")
    kek_id = waiting[0] if waiting else ring.generate_master_key()
    for entry in entered:
        if entry.alg == MASTER_ALG and entry.state == KeyState.PRIMARY:
            entry.version += 1
            entry.state = KeyState.DECRYPT_ONLY
    session.flush()  # there is one primary at any moment: the old one steps back first
    register.enter_master_key(session, ring, kek_id)


def _rewrap(session: Session, ring: Keyring, chest: KeyChest, batch: int) -> int:
    kek_id = register.primary(session, ring)
    wanted = select(DataKey).where(DataKey.kek_id != kek_id).order_by(DataKey.id).limit(batch)
    records = session.scalars(wanted).all()
    for record in records:
        key = chest.rewrap(register.wrapped(record), kek_id)
        record.version += 1
        record.kek_id, record.wrapped = key.kek_id, key.wrapped
    return len(records)


def _retire(session: Session) -> tuple[str, ...]:
    needed = register.needed_by(session)
    retired = []
    for entry in register.entries(session):
        if entry.state == KeyState.DECRYPT_ONLY and entry.kek_id not in needed:
            entry.version += 1
            entry.state = KeyState.RETIRED
            retired.append(entry.kek_id)
    return tuple(retired)
