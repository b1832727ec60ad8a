"""What people's declarations of ties still say: one that somebody else lifted keeps nobody from the case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, exists, select
from sqlalchemy import case as case_when
from sqlalchemy.orm import Session

from tracker.cases.models import Case, ConflictDeclaration, ConflictRuling
from tracker.policy.separation import STRICTNESS
from tracker.policy.ties import TieRuling
from tracker.policy.vocabulary import ConflictAnswer

_lifted = exists().where(
    ConflictRuling.declaration_id == ConflictDeclaration.id, ConflictRuling.ruling == TieRuling.LIFTED.value
)
SAID: ColumnElement[str] = case_when((_lifted, ConflictAnswer.NONE.value), else_=ConflictDeclaration.answer)
"""What a declaration still says of ties: one that somebody else lifted keeps nobody from the case."""
TIED: ColumnElement[bool] = SAID.in_((ConflictAnswer.UNSURE.value, ConflictAnswer.YES.value))
"""Whether a declaration still says that there is, or may be, a tie."""
STRICTER = case_when({answer.value: rank for rank, answer in enumerate(STRICTNESS)}, value=SAID)
"""How strict an answer about ties is: the strictest counts, whatever the clock said when it was given."""
_TIED_IN = (
    select(ConflictDeclaration.person_id)
    .join(Case, Case.id == ConflictDeclaration.case_id)
    .where(Case.requisition_id == bindparam("requisition", type_=Uuid()), TIED)
    .distinct()
)

_TIED_TO = (
    select(Case.candidate_id, ConflictDeclaration.person_id)
    .join(Case, Case.id == ConflictDeclaration.case_id)
    .where(Case.candidate_id.in_(bindparam("candidates", expanding=True)), TIED)
    .distinct()
)


def tied_in(session: Session, requisition_id: UUID) -> frozenset[UUID]:
    """Return who declared a tie, or a doubt, to a candidate of a requisition that nobody lifted."""
    return frozenset(session.scalars(_TIED_IN, {"requisition": requisition_id}))


def tied_to(session: Session, candidate_ids: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return who declared a tie, or a doubt, to candidates in any of their cases that nobody lifted."""
    found: dict[UUID, set[UUID]] = {}
    for row in session.execute(_TIED_TO, {"candidates": list(candidate_ids)}):
        found.setdefault(row.candidate_id, set()).add(row.person_id)
    return {candidate_id: frozenset(people) for candidate_id, people in found.items()}
