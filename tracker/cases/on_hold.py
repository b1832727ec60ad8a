"""For which matters a case is on hold, as the room of records tells it, without the cases knowing that room.

The room that keeps the holds names its function in ``tracker.journey``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.policy.wording import listed

Holder = Callable[[Session, UUID], tuple[str, ...]]
"""Says, of a case, the numbers of the matters that it is held for, in one statement."""


def matters_of(session: Session, case_id: UUID) -> tuple[str, ...]:
    """Return the matters that a case is on hold for, the earliest hold first; empty where none stands."""
    return cast(Holder, session.info["holder"])(session, case_id)


def hold_tags(session: Session, case_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return as a tag for which matters a case is on hold; nothing where none stands."""
    matters = matters_of(session, case_id)
    kind = "matter" if len(matters) == 1 else "matters"
    return ((f"On hold: {kind} {listed(matters)}", "info"),) if matters else ()
