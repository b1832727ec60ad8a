"""Side by side: ours, then the limit, then ours again, so that what slows the machine slows both."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One piece of the product's work, and the least that does as much; each call does it once."""

    name: str
    ours: Callable[[], object]
    limit_name: str
    limit: Callable[[], object]
    rounds: int = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """What a pair took, in milliseconds; medians, and of ours the slowest twentieth."""

    name: str
    ours: float
    slow: float
    limit: float
    limit_name: str

    @property
    def ratio(self) -> float:
        """Return how many times the limit the product takes."""
        return self.ours / self.limit


def measure(pair: Pair) -> Measured:
    """Take turns, and return the medians."""
    for _ in range(WARM_UP):
        pair.ours()
        pair.limit()
    ours, limit = list[float](), list[float]()
    gc.collect()
    for _ in range(pair.rounds):
        ours.append(_timed(pair.ours))
        limit.append(_timed(pair.limit))
    slow = sorted(ours)[int(len(ours) * 0.95)]
    return Measured(pair.name, median(ours), slow, median(limit), pair.limit_name)


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
