"""Whether a finding is verified, as the room of the checks tells it, without the findings knowing that room.

The room that makes the checks names its function in ``tracker.journey``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

Checker = Callable[[Session, UUID, str], bool]
"""Says, of a case and the reference of a finding, whether all ten checks hold as they are on record."""


def is_verified(session: Session, case_id: UUID, finding: str) -> bool:
    """Say whether all ten checks of a finding hold, in a fixed number of statements."""
    return cast(Checker, session.info["checker"])(session, case_id, finding)
