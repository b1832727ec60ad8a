"""Learns weights of signs from examples, one word at a time, always in the same order: the same come of it.

The weights are those of a logistic regression for each category, found by following the regularized leader
(McMahan and others, 2013): a sign that tells little keeps no weight, so that few are left to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from tests.dice import seeded
from tests.screening.examples import Example, Word
from tracker.policy.learned import CATEGORIES, chance

STEP = 0.3
"""How far one word moves a weight at first."""
DAMP = 1.0
"""How slowly that falls."""
SPARSE = 2.0
"""How much a sign has to tell before it has a weight."""
SMALL = 0.5
"""How small weights are held."""
SHARED_STEP, SHARED_SMALL = 0.05, 1.0
"""The same for what all categories share."""
SETTLED = 0.02
"""What is said so surely moves nothing."""
SELDOM, SHARED_SELDOM = 3, 5
"""Signs that stand seldomer than so are not learned."""
ROUNDS = 4
"""How often the examples are read; before the last but one it is looked which words of a passage told it."""
SEED = 14


@dataclass(slots=True)
class Leader:
    """Weights with what they were made of: the sum of what moved them, and of its squares."""

    weights: list[float]
    sums: list[float]
    squares: list[float]

    @classmethod
    def of(cls, count: int) -> Leader:
        """Return so many weights, all nought."""
        return cls([0.0] * count, [0.0] * count, [0.0] * count)

    def move(self, places: Iterable[int], by: float, step: float, sparse: float, small: float) -> None:
        """Move the weights at these places."""
        weights, sums, squares, square = self.weights, self.sums, self.squares, by * by
        for at in places:
            before = squares[at]
            root = sqrt(before + square)
            total = sums[at] + by - (root - sqrt(before)) / step * weights[at]
            sums[at], squares[at] = total, before + square
            if -sparse <= total <= sparse:
                weights[at] = 0.0
            else:
                weights[at] = ((sparse if total > 0 else -sparse) - total) / ((DAMP + root) / step + small)


@dataclass(slots=True)
class Learner:
    """What is being learned: a weight for each sign and category, and for each sign that all share."""

    places: dict[str, int] = field(default_factory=dict)
    shared_places: dict[str, int] = field(default_factory=dict)
    leaders: list[Leader] = field(default_factory=list)
    shared: Leader = field(default_factory=lambda: Leader.of(0))

    def learn(self, examples: Sequence[Example]) -> None:
        """Learn from examples."""
        self._name_signs(examples)
        coded = [[self._coded(word) for word in one.words] for one in examples]
        targets = [one.targets() for one in examples]
        for turn, order in orders(len(examples), ROUNDS):
            if turn == ROUNDS - 1:
                targets = [one.targets(self.chances(one)) for one in examples]
            for at in order:
                for word, (yes, left) in zip(coded[at], targets[at], strict=True):
                    if word[0]:
                        self._read(word, yes, left, turn)

    def _name_signs(self, examples: Iterable[Example]) -> None:
        alone: Counter[str] = Counter()
        shared: Counter[str] = Counter()
        for one in examples:
            alone.update({sign for word in one.words for sign in word.signs})
            shared.update({sign for word in one.words for _, own in word.own for sign in own})
        self.places = {sign: at for at, sign in enumerate(sorted(_often(alone, SELDOM)))}
        self.shared_places = {sign: at for at, sign in enumerate(sorted(_often(shared, SHARED_SELDOM)))}
        self.leaders = [Leader.of(len(self.places)) for _ in CATEGORIES]
        self.shared = Leader.of(len(self.shared_places))

    def _coded(self, word: Word) -> tuple[list[int], dict[int, list[int]]]:
        signs = [self.places[one] for one in word.signs if one in self.places]
        shared, named = {}, self.shared_places
        for place, own in word.own:
            shared[place] = [named[one] for one in own if one in named]
        return signs, shared

    def _read(
        self,
        word: tuple[list[int], dict[int, list[int]]],
        yes: Collection[int],
        left: Collection[int],
        turn: int,
    ) -> None:
        signs, shared = word
        for place, leader in enumerate(self.leaders):
            if place in left:
                continue
            own = shared.get(place, ())
            by = chance(self._sum(leader, signs, own)) - (place in yes)
            if not -SETTLED < by < SETTLED:
                leader.move(signs, by, STEP, SPARSE, SMALL * turn)
                if own:
                    self.shared.move(own, by, SHARED_STEP, 0.0, SHARED_SMALL * turn)

    def _sum(self, leader: Leader, signs: Iterable[int], own: Iterable[int]) -> float:
        weights, shared = leader.weights, self.shared.weights
        return sum([weights[at] for at in signs]) + sum([shared[at] for at in own])

    def chances(self, example: Example) -> list[list[float]]:
        """Return how likely each word of an example is of each category."""
        found = []
        for word in example.words:
            signs, shared = self._coded(word)
            sums = (self._sum(one, signs, shared.get(at, ())) for at, one in enumerate(self.leaders))
            found.append([chance(one) for one in sums] if signs else [0.0] * len(CATEGORIES))
        return found


def orders(count: int, rounds: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each round, from the first, with an order in which so many examples are read."""
    order, draw = list(range(count)), seeded(SEED)
    for turn in range(1, rounds + 1):
        draw.shuffle(order)
        yield turn, order


def _often(counts: Counter[str], least: int) -> Iterable[str]:
    return (sign for sign, count in counts.items() if count >= least)
