"""Roots of whole trees, from all their leaves at once."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.ledger.merkle import Hashes, grow, root_of


def root_at(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree with these leaf hashes."""
    peaks: Hashes = ()
    for size, leaf in enumerate(leaves):
        peaks = grow(peaks, size, leaf)
    return root_of(peaks)
