"""What the candidate was asked about findings, as a later room tells it to the checks.

The room that puts questions to candidates names its function in ``tracker.journey``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.findings.queries import FindingRow
from tracker.policy.casework import AskedFacts
from tracker.policy.corroborating import asked_on_record
from tracker.policy.vocabulary import Check

Asker = Callable[[Session, UUID], Mapping[UUID, AskedFacts]]
"""The newest question about each finding of a case whose newest version it was about."""


def asked_about(session: Session, case_id: UUID) -> Mapping[UUID, AskedFacts]:
    """Return what the candidate was asked about the findings of a case, in a fixed number of statements."""
    return cast(Asker, session.info["asker"])(session, case_id)


def on_record(session: Session, case_id: UUID, row: FindingRow) -> frozenset[Check]:
    """Return the checks of this version that are a person's elsewhere and that the record answers now."""
    asked = asked_about(session, case_id).get(row.finding_id)
    return frozenset({Check.CORROBORATED} if asked_on_record(asked, row.direction, row.attribution) else ())
