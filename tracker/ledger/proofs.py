"""Proofs that lines are in the ledger, as RFC 6962 has them (2.1.1): the hashes beside each line's way up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.ledger.cells import Stored
from tracker.ledger.journal import LedgerUnfit
from tracker.ledger.merkle import Hashes, grow, node_hash, peak_ranges, root_of
from tracker.ledger.models import ledger_entries

BATCH = 500
"""Lines that are read at once."""

_entries = ledger_entries.c
_LEAVES = (
    select(_entries.idx, Stored(_entries.leaf).label("cell"))
    .where(_entries.idx > bindparam("after"), _entries.idx < bindparam("size"))
    .order_by(_entries.idx)
    .limit(BATCH)
)
_BODIES = (
    select(_entries.idx, Stored(_entries.body).label("cell"))
    .where(
        _entries.case_id == bindparam("case"),
        _entries.idx > bindparam("after"),
        _entries.idx < bindparam("size"),
    )
    .order_by(_entries.idx)
    .limit(BATCH)
)
Span = tuple[int, int]
"""The first leaf below a node, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """The hashes that prove some lines of a ledger of ``size`` lines; ``root`` is what they lead to."""

    size: int
    root: bytes
    nodes: Mapping[Span, bytes]

    def of(self, idx: int) -> Hashes:
        """Return the hashes that lead from a line up to the root, the lowest first."""
        return tuple(self.nodes[span] for span in beside(idx, self.size))


def beside(idx: int, size: int) -> tuple[Span, ...]:
    """Return which nodes stand beside the way from a leaf to the root, the lowest first."""
    found, first, end = [], 0, size
    while end - first > 1:
        middle = first + (1 << (end - first - 1).bit_length() - 1)
        if idx < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((first, middle))
            first = middle
    return tuple(reversed(found))


def prove(leaves: Iterable[bytes], size: int, wanted: Collection[int]) -> Proofs:
    """Return the proofs of the wanted lines, in one pass over all leaves that keeps only what proves them."""
    spans = {span for idx in wanted for span in beside(idx, size)}
    nodes: dict[Span, bytes] = {}
    peaks: Hashes = ()
    for idx, leaf in enumerate(leaves):
        for node, first in _completed(peaks, idx, leaf):
            if (first, idx + 1) in spans:
                nodes[first, idx + 1] = node
        peaks = grow(peaks, idx, leaf)
    edges = [range_.start for range_ in peak_ranges(size)]
    if len(edges) != len(peaks):
        raise LedgerUnfit("the ledger has not as many lines as its checkpoint says: run verify-ledger")
    for span in spans - nodes.keys():  # at the right edge, where the tree is not full
        nodes[span] = root_of(
            tuple(peak for peak, first in zip(peaks, edges, strict=True) if first >= span[0])
        )
    return Proofs(size, root_of(peaks), nodes)


def _completed(peaks: Hashes, idx: int, leaf: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield each node that a leaf completes, itself first, with the first leaf below it."""
    node, width, held = leaf, 1, len(peaks)
    yield node, idx
    while idx & width:
        held -= 1
        node = node_hash(peaks[held], node)
        width <<= 1
        yield node, idx + 1 - width


def proofs_of(session: Session, wanted: Collection[int], size: int) -> Proofs:
    """Return the proofs of lines in the ledger as it was at a size."""
    leaves = (cell for _, cell in _paged(session, _LEAVES, {"size": size}))
    return prove(leaves, size, wanted)


def bodies_of(session: Session, case_id: UUID, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and body of each line of a case, in order, in the ledger as it was at a size."""
    return _paged(session, _BODIES, {"case": str(case_id), "size": size})


def _paged(
    session: Session, statement: Select[*tuple[Any, ...]], keys: Mapping[str, object]
) -> Iterator[tuple[int, bytes]]:
    after = -1
    while rows := session.execute(statement, {**keys, "after": after}).all():
        yield from ((row.idx, row.cell) for row in rows)
        after = rows[-1].idx
