"""What is read of one case by every room: who stands how to it, and the header of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, and_, bindparam, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.cases.due import affidavit_due
from tracker.cases.models import AccessEntry, Assignment, Candidate, Case, ConflictDeclaration
from tracker.cases.openings import Thing
from tracker.cases.said import SAID, STRICTER
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import NotFound
from tracker.policy.correcting import seen_as
from tracker.policy.deviations import may_search_for_own_board
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import ConflictAnswer, PositionClass, Stage
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.queries import deviation_facts
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

CANDIDATE_NAME = Slot("candidates", "name")

_supervisor = aliased(Person)
_live_assignment = and_(Assignment.case_id == Case.id, Assignment.ended_at.is_(None))


def _core(where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.reference,
            Case.requisition_id,
            Case.candidate_id,
            Case.stage,
            Case.corrected_from,
            Requisition.title,
            Assignment.person_id.label("investigator_id"),
            _supervisor.name.label("supervisor_name"),
        )
        .join(Requisition, Requisition.id == Case.requisition_id)
        .outerjoin(Assignment, _live_assignment)
        .outerjoin(_supervisor, _supervisor.id == Assignment.assigned_by)
        .where(where)
    )


_BY_REFERENCE = _core(Case.reference == bindparam("case"))
_BY_ID = _core(Case.id == bindparam("case_id"))

_cases_of_candidate = select(Case.id).where(Case.candidate_id == bindparam("candidate_id"))
_requisitions_of_candidate = select(Case.requisition_id).where(Case.candidate_id == bindparam("candidate_id"))
_STANDING: CompoundSelect[Any] = union_all(
    select(literal("seated").label("how"), BoardSeat.person_id)
    .where(BoardSeat.requisition_id.in_(_requisitions_of_candidate))
    .distinct(),
    select(literal("searcher"), AccessEntry.person_id)
    .where(AccessEntry.case_id == bindparam("case_id"), AccessEntry.thing == Thing.SEARCHED.value)
    .distinct(),
    select(literal("assigned"), Assignment.person_id)
    .where(Assignment.case_id == bindparam("case_id"))
    .distinct(),
    select(literal("exposed"), AccessEntry.person_id)
    .where(AccessEntry.case_id.in_(_cases_of_candidate), AccessEntry.raw)
    .distinct(),
    select(literal("reader"), AccessEntry.person_id)
    .where(
        AccessEntry.case_id.in_(_cases_of_candidate),
        AccessEntry.thing == Thing.PACKET.value,
        AccessEntry.role.in_((Role.BOARD_MEMBER.value, Role.CHIEF.value)),
    )
    .distinct(),
)
_CONFLICTS = (
    select(ConflictDeclaration.person_id, SAID.label("answer"))
    .where(ConflictDeclaration.case_id == bindparam("case_id"))
    .order_by(STRICTER)
)


def case_facts(session: Session, actor: Actor, *, case: str, **_: str) -> CaseFacts:
    """Return who stands how to the case with a reference, in four statements; raises NotFound.

    ``seated`` sit or sat on the board of any requisition in which this candidate has a case: who decides on a
    candidate never searches for that candidate, here or elsewhere.
    """
    del actor
    return _facts(session, session.execute(_BY_REFERENCE, {"case": case}).one_or_none())


def own_case(session: Session, actor: Actor, **_: str) -> CaseFacts:
    """Return the case that a candidate's session is bound to; raises NotFound for everybody else."""
    if actor.case_id is None:
        raise NotFound
    return facts_of(session, actor.case_id)


def facts_of(session: Session, case_id: UUID) -> CaseFacts:
    """Return who stands how to the case with an id, as :func:`case_facts`; raises NotFound."""
    return _facts(session, session.execute(_BY_ID, {"case_id": case_id}).one_or_none())


def assigned_in(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Return who has a case as its investigator, or had it before."""
    return frozenset(session.scalars(select(Assignment.person_id).where(Assignment.case_id == case_id)))


def _facts(session: Session, row: Row[Any] | None) -> CaseFacts:
    if row is None:
        raise NotFound
    standing = session.execute(
        _STANDING,
        {"case_id": row.id, "candidate_id": row.candidate_id},
    ).all()
    deviations = deviation_facts(session, row.requisition_id)
    conflicts = session.execute(_CONFLICTS, {"case_id": row.id}).all()

    def those(how: str) -> frozenset[UUID]:
        return frozenset(one.person_id for one in standing if one.how == how)

    return CaseFacts(
        case_id=row.id,
        reference=row.reference,
        requisition_id=row.requisition_id,
        candidate_id=row.candidate_id,
        stage=Stage(row.stage),
        investigator_id=row.investigator_id,
        seated=those("seated"),
        searchers=those("searcher"),
        assigned=those("assigned"),
        exposed=those("exposed"),
        excepted=frozenset(may_search_for_own_board(deviations, row.requisition_id)),
        readers=those("reader"),
        conflicts={one.person_id: ConflictAnswer(one.answer) for one in conflicts},
        requisition_title=row.title,
        supervisor_name=row.supervisor_name or "",
        corrected_from=Stage(row.corrected_from) if row.corrected_from else None,
    )


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """What the top of every page of a case says: whose it is, under which rules, how far, by when."""

    case_id: UUID
    reference: str
    candidate_id: UUID
    candidate_name: str
    requisition_id: UUID
    requisition_reference: str
    requisition_title: str
    position_class: PositionClass
    incumbents: bool
    profile: str
    profile_version: int
    profile_digest: str
    protocol: str | None
    protocol_version: int | None
    protocol_digest: str | None
    stage: Stage
    seen_as: Stage
    opened_at: datetime
    due_at: datetime
    affidavit_due: date
    withdrawn_at: datetime | None
    investigator_id: UUID | None
    investigator_name: str


_HEADER = (
    select(
        Case.id,
        Case.reference,
        Case.stage,
        Case.corrected_from,
        Case.opened_at,
        Case.due_at,
        Case.withdrawn_at,
        Candidate.id.label("candidate_id"),
        Candidate.version.label("candidate_version"),
        Candidate.name.label("sealed_name"),
        Requisition.id.label("requisition_id"),
        Requisition.reference.label("requisition_reference"),
        Requisition.title,
        Requisition.position_class,
        Requisition.incumbents,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
        Requisition.protocol,
        Requisition.protocol_version,
        Requisition.protocol_digest,
        Assignment.person_id.label("investigator_id"),
        Person.name.label("investigator_name"),
    )
    .join(Candidate, Candidate.id == Case.candidate_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .outerjoin(Assignment, _live_assignment)
    .outerjoin(Person, Person.id == Assignment.person_id)
    .where(Case.id == bindparam("case_id"))
)


def case_header(session: Session, case_id: UUID) -> CaseHeader:
    """Return the header of a case, with the candidate's name out of the vault, in two statements."""
    row = session.execute(_HEADER, {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CANDIDATE, row.candidate_id)
    name = sealer.open_text(CANDIDATE_NAME, row.candidate_id, row.candidate_version, row.sealed_name)
    return CaseHeader(
        case_id=row.id,
        reference=row.reference,
        candidate_id=row.candidate_id,
        candidate_name=name,
        requisition_id=row.requisition_id,
        requisition_reference=row.requisition_reference,
        requisition_title=row.title,
        position_class=PositionClass(row.position_class),
        incumbents=row.incumbents,
        profile=row.profile,
        profile_version=row.profile_version,
        profile_digest=row.profile_digest,
        protocol=row.protocol,
        protocol_version=row.protocol_version,
        protocol_digest=row.protocol_digest,
        stage=Stage(row.stage),
        seen_as=seen_as(Stage(row.stage), Stage(row.corrected_from) if row.corrected_from else None),
        opened_at=row.opened_at,
        due_at=row.due_at,
        affidavit_due=affidavit_due(session, row.opened_at),
        withdrawn_at=row.withdrawn_at,
        investigator_id=row.investigator_id,
        investigator_name=row.investigator_name or "",
    )
