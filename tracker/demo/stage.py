"""The stage on which the sample data play: many stories told at once, in the order of their days.

The ledger's lines must follow one another in time, so the stories cannot be told one after the other. Each
is a generator that yields the moment of its next scene; the stage always goes on with the earliest.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime

from tracker.clock import FixedClock

Story = Iterator[datetime]
"""Yields when its next scene takes place; what comes after the yield happens at that moment."""


def play(stories: Iterable[Story], clock: FixedClock) -> int:
    """Tell all stories, scene by scene in the order of time; return how many scenes there were."""
    waiting: list[tuple[datetime, int, Story]] = []
    for place, story in enumerate(stories):
        _queue(waiting, story, place)
    scenes = 0
    while waiting:
        at, place, story = heapq.heappop(waiting)
        clock.set(max(at, clock.now()))
        scenes += 1
        _queue(waiting, story, place)
    return scenes


def _queue(waiting: list[tuple[datetime, int, Story]], story: Story, place: int) -> None:
    at = next(story, None)
    if at is not None:
        heapq.heappush(waiting, (at, place, story))
