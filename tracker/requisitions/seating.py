"""Who can sit on a board, and why others cannot (the mirror of R-08).

What somebody did in a requisition's cases is known only to a later room; the application gives its answer to
the sessions, as it gives the board its sealer, so that this room need not know cases.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import STANDS, works_as
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.facts import RequisitionFacts, SeatingFacts
from tracker.policy.separation import missing_to_seat


@dataclass(frozen=True, slots=True)
class Entanglement:
    """What a person had to do with the candidates of a requisition.

    Giving a case to somebody does not count: nothing of the candidate is read or weighed for it.
    """

    searched_here: bool = False
    assigned_here: bool = False
    exposed_here: bool = False
    exposed_elsewhere: bool = False
    ruled: bool = False


class Entanglements(Protocol):
    """Tells what people had to do with the candidates of a requisition; who had nothing is left out."""

    def __call__(
        self, session: Session, requisition_id: UUID, people: Collection[UUID]
    ) -> Mapping[UUID, Entanglement]:
        """Return it, in one bounded set of statements."""
        ...


@dataclass(frozen=True, slots=True)
class Seatable:
    """Somebody who may, or may not, be given a seat; ``unmet`` says why not."""

    person_id: UUID
    reference: str
    name: str
    unmet: tuple[Unmet, ...]


_MEMBERS = (
    select(Person.id, Person.reference, Person.name)
    .join(RoleGrant, RoleGrant.person_id == Person.id)
    .where(works_as(Role.BOARD_MEMBER))
    .order_by(func.lower(Person.name), Person.reference)
)


def seatable(session: Session, requisition: RequisitionFacts) -> tuple[Seatable, ...]:
    """Return all board members without a seat there, and why some cannot, in three statements, or four."""
    people = [row for row in session.execute(_MEMBERS) if row.id not in requisition.seated]
    known = _entanglements(session, requisition, [row.id for row in people])
    return tuple(
        Seatable(
            row.id,
            row.reference,
            row.name,
            missing_to_seat(
                _facts(requisition, row.id, row.name, frozenset({Role.BOARD_MEMBER}), known.get(row.id))
            ),
        )
        for row in people
    )


def seating_facts(session: Session, requisition: RequisitionFacts, person_id: UUID) -> SeatingFacts:
    """Return what giving somebody a seat is judged by; raises NotFound for nobody."""
    name = session.scalar(select(Person.name).where(Person.id == person_id, Person.disabled_at.is_(None)))
    if name is None:
        raise NotFound
    roles = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person_id, STANDS))
    held = frozenset(Role(role) for role in roles)
    known = _entanglements(session, requisition, [person_id])
    return _facts(requisition, person_id, name, held, known.get(person_id))


def _entanglements(
    session: Session, requisition: RequisitionFacts, people: Collection[UUID]
) -> Mapping[UUID, Entanglement]:
    ask = cast(Entanglements, session.info["entanglements"])
    return ask(session, requisition.requisition_id, people)


def _facts(
    requisition: RequisitionFacts,
    person_id: UUID,
    name: str,
    roles: frozenset[Role],
    known: Entanglement | None,
) -> SeatingFacts:
    known = known or Entanglement()
    return SeatingFacts(
        person_id=person_id,
        name=name,
        roles=roles,
        requisition_title=requisition.title,
        searched_here=known.searched_here,
        assigned_here=known.assigned_here,
        exposed_here=known.exposed_here,
        exposed_elsewhere=known.exposed_elsewhere,
        ruled=known.ruled,
        already_seated=person_id in requisition.seated,
    )
