"""What later rooms have to tell a candidate on the status page, without the affidavit knowing those rooms.

Each room that has a word for candidates names a function in ``tracker.journey``; here they are asked in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from tracker.affidavits.words import Say
from tracker.policy.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the candidate, with the page that goes with it.

    ``due`` says that the candidate has something to do: the page then never says that there is nothing.
    """

    sentence: str
    label: str
    endpoint: str
    parts: Mapping[str, str | int] = field(default_factory=dict)
    due: bool = False


Teller = Callable[[Session, CaseFacts, datetime, Say], tuple[Told, ...]]
"""What a room tells a candidate about their own case now, in a fixed number of statements."""


def told_of(session: Session, facts: CaseFacts, now: datetime, say: Say) -> tuple[Told, ...]:
    """Return what all rooms have to tell the candidate, in the order of the journey; what is due first."""
    tellers = cast(tuple[Teller, ...], session.info["tellers"])
    told = tuple(one for teller in tellers for one in teller(session, facts, now, say))
    return tuple(sorted(told, key=lambda one: not one.due))
