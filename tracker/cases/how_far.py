"""How far candidates are with what is awaited of them, as later rooms tell it; nothing of what they wrote.

Each room that knows something names a function in ``tracker.journey``; here they are asked in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class HowFar:
    """One word of how far a candidate is; ``waits`` says that HR may want to ask after it.

    ``act`` is the page on which HR does what comes next, by its endpoint, and what the way there is called;
    empty where the candidate does it, or nobody.
    """

    words: str
    done: bool = False
    waits: bool = False
    act: tuple[str, str] | None = None


Knower = Callable[[Session, Collection[UUID]], Mapping[UUID, HowFar]]
"""What a room knows of many cases, in a fixed number of statements."""


def how_far(session: Session, cases: Collection[UUID]) -> Mapping[UUID, HowFar]:
    """Return how far the candidates of many cases are; where several rooms know, the later one is heard."""
    if not cases:
        return {}
    knowers = cast(tuple[Knower, ...], session.info["knowers"])
    return {case: found for knows in knowers for case, found in knows(session, cases).items()}
