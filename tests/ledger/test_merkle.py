"""The Merkle tree is that of RFC 6962, and its proofs prove nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.ledger.merkle import (
    EMPTY_ROOT,
    BadProof,
    Hashes,
    consistency_proof,
    grow,
    inclusion_proof,
    leaf_hash,
    peak_ranges,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
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


def test_the_proofs_that_rfc_6962_shows() -> None:
    """Section 2.1.3 names the hashes of four inclusion and three consistency proofs in a tree of seven."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = root_at([a, b]), root_at([c, d]), root_at([e, f])
    k, l = root_at([a, b, c, d]), root_at([e, f, j])  # noqa: E741 - the letters of the drawing
    seven = LEAVES[:7]
    assert inclusion_proof(seven, 0) == (b, h, l)
    assert inclusion_proof(seven, 3) == (c, g, l)
    assert inclusion_proof(seven, 4) == (f, j, k)
    assert inclusion_proof(seven, 6) == (i, k)
    assert consistency_proof(seven, 3) == (c, d, g, l)
    assert consistency_proof(seven, 4) == (l,)
    assert consistency_proof(seven, 6) == (i, j, k)


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


@given(TREES, st.data())
@settings(max_examples=60)
def test_every_leaf_is_proved_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root, size = inclusion_proof(leaves, index), root_at(leaves), len(leaves)
    verify_inclusion(leaves[index], index, size, proof, root)
    for spoiled in spoil(proof):
        with pytest.raises(BadProof):
            verify_inclusion(leaves[index], index, size, spoiled, root)
    for other in (-1, size, index ^ 2, index * 2 + 1):
        if other != index and (other not in range(size) or leaves[other] != leaves[index]):
            with pytest.raises(BadProof):
                verify_inclusion(leaves[index], other, size, proof, root)
    with pytest.raises(BadProof):
        verify_inclusion(sha256(leaves[index]).digest(), index, size, proof, root)
    with pytest.raises(BadProof):
        verify_inclusion(leaves[index], index, size, proof, sha256(root).digest())
    with pytest.raises(BadProof):
        inclusion_proof(leaves, size)


@given(TREES, st.data())
@settings(max_examples=60)
def test_every_earlier_tree_is_proved_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    later = len(leaves)
    earlier = data.draw(st.integers(1, later))
    proof = consistency_proof(leaves, earlier)
    old, new = root_at(leaves[:earlier]), root_at(leaves)
    verify_consistency(earlier, later, proof, old, new)
    for spoiled in spoil(proof):
        with pytest.raises(BadProof):
            verify_consistency(earlier, later, spoiled, old, new)
    if old != new:
        with pytest.raises(BadProof):
            verify_consistency(earlier, later, proof, new, old)
    for wrong in (sha256(old).digest(), old + b"\x00", old[:-1], b""):
        with pytest.raises(BadProof):
            verify_consistency(earlier, later, proof, wrong, new)
        with pytest.raises(BadProof):
            verify_consistency(earlier, later, proof, old, wrong)
    for small, large in ((0, later), (-1, later), (later + 1, later), (earlier, earlier - 1)):
        with pytest.raises(BadProof):
            verify_consistency(small, large, proof, old, new)


def test_nothing_is_proved_of_an_empty_tree() -> None:
    with pytest.raises(BadProof):
        verify_consistency(0, 8, (), EMPTY_ROOT, root_at(LEAVES))
    with pytest.raises(BadProof):
        verify_consistency(0, 0, (), EMPTY_ROOT, EMPTY_ROOT)
    with pytest.raises(BadProof):
        consistency_proof(LEAVES, 0)
    with pytest.raises(BadProof):
        verify_inclusion(LEAVES[0], 0, 0, (), EMPTY_ROOT)


def test_a_size_other_than_the_proved_one_is_refused() -> None:
    proof = consistency_proof(LEAVES, 5)
    for small, large in ((4, 8), (6, 8), (5, 16), (5, 4), (7, 8)):
        with pytest.raises(BadProof):
            verify_consistency(small, large, proof, root_at(LEAVES[:5]), root_at(LEAVES))


def spoil(proof: Hashes) -> list[Hashes]:
    """Return the proof cut, lengthened, and changed in one bit or one length of each hash."""
    spoiled = [(*proof, b""), (*proof, EMPTY_ROOT), (EMPTY_ROOT, *proof), (*proof, *proof, EMPTY_ROOT)]
    if proof:
        spoiled += [proof[:-1], proof[1:]] if len(proof) > 1 else [()]
    for number, item in enumerate(proof):
        for other in (bytes([item[0] ^ 16]) + item[1:], item + b"\x00", item[:-1], b""):
            spoiled.append((*proof[:number], other, *proof[number + 1 :]))
    return spoiled
