"""The writer of what becomes of a declared tie: somebody else upholds or lifts it, and both stay."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from tracker.cases.holding import as_it_stands
from tracker.cases.models import ConflictDeclaration, ConflictRuling
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.ties import DeclaredTie, TieRuling, missing_to_rule_on_tie
from tracker.policy.vocabulary import ConflictAnswer
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

TIE_REASON = Slot("conflict_rulings", "reason")

_DECLARED = (
    select(ConflictDeclaration.id, ConflictDeclaration.answer, ConflictRuling.ruling)
    .outerjoin(ConflictRuling, ConflictRuling.declaration_id == ConflictDeclaration.id)
    .where(
        ConflictDeclaration.case_id == bindparam("case"),
        ConflictDeclaration.person_id == bindparam("declarer"),
        ConflictDeclaration.answer != ConflictAnswer.NONE.value,
    )
    .order_by(ConflictDeclaration.declared_at, ConflictDeclaration.id)
)


def rule_on_tie(
    work: UnitOfWork, case: CaseFacts, *, declarer: UUID, ruling: TieRuling, reason: str
) -> tuple[ConflictRuling, ...]:
    """Uphold or lift every tie that a person declared in a case and that still stands (Hamden D.2).

    A lifted tie keeps nobody from the case any more; what its person opened meanwhile stays an exposure.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.RULE_CONFLICT, case)
    ties = _declared(work, case.case_id, declarer)
    if not ties:
        raise NotFound
    require(missing_to_rule_on_tie(work.actor.person_id, declarer, tuple(ties.values()), ruling, reason))
    made = tuple(
        _rule(work, case, one, ruling, reason)
        for one, tie in ties.items()
        if tie.stands and ruling not in tie.rulings
    )
    about = ("case", case.reference)
    record(work, Event.CONFLICT_RULED, about=about, case_id=case.case_id, declarer=declarer, ruling=ruling)
    work.session.flush()
    return made


def _declared(work: UnitOfWork, case_id: UUID, declarer: UUID) -> dict[UUID, DeclaredTie]:
    found: dict[UUID, DeclaredTie] = {}
    for row in work.session.execute(_DECLARED, {"case": case_id, "declarer": declarer}):
        before = found[row.id].rulings if row.id in found else frozenset()
        rulings = before | ({TieRuling(row.ruling)} if row.ruling else set())
        found[row.id] = DeclaredTie(ConflictAnswer(row.answer), rulings)
    return found


def _rule(
    work: UnitOfWork, case: CaseFacts, declaration: UUID, ruling: TieRuling, reason: str
) -> ConflictRuling:
    row_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    return work.add(
        ConflictRuling(
            id=row_id,
            declaration_id=declaration,
            ruling=ruling.value,
            reason=sealer.seal(TIE_REASON, row_id, 1, reason),
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )
