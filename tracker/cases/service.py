"""The only writer of candidates, cases and their stages."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, Overtaken, Refused, Unmet
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Stage
from tracker.references import dated, plain
from tracker.settings import Settings
from tracker.vault.format import Domain, Slot
from tracker.vault.vault import vault_of

CANDIDATE_EMAIL = Slot("candidates", "email")
CANDIDATE_PHONE = Slot("candidates", "phone")


def open_case(
    work: UnitOfWork, requisition: RequisitionFacts, *, name: str, email: str, phone: str = ""
) -> Case:
    """Add a candidate and open the candidate's case; both get data keys of their own.

    ``email`` and ``phone`` may be empty: a candidate may have neither.
    """
    permit(work.actor, Permission.OPEN_CASE, requisition)
    _require_open(requisition)
    candidate = _add_candidate(work, name=name, email=email, phone=phone)
    return _open(work, requisition, candidate.id)


def open_further_case(work: UnitOfWork, requisition: RequisitionFacts, *, candidate_id: UUID) -> Case:
    """Open a case for a candidate who is known from another requisition."""
    permit(work.actor, Permission.OPEN_CASE, requisition)
    _require_open(requisition)
    if work.session.get(Candidate, candidate_id) is None:
        raise NotFound
    return _open(work, requisition, candidate_id)


def _require_open(requisition: RequisitionFacts) -> None:
    if not requisition.opened or requisition.closed:
        state = "is closed" if requisition.closed else "is not open yet"
        raise Refused(
            Unmet(
                Clause.HAMDEN_D_1,
                f"Requisition '{requisition.title}' {state}, so no case can be opened in it.",
                fix=f"requisition:{requisition.reference}",
            )
        )


def email_index(work: UnitOfWork, email: str) -> bytes | None:
    """Return the blind index by which a candidate's e-mail address is found, None for no address."""
    canonical = email.strip().casefold()
    return vault_of(work.session).blind_index("candidates", "email", canonical) if canonical else None


def _add_candidate(work: UnitOfWork, *, name: str, email: str, phone: str) -> Candidate:
    candidate_id = uuid4()
    sealer = vault_of(work.session).create_key(work.session, candidate_id, Domain.CANDIDATE)
    candidate = work.add(
        Candidate(
            id=candidate_id,
            reference=plain("A"),
            name=sealer.seal(CANDIDATE_NAME, candidate_id, 1, name),
            email=sealer.seal(CANDIDATE_EMAIL, candidate_id, 1, email) if email else None,
            phone=sealer.seal(CANDIDATE_PHONE, candidate_id, 1, phone) if phone else None,
            email_index=email_index(work, email),
            created_by=work.actor.person_id,
            created_at=work.now(),
        )
    )
    record(work, Event.CANDIDATE_ADDED, about=("candidate", candidate.reference))
    work.session.flush()
    return candidate


def _open(work: UnitOfWork, requisition: RequisitionFacts, candidate_id: UUID) -> Case:
    now, case_id = work.now(), uuid4()
    days = cast(Settings, work.session.info["settings"]).case_days
    vault_of(work.session).create_key(work.session, case_id, Domain.CASE)
    case = work.add(
        Case(
            id=case_id,
            reference=dated("C", now),
            requisition_id=requisition.requisition_id,
            candidate_id=candidate_id,
            stage=Stage.OPENED,
            opened_by=work.actor.person_id,
            opened_at=now,
            due_at=now + timedelta(days=days),
        )
    )
    about = ("case", case.reference)
    record(work, Event.CASE_OPENED, about=about, case_id=case_id, requisition=requisition.reference)
    work.session.flush()
    return case


def move_case(work: UnitOfWork, case: CaseFacts, *, to: Stage) -> Case:
    """Move a case along the journey; the room whose act moves it has asked for permission already.

    Raises Overtaken when the case has left the stage that ``case`` was read in.
    """
    row = work.session.get_one(Case, case.case_id)
    if row.stage != case.stage:
        raise Overtaken
    if row.stage == to:
        return row
    about = ("case", case.reference)
    record(
        work, Event.CASE_STAGE_CHANGED, about=about, case_id=case.case_id, before=case.stage.value, after=to
    )
    return work.change(row, stage=to)
