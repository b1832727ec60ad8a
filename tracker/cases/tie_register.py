"""The register of ties: who declared one on which case, and what somebody else ruled on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.apart import decides_on
from tracker.cases.conflicts import EXPLANATION
from tracker.cases.lists import candidate_names
from tracker.cases.models import Candidate, Case, ConflictDeclaration, ConflictRuling
from tracker.cases.ties import TIE_REASON
from tracker.policy.answers import NotFound
from tracker.policy.ties import DeclaredTie, TieRuling
from tracker.policy.vocabulary import ConflictAnswer, Tie
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

MOST = 500
"""Declarations of one page, at the most: the newest."""

_ruler = aliased(Person)
_sits = decides_on(bindparam("reader"))
_DECLARED = (
    select(
        ConflictDeclaration.id,
        ConflictDeclaration.version,
        ConflictDeclaration.answer,
        ConflictDeclaration.tie,
        ConflictDeclaration.explanation,
        ConflictDeclaration.declared_at,
        ConflictDeclaration.person_id,
        Person.name.label("person"),
        Person.reference.label("person_reference"),
        Case.reference.label("case_reference"),
        Case.candidate_id,
        Candidate.version.label("candidate_version"),
        Candidate.name.label("sealed_name"),
        Requisition.title,
        ConflictRuling.id.label("ruling_id"),
        ConflictRuling.version.label("ruling_version"),
        ConflictRuling.ruling,
        ConflictRuling.reason,
        ConflictRuling.ruled_at,
        _ruler.name.label("ruler"),
    )
    .join(Case, Case.id == ConflictDeclaration.case_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .join(Person, Person.id == ConflictDeclaration.person_id)
    .outerjoin(ConflictRuling, ConflictRuling.declaration_id == ConflictDeclaration.id)
    .outerjoin(_ruler, _ruler.id == ConflictRuling.ruled_by)
    .where(ConflictDeclaration.answer != ConflictAnswer.NONE.value)
)
_ALL = (
    _DECLARED.where(~_sits)
    .order_by(ConflictDeclaration.declared_at.desc(), ConflictDeclaration.id, ConflictRuling.ruled_at)
    .limit(MOST)
)
_OF_PERSON = _DECLARED.where(Case.id == bindparam("case"), Person.reference == bindparam("person")).order_by(
    ConflictDeclaration.declared_at, ConflictDeclaration.id, ConflictRuling.ruled_at
)


@dataclass(frozen=True, slots=True)
class RuledTie:
    """One ruling: what, by whom, when; ``reason`` is empty where it was not opened."""

    ruling: TieRuling
    ruler: str
    ruled_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TieLine:
    """One declaration of a tie or a doubt, with its rulings.

    The candidate's name and ``explanation`` are empty where they were not opened.
    """

    case_reference: str
    candidate_name: str
    title: str
    person_id: UUID
    person: str
    person_reference: str
    answer: ConflictAnswer
    tie: Tie | None
    declared_at: datetime
    rulings: tuple[RuledTie, ...] = field(default=())
    explanation: str = ""

    @property
    def declared(self) -> DeclaredTie:
        """Return it as the rules judge it."""
        return DeclaredTie(self.answer, frozenset(one.ruling for one in self.rulings))


@dataclass(frozen=True, slots=True)
class TieRegister:
    """What waits for a ruling, oldest first, and what was ruled, newest first."""

    pending: tuple[TieLine, ...]
    ruled: tuple[TieLine, ...]


def tie_register(session: Session, reader: UUID, *, named: bool = True) -> TieRegister:
    """Return the register, in two statements; nothing that was explained is opened.

    Cases of boards on which the reader sits, or sat, are left out (Hamden D.2). Candidates' names are opened
    only where they are ``named``; else they are references alone.
    """
    rows = session.execute(_ALL, {"reader": reader}).all()
    names = candidate_names(session, rows) if named else {}
    lines = [_line(some, names.get(some[0].candidate_id, ""), None) for some in _by_declaration(rows)]
    pending = sorted((one for one in lines if one.declared.pending), key=lambda one: one.declared_at)
    return TieRegister(tuple(pending), tuple(one for one in lines if not one.declared.pending))


def ties_of(session: Session, case_id: UUID, person: str) -> tuple[TieLine, ...]:
    """Return what a person declared in a case, opened, oldest first, in three statements; raises NotFound."""
    rows = session.execute(_OF_PERSON, {"case": case_id, "person": person}).all()
    if not rows:
        raise NotFound
    names = candidate_names(session, rows[:1])
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_line(some, names[some[0].candidate_id], sealer) for some in _by_declaration(rows))


Found = Row[*tuple[Any, ...]]


def _by_declaration(rows: Iterable[Found]) -> list[list[Found]]:
    found: dict[UUID, list[Found]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return list(found.values())


def _line(rows: list[Found], name: str, sealer: Sealer | None) -> TieLine:
    first, explained = rows[0], ""
    if sealer is not None and first.explanation:
        explained = sealer.open_text(EXPLANATION, first.id, first.version, first.explanation)
    return TieLine(
        case_reference=first.case_reference,
        candidate_name=name,
        title=first.title,
        person_id=first.person_id,
        person=first.person,
        person_reference=first.person_reference,
        answer=ConflictAnswer(first.answer),
        tie=Tie(first.tie) if first.tie else None,
        declared_at=first.declared_at,
        rulings=tuple(_ruled(row, sealer) for row in rows if row.ruling_id is not None),
        explanation=explained,
    )


def _ruled(row: Found, sealer: Sealer | None) -> RuledTie:
    reason = sealer.open_text(TIE_REASON, row.ruling_id, row.ruling_version, row.reason) if sealer else ""
    return RuledTie(TieRuling(row.ruling), row.ruler, row.ruled_at, reason)
