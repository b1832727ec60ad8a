"""Unwraps data keys and remembers the last ones, so that a page of one case unwraps its key once."""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass

from tracker.vault.format import unwrap_key, wrap_context, wrap_key
from tracker.vault.keyring import Keyring
from tracker.vault.primitives import (
    KEY_BYTES,
    NONCE_BYTES,
    Aes256Gcm,
    NotAuthentic,
    hkdf_sha512,
    random_bytes,
)
from tracker.vault.trouble import Unopenable


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """One version of a holder's data key, as the database has it."""

    domain: str
    holder_id: uuid.UUID
    dek_version: int
    kek_id: str
    wrapped: bytes

    def context(self) -> bytes:
        """Return what the wrapping is bound to."""
        return wrap_context(self.domain, self.holder_id, self.dek_version, self.kek_id)


@dataclass(frozen=True, slots=True)
class OpenKey:
    """What a data key is used for: one key for cells, another for files."""

    fields: Aes256Gcm
    files: bytes


REMEMBERED_SECONDS = 600.0
"""So long an unwrapped key is remembered at most, however often it is used."""


class KeyChest:
    """Wraps and unwraps data keys; holds at most ``size`` unwrapped ones, each for ten minutes; thread safe.

    A key is looked up by its wrapped bytes, which come from the database each time. So a key whose row is
    destroyed, or was never committed, cannot be used from memory. What was remembered too long goes with the
    next key that is asked for, so a process that does nothing holds its last ones until it does or ends.
    """

    def __init__(self, ring: Keyring, size: int) -> None:
        """Take the master keys and the number of unwrapped keys to remember."""
        self._ring = ring
        self._size = size
        self._lock = threading.Lock()
        self._open: OrderedDict[bytes, tuple[float, OpenKey]] = OrderedDict()
        self.shut: frozenset[tuple[str, uuid.UUID, int]] = frozenset()
        """Keys that were destroyed, by domain, holder and version: none of them is used."""

    def __len__(self) -> int:
        """Return how many unwrapped keys are remembered."""
        return len(self._open)

    def new_key(self, domain: str, holder_id: uuid.UUID, dek_version: int, kek_id: str) -> WrappedKey:
        """Make a data key and wrap it under a master key."""
        key = WrappedKey(domain, holder_id, dek_version, kek_id, b"")
        return self._wrap(random_bytes(KEY_BYTES), key)

    def rewrap(self, key: WrappedKey, kek_id: str) -> WrappedKey:
        """Wrap the same data key under another master key."""
        return self._wrap(
            self._unwrap(key), WrappedKey(key.domain, key.holder_id, key.dek_version, kek_id, b"")
        )

    def open(self, key: WrappedKey) -> OpenKey:
        """Return what seals and opens under this data key; raises ``KeyTrouble`` or ``Unopenable``."""
        if (key.domain, key.holder_id, key.dek_version) in self.shut:
            raise Unopenable(f"the {key.domain} key {key.dek_version} of {key.holder_id} was destroyed")
        place = key.context() + key.wrapped
        now = time.monotonic()
        with self._lock:
            self._forget(before=now - REMEMBERED_SECONDS)
            if place in self._open:
                return self._open[place][1]
        data_key = self._unwrap(key)
        opened = OpenKey(Aes256Gcm(hkdf_sha512(data_key, b"field")), hkdf_sha512(data_key, b"file"))
        with self._lock:
            self._open.pop(place, None)
            self._open[place] = (now, opened)
            while len(self._open) > self._size:
                self._open.popitem(last=False)
        return opened

    def forget(self) -> None:
        """Forget every unwrapped key, as when some are destroyed."""
        with self._lock:
            self._open.clear()

    def _forget(self, *, before: float) -> None:
        while self._open and next(iter(self._open.values()))[0] < before:
            self._open.popitem(last=False)

    def _wrap(self, data_key: bytes, key: WrappedKey) -> WrappedKey:
        cipher = self._ring.wrapping(key.kek_id)
        wrapped = wrap_key(cipher, random_bytes(NONCE_BYTES), data_key, key.context())
        return WrappedKey(key.domain, key.holder_id, key.dek_version, key.kek_id, wrapped)

    def _unwrap(self, key: WrappedKey) -> bytes:
        try:
            return unwrap_key(self._ring.wrapping(key.kek_id), key.wrapped, key.context())
        except NotAuthentic as error:
            raise Unopenable(
                f"the {key.domain} key {key.dek_version} of {key.holder_id} does not open under {key.kek_id}"
            ) from error
