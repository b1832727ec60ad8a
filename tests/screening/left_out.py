"""How the screen does on authors from whom nothing was learned, beside its lists alone.

What was learned is counted by ``python -m tests.screening.learning --left-out``, which takes too long for a
test; whose something is, and what lists alone find, were counted beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SECTION = """
## What learning adds

Seven authors who knew neither lists nor parts wrote statements to learn from; the sixth author's part is
learned from, too. Here nothing was learned from the author who is counted, nor from one other who was left
out along with them. How likely a word has to be for a mark was chosen on all of these together, so that
three of four marks are right. In each cell the lists alone stand first. Whoever chose signs and classes of
words had seen the sixth author's sentences, and counts of the first five, so that these rows say a little too
much good.

| author, left out | statements | recall | precision | whose, said rightly | without a label, yet marked |
|---|---|---|---|---|---|
"""
Counts = tuple[tuple[int, int], ...]
"""Found, right, marked without a label, and whose was said rightly: each before that of which it is one."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Counts of an author from whom nothing was learned; each before that of which it is one."""

    name: str
    statements: int
    lists: Counts
    """By lists alone."""
    learned: Counts
    """By what was learned from the others."""


LEFT_OUT: tuple[LeftOut, ...] = (
    LeftOut(
        "first training author",
        615,
        ((468, 608), (504, 683), (61, 240), (406, 605)),
        ((507, 608), (577, 784), (58, 240), (460, 605)),
    ),
    LeftOut(
        "second training author",
        793,
        ((452, 624), (495, 702), (52, 307), (413, 614)),
        ((509, 624), (615, 888), (75, 307), (471, 614)),
    ),
    LeftOut(
        "third training author",
        600,
        ((463, 668), (492, 630), (37, 240), (420, 626)),
        ((520, 668), (578, 751), (40, 240), (463, 626)),
    ),
    LeftOut(
        "fourth training author",
        600,
        ((466, 644), (503, 661), (35, 243), (446, 640)),
        ((509, 644), (578, 750), (40, 243), (482, 640)),
    ),
    LeftOut(
        "fifth training author",
        600,
        ((457, 628), (489, 629), (36, 240), (424, 621)),
        ((505, 628), (566, 751), (47, 240), (473, 621)),
    ),
    LeftOut(
        "sixth training author",
        712,
        ((447, 615), (482, 669), (37, 275), (368, 579)),
        ((488, 615), (557, 764), (40, 275), (394, 579)),
    ),
    LeftOut(
        "seventh training author",
        600,
        ((468, 641), (504, 628), (23, 240), (467, 641)),
        ((522, 641), (589, 732), (24, 240), (491, 641)),
    ),
    LeftOut(
        "sixth author",
        400,
        ((238, 304), (255, 336), (29, 200), (216, 304)),
        ((258, 304), (293, 376), (28, 200), (242, 304)),
    ),
)
"""Counted on 22 November 2026 with the lists protected 6, innocent 5, opinion 5 and names 3."""


def rows() -> Iterator[str]:
    """Yield the section, row by row."""
    yield SECTION
    yield from map(_row, LEFT_OUT)
    every = sum(one.statements for one in LEFT_OUT)
    lists, learned = _sum(one.lists for one in LEFT_OUT), _sum(one.learned for one in LEFT_OUT)
    yield _row(LeftOut("**all**", every, lists, learned))


def _sum(counts: Iterable[Counts]) -> Counts:
    return tuple((sum(a for a, _ in of), sum(b for _, b in of)) for of in zip(*counts, strict=True))


def _row(one: LeftOut) -> str:
    (found, right, alarmed, whose), learned = one.lists, one.learned
    cells = (
        f"{before[0] / before[1]:.3f}, {after[0] / after[1]:.3f} ({after[0]} of {after[1]})"
        for before, after in ((found, learned[0]), (right, learned[1]), (whose, learned[3]))
    )
    clean = f"{alarmed[0]}, {learned[2][0]} of {alarmed[1]}"
    return f"| {one.name} | {one.statements} | {' | '.join(cells)} | {clean} |\n"
