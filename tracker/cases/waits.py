"""What waits for staff beside their cases, as later rooms count it, without the cases knowing those rooms.

Each room in which something of candidates waits names a function in ``tracker.journey``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from tracker.policy.actors import Actor


@dataclass(frozen=True, slots=True)
class Waits:
    """How much waits, as a sentence, with the page on which it does."""

    sentence: str
    endpoint: str


Counter = Callable[[Session, Actor, datetime], tuple[Waits, ...]]
"""What of a room waits for somebody, in a fixed number of statements; what they may not open is left out."""


def waits_for(session: Session, actor: Actor, now: datetime) -> tuple[Waits, ...]:
    """Return what waits for somebody in all rooms, in the order of the journey."""
    counters = cast(tuple[Counter, ...], session.info["counters"])
    return tuple(one for counter in counters for one in counter(session, actor, now))
