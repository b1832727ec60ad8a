"""Digests as web archives write them, computed while what they are of passes by."""

from __future__ import annotations

import hashlib
import re
from base64 import b32decode
from binascii import Error
from collections.abc import Callable

ALGORITHMS: dict[str, Callable[[], hashlib._Hash]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}
"""What can be computed; the old ones only show whether a record is what its maker wrote."""


class Digest:
    """One digest that a file says of a part of itself."""

    def __init__(self, said: str) -> None:
        """Read what is said, as in ``sha1:`` and base 32 or hexadecimal digits; raises ValueError."""
        name, _, value = said.strip().partition(":")
        make = ALGORITHMS.get(name.strip().lower().replace("-", ""))
        if make is None:
            raise ValueError("no such algorithm is computed here")
        self._hash = make()
        self._said = _read(value.strip(), self._hash.digest_size)

    def feed(self, data: bytes) -> None:
        """Count the next bytes in."""
        self._hash.update(data)

    @property
    def right(self) -> bool:
        """Say whether what passed by has the digest that was said."""
        return self._hash.digest() == self._said


def _read(value: str, size: int) -> bytes:
    if len(value) == 2 * size and re.fullmatch(r"[0-9a-fA-F]+", value):
        return bytes.fromhex(value)
    try:
        digest = b32decode(value.rstrip("=").upper() + "=" * (-len(value.rstrip("=")) % 8))
    except Error as error:
        raise ValueError("it is written in no way that is known") from error
    if len(digest) != size:
        raise ValueError("it has another length")
    return digest
