"""The rows of the vault: which master keys exist, and the wrapped data keys of every holder.

The ledger does not digest them: rotating the master key rewraps every data key and changes nothing else.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Record

MASTER_ALG = "AES-256-GCM"
SECRET_ALG = "SECRET"  # noqa: S105 - names a kind of row; it is not a password


_PRIMARY = text(f"alg = '{MASTER_ALG}' and state = 'primary'")


class KeyState(StrEnum):
    """What a master key may still be used for."""

    PENDING = "pending"
    """Announced, not used yet; kept for a later release, nothing writes it."""
    PRIMARY = "primary"
    """Wraps new data keys; there is one."""
    DECRYPT_ONLY = "decrypt-only"
    """Opens the data keys that are still wrapped under it."""
    RETIRED = "retired"
    """Wraps nothing any more; kept for old backups."""
    DESTROYED = "destroyed"
    """Gone, and old backups with it; kept for a later release, nothing writes it."""


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} in ({listed})"


class KeyringEntry(Record):
    """One master key, or one secret whose change would go unnoticed; never the key itself."""

    __tablename__ = "keyring"
    __ledgered__: ClassVar[bool] = False
    __table_args__ = (
        CheckConstraint(_one_of("state", tuple(KeyState)), name="state"),
        Index(
            "uq_keyring_primary",
            "alg",
            unique=True,
            sqlite_where=_PRIMARY,
            postgresql_where=_PRIMARY,
        ),
    )

    kek_id: Mapped[str] = mapped_column(String(32), unique=True)
    alg: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    kcv: Mapped[bytes] = mapped_column(LargeBinary(8))


class DataKey(Record):
    """The key of one holder in one domain, wrapped under a master key."""

    __tablename__ = "data_keys"
    __ledgered__: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("holder_id", "domain", "dek_version"),
        CheckConstraint(_one_of("domain", ("case", "candidate", "system", "board")), name="domain"),
        CheckConstraint("dek_version between 1 and 65535", name="dek_version"),
    )

    holder_id: Mapped[uuid.UUID]
    domain: Mapped[str] = mapped_column(String(16))
    dek_version: Mapped[int]
    kek_id: Mapped[str] = mapped_column(String(32), index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary(60))
    created_at: Mapped[datetime]


class DestroyedKey(Record):
    """That a data key was destroyed, and when; nothing of the key itself.

    A case's key and its board's are made once: where one is destroyed, none is made anew.
    """

    __tablename__ = "destroyed_keys"
    __table_args__ = (
        UniqueConstraint("holder_id", "domain", "dek_version"),
        CheckConstraint(_one_of("domain", ("case", "candidate", "board")), name="domain"),
    )

    holder_id: Mapped[uuid.UUID]
    domain: Mapped[str] = mapped_column(String(16))
    dek_version: Mapped[int]
    destroyed_at: Mapped[datetime]
