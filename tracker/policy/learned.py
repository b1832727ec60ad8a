"""What was learned from labelled sentences: how much each sign of a word speaks for each category.

A weight is a number beside a sign and a category, read from a file that a person can read, too. The chance
that a word belongs to a passage of a category is the sum of the weights of its signs, brought between nought
and one. What was learned suggests; a person decides on each mark (docs/decisions/0038).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from tracker.policy.sanitising import Protected
from tracker.policy.word_classes import Lexicon

CATEGORIES = tuple(Protected)
"""The categories in the order in which weights stand."""
_PLACES = {category.value: place for place, category in enumerate(CATEGORIES)}
_NAMED = re.compile(
    r"([-+<>S]?1?)([mrihnu]):([-~]?)(" + "|".join(sorted(_PLACES, key=len, reverse=True)) + r")((?::.*)?)"
)
"""A sign that names a category: what a list says of the word or of one beside it."""
_TOGETHER = frozenset({"m", "r", "i", "u"})
_MOST = 30.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """How sure one has to be: to mark what no list marks, and to leave a mark of a list."""

    new: float
    listed: float


Thresholds = Mapping[Protected, Threshold]
"""What there is to reach in each category."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """Weights of signs by category, and of what a list says of the very category, whichever it is."""

    weights: Mapping[str, tuple[tuple[int, float], ...]]
    shared: Mapping[str, float]
    thresholds: Thresholds
    lexicon: Lexicon
    sentences: int
    whose: Mapping[str, tuple[float, ...]]

    def sums(self, signs: Sequence[str]) -> list[float]:
        """Return for each category the sum of the weights of a word's signs."""
        sums, weights, shared = [0.0] * len(CATEGORIES), self.weights, self.shared
        for sign in signs:
            if sign in weights:
                for place, weight in weights[sign]:
                    sums[place] += weight
        for place, own in of_itself(signs).items():
            sums[place] += sum([shared[one] for one in own if one in shared])
        return sums

    def chances(self, signs: Sequence[str]) -> list[float]:
        """Return how likely a word belongs to a passage of each category; none for words without signs."""
        return [chance(one) for one in self.sums(signs)] if signs else [0.0] * len(CATEGORIES)

    def telling(self, signs: Iterable[str], category: Protected) -> Iterator[tuple[str, float]]:
        """Yield each sign of a word that speaks for or against a category, with its weight."""
        wanted = _PLACES[category.value]
        for sign in signs:
            for place, weight in self.weights.get(sign, ()):
                if place == wanted:
                    yield sign, weight


def chance(total: float) -> float:
    """Bring a sum of weights between nought and one."""
    return 1 / (1 + exp(-total)) if -_MOST < total < _MOST else float(total > 0)


@lru_cache(maxsize=32_768)
def _own(sign: str) -> tuple[int, str, bool] | None:
    """Return the category that a sign names, the sign with that left open, and whether it is of this word."""
    found = _NAMED.fullmatch(sign)
    if found is None:
        return None
    side, kind, list_kind, category, rest = found.groups()
    left_open = f"{side}{kind}:{list_kind}@{'' if kind == 'h' else rest}"
    return _PLACES[category], left_open, not side and kind in _TOGETHER


def of_itself(signs: Iterable[str]) -> dict[int, list[str]]:
    """Return by category the signs that name it, with the category left open, alone and two by two."""
    found: dict[int, tuple[set[str], set[str]]] = {}
    for sign in signs:
        own = _own(sign)
        if own is not None:
            alone, here = found.setdefault(own[0], (set(), set()))
            alone.add(own[1])
            if own[2]:
                here.add(own[1])
    return {place: [*sorted(alone), *_pairs(sorted(here))] for place, (alone, here) in sorted(found.items())}


def _pairs(signs: Sequence[str]) -> Iterator[str]:
    return (f"{one}&{other}" for at, one in enumerate(signs) for other in signs[at + 1 :])
