"""The Merkle tree of RFC 6962: leaves, compact ranges, and proofs with their verification.

Hashes are SHA-256, 32 bytes. A *compact range* of ``size`` leaves is the tuple of the roots of the perfect
subtrees that ``size`` is made of, largest first: one for each bit set in ``size``.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

WIDTH = 32
"""Bytes in a hash."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

Hashes = tuple[bytes, ...]


class BadProof(ValueError):
    """A proof does not prove what it is shown for, or could not."""


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


def root_at(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree with these leaf hashes."""
    peaks: Hashes = ()
    for size, leaf in enumerate(leaves):
        peaks = grow(peaks, size, leaf)
    return root_of(peaks)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> Hashes:
    """Return the hashes that prove leaf ``index`` to be in the tree with these leaf hashes (2.1.1)."""
    if not 0 <= index < len(leaves):
        raise BadProof(f"there is no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return ()
    half = _left(len(leaves))
    if index < half:
        return (*inclusion_proof(leaves[:half], index), root_at(leaves[half:]))
    return (*inclusion_proof(leaves[half:], index - half), root_at(leaves[:half]))


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> Hashes:
    """Return the hashes that prove the first ``earlier`` leaves to be the start of this tree (2.1.2)."""
    if not 0 < earlier <= len(leaves):
        raise BadProof(f"a tree of {len(leaves)} leaves was never one of {earlier}")
    return _subproof(leaves, earlier, whole=True)


def _subproof(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> Hashes:
    if earlier == len(leaves):
        return () if whole else (root_at(leaves),)
    half = _left(len(leaves))
    if earlier <= half:
        return (*_subproof(leaves[:half], earlier, whole=whole), root_at(leaves[half:]))
    return (*_subproof(leaves[half:], earlier - half, whole=False), root_at(leaves[:half]))


def _left(size: int) -> int:
    """Return how many leaves go to the left: the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Make sure that the leaf hash stands at ``index`` in the tree of ``size`` leaves with this root.

    As RFC 9162 section 2.1.3.2 has it; besides, every hash must be 32 bytes. Raises :class:`BadProof`.
    """
    _require_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} among {size}")
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    if node != root:
        raise BadProof("the leaf is not in the tree with this root")


def verify_consistency(
    earlier: int, later: int, proof: Sequence[bytes], earlier_root: bytes, later_root: bytes
) -> None:
    """Make sure that the tree of ``later`` leaves begins with the tree of ``earlier`` leaves.

    As RFC 9162 section 2.1.4.2 has it; besides, every hash must be 32 bytes and ``earlier`` not 0, since
    nothing can be proved of an empty tree. Raises :class:`BadProof`.
    """
    _require_hashes(earlier_root, later_root, *proof)
    if not 0 < earlier <= later:
        raise BadProof(f"a tree of {later} leaves cannot be shown to go on from one of {earlier}")
    if earlier == later:
        if proof or earlier_root != later_root:
            raise BadProof("two trees of one size have one root, and no proof between them")
        return
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not path:
        raise BadProof("the proof is too short")
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise BadProof("the proof is too long")
        if place & 1 or place == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    if first != earlier_root or second != later_root:
        raise BadProof("the later tree does not begin with the earlier one")


def _require_hashes(*hashes: bytes) -> None:
    if any(len(item) != WIDTH for item in hashes):
        raise BadProof("a hash is 32 bytes")
