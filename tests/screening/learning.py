"""Learns from the corpus and writes what was learned: ``python -m tests.screening.learning``.

The same comes of the same corpus, lists and classes. It learns first without some authors, which tells how
sure one has to be to mark a word, and how well the screen does on authors from whom nothing was learned
(:mod:`tests.screening.left_out`); then from all. That takes up to half an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain

from tests.screening.examples import PARTS, Example, digest, examples
from tests.screening.learner import Learner
from tests.screening.learning_whose import Passage, learned_of, passages, right
from tests.screening.left_out import LeftOut, write_left_out
from tests.screening.thresholds import LISTS_ALONE, Read, chosen, total
from tracker.editions.shelf import CONFIG, digest_of
from tracker.editions.weights import CLASSES, SHARED, WEIGHTS, WHOSE
from tracker.policy.learned import CATEGORIES, Threshold
from tracker.policy.sanitising import Protected

PRECISION = 0.75
"""So many of the marks are to be right, on authors whom nothing was learned from."""
SMALL = 0.1
"""A weight nearer to nought is not written."""
APART = (
    ("training/author_1", "training/author_2", "training/author_8"),
    ("training/author_3", "training/author_4", "training/author_9", "training/author_12"),
    ("training/author_5", "training/author_6", "training/author_10"),
    ("training/author_7", "training/author_11", "sixth_author", "seventh_author"),
)
"""Authors who are left out together: nothing is learned from any when it is counted how well it does."""
HEAD = """\
# What the screen learned from labelled sentences, written by `python -m tests.screening.learning`; not to be
# mended by hand. A line is a sign of a word, and how much it speaks for (or, below nought, against) each
# category. Signs are made by tracker/policy/word_signs.py: `s=` is the stem of the word, `-1=` and `+1=` the
# words beside it, `m:` what the lists say of it, `c:` its class. A line with `@` is a weight that all
# categories share. `least` says how likely a word has to be for a mark, and for a mark of a list to stay.
"""


WHOSE_HEAD = """\
# Whose characteristic a passage names, as was learned from the same sentences by the same command; not to be
# mended by hand. A line is a sign of a passage, and how much it speaks for the candidate's own, for that of
# people aimed at, and for somebody else's. Signs are made by tracker/policy/learned_whose.py.
"""
Weights = dict[str, tuple[float, ...]]


def learn(parts: Iterable[str]) -> tuple[Learner, Weights]:
    """Learn from these parts, and from them whose something is."""
    learner = Learner()
    every = [one for part in parts for one in examples(part)]
    learner.learn(every)
    return learner, learned_of(list(passages(every)))


def read_apart(parts: tuple[str, ...]) -> dict[str, tuple[list[Read], tuple[int, int], tuple[int, int]]]:
    """Read parts with what was learned from all others; and whose is said rightly, by rule and as learned."""
    learner, weights = learn(part for part in PARTS if part not in parts)
    return {part: _read(examples(part), learner, weights) for part in parts}


def _read(
    those: list[Example], learner: Learner, weights: Weights
) -> tuple[list[Read], tuple[int, int], tuple[int, int]]:
    whose: list[Passage] = list(passages(those))
    by_rule = sum(one.rule is one.whose for one in whose)
    reads: list[Read] = [(one, learner.chances(one)) for one in those]
    return reads, (by_rule, len(whose)), (right(whose, weights), len(whose))


def written(learner: Learner, least: dict[Protected, Threshold]) -> Iterator[str]:
    """Yield the lines of the file."""
    yield HEAD.rstrip("\n")
    yield f"sentences: {sum(len(examples(part)) for part in PARTS)}"
    yield f"corpus: {digest()}"
    yield f"classes: {digest_of(CONFIG / 'learned' / CLASSES)}"
    for category, one in least.items():
        yield f"least {category}: {one.new} {one.listed}"
    yield ""
    for sign, at in learner.places.items():
        pairs = [(name, leader.weights[at]) for name, leader in zip(CATEGORIES, learner.leaders, strict=True)]
        told = [f"{name}={weight:.2f}" for name, weight in pairs if abs(weight) >= SMALL]
        if told and sign.isprintable():
            yield "\t".join((sign, *told))
    for sign, at in learner.shared_places.items():
        if abs(learner.shared.weights[at]) >= SMALL:
            yield f"{sign}\t{SHARED}={learner.shared.weights[at]:.2f}"


def main() -> None:
    """Learn, and write what was learned and how well it does."""
    with ProcessPoolExecutor() as pool:
        whole = pool.submit(learn, PARTS)
        found = dict(chain.from_iterable(one.items() for one in pool.map(read_apart, APART)))
        learner, weights = whole.result()
    least = chosen([one for reads, _, _ in found.values() for one in reads], PRECISION)
    rows = [
        LeftOut(part, total(reads, LISTS_ALONE), by_rule, total(reads, least), whose)
        for part, (reads, by_rule, whose) in sorted(found.items(), key=lambda one: PARTS.index(one[0]))
    ]
    write_left_out(rows, digest())
    sys.stdout.writelines(f"{one}\n" for one in rows)
    learned = CONFIG / "learned"
    (learned / WEIGHTS).write_text("\n".join(written(learner, least)) + "\n", "utf-8")
    lines = (f"{sign}\t" + "\t".join(f"{one:g}" for one in row) for sign, row in weights.items())
    (learned / WHOSE).write_text("\n".join((WHOSE_HEAD, *lines)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
