"""The only writer of requisitions, the seats of their boards, and the Chief's deviations."""

from __future__ import annotations

from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Overtaken, Unmet, require
from tracker.policy.clauses import clause_called
from tracker.policy.deviations import missing_to_concern, missing_to_deviate, missing_to_record_again
from tracker.policy.facts import DeviationFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.requisitions import missing_to_change, missing_to_close, missing_to_open
from tracker.policy.separation import missing_to_seat
from tracker.policy.vocabulary import PositionClass
from tracker.references import dated
from tracker.requisitions.concerned import concerned
from tracker.requisitions.hands import two_missing
from tracker.requisitions.models import BoardSeat, Deviation, Requisition
from tracker.requisitions.pins import Edition, pins_of
from tracker.requisitions.queries import deviation_facts
from tracker.requisitions.recorded_choices import record_choices, record_pin
from tracker.requisitions.seating import seating_facts
from tracker.requisitions.setup import opening_facts


class Drawn(TypedDict):
    """What a requisition is drawn up from."""

    title: str
    position_class: PositionClass
    incumbents: bool
    profile: Edition
    protocol: Edition | None
    two_releasers: NotRequired[bool]
    blind: NotRequired[bool]


def create_requisition(
    work: UnitOfWork,
    *,
    title: str,
    position_class: PositionClass,
    incumbents: bool,
    profile: Edition,
    protocol: Edition | None,
    two_releasers: bool = False,
    blind: bool = False,
) -> Requisition:
    """Draw up a requisition; profile and protocol are pinned with the digests of their files."""
    permit(work.actor, Permission.PREPARE_REQUISITION)
    require(two_missing(work.session) if two_releasers else ())
    pins = pins_of(work.session, profile, protocol)
    requisition = work.add(
        Requisition(
            reference=work.reference(Requisition.reference, lambda: dated("R", work.now())),
            title=title,
            position_class=position_class,
            incumbents=incumbents,
            created_by=work.actor.person_id,
            created_at=work.now(),
            two_releasers=two_releasers or None,
            blind=blind or None,
            **pins,
        )
    )
    about = ("requisition", requisition.reference)
    version = pins["profile_version"]
    record(work, Event.REQUISITION_CREATED, about=about, profile=pins["profile"], profile_version=version)
    record_pin(work, requisition)
    record_choices(work, requisition.reference, two_releasers=two_releasers or None, blind=blind or None)
    work.session.flush()
    return requisition


def change_requisition(
    work: UnitOfWork,
    facts: RequisitionFacts,
    *,
    seen: int,
    title: str,
    position_class: PositionClass,
    incumbents: bool,
    profile: Edition,
    protocol: Edition | None,
    two_releasers: bool = False,
    blind: bool = False,
) -> Requisition:
    """Change a requisition not open yet; ``seen`` is the row's version on the page that was changed."""
    permit(work.actor, Permission.PREPARE_REQUISITION, facts)
    require(missing_to_change(opening_facts(work.session, facts.requisition_id)))
    row = work.session.get_one(Requisition, facts.requisition_id)
    if row.version != seen:
        raise Overtaken
    after: dict[str, object] = {
        "title": title,
        "position_class": position_class.value,
        "incumbents": incumbents,
    }
    after |= pins_of(work.session, profile, protocol)
    after |= {"two_releasers": two_releasers or None, "blind": blind or None}
    changed = [name for name, value in after.items() if getattr(row, name) != value]
    if not changed:
        return row
    if "two_releasers" in changed:
        require(two_missing(work.session, facts.requisition_id) if two_releasers else ())
    chosen = {"two_releasers": two_releasers, "blind": blind}
    record_choices(work, row.reference, **{name: value for name, value in chosen.items() if name in changed})
    record(work, Event.REQUISITION_CHANGED, about=("requisition", row.reference), fields=changed)
    work.change(row, **after)
    if "protocol_digest" in changed:
        record_pin(work, row)
    return row


def open_requisition(work: UnitOfWork, facts: RequisitionFacts) -> Requisition:
    """Open it to candidates; its protocol and legal profile are frozen from now on (Hamden D.1, D.5)."""
    permit(work.actor, Permission.OPEN_REQUISITION, facts)
    require(missing_to_open(opening_facts(work.session, facts.requisition_id)))
    row = work.session.get_one(Requisition, facts.requisition_id)
    require(two_missing(work.session, facts.requisition_id) if row.two_releasers else ())
    record(work, Event.REQUISITION_OPENED, about=("requisition", row.reference))
    return work.change(row, opened_by=work.actor.person_id, opened_at=work.now())


def close_requisition(work: UnitOfWork, facts: RequisitionFacts) -> Requisition:
    """Close an open requisition to new cases; those under way go on."""
    permit(work.actor, Permission.CLOSE_REQUISITION, facts)
    row = work.session.get_one(Requisition, facts.requisition_id)
    require(missing_to_close(opened=row.opened_at is not None, closed=row.closed_at is not None))
    record(work, Event.REQUISITION_CLOSED, about=("requisition", row.reference))
    return work.change(row, closed_at=work.now())


def seat_member(
    work: UnitOfWork, facts: RequisitionFacts, *, person_id: UUID, chair: bool = False
) -> BoardSeat:
    """Give a board member a seat; nobody who searched or saw raw material gets one (Hamden D.2)."""
    permit(work.actor, Permission.SEAT_BOARD_MEMBER, facts)
    require(missing_to_seat(seating_facts(work.session, facts, person_id)))
    about = ("requisition", facts.reference)
    if chair:
        _leave_the_chair(work, facts)
    record(work, Event.BOARD_SEAT_GIVEN, about=about, person=person_id, chair=chair)
    seat = work.add(
        BoardSeat(
            requisition_id=facts.requisition_id,
            person_id=person_id,
            chair=chair,
            seated_by=work.actor.person_id,
            seated_at=work.now(),
        )
    )
    work.session.flush()
    return seat


def name_chair(work: UnitOfWork, facts: RequisitionFacts, *, person_id: UUID) -> BoardSeat:
    """Let a seated member chair the board; there is one chair at a time."""
    permit(work.actor, Permission.SEAT_BOARD_MEMBER, facts)
    seat = _live_seat(work, facts, person_id)
    if seat.chair:
        return seat
    _leave_the_chair(work, facts)
    record(work, Event.BOARD_CHAIR_NAMED, about=("requisition", facts.reference), person=person_id)
    return work.change(seat, chair=True)


def _leave_the_chair(work: UnitOfWork, facts: RequisitionFacts) -> None:
    if facts.chair is not None:
        work.change(_live_seat(work, facts, facts.chair), chair=False)


def end_seat(work: UnitOfWork, facts: RequisitionFacts, *, person_id: UUID) -> BoardSeat:
    """Record that a member left the board; the seat stays on record, and so does its bar to searching."""
    permit(work.actor, Permission.SEAT_BOARD_MEMBER, facts)
    seat = _live_seat(work, facts, person_id)
    record(work, Event.BOARD_SEAT_LEFT, about=("requisition", facts.reference), person=person_id)
    return work.change(seat, left_at=work.now())


def _live_seat(work: UnitOfWork, facts: RequisitionFacts, person_id: UUID) -> BoardSeat:
    live = select(BoardSeat).where(
        BoardSeat.requisition_id == facts.requisition_id,
        BoardSeat.person_id == person_id,
        BoardSeat.left_at.is_(None),
    )
    seat = work.session.scalars(live).one_or_none()
    if seat is None:
        raise NotFound
    return seat


class DeviationTyped(TypedDict):
    """What the Chief writes of a deviation; ``person_id`` is whom it is about, None for the requisition."""

    clause: str
    person_id: UUID | None
    reason: str
    compensating_control: str


def missing_to_record(
    session: Session, chief: Actor, facts: RequisitionFacts, typed: DeviationTyped
) -> tuple[Unmet, ...]:
    """Say all that stands against recording this deviation; nothing is written."""
    about = facts.requisition_id
    deviation = DeviationFacts(
        requisition_id=about,
        recorded_by_role=chief.role,
        opened=opening_facts(session, about).opened,
        **typed,
    )
    unmet = missing_to_deviate(deviation)
    if unmet:
        return unmet
    people = concerned(session, about).items()
    whom = {clause: {one.person_id for one in listed} for clause, listed in people}
    return (
        *missing_to_concern(clause_called(deviation.clause), deviation.person_id, whom),
        *missing_to_record_again(deviation, deviation_facts(session, about)),
    )


def record_deviation(work: UnitOfWork, facts: RequisitionFacts, **typed: Unpack[DeviationTyped]) -> Deviation:
    """Record the Chief's deviation from a "should" clause, with the control that makes up for it."""
    permit(work.actor, Permission.RECORD_DEVIATION, facts)
    require(missing_to_record(work.session, work.actor, facts, typed))
    about = ("requisition", facts.reference)
    record(work, Event.DEVIATION_RECORDED, about=about, clause=typed["clause"], person=typed["person_id"])
    return work.add(
        Deviation(
            requisition_id=facts.requisition_id,
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
            **typed,
        )
    )
