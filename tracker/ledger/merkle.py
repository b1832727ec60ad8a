"""The Merkle tree of RFC 6962: leaves, inner nodes, and compact ranges.

Hashes are SHA-256, 32 bytes. A *compact range* of ``size`` leaves is the tuple of the roots of the perfect
subtrees that ``size`` is made of, largest first: one for each bit set in ``size``.
"""

from __future__ import annotations

from hashlib import sha256

WIDTH = 32
"""Bytes in a hash."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

Hashes = tuple[bytes, ...]


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def grow(peaks: Hashes, size: int, leaf: bytes) -> Hashes:
    """Return the compact range of ``size + 1`` leaves, given that of ``size`` and the next leaf's hash."""
    if len(peaks) != size.bit_count():
        raise ValueError(f"{size} leaves have {size.bit_count()} peaks, not {len(peaks)}")
    kept, node = len(peaks), leaf
    while size & 1:
        kept -= 1
        node = node_hash(peaks[kept], node)
        size >>= 1
    return (*peaks[:kept], node)


def root_of(peaks: Hashes) -> bytes:
    """Return the root of the tree whose compact range this is."""
    if not peaks:
        return EMPTY_ROOT
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = node_hash(peak, node)
    return node


def peak_ranges(size: int) -> tuple[range, ...]:
    """Return which leaves stand below each peak of a compact range, in the order of the peaks."""
    ranges, start = [], 0
    for bit in range(size.bit_length() - 1, -1, -1):
        if size >> bit & 1:
            ranges.append(range(start, start + (1 << bit)))
            start += 1 << bit
    return tuple(ranges)
