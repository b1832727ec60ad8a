"""The way of a case from one stage to another, for factories that need it there, whatever leads there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Table, update

from tracker.cases.models import Case
from tracker.db import UnitOfWork
from tracker.policy.stages import TRANSITIONS
from tracker.policy.vocabulary import Stage

CASES = cast(Table, Case.__table__)


def way(before: str, to: str) -> tuple[str, ...]:
    """Return the stages that a case goes through from one to another, the last one included."""
    ways: list[tuple[Stage, ...]] = [(Stage(before),)]
    seen = {Stage(before)}
    for gone in ways:
        if gone[-1] == to:
            return tuple(stage.value for stage in gone[1:])
        for after in sorted(TRANSITIONS[gone[-1]] - seen):
            seen.add(after)
            ways.append((*gone, after))
    raise AssertionError(f"nothing leads from {before} to {to}")


def lead(connection: Connection, cases: Sequence[UUID], before: str, to: str) -> None:
    """Write cases from one stage to another, stage by stage, as the database wants it."""
    for stage in way(before, to):
        connection.execute(update(CASES).where(CASES.c.id.in_(cases)).values(stage=stage))


def lead_to_the_last(work: UnitOfWork, case: Case, to: str) -> None:
    """Write a case up to the stage before the one that it is to be put at."""
    there = way(case.stage, to)
    if len(there) > 1:
        lead(work.session.connection(), [case.id], case.stage, there[-2])
