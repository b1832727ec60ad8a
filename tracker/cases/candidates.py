"""A candidate as HR knows one: name and ways to reach them, and whether somebody is known already."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.addresses import CANDIDATE_EMAIL, CANDIDATE_PHONE, email_index
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import CANDIDATE_NAME
from tracker.policy.answers import NotFound
from tracker.policy.vocabulary import Language
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class Contact:
    """How a candidate is reached; empty where it was not given; ``language`` is that of what we send."""

    name: str
    email: str
    phone: str
    language: str


def contact_of(session: Session, candidate_id: UUID) -> Contact:
    """Return how a candidate is reached, in two statements."""
    columns = (
        Candidate.id,
        Candidate.version,
        Candidate.name,
        Candidate.email,
        Candidate.phone,
        Candidate.language,
    )
    row = session.execute(select(*columns).where(Candidate.id == candidate_id)).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CANDIDATE, row.id)
    return Contact(
        name=sealer.open_text(CANDIDATE_NAME, row.id, row.version, row.name),
        email=sealer.open_text(CANDIDATE_EMAIL, row.id, row.version, row.email) if row.email else "",
        phone=sealer.open_text(CANDIDATE_PHONE, row.id, row.version, row.phone) if row.phone else "",
        language=row.language or Language.ENGLISH,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate who is here already, with the requisitions that they are known from."""

    candidate_id: UUID
    reference: str
    name: str
    titles: tuple[str, ...]


def known_candidates(session: Session, email: str) -> tuple[Known, ...]:
    """Return the candidates with an e-mail address, in two statements; none for no address.

    Families share addresses, so an equal address is a question to HR and never an answer.
    """
    index = email_index(session, email)
    if index is None:
        return ()
    columns = (Candidate.id, Candidate.reference, Candidate.version, Candidate.name, Requisition.title)
    rows = session.execute(
        select(*columns)
        .join(Case, Case.candidate_id == Candidate.id)
        .join(Requisition, Requisition.id == Case.requisition_id)
        .where(Candidate.email_index == index)
        .order_by(Case.opened_at)
    ).all()
    sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.id for row in rows})
    return tuple(
        Known(
            candidate_id=row.id,
            reference=row.reference,
            name=sealers[row.id].open_text(CANDIDATE_NAME, row.id, row.version, row.name),
            titles=tuple(other.title for other in rows if other.id == row.id),
        )
        for row in {row.id: row for row in rows}.values()
    )
