"""Nobody both searches for and decides on a candidate, whoever writes to the database and however (D.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from migrations.walls import standing
from tests.factories.around import alter, past_the_application, put
from tests.factories.cases import (
    assigned,
    case_of,
    declared,
    further_case,
    investigator,
    opened_by,
    supervisor,
)
from tests.factories.requisitions import drawn_up, hr, members, opened
from tests.people import People
from tests.walls import ADDED_TO, KEPT, ONCE, STAYS, refused
from tracker.accounts.models import Designation, Person, RoleGrant
from tracker.cases.models import AccessEntry, Assignment, Candidate, Case
from tracker.db import clock_of, db
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.requisitions.models import BoardSeat, Deviation, Requisition
from tracker.settings import Settings


def seat(settings: Settings, session: Session, requisition_id: UUID, person: Actor, **values: Any) -> UUID:
    now = clock_of(session).now()
    giver = session.scalars(select(Person.id).where(Person.id != person.person_id).limit(1)).one()
    usual = {"chair": False, "seated_by": giver, "seated_at": now, "left_at": None}
    return put(
        settings,
        BoardSeat,
        requisition_id=requisition_id,
        person_id=person.person_id,
        **(usual | values),
    )


def open_raw(
    settings: Settings, session: Session, case: CaseFacts, person: Actor, *, raw: bool = True
) -> None:
    put(
        settings,
        AccessEntry,
        case_id=case.case_id,
        person_id=person.person_id,
        role=person.role,
        thing="case" if raw else "packet",
        reference=case.reference,
        raw=raw,
        opened_at=clock_of(session).now(),
    )


def except_from_separation(
    settings: Settings, people: People, requisition: RequisitionFacts, person: Actor
) -> None:
    put(
        settings,
        Deviation,
        requisition_id=requisition.requisition_id,
        clause=Clause.HAMDEN_D_2.key,
        person_id=person.person_id,
        reason="Only two people are left in the unit",
        compensating_control="The state police check each search",
        recorded_by=people.make("Chief Avery Stone", Role.CHIEF).person_id,
        recorded_at=clock_of(db.session).now(),
    )


@pytest.mark.clause("Hamden D.2")
def test_who_opened_raw_material_gets_no_seat(session: Session, settings: Settings, people: People) -> None:
    requisition = opened(people)
    case = case_of(people, requisition)
    reader = supervisor(people)
    opened_by(case, reader)
    with pytest.raises(IntegrityError, match="gets a seat"):
        seat(settings, session, requisition.requisition_id, reader)


@pytest.mark.clause("Hamden D.2")
def test_nobody_is_given_a_case_by_themselves(session: Session, settings: Settings, people: People) -> None:
    case, both = case_of(people, opened(people)), people.make("Ed Both", Role.SUPERVISOR, Role.INVESTIGATOR)
    given: dict[str, Any] = {"case_id": case.case_id, "assigned_at": clock_of(session).now()}
    with pytest.raises(IntegrityError, match="to themselves"):
        put(settings, Assignment, **given, person_id=both.person_id, assigned_by=both.person_id)
    put(settings, Assignment, **given, person_id=both.person_id, assigned_by=supervisor(people).person_id)
    today = clock_of(session).now().date()
    days = dict.fromkeys(("vetted_on", "trained_on", "confidentiality_signed_on", "starts_on"), today)
    days["ends_on"] = today + timedelta(days=9)
    chief = people.make("Chief Avery Stone", Role.CHIEF).person_id
    with pytest.raises(IntegrityError, match="designates themselves"):
        put(
            settings,
            Designation,
            **days,
            person_id=chief,
            designated_by=chief,
            designated_at=clock_of(session).now(),
        )


@pytest.mark.clause("Hamden D.2")
def test_exposure_in_one_requisition_bars_from_deciding_in_another(
    session: Session, settings: Settings, people: People
) -> None:
    first, second = opened(people), opened(people, "Officer 2026-B")
    case = case_of(people, first)
    opened_by(case, supervisor(people))
    seat(settings, session, second.requisition_id, people.make("Sam Ortiz", Role.SUPERVISOR))
    further_case(people, second, case)
    with pytest.raises(IntegrityError, match="gets a seat"):
        seat(settings, session, second.requisition_id, supervisor(people))


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("left", [False, True])
def test_who_sits_or_sat_on_the_board_opens_nothing_raw(
    session: Session, settings: Settings, people: People, *, left: bool
) -> None:
    requisition = opened(people)
    case = case_of(people, requisition)
    person = people.make("Sam Ortiz", Role.SUPERVISOR)
    row_id = seat(settings, session, requisition.requisition_id, person)
    if left:
        alter(settings, BoardSeat, row_id, left_at=clock_of(session).now())
    open_raw(settings, session, case, person, raw=False)
    with pytest.raises(IntegrityError, match="opens raw material"):
        open_raw(settings, session, case, person)


@pytest.mark.clause("Hamden D.2")
def test_who_decides_on_a_candidate_elsewhere_opens_nothing_raw_here(
    session: Session, settings: Settings, people: People
) -> None:
    first, second = opened(people), opened(people, "Officer 2026-B")
    person = people.make("Sam Ortiz", Role.SUPERVISOR)
    seat(settings, session, first.requisition_id, person)
    case = case_of(people, second)
    open_raw(settings, session, case, person)
    other = case_of(people, first, "Andre Whitfield")
    again = further_case(people, second, other)
    with pytest.raises(IntegrityError, match="opens raw material"):
        open_raw(settings, session, again, person)


@pytest.mark.clause("Hamden D.2")
def test_a_recorded_deviation_lets_a_member_search_there_and_no_searcher_sit(
    session: Session, settings: Settings, people: People
) -> None:
    first, second = opened(people), opened(people, "Officer 2026-B")
    case, other = case_of(people, first), case_of(people, second, "Andre Whitfield")
    person, searcher = people.make("Sam Ortiz", Role.SUPERVISOR), people.make("Kim Doe", Role.SUPERVISOR)
    seat(settings, session, first.requisition_id, person)
    with pytest.raises(IntegrityError, match="opens raw material"):
        open_raw(settings, session, case, person)
    for one in (person, searcher):
        except_from_separation(settings, people, first, one)
    open_raw(settings, session, case, person)
    open_raw(settings, session, case, searcher)
    open_raw(settings, session, other, person)
    for requisition, barred in ((first, searcher), (second, person)):
        with pytest.raises(IntegrityError, match="gets a seat"):
            seat(settings, session, requisition.requisition_id, barred)


@pytest.mark.clause("Hamden D.2")
def test_no_deviation_opens_raw_material_to_who_read_the_packet(
    session: Session, settings: Settings, people: People
) -> None:
    first, second = opened(people), opened(people, "Officer 2026-B")
    case = case_of(people, first)
    again, other = further_case(people, second, case), case_of(people, first, "Andre Whitfield")
    person = people.make("Sam Ortiz", Role.BOARD_MEMBER)
    for requisition in (first, second):
        except_from_separation(settings, people, requisition, person)
    seat(settings, session, first.requisition_id, person)
    open_raw(settings, session, case, person, raw=False)
    for forbidden in (case, again):
        with pytest.raises(IntegrityError, match=r"who read the packet|who decided on"):
            open_raw(settings, session, forbidden, person)
    open_raw(settings, session, other, person)
    auditor = people.make("Ellen Voss", Role.AUDITOR)
    open_raw(settings, session, case, auditor, raw=False)
    open_raw(settings, session, case, auditor)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (Role.INVESTIGATOR, Role.BOARD_MEMBER),
        (Role.SUPERVISOR, Role.CHIEF),
        (Role.BOARD_MEMBER, Role.SUPERVISOR),
        (Role.AUDITOR, Role.HR_ADMIN),
        (Role.IT, Role.INVESTIGATOR),
    ],
)
@pytest.mark.clause("Hamden D.2")
def test_roles_that_may_not_meet_do_not(
    session: Session, settings: Settings, people: People, held: Role, role: Role
) -> None:
    person = people.make("Sam Ortiz", held, searcher=False)
    now = clock_of(session).now()
    values = {
        "person_id": person.person_id,
        "role": role.value,
        "granted_by": SYSTEM.person_id,
        "granted_at": now,
    }
    put(settings, RoleGrant, **values, ended_at=now, ended_by=person.person_id)
    with pytest.raises(IntegrityError, match="may not meet"):
        put(settings, RoleGrant, **values, ended_at=None)


def test_roles_that_may_meet_do(session: Session, settings: Settings, people: People) -> None:
    for number, (one, other) in enumerate(
        (
            (Role.INVESTIGATOR, Role.SUPERVISOR),
            (Role.BOARD_MEMBER, Role.CHIEF),
            (Role.HR_ADMIN, Role.IT),
        )
    ):
        person = people.make(f"Person {number}", one, searcher=False)
        put(
            settings,
            RoleGrant,
            person_id=person.person_id,
            role=other.value,
            granted_by=SYSTEM.person_id,
            granted_at=clock_of(session).now(),
        )
        held = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person.person_id)).all()
        assert set(held) == {one.value, other.value}


def test_a_role_is_not_turned_into_another(session: Session, settings: Settings, people: People) -> None:
    person = people.make("Sam Ortiz", Role.SUPERVISOR)
    grant_id = session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == person.person_id)).one()
    with refused(STAYS):
        alter(settings, RoleGrant, grant_id, role="investigator")


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(
    "change",
    [
        {"protocol_version": 2},
        {"protocol_digest": "0" * 64},
        {"protocol": None},
        {"profile_digest": "0" * 64},
        {"incumbents": True},
        {"position_class": "civilian"},
        {"opened_at": None},
        {"title": "Another"},
        {"reference": "R-26-AAAAA"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_open_requisition_stays_as_it_was_opened(
    session: Session, settings: Settings, people: People, change: dict[str, object]
) -> None:
    requisition = opened(people)
    with refused(ONCE if "opened_at" in change else STAYS):
        alter(settings, Requisition, requisition.requisition_id, **change)


@pytest.mark.clause("Hamden D.1")
def test_no_requisition_opens_without_a_protocol(
    session: Session, settings: Settings, people: People
) -> None:
    requisition = drawn_up(people, protocol=None)
    with pytest.raises(IntegrityError, match="without a published protocol"):
        alter(settings, Requisition, requisition.requisition_id, opened_at=clock_of(session).now())


@pytest.mark.clause("Hamden D.1")
def test_no_case_is_opened_in_a_requisition_that_is_not_open(
    session: Session, settings: Settings, people: People
) -> None:
    case = case_of(people, opened(people))
    closed = drawn_up(people, "Officer 2026-B")
    now = clock_of(session).now()
    with pytest.raises(IntegrityError, match="only in an open requisition"):
        put(
            settings,
            Case,
            reference="C-26-AAAAA",
            requisition_id=closed.requisition_id,
            candidate_id=case.candidate_id,
            stage="opened",
            opened_by=hr(people).person_id,
            opened_at=now,
            due_at=now + timedelta(days=30),
        )


@pytest.mark.parametrize(
    ("statement", "words"),
    [("UPDATE {table} SET version = version + 1", ADDED_TO), ("DELETE FROM {table}", KEPT)],
    ids=["change", "delete"],
)
@pytest.mark.parametrize("table", ["access_entries", "conflict_declarations", "deviations"])
def test_what_is_only_added_to_is_never_changed(
    session: Session, settings: Settings, people: People, table: str, statement: str, words: str
) -> None:
    requisition = opened(people)
    case = assigned(people, case_of(people, requisition))
    declared(case, investigator(people))
    opened_by(case, investigator(people))
    except_from_separation(settings, people, requisition, members(people)[0])
    with past_the_application(settings) as connection, refused(words):
        connection.execute(text(statement.format(table=table)))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (BoardSeat, "person_id", None),
        (Designation, "ends_on", None),
        (Assignment, "person_id", None),
        (Case, "candidate_id", None),
        (Candidate, "reference", "A-AAAAAA"),
    ],
    ids=lambda value: getattr(value, "__tablename__", str(value)),
)
def test_what_a_row_was_made_with_stays(
    session: Session, settings: Settings, people: People, row: Any, column: str, value: Any
) -> None:
    assigned(people, case_of(people, opened(people)))
    found = session.scalars(select(row).limit(1)).one()
    if column == "ends_on":
        value = found.ends_on + timedelta(days=1)
    value = value or hr(people).person_id
    with refused(STAYS):
        alter(settings, row, found.id, **{column: value})


def test_the_walls_come_down_and_go_up_again_around_what_is_there(
    session: Session, settings: Settings, people: People, app: Flask
) -> None:
    requisition = opened(people)
    case = case_of(people, requisition)
    opened_by(case, supervisor(people))
    tables = ("access_entries", "board_seats", "cases", "people", "requisitions", "role_grants")
    before = {table: walls_of(settings, table) for table in tables}
    session.rollback()
    app.extensions["alembic"].downgrade("0012")
    db.engine.dispose()
    assert all(set(walls_of(settings, table)) < set(before[table]) for table in tables)
    seat(settings, session, requisition.requisition_id, supervisor(people), left_at=clock_of(session).now())
    app.extensions["alembic"].upgrade()
    db.engine.dispose()
    assert {table: walls_of(settings, table) for table in tables} == before
    with pytest.raises(IntegrityError, match="gets a seat"):
        seat(settings, session, requisition.requisition_id, supervisor(people))


def walls_of(settings: Settings, table: str) -> tuple[str, ...]:
    """Return the walls that stand around a table."""
    with past_the_application(settings) as connection:
        return standing(connection, table)
