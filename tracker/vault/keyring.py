"""The master keys and secrets of this installation, as its provider offers them.

Which master key is primary is written in the database, not here, so that every process agrees. When a
process meets a master key that it does not know, it asks the provider again: a rotation needs no restart.
"""

from __future__ import annotations

import re
import threading

from tracker.vault.primitives import (
    KEY_BYTES,
    Aes256Gcm,
    hkdf_sha512,
    hmac_sha256,
    random_bytes,
)
from tracker.vault.providers import Provider
from tracker.vault.trouble import KeyTrouble

__all__ = ["BLIND_INDEX", "LEDGER_SIGNING", "SECRETS", "SESSION", "KeyTrouble", "Keyring", "check_value"]

LEDGER_SIGNING = "ledger-signing"
SESSION = "session"
BLIND_INDEX = "blind-index"
SECRETS = (LEDGER_SIGNING, SESSION, BLIND_INDEX)
"""What is kept beside the master keys; none of it is derived from them."""

CHECK_VALUE_BYTES = 8
_MASTER_KEY = re.compile(r"k[0-9a-f]{8}")


def check_value(name: str, key: bytes) -> bytes:
    """Return eight bytes that tell a wrong key from the right one without touching data."""
    return hmac_sha256(hkdf_sha512(key, b"kcv"), name.encode())[:CHECK_VALUE_BYTES]


class Keyring:
    """The keys on offer, by name; thread safe."""

    def __init__(self, provider: Provider) -> None:
        """Read everything that the provider offers now."""
        self._provider = provider
        self._lock = threading.Lock()
        self._keys = provider.read()
        self._ciphers: dict[str, Aes256Gcm] = {}

    @property
    def source(self) -> str:
        """Say where the keys come from."""
        return self._provider.name

    def reload(self) -> None:
        """Ask the provider again."""
        keys = self._provider.read()
        with self._lock:
            self._keys = keys
            self._ciphers = {}

    def master_keys(self) -> tuple[str, ...]:
        """Return the ids of the master keys on offer, in order."""
        return tuple(sorted(name for name in self._keys if _MASTER_KEY.fullmatch(name)))

    def offers(self, name: str) -> bool:
        """Tell whether a key or secret of this name is on offer, asking the provider again if not."""
        if name not in self._keys:
            self.reload()
        return name in self._keys

    def check_value(self, name: str) -> bytes:
        """Return the check value of a key or secret on offer."""
        return check_value(name, self._key(name))

    def check_values(self) -> tuple[tuple[str, bytes], ...]:
        """Return name and check value of everything on offer, in order of the names."""
        keys = self._keys
        return tuple((name, check_value(name, keys[name])) for name in sorted(keys))

    def secret(self, name: str) -> bytes:
        """Return the 32 bytes of one of :data:`SECRETS`, or raise :class:`KeyTrouble` naming it."""
        return self._key(name)

    def wrapping(self, kek_id: str) -> Aes256Gcm:
        """Return the cipher that wraps data keys under this master key, or raise naming the key."""
        if not self.offers(kek_id):
            raise KeyTrouble(self.missing(kek_id))
        with self._lock:
            if kek_id not in self._ciphers:
                self._ciphers[kek_id] = Aes256Gcm(hkdf_sha512(self._keys[kek_id], b"wrap/v1"))
            return self._ciphers[kek_id]

    def missing(self, name: str, needed_by: int = 0) -> str:
        """Say in one line that this key is not on offer, and what needs it."""
        need = f" (needed by {needed_by} data keys)" if needed_by else ""
        offered = ", ".join(sorted(self._keys)) or "none"
        return f"key {name}{need} is not offered by {self.source}; offered: {offered}"

    def generate(self, name: str) -> None:
        """Make a new key of this name and keep it."""
        self._provider.keep(name, random_bytes(KEY_BYTES))
        self.reload()

    def generate_master_key(self) -> str:
        """Make a new master key, keep it, and return its id; the id says nothing about the key."""
        kek_id = f"k{random_bytes(4).hex()}"
        self.generate(kek_id)
        return kek_id

    def generate_secrets(self) -> None:
        """Make those of :data:`SECRETS` that are not on offer yet."""
        for name in SECRETS:
            if not self.offers(name):
                self.generate(name)

    def _key(self, name: str) -> bytes:
        if not self.offers(name):
            raise KeyTrouble(self.missing(name))
        return self._keys[name]
