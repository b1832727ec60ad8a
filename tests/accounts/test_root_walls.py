"""Nobody gets a role, a designation, a deviation or a seat by a row of their own making (D.1 to D.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from migrations.root_walls import MAY_DEVIATE as ON_FILE
from tests.factories.around import alter, put
from tests.factories.requisitions import drawn_up, hr
from tests.people import People
from tracker.accounts.models import Designation, RoleGrant
from tracker.db import clock_of
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.clauses import Clause, Strength
from tracker.policy.deviations import MAY_DEVIATE
from tracker.requisitions.models import BoardSeat, Deviation
from tracker.settings import Settings


@pytest.fixture
def give(session: Session, settings: Settings) -> Callable[..., UUID]:
    """Write that a role is given, past the application."""
    now = clock_of(session).now()

    def given(person: UUID, by: UUID, role: Role = Role.HR_ADMIN) -> UUID:
        row = {"role": role.value, "granted_by": by, "granted_at": now, "ended_at": None}
        return put(settings, RoleGrant, person_id=person, **row)

    return given


@pytest.mark.clause("Hamden D.2")
def test_a_role_is_given_by_hr_and_never_to_oneself(
    settings: Settings, session: Session, people: People, give: Callable[..., UUID]
) -> None:
    priya, eva = hr(people).person_id, people.make("Lt. Eva Brown", Role.SUPERVISOR).person_id
    past, nobody = (
        people.make("Pat Reed", Role.HR_ADMIN).person_id,
        people.make("Sam Ortiz", Role.IT).person_id,
    )
    now = clock_of(session).now()
    with pytest.raises(DatabaseError, match="nobody gives a role to themselves"):
        give(priya, priya, Role.IT)
    (left,) = session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == past))
    alter(settings, RoleGrant, left, ended_by=priya, ended_at=now)
    for giver in (eva, past):
        with pytest.raises(DatabaseError, match="by an HR administrator alone"):
            give(nobody, giver)
    with pytest.raises(DatabaseError, match="a role is given by two people"):
        give(nobody, priya)
    give(past, SYSTEM.person_id)


@pytest.mark.clause("Hamden D.3")
def test_the_chief_alone_designates(session: Session, settings: Settings, people: People) -> None:
    chief, dana = people.make("Chief Avery Stone", Role.CHIEF), people.make("Dana Ruiz", Role.INVESTIGATOR)
    now = clock_of(session).now()
    days: dict[str, Any] = dict.fromkeys(
        ("vetted_on", "trained_on", "confidentiality_signed_on", "starts_on"), now.date()
    )
    row = days | {"ends_on": now.date() + timedelta(days=9), "designated_at": now}
    with pytest.raises(DatabaseError, match="designated by the Chief alone"):
        put(settings, Designation, **row, person_id=dana.person_id, designated_by=hr(people).person_id)
    put(settings, Designation, **row, person_id=dana.person_id, designated_by=chief.person_id)


@pytest.mark.clause("Hamden D.2")
def test_the_chief_alone_deviates_and_from_what_allows_it(
    session: Session, settings: Settings, people: People
) -> None:
    chief, there = people.make("Chief Avery Stone", Role.CHIEF).person_id, drawn_up(people).requisition_id
    words = {"reason": "Two are left", "compensating_control": "The state police check each search"}
    row = words | {"recorded_at": clock_of(session).now(), "person_id": None, "requisition_id": there}
    with pytest.raises(DatabaseError, match="recorded by the Chief alone"):
        put(settings, Deviation, **row, clause="Hamden D.1", recorded_by=hr(people).person_id)
    for clause in ("Hamden D.4", "Hamden D.6", "Hampton C.2", ""):
        with pytest.raises(DatabaseError, match="a clause that does not allow it"):
            put(settings, Deviation, **row, clause=clause, recorded_by=chief)
    put(settings, Deviation, **row, clause="Hamden D.1", recorded_by=chief)


def test_the_clauses_on_file_are_those_of_the_rules() -> None:
    assert tuple(clause.key for clause in MAY_DEVIATE) == ON_FILE
    assert {clause.strength for clause in MAY_DEVIATE} == {Strength.SHOULD}
    assert Clause.HAMDEN_D_4 not in MAY_DEVIATE


@pytest.mark.clause("Hamden D.2")
def test_nobody_seats_themselves(session: Session, settings: Settings, people: People) -> None:
    tan, there = people.make("Member Tan", Role.BOARD_MEMBER).person_id, drawn_up(people).requisition_id
    row = {"requisition_id": there, "person_id": tan, "chair": False, "seated_at": clock_of(session).now()}
    with pytest.raises(DatabaseError, match="nobody gives a seat on a board to themselves"):
        put(settings, BoardSeat, **row, seated_by=tan)
    put(settings, BoardSeat, **row, seated_by=hr(people).person_id)


@pytest.mark.parametrize("row", [RoleGrant, Designation], ids=lambda row: str(row.__tablename__))
def test_who_ended_it_stays(session: Session, settings: Settings, people: People, row: Any) -> None:
    dana, priya = people.make("Dana Ruiz", Role.INVESTIGATOR).person_id, hr(people).person_id
    (there,) = session.scalars(select(row.id).where(row.person_id == dana))
    alter(settings, row, there, ended_by=priya, ended_at=clock_of(session).now())
    for other in (dana, None):
        with pytest.raises(DatabaseError, match=r"ended_by of .* cannot be changed once ended_at is set"):
            alter(settings, row, there, ended_by=other)
