"""Counts how often one place asks, in this process alone: nothing about who asks is kept, or outlives it.

Several workers count apart, so a place gets that many times as much; behind a proxy all places are one.
Either is enough here: the count keeps the machine free, and guards no secret.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from tracker.policy.pace import A_MINUTE, may_ask_now

MOST_PLACES = 2_000
"""So many places are remembered; the one that asked longest ago is forgotten first."""


class Pace:
    """When each place asked last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody; ``clock`` returns seconds and never goes back."""
        self._asked: OrderedDict[str, list[float]] = OrderedDict()
        self._clock, self._turn = clock, threading.Lock()

    def takes(self, place: str) -> bool:
        """Say whether this place is answered now, and count it if so; who is turned away is not counted."""
        with self._turn:
            now, earlier = self._clock(), self._asked.pop(place, [])
            taken = may_ask_now(earlier, now)
            self._asked[place] = [*earlier, now][-A_MINUTE:] if taken else earlier
            if len(self._asked) > MOST_PLACES:
                self._asked.popitem(last=False)
        return taken
