"""Ties to a candidate: declared on the name alone, before any content, and again at any time (R-09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.cases.assigning import step_away
from tracker.cases.holding import hold_case
from tracker.cases.models import ConflictDeclaration
from tracker.cases.said import SAID, STRICTER
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Refused, Unmet, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.separation import missing_to_declare
from tracker.policy.vocabulary import ConflictAnswer, Tie
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

EXPLANATION = Slot("conflict_declarations", "explanation")


def declare_conflict(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    answer: ConflictAnswer,
    tie: Tie | None = None,
    explanation: str = "",
) -> ConflictDeclaration:
    """Record whether the actor has a tie to the candidate; with one, or in doubt, the case goes back.

    What the tie is stays sealed, and its kind is never shown to a board. Nobody takes back alone what they
    said: of several answers the strictest counts.
    """
    permit(work.actor, Permission.DECLARE_CONFLICT, case)
    if answer is ConflictAnswer.YES and tie is None:
        raise Refused(Unmet(None, "Choose what kind of tie there is. The board never sees it."))
    if answer is ConflictAnswer.NONE:
        tie, explanation = None, ""
    hold_case(work, case.case_id)
    before = own_declaration(work.session, case.case_id, work.actor.person_id)
    require(missing_to_declare(before.answer if before else None, answer))
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    declaration = work.add(
        ConflictDeclaration(
            id=row_id,
            case_id=case.case_id,
            person_id=work.actor.person_id,
            answer=answer.value,
            tie=tie.value if tie else None,
            explanation=sealer.seal(EXPLANATION, row_id, 1, explanation) if explanation else None,
            declared_at=work.now(),
        )
    )
    about = ("case", case.reference)
    record(work, Event.CONFLICT_DECLARED, about=about, case_id=case.case_id, answer=answer, tie=tie)
    if answer is not ConflictAnswer.NONE:
        step_away(work, case)
    work.session.flush()
    return declaration


@dataclass(frozen=True, slots=True)
class OwnDeclaration:
    """What somebody said of ties to a candidate, and when: of several answers the strictest."""

    answer: ConflictAnswer
    declared_at: datetime


_OWN = (
    select(SAID.label("answer"), ConflictDeclaration.declared_at)
    .where(
        ConflictDeclaration.case_id == bindparam("case_id"),
        ConflictDeclaration.person_id == bindparam("person_id"),
    )
    .order_by(STRICTER.desc(), ConflictDeclaration.declared_at.desc())
    .limit(1)
)


def own_declaration(session: Session, case_id: UUID, person_id: UUID) -> OwnDeclaration | None:
    """Return what a person said that counts, None before the first time."""
    row = session.execute(_OWN, {"case_id": case_id, "person_id": person_id}).one_or_none()
    return OwnDeclaration(ConflictAnswer(row.answer), row.declared_at) if row else None
