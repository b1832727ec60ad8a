"""Learns from the corpus and writes what was learned: ``python -m tests.screening.learning``.

The same comes of the same corpus, lists and classes. With ``--left-out`` it tells instead how well it does on
each training author whom nothing was learned from. Either takes some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.screening.corpus import TRAINING
from tests.screening.examples import PARTS, digest, examples
from tests.screening.learner import Learner
from tests.screening.learning_whose import learned_of, passages
from tests.screening.thresholds import Read, chosen, total
from tracker.editions.shelf import CONFIG, digest_of
from tracker.editions.weights import CLASSES, SHARED, WEIGHTS, WHOSE
from tracker.policy.learned import CATEGORIES, Threshold
from tracker.policy.sanitising import Protected

PRECISION = 0.75
"""So many of the marks are to be right, on authors whom nothing was learned from."""
SMALL = 0.08
"""A weight nearer to nought is not written."""
APART = (
    ("training/author_1", "training/author_2"),
    ("training/author_3", "training/author_4"),
    ("training/author_5", "training/author_6"),
    ("training/author_7", "sixth_author"),
)
"""Authors who are left out together: nothing is learned from either when it is counted how well it does."""
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


def left_out(parts: tuple[str, ...]) -> dict[str, list[Read]]:
    """Return how likely each word of these parts is of each category, to whom learned from all others."""
    learner = Learner()
    learner.learn([one for part in PARTS if part not in parts for one in examples(part)])
    return {part: [(one, learner.chances(one)) for one in examples(part)] for part in parts}


def written(learner: Learner, least: dict[Protected, Threshold], sentences: int) -> Iterator[str]:
    """Yield the lines of the file."""
    yield HEAD.rstrip("\n")
    yield f"sentences: {sentences}"
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
    """Learn, and write or tell."""
    reads = {part: found for parts in APART for part, found in left_out(parts).items()}
    least = chosen([one for part in reads for one in reads[part]], PRECISION)
    for part in (*TRAINING, "sixth_author"):
        sys.stdout.write(f"{part} {total(reads[part], least)}\n")
    if "--left-out" not in sys.argv:
        learner = Learner()
        every = [one for part in PARTS for one in examples(part)]
        learner.learn(every)
        lines = written(learner, least, len(every))
        (CONFIG / "learned" / WEIGHTS).write_text("\n".join(lines) + "\n", "utf-8")
        weights = learned_of(list(passages(every)))
        rows = (f"{sign}\t" + "\t".join(f"{one:g}" for one in row) for sign, row in weights.items())
        (CONFIG / "learned" / WHOSE).write_text("\n".join((WHOSE_HEAD, *rows)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
