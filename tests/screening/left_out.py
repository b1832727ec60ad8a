"""How the screen does on authors from whom nothing was learned, beside its lists alone.

``python -m tests.screening.learning`` counts it, which takes too long for a test, and keeps it in
``left_out.tsv`` with the digest of the corpus that it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.screening.counted import Counted

KEPT = Path(__file__).parent / "left_out.tsv"
SECTION = """
## What learning adds

The screen learned from {training} authors who knew neither lists nor parts, from the sixth and the seventh
author, and from earlier parts. Here nothing was learned from the author who is counted, nor from two or
three others left out along with them. How likely a word has to be for a mark was chosen on all of these
together, so that three of four marks are right. In each cell the lists alone stand first. Whoever chose
signs and classes of words had seen the sixth author's sentences, and counts of the first five training
authors, so that these rows say a little too much good.

| author, left out | statements | recall | precision | whose, said rightly | without a label, yet marked |
|---|---|---|---|---|---|
"""
Share = tuple[int, int]
"""A count before that of which it is one."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Counts of an author from whom nothing was learned: by lists and rules alone, and as learned."""

    part: str
    lists: Counted
    whose_by_rule: Share
    learned: Counted
    whose: Share

    def __add__(self, other: LeftOut) -> LeftOut:
        return LeftOut(
            "**all**",
            self.lists + other.lists,
            _added(self.whose_by_rule, other.whose_by_rule),
            self.learned + other.learned,
            _added(self.whose, other.whose),
        )


def _added(one: Share, other: Share) -> Share:
    return one[0] + other[0], one[1] + other[1]


def write_left_out(those: Iterable[LeftOut], corpus: str) -> None:
    """Keep counts of a corpus with this digest."""
    rows = ("\t".join((one.part, *map(str, _counts(one)))) for one in those)
    KEPT.write_text("\n".join((corpus, *rows)) + "\n", "utf-8")


def _counts(one: LeftOut) -> Iterator[int]:
    for counted, whose in ((one.lists, one.whose_by_rule), (one.learned, one.whose)):
        yield from counted.row()
        yield from whose


def read_left_out() -> tuple[str, list[LeftOut]]:
    """Return the digest of the corpus that was counted, and the counts by part."""
    corpus, *lines = KEPT.read_text("utf-8").splitlines()
    return corpus, [_kept(line) for line in lines]


def _kept(line: str) -> LeftOut:
    part, *counts = line.split("\t")
    numbers = list(map(int, counts))
    half = len(numbers) // 2
    (*lists, by_rule, of), (*learned, whose, of_learned) = numbers[:half], numbers[half:]
    return LeftOut(part, Counted(*lists), (by_rule, of), Counted(*learned), (whose, of_learned))


def together(those: Iterable[LeftOut]) -> LeftOut:
    """Return the counts of all."""
    first, *rest = those
    return sum(rest, first)


def section(training: int) -> Iterator[str]:
    """Yield the section, row by row."""
    _, those = read_left_out()
    yield SECTION.format(training=training)
    yield from map(_row, those)
    yield _row(together(those))


def _row(one: LeftOut) -> str:
    before, after = one.lists, one.learned
    name = one.part.removeprefix("training/").replace("author_", "training author ").replace("_", " ")
    cells = (
        f"{before.recall:.3f}, {after.recall:.3f} ({after.found} of {after.labels})",
        f"{before.precision:.3f}, {after.precision:.3f} ({after.right} of {after.right + after.wrong})",
        f"{_share(one.whose_by_rule)}, {_share(one.whose)} ({one.whose[0]} of {one.whose[1]})",
        f"{before.alarmed}, {after.alarmed} of {after.clean}",
    )
    return f"| {name} | {after.statements} | {' | '.join(cells)} |\n"


def _share(counts: Share) -> str:
    return f"{counts[0] / max(1, counts[1]):.3f}"
