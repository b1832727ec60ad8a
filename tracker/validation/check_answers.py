"""An answer that somebody gave to one of the ten checks, opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One person's answer to one check of one version of a finding, opened."""

    finding_id: UUID
    version_id: UUID
    check: Check
    turn: int
    answer: Answer
    ground: str
    answered_by: UUID
    name: str
    answered_at: datetime
