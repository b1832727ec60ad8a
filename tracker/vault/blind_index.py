"""Finds equal values among sealed ones without opening them.

What it gives away is equality and nothing else; so it is for values with many possibilities, such as
handles, and never alone for a yes or no. Who finds a match opens both cells and compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tracker.vault.primitives import hkdf_sha256, hmac_sha256

INDEX_BYTES = 16


@dataclass(frozen=True, slots=True)
class BlindIndex:
    """Keyed digests of canonical texts; ``roots`` holds the root key of each version, never a master key."""

    roots: Mapping[int, bytes]

    @property
    def version(self) -> int:
        """Return the version that new rows are written with."""
        return max(self.roots)

    def index(self, table: str, column: str, canonical_text: str, version: int | None = None) -> bytes:
        """Return the 16 bytes to keep beside the sealed cell; equal texts of one column give equal bytes."""
        number = self.version if version is None else version
        key = _column_key(self.roots[number], table, column, number)
        return hmac_sha256(key, canonical_text.encode())[:INDEX_BYTES]


@cache
def _column_key(root: bytes, table: str, column: str, version: int) -> bytes:
    return hkdf_sha256(root, f"bidx|{table}|{column}|index|v{version}".encode())
