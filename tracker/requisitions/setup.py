"""One requisition as it is set up: its rules, its board, its deviations, and what keeps it from opening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person, RoleGrant
from tracker.accounts.standing_roles import STANDS
from tracker.editions.shelf import EditionError, editions
from tracker.policy.actors import Role
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.deviations import is_without_review
from tracker.policy.facts import OpeningFacts, RequisitionFacts
from tracker.policy.requisitions import missing_to_open, missing_to_sit
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.deviations import DeviationLine, deviation_list
from tracker.requisitions.hands import hands_missing, lent_here
from tracker.requisitions.law import newer_version
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.on_file import protocol_on_file
from tracker.requisitions.queries import deviation_facts
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on a board, held now or given up."""

    person_id: UUID
    reference: str
    name: str
    chair: bool
    seated_at: datetime
    left_at: datetime | None
    works: bool = True
    """False while its holder cannot work as board member: the role was ended, or gives way to another one."""


@dataclass(frozen=True, slots=True)
class RequisitionPage:
    """One requisition; digests are SHA-256 in hex, ``unmet`` is what keeps it from opening.

    ``hands`` says what keeps the people there are from ever releasing one of its cases; ``lent`` who of
    partner agencies is bound to one of them.
    """

    id: UUID
    version: int
    reference: str
    title: str
    position_class: PositionClass
    incumbents: bool
    profile: str
    profile_version: int
    profile_digest: str
    profile_name: str
    newer_profile: int | None
    protocol: str | None
    protocol_version: int | None
    protocol_digest: str | None
    protocol_title: str
    created_at: datetime
    created_by: str
    opened_at: datetime | None
    opened_by: str
    closed_at: datetime | None
    two_releasers: bool
    blind: bool
    seats: tuple[Seat, ...]
    deviations: tuple[DeviationLine, ...]
    unmet: tuple[Unmet, ...]
    hands: tuple[Unmet, ...]
    lent: tuple[str, ...]

    @property
    def board(self) -> tuple[Seat, ...]:
        """Return the seats that are held now, the chair first."""
        return tuple(seat for seat in self.seats if seat.left_at is None)

    @property
    def idle_seats(self) -> tuple[Unmet, ...]:
        """Say who holds a seat and cannot work as board member now, the chair first."""
        return idle_in(self.board)


_creator, _opener = aliased(Person), aliased(Person)
_ONE = (
    select(
        Requisition.id,
        Requisition.version,
        Requisition.reference,
        Requisition.title,
        Requisition.position_class,
        Requisition.incumbents,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
        Requisition.protocol,
        Requisition.protocol_version,
        Requisition.protocol_digest,
        Requisition.created_at,
        _creator.name.label("creator"),
        Requisition.opened_at,
        _opener.name.label("opener"),
        Requisition.closed_at,
        Requisition.two_releasers,
        Requisition.blind,
    )
    .outerjoin(_creator, _creator.id == Requisition.created_by)
    .outerjoin(_opener, _opener.id == Requisition.opened_by)
    .where(Requisition.id == bindparam("requisition_id"))
)
_WORKS = (
    exists()
    .where(RoleGrant.person_id == BoardSeat.person_id, RoleGrant.role == Role.BOARD_MEMBER.value, STANDS)
    .correlate(BoardSeat)
)
SEATS = (
    select(
        BoardSeat.person_id,
        Person.reference,
        Person.name,
        BoardSeat.chair,
        BoardSeat.seated_at,
        BoardSeat.left_at,
        _WORKS,
    )
    .join(Person, Person.id == BoardSeat.person_id)
    .order_by(BoardSeat.left_at.is_not(None), BoardSeat.chair.desc(), func.lower(Person.name))
)
"""Seats with who holds them, those held first, the chair before the others."""
_SEATS = SEATS.where(BoardSeat.requisition_id == bindparam("requisition_id"))


def idle_in(seats: Iterable[Seat]) -> tuple[Unmet, ...]:
    """Say who holds a seat and cannot work as board member now, in the order of the seats."""
    return tuple(missing_to_sit(seat.name, chair=seat.chair) for seat in seats if not seat.works)


def requisition_page(session: Session, requisition_id: UUID) -> RequisitionPage:
    """Return one requisition for its page, in seven statements, or nine while nobody is seated."""
    row = _row(session, requisition_id)
    seats = _seats(session, requisition_id)
    lent = lent_here(session, requisition_id)
    held = frozenset(seat.person_id for seat in seats if seat.left_at is None)
    facts = RequisitionFacts(requisition_id, row.reference, row.title, seated=held)
    return RequisitionPage(
        id=row.id,
        version=row.version,
        reference=row.reference,
        title=row.title,
        position_class=PositionClass(row.position_class),
        incumbents=row.incumbents,
        profile=row.profile,
        profile_version=row.profile_version,
        profile_digest=row.profile_digest,
        profile_name=_profile_name(row),
        newer_profile=newer_version(row.profile, row.profile_version),
        protocol=row.protocol,
        protocol_version=row.protocol_version,
        protocol_digest=row.protocol_digest,
        protocol_title=_protocol_title(session, row),
        created_at=row.created_at,
        created_by=row.creator or "",
        opened_at=row.opened_at,
        opened_by=row.opener or "",
        closed_at=row.closed_at,
        two_releasers=bool(row.two_releasers),
        blind=bool(row.blind),
        seats=seats,
        deviations=deviation_list(session, requisition_id),
        unmet=() if row.opened_at else missing_to_open(_opening(session, row, seats)),
        hands=hands_missing(session, facts, lent, two=bool(row.two_releasers)),
        lent=tuple(lent.values()),
    )


def opening_facts(session: Session, requisition_id: UUID) -> OpeningFacts:
    """Return what the opening of a requisition is judged by, in three statements."""
    return _opening(session, _row(session, requisition_id), _seats(session, requisition_id))


def _row(session: Session, requisition_id: UUID) -> Row[*tuple[Any, ...]]:
    row = session.execute(_ONE, {"requisition_id": requisition_id}).one_or_none()
    if row is None:
        raise NotFound
    return row


def _seats(session: Session, requisition_id: UUID) -> tuple[Seat, ...]:
    return tuple(Seat(*row) for row in session.execute(_SEATS, {"requisition_id": requisition_id}))


def _opening(session: Session, row: Row[*tuple[Any, ...]], seats: tuple[Seat, ...]) -> OpeningFacts:
    board = [seat for seat in seats if seat.left_at is None]
    return OpeningFacts(
        reference=row.reference,
        title=row.title,
        protocol=row.protocol,
        protocol_published=bool(_protocol_title(session, row)),
        profile=row.profile,
        profile_known=bool(_profile_name(row)),
        board=frozenset(seat.person_id for seat in board),
        chair=next((seat.person_id for seat in board if seat.chair), None),
        least_members=cast(Settings, session.info["settings"]).board_members_at_least,
        opened=row.opened_at is not None,
        closed=row.closed_at is not None,
        without_review=is_without_review(deviation_facts(session, row.id), row.id),
    )


def _protocol_title(session: Session, row: Row[*tuple[Any, ...]]) -> str:
    """Return the pinned protocol's title, empty without one or where its file is no longer the pinned one."""
    if row.protocol is None:
        return ""
    try:
        return protocol_on_file(session, row.protocol, row.protocol_version, row.protocol_digest).title
    except EditionError:
        return ""


def _profile_name(row: Row[*tuple[Any, ...]]) -> str:
    try:
        return editions().profile(row.profile, row.profile_version, row.profile_digest).name
    except EditionError:
        return ""
