"""The Merkle tree is that of RFC 6962."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.trees import root_at
from tracker.ledger.merkle import (
    EMPTY_ROOT,
    Hashes,
    grow,
    leaf_hash,
    peak_ranges,
    root_of,
)

# The eight leaves that implementations of certificate transparency have in common, and the roots of the
# trees of their first 1 to 8.
LEAVES = tuple(
    leaf_hash(bytes.fromhex(body))
    for body in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

TREES = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(
    lambda bodies: [leaf_hash(b) for b in bodies]
)


def naive(leaves: list[bytes]) -> bytes:
    """Hash the tree as section 2.1 of RFC 6962 says it, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + naive(leaves[:half]) + naive(leaves[half:])).digest()


def test_the_empty_tree() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of(()) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert root_at(LEAVES[:size]).hex() == ROOTS[size - 1]


@given(TREES)
def test_the_compact_range_has_the_root_of_the_whole_tree(leaves: list[bytes]) -> None:
    peaks: Hashes = ()
    for size, leaf in enumerate(leaves):
        peaks = grow(peaks, size, leaf)
        assert root_of(peaks) == naive(leaves[: size + 1])
        assert peaks == tuple(naive(leaves[r.start : r.stop]) for r in peak_ranges(size + 1))


def test_a_compact_range_of_another_size_does_not_grow() -> None:
    with pytest.raises(ValueError, match="peaks"):
        grow((LEAVES[0],), 3, LEAVES[1])
