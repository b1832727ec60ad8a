"""Answers that people gave to the ten checks, and how they are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of


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


def opened_answers(
    session: Session, case_id: UUID, rows: Sequence[Row[*tuple[Any, ...]]], slot: Slot
) -> tuple[GivenAnswer, ...]:
    """Return answers of a case as they were given; ``slot`` is where their grounds are sealed."""
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        GivenAnswer(
            finding_id=row.finding_id,
            version_id=row.finding_version_id,
            check=Check(row.number),
            turn=row.turn,
            answer=Answer(row.answer),
            ground=sealer.open_text(slot, row.id, row.version, row.ground) if row.ground else "",
            answered_by=row.answered_by,
            name=row.name,
            answered_at=row.answered_at,
        )
        for row in rows
    )
