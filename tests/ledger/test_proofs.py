"""Proofs of single lines: each leads to the root that the ledger was signed with, and to no other."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exports.verify import rooted
from tracker.ledger.journal import LedgerUnfit
from tracker.ledger.merkle import Hashes, grow, leaf_hash, node_hash, root_of
from tracker.ledger.proofs import beside, prove

LEAVES = tuple(leaf_hash(str(number).encode()) for number in range(70))


def by_the_book(leaves: Hashes) -> bytes:
    """Return the root as RFC 6962 defines it, split after split."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(by_the_book(leaves[:middle]), by_the_book(leaves[middle:]))


@pytest.mark.parametrize("size", range(1, 71))
def test_every_line_of_every_size_is_proven(size: int) -> None:
    proofs = prove(LEAVES[:size], size, range(size))
    assert proofs.root == by_the_book(LEAVES[:size])
    for idx in range(size):
        path = proofs.of(idx)
        assert rooted(idx, size, LEAVES[idx], list(path)) == proofs.root
        assert [by_the_book(LEAVES[first:end]) for first, end in beside(idx, size)] == list(path)


@given(st.integers(2, 70), st.data())
def test_no_proof_serves_for_another_line(size: int, data: st.DataObject) -> None:
    idx = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda one: one != idx))
    proofs = prove(LEAVES[:size], size, (idx,))
    path = list(proofs.of(idx))
    assert rooted(other, size, LEAVES[idx], path) != proofs.root
    assert rooted(idx, size, LEAVES[other], path) != proofs.root
    assert rooted(idx, size, LEAVES[idx], path[:-1]) != proofs.root
    assert rooted(idx, size, LEAVES[idx], [*path, sha256(b"").digest()]) != proofs.root


def test_no_more_is_kept_than_the_proofs_need() -> None:
    assert len(prove(LEAVES, len(LEAVES), (3, 60)).nodes) <= 14
    peaks: Hashes = ()
    for idx, leaf in enumerate(LEAVES):
        peaks = grow(peaks, idx, leaf)
    assert prove(LEAVES, len(LEAVES), ()).root == root_of(peaks)


def test_a_ledger_that_lost_lines_proves_nothing() -> None:
    with pytest.raises(LedgerUnfit):
        prove(LEAVES[:40], 41, (3,))
