"""Staff passwords: Argon2id, a few at a time, and the same time spent on names that nobody bears."""

from __future__ import annotations

import os
import secrets
import threading
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tracker.references import ALPHABET

_turn = threading.Semaphore(
    os.cpu_count() or 1
)  # each derivation takes 19 MiB; a flood must not take them all


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: memory in KiB, passes, lanes."""

    memory: int = 19_456
    passes: int = 2
    lanes: int = 1


def password_hash(password: str, cost: Cost = Cost()) -> str:
    """Return a PHC string of Argon2id for a password, with a fresh salt of 16 bytes."""
    with _turn:
        derivation = Argon2id(
            salt=os.urandom(16), length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        )
        return derivation.derive_phc_encoded(password.encode())


def password_matches(password: str, stored: str | None) -> bool:
    """Tell whether a password is the stored one; a missing hash costs the same time and never matches."""
    with _turn:
        try:
            Argon2id.verify_phc_encoded(password.encode(), stored or _nobodys_hash())
        except InvalidKey:
            return False
    return stored is not None


_nobodys: list[str] = []


def _nobodys_hash() -> str:
    if not _nobodys:
        derivation = Argon2id(salt=os.urandom(16), length=32, iterations=2, lanes=1, memory_cost=19_456)
        _nobodys.append(derivation.derive_phc_encoded(os.urandom(16)))
    return _nobodys[0]


def first_password() -> str:
    """Return 24 letters and digits in six groups: 117 random bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(6))
