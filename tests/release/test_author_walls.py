"""What an investigator writes in a case is by whoever has it and may search, past the application too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from migrations.author_walls import BY_HR, DESIGNATED, EXCUSED, HAS_IT, UNTIED, WRITTEN, Written
from tests.factories.around import past_the_application, put
from tests.factories.release import Reviewed
from tests.factories.requisitions import hr
from tests.walls import lifted, refused
from tracker.accounts.models import Designation
from tracker.cases.models import AccessEntry, Assignment, ConflictDeclaration
from tracker.db import Record, clock_of
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.actors import Actor, Role
from tracker.protocol.models import SearchEntry, StepOutcome
from tracker.release.models import Return, Submission
from tracker.requisitions.models import BoardMeeting
from tracker.settings import Settings

DECIDER = "nobody who decides, or decided, on a candidate works on a case of that candidate"
WALLS = (HAS_IT, UNTIED, DESIGNATED, DECIDER)
SOME: dict[str, dict[str, Any]] = {"check_answers": {"number": 1}, "finding_rulings": {"in_review": False}}
"""Which rows of a table are an investigator's own, where not all are."""


class Desk:
    """A case that Dana has, with something of each kind that can be written to."""

    def __init__(self, unit: Reviewed, settings: Settings, session: Session) -> None:
        """Take a case that was submitted, and a return of it."""
        self.unit, self.settings = unit, settings
        self.case, _ = unit.ready()
        self.at = clock_of(session).now()
        case_id = self.case.case_id
        finding = session.scalars(select(Finding.id).where(Finding.case_id == case_id)).one()
        submission = session.scalars(select(Submission.id).where(Submission.case_id == case_id)).one()
        by = {"returned_by": unit.brown.person_id, "returned_at": self.at}
        self.names: dict[str, UUID] = {
            "case_id": case_id,
            "finding_id": finding,
            "finding_version_id": session.scalars(
                select(FindingVersion.id).where(FindingVersion.finding_id == finding)
            ).one(),
            "search_id": session.scalars(select(SearchEntry.id).where(SearchEntry.case_id == case_id)).first()
            or uuid4(),
            "return_id": put(settings, Return, submission_id=submission, reasons=b"r", **by),
        }

    def said(self, one: Written, who: UUID, at: datetime | None = None) -> str:
        """Return what the database says to a row by somebody, of which nothing else is right."""
        table = Record.metadata.tables[one.table]
        names: dict[str, Any] = {name: value for name, value in self.names.items() if name in table.c}
        rest = SOME.get(one.table, {})
        values: dict[str, Any] = {**names, **rest, one.person: who, one.at: at or self.at}
        others = ("agreed",) if one.table == "together_records" else ()
        with past_the_application(self.settings) as connection, connection.begin() as all_of_it:
            try:
                with pytest.raises(DatabaseError) as refusal, lifted(connection, one.table, *others):
                    connection.execute(insert(table).values(id=uuid4(), version=1, **values))
            finally:
                all_of_it.rollback()
        return str(refusal.value.orig)

    def taken(self, wall: str, who: Actor, at: datetime | None = None) -> list[str]:
        """Return the tables that do not refuse a row by somebody in the words of a wall."""
        return [one.table for one in WRITTEN if wall not in self.said(one, who.person_id, at)]


@pytest.fixture
def desk(session: Session, unit: Reviewed, settings: Settings) -> Desk:
    """A desk."""
    return Desk(unit, settings, session)


@pytest.mark.clause("Hamden D.3")
def test_whoever_has_the_case_writes_in_it_as_far_as_these_walls_go(desk: Desk) -> None:
    said = {one.table: desk.said(one, desk.unit.dana.person_id) for one in WRITTEN}
    assert {table: words for table, words in said.items() if any(wall in words for wall in WALLS)} == {}


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("role", [Role.IT, Role.HR_ADMIN, Role.AUDITOR, Role.SUPERVISOR, Role.CHIEF])
def test_nobody_of_another_office_writes_in_a_case(desk: Desk, role: Role) -> None:
    somebody = desk.unit.people.make("Sam Poole", role)
    for one in WRITTEN:
        words = desk.said(one, somebody.person_id)
        assert any(wall in words for wall in WALLS), one.table


@pytest.mark.clause("Hamden D.2")
def test_another_investigator_writes_nothing_in_it(desk: Desk) -> None:
    luis = desk.unit.people.make("Luis Ortega", Role.INVESTIGATOR)
    say(desk, luis, "none")
    assert desk.taken(HAS_IT, luis) == []


@pytest.mark.clause("Hamden D.2")
def test_nothing_is_dated_before_the_case_was_given(desk: Desk) -> None:
    before = desk.at - timedelta(hours=12)
    said = {one.table: desk.said(one, desk.unit.dana.person_id, before) for one in WRITTEN}
    assert [table for table, words in said.items() if HAS_IT not in words and DESIGNATED not in words] == []


@pytest.mark.clause("Hamden D.2")
def test_whoever_had_the_case_before_writes_nothing_in_it_any_more(desk: Desk) -> None:
    ends(desk, Assignment, desk.names["case_id"], column="case_id")
    assert desk.taken(HAS_IT, desk.unit.dana) == []


@pytest.mark.clause("Hamden D.2")
def test_nobody_with_a_tie_writes_in_a_case(desk: Desk) -> None:
    say(desk, desk.unit.dana, "yes")
    assert desk.taken(UNTIED, desk.unit.dana) == []


@pytest.mark.clause("Hamden D.3")
def test_no_one_writes_whose_designation_ended(desk: Desk) -> None:
    chief = desk.unit.people.make("Chief Avery Stone", Role.CHIEF).person_id
    ends(desk, Designation, desk.unit.dana.person_id, column="person_id", ended_by=chief)
    others = [one.table for one in WRITTEN if not one.searching]
    assert desk.taken(DESIGNATED, desk.unit.dana) == others


@pytest.mark.clause("Hamden D.2")
def test_whoever_read_the_packet_writes_nothing(desk: Desk) -> None:
    read = {"thing": "packet", "reference": "B", "raw": False, "opened_at": desk.at}
    who = {"person_id": desk.unit.dana.person_id, "role": Role.BOARD_MEMBER.value}
    put(desk.settings, AccessEntry, case_id=desk.names["case_id"], **who, **read)
    assert desk.taken(DECIDER, desk.unit.dana) == []


def say(desk: Desk, who: Actor, answer: str) -> None:
    """Write what somebody says of ties."""
    tie = {"answer": answer, "tie": None if answer == "none" else "friend", "explanation": None}
    person = {"person_id": who.person_id, "declared_at": desk.at}
    put(desk.settings, ConflictDeclaration, case_id=desk.names["case_id"], **person, **tie)


def ends(desk: Desk, row: type[Record], named: UUID, *, column: str, **values: Any) -> None:
    """End what stands."""
    table = row.__table__
    assert isinstance(table, Table)
    with past_the_application(desk.settings) as connection:
        connection.execute(update(table).where(table.c[column] == named).values(ended_at=desk.at, **values))
        connection.commit()


@pytest.mark.clause("Hamden D.5")
def test_a_step_is_set_aside_by_a_supervisor_alone(desk: Desk) -> None:
    row = {"step": "15", "number": 9, "outcome": "not-applicable", "request_id": uuid4()}
    by = {"recorded_by": desk.unit.dana.person_id, "recorded_at": desk.at}
    with refused(EXCUSED):
        put(desk.settings, StepOutcome, case_id=desk.names["case_id"], **by, **row)


def test_a_meeting_is_set_by_hr_alone(desk: Desk) -> None:
    row = {"requisition_id": desk.case.requisition_id, "place": "Room 2", "held_at": desk.at}
    for who in (desk.unit.dana, desk.unit.brown, desk.unit.people.make("Sam Poole", Role.IT)):
        with refused(BY_HR):
            put(
                desk.settings, BoardMeeting, reference="N-AAAAAA", set_by=who.person_id, set_at=desk.at, **row
            )
    priya = hr(desk.unit.people).person_id
    put(desk.settings, BoardMeeting, reference="N-AAAAAA", set_by=priya, set_at=desk.at, **row)
