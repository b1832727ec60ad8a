"""Hiring rounds for tests, drawn up and opened by the services themselves; inside an application context."""

from __future__ import annotations

from tests.people import People
from tracker.db import db, unit_of_work
from tracker.editions.shelf import editions
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.facts import RequisitionFacts
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions import service
from tracker.requisitions.queries import requisition_facts

MEMBERS = ("Member Reyes", "Member Tan", "Member Yu")
PROTOCOL = ("social-media", 1)
PROFILE = ("ct", 2)


def newest(profile: str) -> tuple[str, int]:
    """Return a legal profile in its newest version, or in the one that is named, as in ``ct-1``."""
    key, _, version = profile.partition("-")
    if version:
        return key, int(version)
    return next((one.key, one.version) for one in editions().newest_profiles() if one.key == profile)


def hr(people: People) -> Actor:
    """Return the HR administrator."""
    return people.make("Priya Nair", Role.HR_ADMIN)


def members(people: People) -> tuple[Actor, ...]:
    """Return three board members."""
    return tuple(people.make(name, Role.BOARD_MEMBER) for name in MEMBERS)


def again(requisition: RequisitionFacts) -> RequisitionFacts:
    """Return a requisition's facts as they are now."""
    db.session.rollback()
    return requisition_facts(db.session, SYSTEM, requisition=requisition.reference)


def drawn_up(
    people: People,
    title: str = "Officer 2026-A",
    *,
    protocol: tuple[str, int] | None = PROTOCOL,
    profile: tuple[str, int] = PROFILE,
) -> RequisitionFacts:
    """Draw a requisition up, without a board, not open."""
    with unit_of_work(hr(people)) as work:
        row = service.create_requisition(
            work,
            title=title,
            position_class=PositionClass.SWORN,
            incumbents=False,
            profile=profile,
            protocol=protocol,
        )
    return requisition_facts(db.session, SYSTEM, requisition=row.reference)


def seated(people: People, requisition: RequisitionFacts, *who: Actor) -> RequisitionFacts:
    """Seat people, the first of them as chair of an empty board."""
    for person in who:
        now = again(requisition)
        with unit_of_work(hr(people)) as work:
            service.seat_member(work, now, person_id=person.person_id, chair=not now.seated)
    return again(requisition)


def opened(people: People, title: str = "Officer 2026-A", *board: Actor) -> RequisitionFacts:
    """Return an open requisition with a board of three, the usual ones if no others are named."""
    requisition = seated(people, drawn_up(people, title), *(board or members(people)))
    with unit_of_work(hr(people)) as work:
        service.open_requisition(work, requisition)
    return again(requisition)
