"""Learns whose characteristic a passage names: ``python -m tests.screening.learning`` does so, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from tests.screening.corpus import Label
from tests.screening.examples import Example
from tests.screening.learner import SELDOM, SETTLED, Leader, orders
from tracker.policy.learned import chance
from tracker.policy.learned_whose import SIDES, signs_of_whose
from tracker.policy.sanitising import Protected, Whose
from tracker.policy.spelling import folded
from tracker.policy.whose import whose_is

AROUND = 200
"""So many signs before and after a passage are read."""
STEP, SPARSE, SMALL, ROUNDS = 0.3, 1.5, 0.5, 5
"""How it is learned; see :mod:`tests.screening.learner`."""
LEAST = 0.05
"""Weights nearer to nought are not written."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A labelled passage with its signs, what the rule says of it, and whose it is."""

    signs: tuple[str, ...]
    rule: Whose
    whose: Whose


def passages(examples: Iterable[Example]) -> Iterator[Passage]:
    """Yield the passages of which it is labelled whose they are."""
    for one in examples:
        plain = folded(one.statement.text)
        for label in one.statement.labels:
            if label.whose is not None and not label.optional:
                yield _passage(one, plain, label, label.whose)


def _passage(one: Example, plain: str, label: Label, whose: Whose) -> Passage:
    """Return a labelled passage, as a list marks it where one does."""
    start, end, category, given = label.start, label.end, Protected(label.categories[0]), ""
    for mark in one.told:
        if mark.start < end and start < mark.end and mark.category.value in label.categories:
            start, end, category, given = mark.start, mark.end, mark.category, mark.whose
            break
    before, after = plain[max(0, start - AROUND) : start], plain[end : end + AROUND]
    rule = whose_is(before, after, category, given)
    signs = signs_of_whose(before, after, plain[start:end], category, rule)
    return Passage(tuple(sorted(set(signs))), rule, whose)


def learned_of(those: Sequence[Passage]) -> dict[str, tuple[float, ...]]:
    """Return weights of signs, for each of whom it may be."""
    often = Counter(sign for one in those for sign in one.signs)
    places = {sign: at for at, sign in enumerate(sorted(one for one in often if often[one] >= SELDOM))}
    leaders = [Leader.of(len(places)) for _ in SIDES]
    coded = [[places[sign] for sign in one.signs if sign in places] for one in those]
    for turn, order in orders(len(those), ROUNDS):
        for at in order:
            for side, leader in zip(SIDES, leaders, strict=True):
                by = chance(sum([leader.weights[place] for place in coded[at]])) - (those[at].whose is side)
                if not -SETTLED < by < SETTLED:
                    leader.move(coded[at], by, STEP, SPARSE, SMALL * turn)
    rows = {sign: tuple(round(one.weights[at], 2) for one in leaders) for sign, at in places.items()}
    return {sign: row for sign, row in rows.items() if max(map(abs, row)) >= LEAST}


def right(those: Iterable[Passage], weights: Mapping[str, Sequence[float]]) -> int:
    """Count the passages of which it is said rightly whose they are."""
    good = 0
    for one in those:
        rows = [weights[sign] for sign in one.signs if sign in weights]
        sums = [fsum(of) for of in zip(*rows, strict=True)]
        good += bool(sums) and SIDES[sums.index(max(sums))] is one.whose
    return good
